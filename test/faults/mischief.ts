import { setTimeout as pause } from 'node:timers/promises';
import { type Fault, KINDS, type Kind } from './fault-plan.js';
import type { MongoCluster } from './mongo-cluster.js';
import type { Nodes } from './nodes.js';

const SLOW_MS = 250;

/** Begins something, and gives what ends it. */
type Act = (target: number) => Promise<() => Promise<void> | void>;

/** Lets the planned faults happen to nodes, wires and the database, each at its time. Faults of one target follow each other. */
export class Mischief {
  readonly done = new Map<Kind, number>();
  private readonly lanes = new Map<string, Promise<void>>();
  private readonly halted = new AbortController();

  constructor(
    private readonly nodes: Nodes,
    private readonly cluster: MongoCluster,
  ) {}

  /** Resolves when all that was planned is over and mended, or has been called off. @throws when something cannot be mended. */
  async play(plan: readonly Fault[]): Promise<void> {
    const begun = performance.now();
    for (const fault of plan) {
      await this.wait(begun + fault.atMs - performance.now());
      if (this.halted.signal.aborted) break;
      const lane = `${KINDS[fault.kind].on} ${fault.target}`;
      const before = this.lanes.get(lane) ?? Promise.resolve();
      const after = before.then(() => this.happen(fault));
      // It is waited for below; until then it may fail unheard.
      after.catch(() => undefined);
      this.lanes.set(lane, after);
    }
    await this.settled();
  }

  /** Whatever is broken is mended at once, and nothing more is begun. */
  async halt(): Promise<void> {
    this.halted.abort();
    await this.settled();
  }

  private async settled(): Promise<void> {
    await Promise.all(this.lanes.values());
  }

  private async happen({ kind, target, forMs }: Fault): Promise<void> {
    if (this.halted.signal.aborted) return;
    const mend = await this.acts[kind](target);
    this.done.set(kind, (this.done.get(kind) ?? 0) + 1);
    await this.wait(forMs);
    await mend();
  }

  private async wait(ms: number): Promise<void> {
    await pause(Math.max(0, ms), null, { signal: this.halted.signal }).catch(() => undefined);
  }

  private readonly killNode: Act = async (target) => {
    await this.nodes.kill(target);
    return () => this.nodes.restart(target);
  };

  private readonly pauseNode: Act = async (target) => {
    this.nodes.signal(target, 'SIGSTOP');
    return () => this.nodes.signal(target, 'SIGCONT');
  };

  private readonly acts: Readonly<Record<Kind, Act>> = {
    'kill node': this.killNode,
    'pause node': this.pauseNode,
    'pause node past its leases': this.pauseNode,
    'kill gateway': async (target) => {
      await this.cluster.kill(`${target + 1}`);
      return () => this.cluster.start(`${target + 1}`);
    },
    'pause gateway': async (target) => {
      await this.cluster.pause(`${target + 1}`);
      return () => this.cluster.resume(`${target + 1}`);
    },
    'kill database': async () => {
      await this.cluster.kill('database');
      return () => this.cluster.start('database');
    },
    'pause database': async () => {
      await this.cluster.pause('database');
      return () => this.cluster.resume('database');
    },
    'slow wire': async (target) => {
      this.nodes.wire(target).delayMs = SLOW_MS;
      return () => {
        this.nodes.wire(target).delayMs = 0;
      };
    },
    'cut wire': async (target) => {
      this.nodes.wire(target).cut();
      return () => undefined;
    },
    'half-open wire': async (target) => {
      this.nodes.wire(target).mute = true;
      return () => {
        this.nodes.wire(target).mute = false;
      };
    },
    'answers of writes lost': async (target) => {
      this.nodes.loseAnswers(target, true);
      return () => this.nodes.loseAnswers(target, false);
    },
  };
}
