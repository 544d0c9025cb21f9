import type { EngineState } from '../../engine/state.js';
import type { Choice, Content, Conversation, Message, MessageStatus, Owner, Trace } from '../store.js';
import type { Connection } from './connection.js';
import type { Sessions } from './sessions.js';

/** Columns in the order that {@link toConversation} takes them: all but the state, which need not be read when it is known. */
export const CONVERSATION = 'n, id, channel, address, language, version, epoch, owner, folio, created_at, last_seq';

export type ConversationRow = readonly [
  n: number,
  id: string,
  channel: string,
  address: string,
  language: string,
  version: number,
  epoch: number,
  owner: Owner,
  folio: string | null,
  createdAt: number,
  lastSeq: number,
];

/** What tells a conversation and the end of its transcript. */
export function placeOf(row: ConversationRow) {
  const [n, id, , , , , epoch, , , , lastSeq] = row;
  return { n, id, epoch, lastSeq };
}

/** @param sessions where the state may be known. */
export function toConversation(db: Connection, row: ConversationRow, sessions: Sessions): Conversation {
  const [n, id, channel, address, language, version, epoch, owner, folio, createdAt, lastSeq] = row;
  const state = sessions.get(id, version) ?? readState(db, n);
  return { id, channel, address, language, version, epoch, owner, state, folio, createdAt, lastSeq };
}

function readState(db: Connection, n: number): EngineState {
  const [state] = db.get<[string]>('SELECT state FROM conversations WHERE n = ?', n) ?? [];
  if (state === undefined) throw new Error(`The conversation ${n} has no state.`);
  return JSON.parse(state) as EngineState;
}

/** Columns of a message in the order that {@link toMessage} takes them. */
export const MESSAGE = 'seq, author, status, at, sent_at, epoch, native_id, client_id, key, content, choices, trace';

export type MessageRow = readonly [
  seq: number,
  author: Message['from'],
  status: MessageStatus,
  at: number,
  sentAt: string | null,
  epoch: number,
  nativeId: string | null,
  clientId: string | null,
  key: string | null,
  content: string,
  choices: string | null,
  trace: string | null,
];

export function toMessage(conversation: string, row: MessageRow): Message {
  const [seq, from, status, at, sentAt, epoch, nativeId, clientId, key, content, choices, trace] = row;
  return {
    id: messageId(conversation, seq),
    conversation,
    seq,
    from,
    content: JSON.parse(content) as Content,
    key,
    choices: choices === null ? [] : (JSON.parse(choices) as Choice[]),
    nativeId,
    status,
    at,
    sentAt,
    epoch,
    trace: trace === null ? null : (JSON.parse(trace) as Trace),
    clientId,
  };
}

export const messageId = (conversation: string, seq: number): string => `${conversation}:${seq}`;

/** The place that an id made by {@link messageId} names; seq is NaN, which matches nothing, for any other text. */
export function messagePlace(id: string): { readonly conversation: string; readonly seq: number } {
  const colon = id.lastIndexOf(':');
  return { conversation: id.slice(0, colon), seq: Number.parseInt(id.slice(colon + 1), 10) };
}
