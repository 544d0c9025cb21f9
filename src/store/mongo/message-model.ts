import { type Connection, type Model, Schema } from 'mongoose';
import { type Choice, type Content, MESSAGE_STATUSES, type Message, type MessageStatus, type Trace } from '../store.js';
import { OPTIONS, required } from './schema-options.js';

/** A line of the transcript while it is still in the session. */
export interface LineDoc {
  readonly seq: number;
  readonly from: Message['from'];
  readonly status: MessageStatus;
  readonly at: number;
  readonly epoch: number;
  readonly key: string | null;
  readonly content: Content;
  readonly choices: readonly Choice[];
  readonly trace: Trace | null;
}

/** A message by itself. A customer's has no `seq` until its place in the conversation is certain. */
export interface MessageDoc extends Omit<LineDoc, 'seq'> {
  readonly _id: string;
  readonly conversation: string;
  readonly seq: number | null;
  readonly nativeId: string | null;
  readonly clientId: string | null;
  readonly sentAt: string | null;
  /** Native message as received, JSON text; null for what we wrote. */
  readonly raw: string | null;
  readonly error: string | null;
  /** Version of the program that wrote it. Absent: 0. */
  readonly format?: number;
}

export const lineFields = {
  seq: Number,
  from: required(String),
  status: { ...required(String), enum: MESSAGE_STATUSES },
  at: required(Number),
  epoch: required(Number),
  key: String,
  content: required(Schema.Types.Mixed),
  choices: [Schema.Types.Mixed],
  trace: Schema.Types.Mixed,
} as const;

const schema = new Schema(
  {
    ...lineFields,
    _id: required(String),
    conversation: required(String),
    nativeId: String,
    clientId: String,
    sentAt: String,
    raw: String,
    error: String,
    format: Number,
  },
  OPTIONS,
);
schema.index({ conversation: 1, seq: 1 }, { unique: true, partialFilterExpression: { seq: { $gte: 0 } } });

export const messageModel = (connection: Connection): Model<MessageDoc> =>
  connection.model('Message', schema, 'messages') as unknown as Model<MessageDoc>;

/** Id of the document of a customer's message: its key is unique for ever, and so is this. */
export const inboundId = (key: string): string => `in:${key}`;

/** Id of the document of a line that we wrote. */
export const outboundId = (conversation: string, seq: number): string => `out:${conversation}:${seq}`;

/** Id of a message for the rest of the program. */
export const messageId = (conversation: string, seq: number): string => `${conversation}:${seq}`;

/** The place that an id made by {@link messageId} names; seq is NaN, which matches nothing, for any other text. */
export function messagePlace(id: string): { readonly conversation: string; readonly seq: number } {
  const colon = id.lastIndexOf(':');
  return { conversation: id.slice(0, colon), seq: Number.parseInt(id.slice(colon + 1), 10) };
}

export function toMessage(conversation: string, seq: number, line: Omit<LineDoc, 'seq'> & Partial<MessageDoc>): Message {
  const { from, content, key, choices, nativeId = null, status, at, sentAt = null, epoch, trace, clientId = null } = line;
  return {
    id: messageId(conversation, seq),
    conversation,
    seq,
    from,
    content,
    key,
    choices,
    nativeId,
    status,
    at,
    sentAt,
    epoch,
    trace,
    clientId,
  };
}
