import type { Clock } from './clock.js';
import { crashPoint } from './crash.js';
import { advance, type OwnerKind } from './engine/advance.js';
import { expectation, position } from './engine/expectation.js';
import type { Facts, Say } from './engine/flow.js';
import type { EngineState, Input } from './engine/state.js';
import { asksForPerson, type Ears, inOrder, leavesQueue, listen, overhear } from './listen.js';
import { prompt, statement } from './speak.js';
import type { Loaded, Message, NewMessage, Owner, Signal, Store, Trace, TurnCommit } from './store/store.js';

export interface TurnDeps extends Ears {
  readonly store: Store;
  readonly clock: Clock;
  readonly channels: ReadonlyMap<string, { readonly readsTranscript: boolean }>;
  /** Makes an id that no other turn ever has. */
  readonly turnId: () => string;
}

/**
 * THE MAIN PATH: all that is pending in one conversation, worked through in order and committed as one turn. Stale (somebody else
 * was faster): nothing has been done, and the next call computes anew. @returns true when work is left that can go on now.
 */
export async function runTurn(deps: TurnDeps, conversation: string, committed: (commit: TurnCommit) => void): Promise<boolean> {
  const loaded = await deps.store.load(conversation);
  const { commit, waits } = loaded ? compute(deps, loaded) : { commit: null, waits: false };
  if (!commit) return false;
  const { result, more } = await deps.store.commitTurn(commit, commit.at);
  if (result === 'committed') committed(commit);
  return result === 'stale' || (more && !waits);
}

/** The turn of all that is loaded, or null: nothing to do now. `waits`: messages are left that wait for the result of a call. */
export function compute(deps: TurnDeps, loaded: Loaded): { readonly commit: TurnCommit | null; readonly waits: boolean } {
  crashPoint('BEFORE_TURN');
  const turn = new Turn(deps, loaded);
  turn.run();
  return { commit: turn.commit(), waits: turn.waits };
}

/** One turn being computed. It only reads; what it wants is in `commit()`. */
class Turn {
  private state: EngineState;
  private owner: Owner;
  private language: string;
  private readonly now: number;
  private readonly id: string;
  private made = 0;
  private ask = false;
  private readonly messages: number[] = [];
  private readonly signals: string[] = [];
  private readonly said: { readonly say: Say; readonly language: string }[] = [];
  private readonly log: TurnCommit['log'][number][] = [];
  waits = false;

  constructor(
    private readonly deps: TurnDeps,
    private readonly loaded: Loaded,
  ) {
    ({ state: this.state, owner: this.owner, language: this.language } = loaded.conversation);
    this.now = deps.clock.now();
    this.id = deps.turnId();
  }

  run(): void {
    for (const { message, signal } of inOrder(this.loaded)) {
      if (signal) this.hearSignal(signal);
      else if (message) this.hearMessage(message);
    }
  }

  private hearSignal(signal: Signal): void {
    this.signals.push(signal.key);
    this.step(signal.type === 'open' ? { type: 'open' } : (signal.payload as Input), {});
  }

  private hearMessage(message: Message): void {
    if (this.owner !== 'bot') {
      const leaves = this.owner === 'queue' && leavesQueue(this.deps, this.state, this.language, message, this.now);
      if (!leaves) this.state = overhear(this.deps, this.state, this.language, message, this.now, `${this.id}.${++this.made}`);
      this.consume(message, leaves ? [{ type: 'user', event: { type: 'LEFT_QUEUE' } }] : [], {});
    } else if (this.state.calls.length === 0) {
      const heard = listen(this.deps, this.state, this.language, message, this.now);
      // The customer's first words decide; the greeting may have been in another language.
      const first = this.messages.length === 0 && this.loaded.conversation.version <= 1;
      if (first && heard.language) this.language = heard.language;
      this.consume(message, heard.inputs, heard.facts);
    } else if (asksForPerson(this.deps, this.language, message, this.now)) {
      this.consume(message, [{ type: 'command', command: { type: 'person' } }], {});
    } else this.waits = true;
  }

  private consume(message: Message, inputs: readonly Input[], facts: Facts): void {
    this.messages.push(message.seq);
    for (const input of inputs) this.step(input, facts);
  }

  private step(input: Input, facts: Facts): void {
    const env = { now: this.now, nextId: () => `${this.id}.${++this.made}` };
    const step = advance(this.deps.registry, this.state, input, env, facts, ownerKind(this.owner));
    this.state = step.state;
    this.owner = step.owner ?? this.owner;
    this.language = step.language ?? this.language;
    this.ask ||= step.ask;
    for (const say of step.said) this.said.push({ say, language: this.language });
    for (const data of step.ended) this.log.push({ by: 'bot', what: 'procedure-ended', data });
    if (step.failure) this.log.push({ by: 'bot', what: 'procedure-failed', data: step.failure });
  }

  /** Null when there was nothing to do. */
  commit(): TurnCommit | null {
    if (this.messages.length + this.signals.length === 0) return null;
    const { conversation } = this.loaded;
    const before = conversation.state;
    const had = new Set([...before.calls, ...before.timers].map(({ id }) => id));
    const has = new Set([...this.state.calls, ...this.state.timers].map(({ id }) => id));
    return {
      conversation: conversation.id,
      version: conversation.version,
      epoch: conversation.epoch,
      at: this.now,
      messages: this.messages,
      signals: this.signals,
      language: this.language,
      owner: this.owner,
      state: this.state,
      replies: this.replies(),
      sent: this.deps.channels.get(conversation.channel)?.readsTranscript === true,
      calls: this.state.calls.filter(({ id }) => !had.has(id)),
      timers: this.state.timers.filter(({ id }) => !had.has(id)),
      cancelledCalls: before.calls.map(({ id }) => id).filter((id) => !has.has(id)),
      cancelledTimers: before.timers.map(({ id }) => id).filter((id) => !has.has(id)),
      log: this.log,
    };
  }

  /** What was said, in order, and then the question, once. */
  private replies(): NewMessage[] {
    const { registry, locales } = this.deps;
    const trace: Trace = {
      ...(position(registry, this.state) ?? { flow: null, state: null }),
      owner: this.owner,
      folio: this.loaded.conversation.folio,
    };
    const lines = this.said.map(({ say, language }) => statement(locales, language, say, trace));
    const expected = this.ask ? expectation(registry, this.state) : null;
    return expected ? [...lines, prompt(locales, this.language, expected, trace)] : lines;
  }
}

const ownerKind = (owner: Owner): OwnerKind => (owner === 'bot' || owner === 'queue' ? owner : 'agent');
