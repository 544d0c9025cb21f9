import { NEW_STATE } from '../new-state.js';
import type { Conversation, ConversationRef, Message, Owner, Signal } from '../store.js';
import type { Cell } from './cells.js';
import type { FlowVersion } from './flow-versions.js';
import type { LineDoc } from './message-model.js';

/**
 * All that is alive in one conversation, in one document: a turn, a takeover or a claim is one compare-and-set on it. What has been
 * said and logged is moved on by `relay.ts`, so that the document stays small however long the conversation is.
 */
export interface Session extends Cell {
  readonly channel: string;
  readonly address: string;
  readonly language: string;
  /** Grows from one conversation to the next: the order of lists. */
  readonly order: string;
  readonly createdAt: number;
  readonly version: number;
  readonly epoch: number;
  /** Epoch of the last change of owner to an agent: the bot's words of an earlier epoch never leave. */
  readonly botSince: number;
  readonly owner: Owner;
  /** The engine's state, as JSON text: its keys are nobody's business here. */
  readonly state: string;
  /** The procedures in `state`. */
  readonly flows: readonly FlowVersion[];
  readonly folio: string | null;
  /** Place of `folio` among all folios, so that a late writer does not put an older one back. */
  readonly folioPlace: number;
  readonly lastSeq: number;
  readonly leaseNode: string | null;
  readonly leaseUntil: number;
  /** When the next turn may be claimed; null: no work. Derived, and so are `timerAt`, `callAt` and `unmoved`. */
  readonly workAt: number | null;
  readonly inbox: readonly InboxEntry[];
  readonly signals: readonly StoredSignal[];
  readonly calls: readonly StoredCall[];
  readonly callAt: number | null;
  readonly timers: readonly StoredTimer[];
  readonly timerAt: number | null;
  /** What has not left yet, oldest first. */
  readonly outbox: readonly OutboxEntry[];
  readonly outboxAt: number | null;
  /** To be moved to the collections of messages and events, and what has become of messages that are there. */
  readonly lines: readonly LineDoc[];
  readonly marks: readonly Mark[];
  readonly events: readonly StoredEvent[];
  readonly unmoved: boolean;
  /** End of the conversation's event log: number and hash of the last entry. */
  readonly logLength: number;
  readonly logHash: string;
}

/** A customer's message that has its place here. Its document learns it when a turn has consumed it. */
export interface InboxEntry {
  /** Id of the message's document. */
  readonly message: string;
  readonly seq: number;
  readonly epoch: number;
  readonly consumed: boolean;
}

export interface StoredSignal {
  readonly key: string;
  readonly type: Signal['type'];
  /** JSON text. */
  readonly payload: string;
  readonly at: number;
}

export interface StoredCall {
  readonly id: string;
  /** JSON text. */
  readonly call: string;
  readonly attempts: number;
  readonly createdAt: number;
  /** A lease moves it on. */
  readonly dueAt: number;
}

export interface StoredTimer {
  readonly id: string;
  readonly dueAt: number;
}

export interface OutboxEntry {
  readonly seq: number;
  readonly from: Message['from'];
  readonly epoch: number;
  readonly sending: boolean;
  readonly attempts: number;
}

/** What has become of a message, for good. */
export interface Mark {
  readonly seq: number;
  readonly status: 'sent' | 'failed' | 'void';
  readonly nativeId: string | null;
  readonly error: string | null;
}

export interface StoredEvent {
  readonly n: number;
  readonly at: number;
  readonly by: string;
  readonly what: string;
  /** JSON text. */
  readonly data: string;
  readonly hash: string;
}

/** Who may work on a conversation that nobody has, and until when. */
export interface Lease {
  readonly node: string;
  readonly until: number;
}

export function newSession(ref: ConversationRef, order: string, lease: Lease, now: number): Session {
  return {
    _id: ref.id,
    rev: 0,
    writes: [],
    channel: ref.channel,
    address: ref.address,
    language: ref.language,
    order,
    createdAt: now,
    version: 0,
    epoch: 0,
    botSince: 0,
    owner: 'bot',
    state: JSON.stringify(NEW_STATE),
    flows: [],
    folio: null,
    folioPlace: 0,
    lastSeq: 0,
    leaseNode: lease.node,
    leaseUntil: lease.until,
    workAt: null,
    inbox: [],
    signals: [],
    calls: [],
    callAt: null,
    timers: [],
    timerAt: null,
    outbox: [],
    outboxAt: null,
    lines: [],
    marks: [],
    events: [],
    unmoved: false,
    logLength: 0,
    logHash: '',
  };
}

/** The session with what is derived from the rest of it, which the indexes are on. */
export function derived(session: Session): Session {
  const { inbox, lines, marks, events, calls, timers } = session;
  return {
    ...session,
    workAt: pendingCount(session) > 0 ? session.leaseUntil : null,
    callAt: earliest(calls),
    timerAt: earliest(timers),
    unmoved: lines.length + marks.length + events.length > 0 || inbox.some(({ consumed }) => consumed),
  };
}

/** Messages and signals that no turn has consumed. */
export const pendingCount = ({ inbox, signals }: Session): number => signals.length + inbox.filter(({ consumed }) => !consumed).length;

/** Nothing has happened in it yet: a process died between making it and its first message. */
export const isUntouched = ({ version, lastSeq, signals }: Session): boolean => version + lastSeq + signals.length === 0;

export function toConversation(session: Session): Conversation {
  const { _id: id, channel, address, language, version, epoch, owner, state, folio, createdAt, lastSeq } = session;
  return { id, channel, address, language, version, epoch, owner, state: JSON.parse(state), folio, createdAt, lastSeq };
}

const earliest = (items: readonly { readonly dueAt: number }[]): number | null =>
  items.length === 0 ? null : Math.min(...items.map(({ dueAt }) => dueAt));
