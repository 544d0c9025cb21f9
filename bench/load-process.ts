import { once } from 'node:events';
import type { Answered, Measured, Order, Target } from './load/protocol.js';
import { benchFile, spawnNode } from './processes.js';

export interface Load {
  prepare(target: Target): Promise<void>;
  /** Closed loop, or `rate` a second. */
  measure(name: string, warmMs: number, ms: number, rate?: number): Promise<Measured>;
  verify(name: string): Promise<readonly string[]>;
  end(): void;
}

/** Starts the process that makes the load. */
export function startLoad(): Load {
  const child = spawnNode('load', [benchFile('load/main.js')]);
  const died = once(child, 'exit').then(() => [{ error: 'the load process died' }]);
  const order = async (wanted: Order) => {
    child.send(wanted);
    const [answer] = (await Promise.race([once(child, 'message'), died])) as [Answered];
    if ('error' in answer) throw new Error(`${wanted.type}: ${answer.error}`);
    return answer.ok;
  };
  return {
    async prepare(target) {
      await order({ type: 'prepare', target });
    },
    async measure(name, warmMs, ms, rate) {
      const result = await order(rate === undefined ? { type: 'closed', name, warmMs, ms } : { type: 'open', name, warmMs, ms, rate });
      if (!result || !('done' in result)) throw new Error(`${name} was not measured`);
      return result;
    },
    async verify(name) {
      const result = await order({ type: 'verify', name });
      return result && 'problems' in result ? result.problems : ['was not verified'];
    },
    end: () => child.disconnect(),
  };
}
