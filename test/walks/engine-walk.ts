import { registry } from '../../flows/index.js';
import { advance, type OwnerKind } from '../../src/engine/advance.js';
import { expectation, position } from '../../src/engine/expectation.js';
import { EMPTY_STATE, type EngineState, type Expectation, type Input, type Step } from '../../src/engine/state.js';
import { LANGUAGES, Locales } from '../../src/locales.js';
import { choicesOf } from '../../src/speak.js';
import { textFile } from '../support/flow-texts.js';
import { type Happening, happening, type Pick } from './happenings.js';

/** What no walk may ever find, in words. */
export class Broken extends Error {}

const LARGEST_STATE = 100_000;
const PAST_DEPTH = 4;
/** One call, timer or parked event of each frame, and a few more of digressions. */
const MOST_WAITING = 20;

const locales = new Locales('locales', 'America/Mexico_City', {
  provider: 'Red Ejemplo',
  address: 'Calle 1',
  noticeUrl: 'https://example.com',
});
const written = new Set<string>();
/** Stacks of states in which a wish for a person was seen to be fulfilled. */
const fulfilled = new Set<string>();

/** Walks through all procedures by `advance` alone. Each state goes through JSON, as it does between turns. */
export class EngineWalk {
  readonly trace: string[] = [];
  /** `flow.state` of every question that was reached. */
  readonly asked = new Set<string>();
  private state: EngineState = EMPTY_STATE;
  private owner: OwnerKind = 'bot';
  private now = Date.parse('2026-11-24T17:00:00.000Z');
  private made = 0;
  private readonly ids = new Set<string>();

  /** @throws {Broken} at the first thing that is wrong. */
  step(pick: Pick): void {
    const next = happening(this.state, this.owner, pick);
    this.trace.push(this.describe(next));
    if (next.takenOver) {
      this.owner = 'agent';
      return;
    }
    this.now += next.passed;
    const before = freeze(this.state);
    const step = this.advance(before, next.input, next.facts);
    this.check(before, next.input, step);
    this.state = throughJson(step.state);
    this.owner = step.owner ?? this.owner;
    this.checkPerson();
  }

  private advance(state: EngineState, input: Input, facts: Happening['facts']): Step {
    return advance(registry, state, input, { now: this.now, nextId: () => `id-${++this.made}` }, facts, this.owner);
  }

  private check(before: EngineState, input: Input, step: Step): void {
    const { state } = step;
    if (step.failure) throw new Broken(`${step.failure.flow} failed: ${step.failure.message}`);
    const waits = expectation(registry, state);
    if (state.frames.length > 0 && !waits && state.calls.length + state.parked.length === 0)
      throw new Broken('a dead end: nobody is asked, nothing is awaited');
    if (waits) this.asked.add(`${waits.flow}.${waits.state}`);
    checkTexts(step, waits);
    checkCounts(state);
    this.checkIds(before, state);
    const owner = step.owner ?? this.owner;
    const handedOver = state.frames.filter(({ flow }) => flow === registry.handOff).length;
    if (handedOver > 1) throw new Broken('handed over twice');
    if (owner !== 'bot' && handedOver === 0) throw new Broken(`${owner} has a conversation that nobody handed over`);
    if (owner === 'bot' && position(registry, state)?.state === 'waitingForPerson') throw new Broken('waits for a person whom nobody told');
    if (isExit(input) && this.owner !== 'bot' && owner !== 'bot') throw new Broken('a way out of the queue leads nowhere');
    const silent = step.said.length === 0 && !step.ask && state.calls.length === 0;
    if (silent && isSpoken(input) && this.owner === 'bot') throw new Broken('the customer is met with silence');
  }

  /** Ids are never used twice; what waits belongs to a procedure that is under way. */
  private checkIds(before: EngineState, state: EngineState): void {
    const known = new Set([...before.calls, ...before.timers].map(({ id }) => id));
    const frames = new Set(state.frames.map(({ id }) => id));
    for (const { id, frame } of [...state.calls, ...state.timers]) {
      if (!frames.has(frame)) throw new Broken(`${id} belongs to no procedure under way`);
      if (!known.has(id) && this.ids.has(id)) throw new Broken(`${id} is used a second time`);
      this.ids.add(id);
    }
    const all = [...state.calls, ...state.timers, ...state.frames].map(({ id }) => id);
    if (new Set(all).size < all.length) throw new Broken('two have the same id');
    const overdue = state.timers.find(({ id, dueAt }) => !known.has(id) && !(dueAt >= this.now));
    if (overdue) throw new Broken(`the timer ${overdue.name} was due before it was set`);
  }

  /** Wherever the walk has come to, a wish for a person would be fulfilled at once. */
  private checkPerson(): void {
    if (this.owner !== 'bot') return;
    const place = JSON.stringify(this.state.frames.map(({ flow, snapshot }) => [flow, (snapshot as { value: unknown }).value]));
    if (fulfilled.has(place)) return;
    const { state, owner, failure } = this.advance(this.state, { type: 'command', command: { type: 'person' } }, {});
    const called = state.calls.some(({ effect }) => effect === 'openHandOff');
    if (failure || (!called && (owner ?? this.owner) === 'bot')) throw new Broken('a wish for a person leads nowhere');
    fulfilled.add(place);
  }

  private describe({ input, facts, passed, takenOver }: Happening): string {
    const where = position(registry, this.state);
    const said = takenOver ? 'an agent takes over' : JSON.stringify(input);
    const beside = Object.keys(facts).length > 0 ? ` beside ${JSON.stringify(facts)}` : '';
    return `${this.owner} ${where ? `${where.flow}.${where.state}` : 'nothing'} +${passed / 1_000}s: ${said}${beside}`;
  }
}

const isExit = (input: Input): boolean => input.type === 'user' && ['LEFT_QUEUE', 'HANDED_BACK', 'RESOLVED'].includes(input.event.type);
const isSpoken = ({ type }: Input): boolean => type === 'user' || type === 'command' || type === 'unclear' || type === 'unreadable';

/** All that is said and asked is there in every language, and can be written out. */
function checkTexts({ said }: Step, expected: Expectation | null): void {
  const says = expected ? [...said, expected.prompt] : said;
  for (const language of LANGUAGES) {
    for (const say of says) {
      if (!hasMessage(language, say.key)) throw new Broken(`${language} has no ${say.key}`);
      once(language, say, () => locales.render(language, say));
    }
    if (!expected) continue;
    const lacking = expected.choices.find(
      ({ key, fallback }) => !hasChoice(language, key) && (fallback === null || !hasChoice(language, fallback)),
    );
    if (lacking) throw new Broken(`${language} has no choice ${lacking.key}`);
    once(language, expected.choices, () =>
      choicesOf(locales, language, expected)
        .map(({ label }) => label)
        .join(),
    );
  }
}

const split = (key: string): readonly [flow: string, name: string] => [key.slice(0, key.indexOf('.')), key.slice(key.indexOf('.') + 1)];
const hasMessage = (language: string, key: string): boolean => textFile(language, split(key)[0]).messages[split(key)[1]] !== undefined;
/** A choice may be labelled by a message, as the dates of a visit are. */
const hasChoice = (language: string, key: string): boolean =>
  textFile(language, split(key)[0]).choices[split(key)[1]] !== undefined || hasMessage(language, key);

function once(language: string, what: unknown, write: () => string): void {
  const key = `${language} ${JSON.stringify(what)}`;
  if (written.has(key)) return;
  let text: string;
  try {
    text = write();
  } catch (error) {
    throw new Broken(`${key}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (/^\s*$|[{}]|\b(undefined|null|NaN|Invalid Date)\b/.test(text)) throw new Broken(`${key}: '${text}' is no text for a customer`);
  written.add(key);
}

function checkCounts({ past, parked, calls, timers }: EngineState): void {
  if (past.length > PAST_DEPTH) throw new Broken(`${past.length} answers are remembered`);
  for (const [name, list] of Object.entries({ parked, calls, timers })) {
    if (list.length > MOST_WAITING) throw new Broken(`${list.length} ${name}`);
  }
}

function throughJson(state: EngineState): EngineState {
  const stored = JSON.stringify(state);
  if (stored.length > LARGEST_STATE) throw new Broken(`the state has grown to ${stored.length} characters`);
  return JSON.parse(stored) as EngineState;
}

/** So that whoever changes what it was given fails. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}
