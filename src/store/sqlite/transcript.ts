import type { Conversation, Message } from '../store.js';
import type { Connection } from './connection.js';
import { CONVERSATION, type ConversationRow, MESSAGE, type MessageRow, toConversation, toMessage } from './rows.js';
import type { Sessions } from './sessions.js';

export function conversation(db: Connection, sessions: Sessions, id: string): Conversation | null {
  const row = db.get<ConversationRow>(`SELECT ${CONVERSATION} FROM conversations WHERE id = ?`, id);
  return row ? toConversation(db, row, sessions) : null;
}

export function transcript(db: Connection, id: string, after: number, limit: number): readonly Message[] {
  return db
    .all<MessageRow>(
      `SELECT ${MESSAGE} FROM messages
       WHERE conversation = (SELECT n FROM conversations WHERE id = ?) AND seq > ? AND status <> 'void' ORDER BY seq LIMIT ?`,
      id,
      after,
      limit,
    )
    .map((row) => toMessage(id, row));
}

export function heads(db: Connection, conversations: readonly string[]): ReadonlyMap<string, number> {
  const rows = db.all<[string, number]>(
    'SELECT id, last_seq FROM conversations WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify(conversations),
  );
  return new Map(rows);
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** Newest first. */
export function conversations(
  db: Connection,
  sessions: Sessions,
  query: { readonly channel?: string; readonly address?: string; readonly before?: string | null; readonly limit: number },
): Page<Conversation> {
  const rows = newestFirst<ConversationRow>(db, CONVERSATION, 'conversations', { channel: query.channel, address: query.address }, query);
  return { items: rows.slice(0, query.limit).map((row) => toConversation(db, row, sessions)), next: nextOf(rows, query.limit) };
}

/** One row more than asked for, which tells whether there is a next page. The columns begin with `n`. */
export function newestFirst<Row extends readonly [number, ...(string | number | null)[]]>(
  db: Connection,
  columns: string,
  table: string,
  filters: Readonly<Record<string, string | undefined>>,
  { before, limit }: { readonly before?: string | null; readonly limit: number },
): Row[] {
  const given = Object.entries(filters).flatMap(([column, value]) => (value === undefined ? [] : [[column, value] as const]));
  const conditions = [...given.map(([column]) => `${column} = ?`), ...(before == null ? [] : ['n < ?'])];
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const values = [...given.map(([, value]) => value), ...(before == null ? [] : [Number(before)])];
  return db.all<Row>(`SELECT ${columns} FROM ${table} ${where} ORDER BY n DESC LIMIT ?`, ...values, limit + 1);
}

/** The cursor behind a page: the last row shown. */
export const nextOf = (rows: readonly (readonly [number, ...unknown[]])[], limit: number): string | null =>
  rows.length > limit ? String(rows[limit - 1]?.[0]) : null;
