import type { Clock } from '../clock.js';
import type { Store } from '../store/store.js';
import type { Log } from './log.js';
import { type Loop, repeat } from './loop.js';

export interface TurnRunnerDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** This process, in leases. */
  readonly node: string;
  readonly log: Log;
  /** One turn of a conversation; true when work is left. */
  readonly run: (conversation: string) => Promise<boolean>;
}

/** A turn takes milliseconds; what a dead node had claimed moves on after this. */
const LEASE_MS = 15_000;
const BATCH = 200;
const PAUSE_AFTER_ERROR_MS = 500;

/** Runs turns: at once for what this node accepted, by claiming for what anybody left behind. One at a time per conversation. */
export class TurnRunner {
  private readonly running = new Map<string, { again: boolean; done: Promise<void> }>();
  private readonly unsubscribe: () => void;
  private loop: Loop | null = null;

  constructor(private readonly deps: TurnRunnerDeps) {
    this.unsubscribe = deps.store.onChange((conversation, work) => {
      if (work) this.wake(conversation);
    });
  }

  /** Looks for left work now and every `everyMs`. */
  start(everyMs: number): void {
    this.loop = repeat(everyMs, () => this.claimLeft(), this.deps.log);
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    await this.loop?.stop();
  }

  /** Resolves when no turn runs on this node. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all([...this.running.values()].map(({ done }) => done));
  }

  /** True while a turn runs on this node. */
  get busy(): boolean {
    return this.running.size > 0;
  }

  async claimLeft(): Promise<void> {
    const { store, clock, node } = this.deps;
    for (const conversation of await store.claim(node, clock.now(), LEASE_MS, BATCH)) this.wake(conversation);
  }

  wake(conversation: string): void {
    const running = this.running.get(conversation);
    if (running) {
      running.again = true;
      return;
    }
    const run = { again: true, done: Promise.resolve() };
    this.running.set(conversation, run);
    run.done = this.work(conversation, run);
  }

  private async work(conversation: string, run: { again: boolean }): Promise<void> {
    try {
      while (run.again) {
        run.again = false;
        if (await this.deps.run(conversation)) run.again = true;
      }
    } catch (error) {
      // The work is still in the store: it is tried again here, or by another node when the lease has run out.
      this.deps.log.error({ err: error, conversation }, 'a turn could not be committed; it will be tried again');
      setTimeout(() => this.wake(conversation), PAUSE_AFTER_ERROR_MS).unref();
    } finally {
      this.running.delete(conversation);
    }
  }
}
