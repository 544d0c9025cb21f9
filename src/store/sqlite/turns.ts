import { crashPoint } from '../../crash.js';
import type { Loaded, NewMessage, TurnCommit } from '../store.js';
import type { Connection } from './connection.js';
import type { Transaction } from './group-commit.js';
import { CONVERSATION, type ConversationRow, MESSAGE, type MessageRow, toConversation, toMessage } from './rows.js';
import type { Sessions } from './sessions.js';
import { pendingSignals } from './signals.js';

export interface TurnResult {
  readonly result: 'committed' | 'stale';
  readonly more: boolean;
  readonly lastSeq: number;
}

export function load(db: Connection, sessions: Sessions, conversation: string): Loaded | null {
  const found = db.get<[pending: number, ...ConversationRow]>(
    `SELECT pending, ${CONVERSATION} FROM conversations WHERE id = ?`,
    conversation,
  );
  if (!found) return null;
  const [pending, ...row] = found;
  const messages = db.all<MessageRow>(`SELECT ${MESSAGE} FROM messages WHERE conversation = ? AND pending = 1 ORDER BY seq`, row[0]);
  return {
    conversation: toConversation(db, row, sessions),
    messages: messages.map((message) => toMessage(conversation, message)),
    signals: pending > messages.length ? pendingSignals(db, row[0], conversation) : [],
  };
}

/** The whole turn, guarded by version and epoch; stale: nothing is written. */
export function commitTurn(tx: Transaction, turn: TurnCommit, now: number): TurnResult {
  const moved = moveConversation(tx.db, turn, 0, now);
  if (!moved) return stale(tx.db, turn);
  consume(tx.db, moved[0], turn);
  return finish(tx, turn, moved);
}

/** The turn of a message that was inserted in this transaction and counts neither as a line nor as pending yet. */
export function commitWithMessage(tx: Transaction, turn: TurnCommit, now: number): void {
  const moved = moveConversation(tx.db, turn, 1, now);
  if (!moved) throw new Error(`A turn of ${turn.conversation} was not computed from what is stored.`);
  finish(tx, turn, moved);
}

function finish(tx: Transaction, turn: TurnCommit, [n, epoch, lastSeq, pending]: Moved): TurnResult {
  crashPoint('MID_TURN');
  const firstSeq = lastSeq - turn.replies.length + 1;
  turn.replies.forEach((reply, index) => {
    insertReply(tx.db, n, firstSeq + index, epoch, turn, reply);
  });
  schedule(tx.db, n, turn);
  for (const { by, what, data } of turn.log) tx.log({ conversation: turn.conversation, at: turn.at, by, what, data });
  if (turn.replies.length + turn.calls.length + turn.timers.length > 0) tx.changed(turn.conversation, false);
  tx.passAfterCommit('AFTER_TURN_COMMIT');
  return { result: 'committed', more: pending > 0, lastSeq };
}

type Moved = readonly [n: number, epoch: number, lastSeq: number, pending: number];

/**
 * The compare-and-set. With nothing left to consume the lease ends; a first reply makes the outbox due.
 * @param added messages that this transaction has inserted and the turn consumes.
 */
function moveConversation(db: Connection, turn: TurnCommit, added: number, now: number): Moved | undefined {
  return db.get<Moved>(
    `UPDATE conversations SET version = version + 1, epoch = epoch + (owner <> ?1),
       bot_since = CASE WHEN owner <> ?1 AND ?1 LIKE 'agent:%' THEN epoch + 1 ELSE bot_since END,
       owner = ?1, language = ?2, state = ?3, last_seq = last_seq + ?4, pending = pending - ?5,
       lease_until = CASE WHEN pending > ?5 THEN lease_until ELSE 0 END,
       outbox_at = CASE WHEN ?6 > 0 THEN coalesce(outbox_at, ?7) ELSE outbox_at END
     WHERE id = ?8 AND version = ?9 AND epoch = ?10 RETURNING n, epoch, last_seq, pending`,
    turn.owner,
    turn.language,
    JSON.stringify(turn.state),
    turn.replies.length + added,
    turn.messages.length + turn.signals.length - added,
    turn.sent ? 0 : turn.replies.length,
    now,
    turn.conversation,
    turn.version,
    turn.epoch,
  );
}

function stale(db: Connection, turn: TurnCommit): TurnResult {
  const row = db.get<[number, number]>('SELECT last_seq, pending FROM conversations WHERE id = ?', turn.conversation);
  if (!row) throw new Error(`A turn of a conversation that does not exist: ${turn.conversation}`);
  return { result: 'stale', more: row[1] > 0, lastSeq: row[0] };
}

function consume(db: Connection, n: number, turn: TurnCommit): void {
  for (const seq of turn.messages) {
    const consumed = db.run('UPDATE messages SET pending = 0 WHERE conversation = ? AND seq = ? AND pending = 1', n, seq);
    if (consumed !== 1) throw new Error(`A turn of ${turn.conversation} consumes line ${seq}, which is not pending.`);
  }
  for (const key of turn.signals) {
    const consumed = db.run('DELETE FROM signals WHERE key = ? AND conversation = ?', key, n);
    if (consumed !== 1) throw new Error(`A turn of ${turn.conversation} consumes the signal ${key}, which is not pending.`);
  }
}

function insertReply(db: Connection, n: number, seq: number, epoch: number, { sent, at }: TurnCommit, reply: NewMessage): void {
  db.run(
    `INSERT INTO messages (conversation, seq, author, status, at, epoch, key, content, choices, trace)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    n,
    seq,
    reply.from,
    sent ? 'sent' : 'queued',
    at,
    epoch,
    reply.key,
    JSON.stringify(reply.content),
    reply.choices.length > 0 ? JSON.stringify(reply.choices) : null,
    reply.trace ? JSON.stringify(reply.trace) : null,
  );
}

function schedule(db: Connection, n: number, turn: TurnCommit): void {
  for (const id of turn.cancelledTimers) db.run('DELETE FROM timers WHERE id = ? AND conversation = ?', id, n);
  for (const id of turn.cancelledCalls) db.run('DELETE FROM calls WHERE id = ? AND conversation = ?', id, n);
  for (const { id, dueAt } of turn.timers) {
    // Rounded up: a timer never fires before its instant.
    db.run('INSERT INTO timers (id, conversation, due_at) VALUES (?, ?, ?)', id, n, Math.ceil(dueAt));
  }
  for (const call of turn.calls) {
    db.run(
      'INSERT INTO calls (id, conversation, call, created_at, due_at) VALUES (?, ?, ?, ?, ?)',
      call.id,
      n,
      JSON.stringify(call),
      turn.at,
      turn.at,
    );
  }
}
