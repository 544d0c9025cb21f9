import type { OutboxItem } from '../store.js';
import type { Connection } from './connection.js';
import { MESSAGE, type MessageRow, messagePlace, toMessage } from './rows.js';

/**
 * Only the oldest unsent message of a conversation may be under way, so a blocked one holds back its followers and nobody else.
 * `conversations.outbox_at` is when that one may be tried next: looking for work costs nothing per waiting message.
 */
export function claimOutbox(db: Connection, now: number, leaseMs: number, limit: number): readonly OutboxItem[] {
  const due = db.all<Due>(
    `SELECT n, id, channel, address, language, bot_since FROM conversations
     WHERE outbox_at IS NOT NULL AND outbox_at <= ? ORDER BY outbox_at, n LIMIT ?`,
    now,
    limit,
  );
  return due.flatMap((conversation) => claimHead(db, conversation, now + leaseMs) ?? []);
}

export function markSent(db: Connection, message: string, nativeId: string | null, now: number): void {
  const { conversation, seq } = messagePlace(message);
  const [n] =
    db.get<[number]>(
      `UPDATE messages SET status = 'sent', native_id = ?, error = NULL
       WHERE conversation = (SELECT n FROM conversations WHERE id = ?) AND seq = ? AND status IN ('queued', 'sending')
       RETURNING conversation`,
      nativeId,
      conversation,
      seq,
    ) ?? [];
  if (n !== undefined) headMoved(db, n, now);
}

export function markUnsent(db: Connection, message: string, retryAt: number | null, error: string): void {
  const { conversation, seq } = messagePlace(message);
  const [n] =
    db.get<[number]>(
      `UPDATE messages SET status = ?, error = ?
       WHERE conversation = (SELECT n FROM conversations WHERE id = ?) AND seq = ? AND status = 'sending' RETURNING conversation`,
      retryAt === null ? 'failed' : 'queued',
      error,
      conversation,
      seq,
    ) ?? [];
  if (n === undefined) return;
  if (retryAt === null) headMoved(db, n, 0);
  else db.run('UPDATE conversations SET outbox_at = ? WHERE n = ?', Math.ceil(retryAt), n);
  // Words of a bot that lost the conversation meanwhile do not come back, nor hold up the agent's.
  if (retryAt !== null && voidStale(db, n) > 0) headMoved(db, n, 0);
}

/** After the head left the outbox: the next one is due at `at`. One that is being sent keeps its lease. */
export function headMoved(db: Connection, n: number, at: number): void {
  const [status] =
    db.get<[string]>(`SELECT status FROM messages WHERE conversation = ? AND status IN ('queued', 'sending') ORDER BY seq LIMIT 1`, n) ??
    [];
  if (status !== 'sending') db.run('UPDATE conversations SET outbox_at = ? WHERE n = ?', status === 'queued' ? at : null, n);
}

type Due = [n: number, id: string, channel: string, address: string, language: string, botSince: number];

function claimHead(db: Connection, [n, id, channel, address, language, botSince]: Due, leaseUntil: number): OutboxItem | null {
  if (botSince > 0) voidStale(db, n);
  const head = db.get<[attempts: number, ...MessageRow]>(
    `SELECT attempts, ${MESSAGE} FROM messages
     WHERE conversation = ? AND status IN ('queued', 'sending') ORDER BY seq LIMIT 1`,
    n,
  );
  db.run('UPDATE conversations SET outbox_at = ? WHERE n = ?', head ? leaseUntil : null, n);
  if (!head) return null;
  const [attempts, ...row] = head;
  const message = toMessage(id, row);
  db.run(`UPDATE messages SET status = 'sending', attempts = attempts + 1 WHERE conversation = ? AND seq = ?`, n, message.seq);
  return { message: { ...message, status: 'sending' }, channel, address, language, attempts };
}

/** What the bot said before an agent took the conversation, and has not left, never will. @returns how many messages that were. */
const voidStale = (db: Connection, n: number): number =>
  db.run(
    `UPDATE messages SET status = 'void'
     WHERE conversation = ?1 AND status IN ('queued', 'sending') AND author = 'bot'
       AND epoch < (SELECT bot_since FROM conversations WHERE n = ?1)`,
    n,
  );
