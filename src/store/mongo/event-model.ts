import { hash } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import { OPTIONS, required } from './schema-options.js';
import type { Session, StoredEvent } from './session.js';

export interface EventDoc extends StoredEvent {
  readonly _id: string;
  readonly conversation: string;
  /** Version of the program that moved it here. Absent: 0. Entries are never migrated: their hashes are over what was written. */
  readonly format?: number;
}

/** One entry of a conversation's append-only log: who did what. */
export interface NewEvent {
  readonly at: number;
  readonly by: string;
  readonly what: string;
  readonly data: unknown;
}

const schema = new Schema(
  {
    _id: required(String),
    conversation: required(String),
    n: required(Number),
    at: required(Number),
    by: required(String),
    what: required(String),
    data: required(String),
    hash: required(String),
    format: Number,
  },
  OPTIONS,
);
schema.index({ conversation: 1, n: 1 }, { unique: true });

export const eventModel = (connection: Connection): Model<EventDoc> =>
  connection.model('Event', schema, 'events') as unknown as Model<EventDoc>;

/**
 * The session with entries added to its log. Each carries the hash of the one before, and the session that of the last: changing or
 * taking out an entry shows, also at the end.
 */
export function logged(session: Session, events: readonly NewEvent[]): Session {
  let { logLength, logHash } = session;
  const added = events.map(({ at, by, what, data }) => {
    logLength += 1;
    const text = JSON.stringify(data ?? null);
    logHash = chained(logHash, session._id, logLength, at, by, what, text);
    return { n: logLength, at, by, what, data: text, hash: logHash };
  });
  return added.length === 0 ? session : { ...session, logLength, logHash, events: [...session.events, ...added] };
}

export const chained = (previous: string, ...row: readonly (string | number)[]): string =>
  hash('sha256', JSON.stringify([previous, ...row]), 'hex');
