import type { Folio, FolioDraft, FolioPatch, Shift, Visit } from '../cases/folio.js';
import type { Call, EngineState, Timer } from '../engine/state.js';
import type { FolioClocks } from './folio-clocks.js';
import type { Letters } from './letters.js';
import type { Records } from './records.js';

/**
 * The store port. One contract suite (`test/store/contract.ts`) runs on every implementation.
 * Every method that writes resolves only when what it wrote is durable (fsync, or majority and journal);
 * it rejects with {@link StoreUnavailable} when it could not, and then nothing of it was written.
 * All instants are epoch milliseconds unless a field says ISO.
 */

export type Owner = 'bot' | 'queue' | `agent:${string}`;

export interface FileRef {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
}

/** What a person sent. `unknown`: a type nobody here understands; it is kept all the same, in `raw`. */
export interface Content {
  readonly type: 'text' | 'location' | 'file' | 'event' | 'unknown';
  readonly text: string | null;
  readonly location: { readonly latitude: number; readonly longitude: number } | null;
  readonly files: readonly FileRef[];
}

/** A native message, verified, before it is durable. */
export interface Inbound {
  /** Unique for ever: channel + account + native id. The same key again has no effect. */
  readonly key: string;
  readonly conversation: ConversationRef;
  readonly nativeId: string;
  /** By the channel's clock, ISO, or null. */
  readonly sentAt: string | null;
  readonly content: Content;
  /** Native message as received, as JSON text. */
  readonly raw: string;
  /** Client's own id of the message, given back in the transcript. */
  readonly clientId?: string | null;
}

/** A conversation by its address; made when it is not there yet. */
export interface ConversationRef {
  readonly id: string;
  readonly channel: string;
  readonly address: string;
  /** BCP 47 language of a new conversation. */
  readonly language: string;
}

export interface Accepted {
  readonly conversation: string;
  /** Place in the conversation's transcript, from 1, without gaps. */
  readonly seq: number;
  readonly duplicate: boolean;
}

export interface Conversation {
  readonly id: string;
  readonly channel: string;
  readonly address: string;
  readonly language: string;
  /** Grows by one at every committed turn and takeover: the compare-and-set. */
  readonly version: number;
  /** Grows at every change of owner: what was computed under an earlier epoch is never sent. */
  readonly epoch: number;
  readonly owner: Owner;
  readonly state: EngineState;
  /** The last folio opened here, or null. */
  readonly folio: string | null;
  readonly createdAt: number;
  readonly lastSeq: number;
}

export const MESSAGE_STATUSES = ['received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'void'] as const;
/** Moves forward only. `received`: inbound. `void`: computed under an owner who lost the conversation before it left. */
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

export interface Choice {
  readonly id: string;
  readonly label: string;
}

/** One line of the transcript. */
export interface Message {
  readonly id: string;
  readonly conversation: string;
  readonly seq: number;
  readonly from: 'customer' | 'bot' | 'system' | `agent:${string}`;
  readonly content: Content;
  /** Locale key of a bot's message, else null. */
  readonly key: string | null;
  readonly choices: readonly Choice[];
  readonly nativeId: string | null;
  readonly status: MessageStatus;
  /** When it became part of the conversation. */
  readonly at: number;
  readonly sentAt: string | null;
  /** Owner's epoch under which a bot's message was computed. */
  readonly epoch: number;
  /** `channelData.ventanilla` after the turn, for the demo and tests, or null. */
  readonly trace: Trace | null;
  /** Client's own id of an inbound message, echoed, or null. */
  readonly clientId: string | null;
}

export interface Trace {
  readonly flow: string | null;
  readonly state: string | null;
  readonly owner: Owner;
  readonly folio: string | null;
}

/** What enters a conversation and is not a message. Unique by key; consumed by a turn like one. */
export interface Signal {
  readonly key: string;
  readonly conversation: string;
  readonly type: 'open' | 'result' | 'timer' | 'notice';
  /** The engine's `Input` of that type, whole. */
  readonly payload: unknown;
  readonly at: number;
}

/** Work of one conversation, in the order in which it is to be done. */
export interface Loaded {
  readonly conversation: Conversation;
  /** Inbound messages no turn has consumed, by seq. */
  readonly messages: readonly Message[];
  /** Signals no turn has consumed, by arrival. */
  readonly signals: readonly Signal[];
}

export type NewMessage = Pick<Message, 'from' | 'content' | 'key' | 'choices' | 'trace'>;

/** One turn: all of it, or nothing. */
export interface TurnCommit {
  readonly conversation: string;
  /** What the turn was computed from: a different one in the store makes it stale. */
  readonly version: number;
  readonly epoch: number;
  readonly at: number;
  readonly messages: readonly number[];
  readonly signals: readonly string[];
  readonly language: string;
  readonly owner: Owner;
  readonly state: EngineState;
  readonly replies: readonly NewMessage[];
  /** The channel's clients read the transcript itself: the replies have left with this commit, and are nothing for the outbox. */
  readonly sent: boolean;
  readonly calls: readonly Call[];
  readonly timers: readonly Timer[];
  readonly cancelledTimers: readonly string[];
  readonly cancelledCalls: readonly string[];
  readonly log: readonly { readonly by: string; readonly what: string; readonly data: unknown }[];
}

/** Computes the turn of what is loaded; null: nothing to do now. Pure: it may be asked again for the same. */
export type ComputeTurn = (loaded: Loaded) => TurnCommit | null;

export interface PendingCall {
  readonly call: Call;
  readonly conversation: string;
  /** Attempts begun before this one. */
  readonly attempts: number;
  readonly createdAt: number;
}

export interface Store extends Letters, Records, FolioClocks {
  /** `{ok: true}`, or what is wrong and what to do. */
  ready(): Promise<{ readonly ok: boolean; readonly problem: string | null }>;
  close(): Promise<void>;
  /** The time by a clock that all nodes over this store share, epoch ms. A store of one node has none: its own clock is the only one. */
  sharedTime?(): Promise<number>;

  /** Makes messages durable, each once. Called before the channel acknowledges. Claims for `node` what nobody has. */
  accept(inbound: readonly Inbound[], node: string, now: number): Promise<readonly Accepted[]>;
  /**
   * From now on the turn of a message that is all its conversation's work may be computed inside the commit that accepts it, and be part of
   * it; `committed` is told once that is durable. A store that cannot has no such method: turns follow by themselves. Returns an end to it.
   */
  turnWithMessage?(compute: ComputeTurn, committed: (commit: TurnCommit) => void): () => void;
  /** Makes the conversation if it is new and then adds the signal `open`, once. True when it was new. */
  open(ref: ConversationRef, node: string, now: number): Promise<boolean>;
  conversation(id: string): Promise<Conversation | null>;
  /** Conversations with unconsumed work that nobody's lease covers; leased to `node` for `leaseMs`. */
  claim(node: string, now: number, leaseMs: number, limit: number): Promise<readonly string[]>;
  load(conversation: string): Promise<Loaded | null>;
  /** `stale`: version or epoch moved on, nothing was written; load and compute again. `more`: work is left. */
  commitTurn(
    turn: TurnCommit,
    now: number,
  ): Promise<{ readonly result: 'committed' | 'stale'; readonly more: boolean; readonly lastSeq: number }>;
  /** An agent takes the conversation: epoch + 1, queued bot messages become void. Null: somebody else was faster (epoch differs). */
  takeover(
    conversation: string,
    agent: string,
    epoch: number,
    now: number,
  ): Promise<{ readonly epoch: number; readonly voided: number } | null>;
  /** Transcript lines after `seq`, in order, from their commit on; all but the void ones. */
  transcript(conversation: string, after: number, limit: number): Promise<readonly Message[]>;

  /** The last line of each of these conversations, for nodes that show what others have written. Unknown ones are left out. */
  heads(conversations: readonly string[]): Promise<ReadonlyMap<string, number>>;

  /** Calls that are due, oldest first; leased to `node` until `now + leaseMs`. */
  claimCalls(node: string, now: number, leaseMs: number, limit: number): Promise<readonly PendingCall[]>;
  /** The result becomes a signal and the call is gone, in one commit. A call settled before has no effect. */
  settleCall(call: string, result: { readonly ok: boolean; readonly output: unknown }, now: number): Promise<void>;
  retryCall(call: string, dueAt: number): Promise<void>;
  /** Due timers become signals, each once. Returns the conversations concerned. Never before `dueAt`. */
  fireTimers(now: number, limit: number): Promise<readonly string[]>;
  /** Earliest instant at which a timer or a call will be due, or null. */
  nextDue(): Promise<number | null>;

  /** The oldest queued message of each conversation that has one, as `sending`; a stale epoch is voided instead. Leased till `now + leaseMs`. */
  claimOutbox(now: number, leaseMs: number, limit: number): Promise<readonly OutboxItem[]>;
  markSent(message: string, nativeId: string | null, now: number): Promise<void>;
  /** Back to `queued` for `retryAt`, or `failed` for ever when null. */
  markUnsent(message: string, retryAt: number | null, error: string): Promise<void>;

  /** Number, folio, history and the conversation's `folio` in one commit; the same `key` gives the same folio. */
  openFolio(key: string, draft: FolioDraft, now: number): Promise<Folio>;
  folio(number: string): Promise<Folio | null>;
  /** By account, conversation or type; newest first. `before` is the `next` of the page before. */
  folios(query: {
    readonly account?: string;
    readonly conversation?: string;
    readonly type?: string;
    readonly before?: string | null;
    readonly limit: number;
  }): Promise<{ readonly items: readonly Folio[]; readonly next: string | null }>;
  /** Null: no such folio. The same `key` again changes nothing and answers the folio. */
  updateFolio(key: string, number: string, patch: FolioPatch, by: string, what: string, now: number): Promise<Folio | null>;
  /** Visits booked for a zone in [from, to], by date and shift. */
  visitLoad(
    zone: string,
    from: string,
    to: string,
  ): Promise<readonly { readonly date: string; readonly shift: Shift; readonly booked: number }[]>;
  /** Books, or moves, the folio's visit if fewer than `capacity` are booked for that zone, date and shift. `full`: nothing changed. */
  bookVisit(
    key: string,
    number: string,
    visit: Visit,
    capacity: number,
    now: number,
  ): Promise<{ readonly result: 'booked' | 'full' | 'unknown'; readonly folio: Folio | null }>;

  saveFile(file: FileRef & { readonly conversation: string; readonly bytes: Uint8Array }, now: number): Promise<void>;
  readFile(id: string): Promise<(FileRef & { readonly conversation: string; readonly bytes: Uint8Array }) | null>;

  /** A resume ticket (its hash) for a conversation and user, until an instant. */
  saveResume(hash: string, ticket: ResumeTicket): Promise<void>;
  /** Uses it up: from its first use on it is good for `graceMs` more, so that a lost answer locks nobody out, and then never again. */
  useResume(hash: string, now: number, graceMs: number): Promise<ResumeTicket | null>;

  /** For the operator's API: newest first. */
  conversations(query: {
    readonly channel?: string;
    readonly address?: string;
    readonly before?: string | null;
    readonly limit: number;
  }): Promise<{ readonly items: readonly Conversation[]; readonly next: string | null }>;
  /** Called after a commit on this node: `work` when it gave the conversation something for a turn, else lines, calls or timers of a turn. */
  onChange(listener: (conversation: string, work: boolean) => void): () => void;
}

export interface OutboxItem {
  readonly message: Message;
  readonly channel: string;
  readonly address: string;
  readonly language: string;
  readonly attempts: number;
}

export interface ResumeTicket {
  readonly conversation: string;
  readonly user: string;
  readonly expiresAt: number;
}

/** The store cannot write or be reached: nothing was accepted, the channel is to deliver again. */
export class StoreUnavailable extends Error {
  readonly code = 'STORE_UNAVAILABLE';
}
