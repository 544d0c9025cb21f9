import { type AnyMachineSnapshot, type AnyStateMachine, fromPromise, type PromiseActorLogic } from 'xstate';

/**
 * The flow contract: all that a procedure may import from the house. A flow is an ordinary XState v5
 * machine, run with the pure `transition`, never as a live actor; it has no I/O, no clock, no text.
 */

/** What any procedure may know about the customer and none may ask twice. Values are canonical strings. */
export const FACT_NAMES = [
  /** Account number: digits only. */
  'account',
  /** E-mail address, lower case. */
  'email',
  /** Contact telephone, E.164. */
  'phone',
  /** A folio number the customer named, canonical form. */
  'folio',
  /** Since when the service fails: ISO instant. */
  'outageSince',
  /** What the customer says of the equipment's lights: `los` = red optical light. */
  'lights',
  /** The customer's own words about the matter, first message that named it. */
  'matter',
  /** Zone of the account, from the back office. */
  'zone',
  /** `yes` once account and contact were matched against the back office. */
  'matched',
  /** Postal code and colonia, for coverage. */
  'postalCode',
  /** The last place that the customer sent: latitude and longitude in degrees, with a comma between them; empty: it was used. */
  'location',
] as const;
export type FactName = (typeof FACT_NAMES)[number];
export type Facts = Readonly<Partial<Record<FactName, string>>>;

/** Plain data for a message. Names that end in `At` hold ISO instants, in `Date` YYYY-MM-DD: the locale writes them out. */
export type Vars = Readonly<Record<string, string | number | boolean | null>>;

/** A statement, by locale key `<flowId>.<message>`. */
export interface Say {
  readonly key: string;
  readonly vars?: Vars;
  /** Stored files that go with it: effects make them. */
  readonly files?: readonly { readonly id: string; readonly name: string; readonly contentType: string; readonly size: number }[];
}

/** One offered answer. A bare string is an id whose label and synonyms are in the locale of the flow, or of `common`. */
export type ChoiceSpec = string | { readonly id: string; readonly key: string; readonly vars?: Vars };

/** Which value the question asks for; the reader extracts and canonicalises it into `ANSWER.value`. */
export type Slot = 'account' | 'email' | 'phone' | 'folio' | 'text' | 'when' | 'address' | 'code';

// biome-ignore lint/suspicious/noExplicitAny: a state's meta is read by code that cannot know each flow's context type
type AnyContext = any;

/** The question of a waiting state. Data, not an action, so that it can be asked again at any time. */
export interface StateMeta {
  /** Locale key of the question. */
  readonly prompt: string;
  readonly vars?: (context: AnyContext) => Vars;
  readonly choices?: readonly ChoiceSpec[] | ((context: AnyContext) => readonly ChoiceSpec[]);
  readonly slot?: Slot;
}

/** The only events a flow receives from outside, already understood. */
export type UserEvent =
  /**
   * The answer to a question that asks for a value. `value` is canonical when the slot's value was found, else null.
   * `facts`: all that the text says beside it, so that nothing of it is asked again.
   */
  | { type: 'ANSWER'; text: string; value: string | null; facts?: Facts }
  /** `text`: what was written, where that is not the choice's own label. */
  | { type: 'CHOICE'; id: string; text?: string }
  | { type: 'YES' }
  | { type: 'NO' }
  /** A matter or a fact in the customer's own words; intents are those of `nlu`. */
  | { type: 'INTENT'; intent: string; text: string }
  | { type: 'LOCATION'; latitude: number; longitude: number }
  | { type: 'FILE'; name: string; contentType: string; file: string }
  /** "No, mi cuenta es…": a fact said earlier is now another. */
  | { type: 'CORRECTION'; fact: FactName; value: string }
  /**
   * What is known by now, once the customer's words have been worked through or another procedure has ended. Sent to the waiting procedure that
   * talks, if it has a use for it: what was said beside the point, or elsewhere, is not asked again.
   */
  | { type: 'TOLD'; facts: Facts }
  /** The customer gave the current procedure up. Only the lowest frame of a stack receives it. */
  | { type: 'CANCEL' }
  /** Exits of a hand-off. */
  | { type: 'HANDED_BACK' }
  | { type: 'RESOLVED' }
  | { type: 'LEFT_QUEUE' };

/** `waiting`: has a prompt and waits for the customer. `escalate`: this final leads to a person. */
export type Tag = 'waiting' | 'escalate';

/** Declares an effect by contract; the program binds the implementation by name. */
export const effect = <TInput, TOutput>(): PromiseActorLogic<TOutput, TInput & {}> =>
  fromPromise<TOutput, TInput & {}>(() => Promise.reject(new Error('effects never run inside a flow')));

/**
 * The only actions a flow may use beside `assign`.
 * `say`: a statement. `learn`: facts for every later procedure. `handOver`: the conversation goes to the
 * people's queue from here on. `takeBack`: the bot has it again.
 */
export const flowActions = {
  say: (_: unknown, _params: Say) => undefined,
  learn: (_: unknown, _params: Facts) => undefined,
  handOver: () => undefined,
  takeBack: () => undefined,
};

export type Migration = (snapshot: Record<string, unknown>) => Record<string, unknown>;

/** A procedure. `version` grows when the machine changes shape; `migrations[n]` turns a snapshot of n-1 into one of n. */
export interface Flow<TMachine extends AnyStateMachine = AnyStateMachine> {
  readonly id: string;
  readonly version: number;
  readonly machine: TMachine;
  readonly migrations?: Readonly<Record<number, Migration>>;
}

export const defineFlow = <TMachine extends AnyStateMachine>(flow: Flow<TMachine>): Flow<TMachine> => flow;

/** What the engine gives a procedure that an intent started. `nested`: another one is under way below and will be gone back to. */
export interface EntryInput {
  readonly facts: Facts;
  readonly intent: string | null;
  /** The customer's words. */
  readonly text: string;
  readonly nested: boolean;
}

/** All procedures, and how the engine enters them. `flows/index.ts` makes the product's. */
export interface Registry {
  readonly flows: ReadonlyMap<string, Flow>;
  /** Started when nothing is under way. Input: {@link EntryInput} and `first`: the very first contact of this conversation. */
  readonly entry: string;
  /** Started by "a person, please", the third misunderstanding, an escalating final and a failure. Input: `{facts, reason, flow, state}`. */
  readonly handOff: string;
  /** Started when a message can be read in two ways. Input: `{facts, intents}`; its output names the `intent`. */
  readonly clarify: string;
  /** The procedure that an intent starts in the middle of another one; none: the intent starts nothing. */
  readonly byIntent: ReadonlyMap<string, string>;
  /**
   * What is put on record of a customer's matter while people have the conversation: nothing is said and no procedure starts, but what counts
   * from its first word counts. Null: nothing.
   */
  readonly overhear: (intent: string, text: string, facts: Facts) => { readonly effect: string; readonly input: unknown } | null;
}

export type Snapshot = AnyMachineSnapshot;
