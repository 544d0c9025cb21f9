import type { Effect } from '../cases/effect.js';
import type { Channel } from '../channels/channel.js';
import type { Clock } from '../clock.js';
import type { Store, TurnCommit } from '../store/store.js';
import { compute, runTurn, type TurnDeps } from '../turn.js';
import { runCalls } from './effects.js';
import type { Log } from './log.js';
import { type Loop, repeat } from './loop.js';
import { relay } from './outbox.js';
import { TurnRunner } from './turn-runner.js';

export interface WorkerDeps extends Omit<TurnDeps, 'store' | 'clock'> {
  readonly store: Store;
  readonly clock: Clock;
  readonly node: string;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly effects: Readonly<Record<string, Effect>>;
  readonly log: Log;
  /** Told of every committed turn, for traces. */
  readonly observe?: (commit: TurnCommit) => void;
}

/** What another node left behind is looked for this often; this node's own work is not waited for. */
const SWEEP_MS = 1_000;
const DUE_MS = 250;
const BATCH = 200;

/** All the loops of a node: turns, calls, timers and the outbox. Each may stop at any instant; the store has what is left. */
export class Worker {
  private readonly runner: TurnRunner;
  private loops: { due: Loop; outbox: Loop } | null = null;
  private endTurns: (() => void) | undefined;

  constructor(private readonly deps: WorkerDeps) {
    const { store, clock, node, log } = deps;
    this.runner = new TurnRunner({
      store,
      clock,
      node,
      log,
      run: (conversation) => runTurn(deps, conversation, (commit) => this.committed(commit)),
    });
  }

  start(): void {
    const { log } = this.deps;
    this.workWithMessages();
    this.runner.start(SWEEP_MS);
    this.loops = { due: repeat(DUE_MS, () => this.workDue(), log), outbox: repeat(SWEEP_MS, () => this.empty(relay), log) };
  }

  /** From now on a message that is its conversation's only work is worked in its own commit, where the store can do so. */
  workWithMessages(): void {
    this.endTurns = this.deps.store.turnWithMessage?.(
      (loaded) => compute(this.deps, loaded).commit,
      (commit) => this.committed(commit),
    );
  }

  async stop(): Promise<void> {
    this.endTurns?.();
    await Promise.all([this.runner.stop(), this.loops?.due.stop(), this.loops?.outbox.stop()]);
  }

  /** For tests and tools without loops: works until nothing is left that can go on at the clock's present instant. */
  async settle(): Promise<void> {
    const { store, clock } = this.deps;
    for (let quiet = 0; quiet < 2; ) {
      await store.fireTimers(clock.now(), BATCH);
      await this.runner.claimLeft();
      const busy = this.runner.busy;
      await this.runner.idle();
      const done = (await this.empty(runCalls)) + (await this.empty(relay));
      quiet = busy || done > 0 ? 0 : quiet + 1;
    }
  }

  /** A committed turn tells the loops what it left for them, so that nobody has to look. */
  private committed(commit: TurnCommit): void {
    this.deps.observe?.(commit);
    if (commit.calls.length > 0) {
      this.loops?.due.poke();
      // What is put on record beside an agent's conversation is no work of the bot's that anybody waits for.
      if (commit.owner === 'bot')
        this.showWork(commit.conversation).catch((error: unknown) => this.deps.log.warn({ err: error }, 'typing could not be shown'));
    }
    if (commit.replies.length > 0) this.loops?.outbox.poke();
  }

  /** The customer sees that an answer is being looked for. */
  private async showWork(id: string): Promise<void> {
    const { store, channels } = this.deps;
    const conversation = await store.conversation(id);
    if (conversation)
      channels.get(conversation.channel)?.typing({ conversation: id, address: conversation.address, language: conversation.language });
  }

  private async workDue(): Promise<void> {
    const { store, clock } = this.deps;
    const due = await store.nextDue();
    if (due === null || due > clock.now()) return;
    await store.fireTimers(clock.now(), BATCH);
    await this.empty(runCalls);
  }

  /** Repeats a round until it finds nothing. @returns how much it did. */
  private async empty(round: (deps: WorkerDeps) => Promise<number>): Promise<number> {
    let total = 0;
    for (let did = await round(this.deps); did > 0; did = await round(this.deps)) total += did;
    return total;
  }
}
