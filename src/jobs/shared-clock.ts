import type { Clock } from '../clock.js';
import { StoreUnavailable } from '../store/store.js';
import type { Log } from './log.js';
import { type Loop, repeat } from './loop.js';

export interface SharedClockDeps {
  /** The time by the clock that all nodes share, epoch ms. */
  readonly ask: () => Promise<number>;
  readonly log: Log;
  /** A clock of the process that nobody sets, ms from any origin. */
  readonly monotonic?: () => number;
}

const EVERY_MS = 2_000;
/** An answer that was under way for longer says too little, unless it is the first one. */
const SLOWEST_MS = 500;
const UNKNOWN = 'The database has not told the time yet, without which nothing can be written: try again in a moment.';

/**
 * One time for all nodes, however wrong the clocks of their machines are: a lease, a timer or a deadline that one node writes down
 * means the same to the others. Between two answers it goes on by the process's own pace, so that setting the machine's clock moves
 * nothing either. Until the first answer there is no time: by the machine's own a lease would last for minutes, a timer strike too early.
 */
export class SharedClock implements Clock {
  /** Resolves when the shared time is known. */
  readonly known: Promise<void>;
  private readonly monotonic: () => number;
  /** What is to be added to the monotonic clock; null: not known yet. */
  private offset: number | null = null;
  private tell: () => void = () => undefined;
  private loop: Loop | null = null;

  constructor(private readonly deps: SharedClockDeps) {
    this.monotonic = deps.monotonic ?? (() => performance.now());
    this.known = new Promise((resolve) => {
      this.tell = resolve;
    });
  }

  /** @throws {@link StoreUnavailable} until the time is known. */
  now(): number {
    if (this.offset !== null) return Math.round(this.monotonic() + this.offset);
    this.loop?.poke();
    throw new StoreUnavailable(UNKNOWN);
  }

  /** Part of a node's readiness. */
  ready(): { readonly ok: boolean; readonly problem: string | null } {
    return this.offset === null ? { ok: false, problem: UNKNOWN } : { ok: true, problem: null };
  }

  /** Asks at once, and from then on again and again. Resolves when the first answer is there, or is not to be had yet. */
  async start(): Promise<void> {
    await this.adjust();
    this.loop = repeat(EVERY_MS, () => this.adjust(), this.deps.log);
  }

  async stop(): Promise<void> {
    await this.loop?.stop();
  }

  /**
   * One question. What lies within the time that its answer took is no difference: the clock does not jump about. The first answer is
   * taken however slow it was, but as if it had been given at the very end: a clock that is slow for a moment strikes nothing early.
   */
  async adjust(): Promise<void> {
    const asked = this.monotonic();
    const told = await this.ask();
    const took = this.monotonic() - asked;
    if (told === null) return;
    if (this.offset === null) this.offset = told - (asked + took);
    else if (took <= SLOWEST_MS) {
      const offset = told - (asked + took / 2);
      if (Math.abs(offset - this.offset) > 1 + took / 2) this.offset = offset;
    }
    this.tell();
  }

  /** Null: the store cannot be asked at the moment, which its readiness tells. */
  private async ask(): Promise<number | null> {
    try {
      return await this.deps.ask();
    } catch (error) {
      if (error instanceof StoreUnavailable) return null;
      throw error;
    }
  }
}
