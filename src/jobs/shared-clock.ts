import type { Clock } from '../clock.js';
import { StoreUnavailable } from '../store/store.js';
import type { Log } from './log.js';
import { type Loop, repeat } from './loop.js';

export interface SharedClockDeps {
  /** What the time is until the first answer. */
  readonly own: Clock;
  /** The time by the clock that all nodes share, epoch ms. */
  readonly ask: () => Promise<number>;
  readonly log: Log;
  /** A clock of the process that nobody sets, ms from any origin. */
  readonly monotonic?: () => number;
}

const EVERY_MS = 2_000;
/** An answer that was under way for longer says too little, unless it is the first one. */
const SLOWEST_MS = 500;

/**
 * One time for all nodes, however wrong the clocks of their machines are: a lease, a timer or a deadline that one node writes down
 * means the same to the others. Between two answers it goes on by the process's own pace, so that setting the machine's clock moves
 * nothing either.
 */
export class SharedClock implements Clock {
  /** Resolves when the shared time is known. */
  readonly known: Promise<void>;
  private readonly monotonic: () => number;
  /** What is to be added to the monotonic clock. */
  private offset: number;
  private isKnown = false;
  private tell: () => void = () => undefined;
  private loop: Loop | null = null;

  constructor(private readonly deps: SharedClockDeps) {
    this.monotonic = deps.monotonic ?? (() => performance.now());
    this.offset = deps.own.now() - this.monotonic();
    this.known = new Promise((resolve) => {
      this.tell = resolve;
    });
  }

  now(): number {
    return Math.round(this.monotonic() + this.offset);
  }

  /** Asks at once, and from then on again and again. Resolves when the first answer is there, or is not to be had yet. */
  async start(): Promise<void> {
    await this.adjust();
    this.loop = repeat(EVERY_MS, () => this.adjust(), this.deps.log);
  }

  async stop(): Promise<void> {
    await this.loop?.stop();
  }

  /** One question. What lies within the time that its answer took is no difference: the clock does not jump about. */
  async adjust(): Promise<void> {
    const asked = this.monotonic();
    const told = await this.ask();
    const took = this.monotonic() - asked;
    if (told === null || (this.isKnown && took > SLOWEST_MS)) return;
    const offset = told - (asked + took / 2);
    if (!this.isKnown || Math.abs(offset - this.offset) > 1 + took / 2) this.offset = offset;
    this.isKnown = true;
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
