import { setTimeout as pause } from 'node:timers/promises';
import { cpuMs, databaseCpuMs } from '../cpu-time.js';
import { makeChatTalker } from './chat-talker.js';
import { makePostTalker } from './post-talker.js';
import type { Answered, Measured, Order, Result, Target } from './protocol.js';
import { makeReadTalker } from './read-talker.js';
import type { Talker, Unit } from './talker.js';

/** The process that makes the load, on a core of its own. It does what the bench orders, one thing at a time. */

interface Prepared {
  readonly target: Target;
  readonly talker: Talker;
}

const prepared = new Map<string, Prepared>();

/** Units done between two instants, and the server's CPU time between the same. */
class Window {
  private readonly units: Unit[] = [];
  private from = 0;
  private cpu = 0;
  private database = 0;
  private open = false;

  constructor(private readonly target: Target) {}

  begin(): void {
    this.from = performance.now();
    this.cpu = this.cpuNow();
    this.database = this.databaseNow();
    this.open = true;
  }

  readonly add = (unit: Unit): void => {
    if (this.open) this.units.push(unit);
  };

  end(): Measured {
    this.open = false;
    return {
      done: this.units.length,
      ms: performance.now() - this.from,
      cpuMs: this.cpuNow() - this.cpu,
      databaseMs: this.target.database ? this.databaseNow() - this.database : null,
      accepted: this.units.map(({ accepted }) => accepted),
      replied: this.units.map(({ replied }) => replied),
    };
  }

  private cpuNow(): number {
    return this.target.pids.reduce((sum, pid) => sum + cpuMs(pid), 0);
  }

  private databaseNow(): number {
    return this.target.database ? databaseCpuMs(this.target.database) : 0;
  }
}

async function closedLoop({ target, talker }: Prepared, warmMs: number, ms: number): Promise<Measured> {
  const window = new Window(target);
  let running = true;
  const customers = Array.from({ length: talker.customers }, async (_, index) => {
    while (running) window.add(await talker.work(index));
  });
  const measure = async (): Promise<Measured> => {
    await pause(warmMs);
    window.begin();
    await pause(ms);
    const measured = window.end();
    running = false;
    return measured;
  };
  const [measured] = await Promise.all([measure(), ...customers]);
  return measured;
}

/** Customers take turns; one whose last message is unanswered when its turn comes again makes the rate impossible. */
async function openLoop({ target, talker }: Prepared, warmMs: number, ms: number, rate: number): Promise<Measured> {
  const window = new Window(target);
  const busy = new Map<number, Promise<void>>();
  const begun = performance.now();
  let measuring = false;
  let failure: Error | null = null;
  for (let sent = 0; performance.now() - begun < warmMs + ms; sent++) {
    const wait = begun + (sent * 1000) / rate - performance.now();
    if (wait > 0) await pause(wait);
    if (!measuring && performance.now() - begun >= warmMs) {
      measuring = true;
      window.begin();
    }
    if (failure) throw failure;
    const index = sent % talker.customers;
    if (busy.has(index)) throw new Error(`${target.name} cannot keep up with ${rate} a second`);
    busy.set(
      index,
      talker
        .work(index)
        .then(window.add, (error: Error) => {
          failure ??= error;
        })
        .then(() => void busy.delete(index)),
    );
  }
  await Promise.all(busy.values());
  if (failure) throw failure;
  return window.end();
}

function makeTalker(target: Target): Promise<Talker> {
  const { kind } = target;
  if (kind === 'read') return makeReadTalker(target);
  return kind === 'post' || kind === 'echo' ? makePostTalker(target) : makeChatTalker(target);
}

const find = (name: string): Prepared => {
  const found = prepared.get(name);
  if (!found) throw new Error(`${name} was not prepared`);
  return found;
};

async function obey(order: Order): Promise<Result | null> {
  switch (order.type) {
    case 'prepare': {
      const { target } = order;
      prepared.set(target.name, { target, talker: await makeTalker(target) });
      return null;
    }
    case 'closed':
      return closedLoop(find(order.name), order.warmMs, order.ms);
    case 'open':
      return openLoop(find(order.name), order.warmMs, order.ms, order.rate);
    case 'verify':
      return { problems: await find(order.name).talker.verify() };
  }
}

process.on('message', (order: Order) => {
  const answer = (answered: Answered): void => void process.send?.(answered);
  obey(order).then(
    (ok) => answer({ ok }),
    (error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
