import type { Facts, Say, UserEvent } from './flow.js';

/** One procedure under way. The last frame of a stack is the one that talks. */
export interface Frame {
  readonly id: string;
  readonly flow: string;
  readonly version: number;
  /** Persisted XState snapshot: plain JSON. */
  readonly snapshot: unknown;
  /** The `invoke` id in the frame below that started this one; null: started by the engine (entry, digression, hand-off). */
  readonly parent: string | null;
}

/** A wanted effect. Its result is an input of the engine; a result whose call is not pending is dropped. */
export interface Call {
  readonly id: string;
  readonly frame: string;
  /** `invoke` id in the machine. */
  readonly invoke: string;
  /** Name of the effect. */
  readonly effect: string;
  readonly input: unknown;
}

export interface Timer {
  readonly id: string;
  readonly frame: string;
  /** XState's id of the delayed event, by which the machine cancels it. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
  readonly event: { readonly type: string };
}

/** What the company tells a customer of its own accord. */
export interface Notice {
  /** The same one is told once. */
  readonly key: string;
  readonly say: Say;
  /** The matter that is opened with it while nothing else is under way, with what is known of it; null: only told. */
  readonly opens: { readonly intent: string; readonly facts: Facts } | null;
}

/** Everything the engine keeps of a conversation between turns. Plain JSON. */
export interface EngineState {
  readonly frames: readonly Frame[];
  readonly calls: readonly Call[];
  readonly timers: readonly Timer[];
  /** Results and timers that came for a frame under a digression or a hand-off; applied when it talks again. */
  readonly parked: readonly { readonly frame: string; readonly event: { readonly type: string } }[];
  readonly facts: Facts;
  /** Misunderstandings in a row. */
  readonly misread: number;
  /** Stacks to which "back" returns, oldest first; emptied when an effect is called. */
  readonly past: readonly Past[];
  /** The customer has been greeted before. */
  readonly met: boolean;
  /** Keys of the last notices, and those that wait until no agent has the conversation. Absent: there was none yet. */
  readonly notices?: { readonly told: readonly string[]; readonly held: readonly Notice[] };
}

/** A stack and the facts as they were when a question was answered, with what its timers had left (ms). */
export interface Past {
  readonly frames: readonly Frame[];
  readonly facts: Facts;
  readonly timers: readonly (Omit<Timer, 'dueAt' | 'id'> & { readonly left: number })[];
}

export const EMPTY_STATE: EngineState = { frames: [], calls: [], timers: [], parked: [], facts: {}, misread: 0, past: [], met: false };

/** What works in every state of every procedure. */
export type Command =
  | { readonly type: 'person' }
  | { readonly type: 'cancel' }
  | { readonly type: 'back' }
  | { readonly type: 'repeat' }
  | { readonly type: 'menu' }
  | { readonly type: 'help' }
  | { readonly type: 'language'; readonly language: string };

export type Input =
  /** The customer opened the chat without writing. */
  | { readonly type: 'open' }
  | { readonly type: 'user'; readonly event: UserEvent }
  | { readonly type: 'command'; readonly command: Command }
  /** Of a kind that nobody here can read; it is kept for people. */
  | { readonly type: 'unreadable' }
  /** Not understood; with two candidates the customer is asked which. */
  | { readonly type: 'unclear'; readonly text: string; readonly intents: readonly string[] }
  | { readonly type: 'result'; readonly call: string; readonly ok: boolean; readonly output: unknown }
  | { readonly type: 'timer'; readonly timer: string }
  | { readonly type: 'notice'; readonly notice: Notice };

/** What one input wants from the world, in order; nothing has been done yet. */
export interface Step {
  readonly state: EngineState;
  readonly said: readonly Say[];
  /** Change of owner wanted by the flow, or null. */
  readonly owner: 'bot' | 'queue' | null;
  readonly language: string | null;
  /** True when the waiting state's question is to be asked (again) after what was said. */
  readonly ask: boolean;
  /** Names of frames that ended in this step with their outcome, for the event log. */
  readonly ended: readonly { readonly flow: string; readonly outcome: string }[];
  /** Set when a machine failed and the engine fell back to a person. */
  readonly failure: { readonly flow: string; readonly message: string } | null;
}

/** What the talking frame waits for: the reader's context, and the question. */
export interface Expectation {
  readonly flow: string;
  readonly state: string;
  readonly prompt: Say;
  readonly choices: readonly {
    readonly id: string;
    readonly key: string;
    readonly fallback: string | null;
    readonly vars: Say['vars'] | null;
  }[];
  readonly slot: string | null;
  /** Event types the state takes. */
  readonly accepts: ReadonlySet<string>;
}
