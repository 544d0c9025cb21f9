import { crashPoint } from '../../crash.js';
import { NEW_STATE } from '../new-state.js';
import type { Accepted, ComputeTurn, Conversation, ConversationRef, Inbound, Message, TurnCommit } from '../store.js';
import type { Connection } from './connection.js';
import type { Transaction } from './group-commit.js';
import { CONVERSATION, type ConversationRow, messageId, placeOf, toConversation } from './rows.js';
import type { Sessions } from './sessions.js';
import { addSignal } from './signals.js';
import { commitWithMessage } from './turns.js';

/** Who may work on a conversation that nobody has, and until when. */
export interface Lease {
  readonly node: string;
  readonly until: number;
}

export interface AcceptResult {
  readonly accepted: readonly Accepted[];
  /** The turn that is part of the same commit, or null. */
  readonly turn: TurnCommit | null;
}

/** How a message that comes alone is worked here and now, with the states that are known. */
export interface TurnsHere {
  readonly compute: ComputeTurn;
  readonly sessions: Sessions;
}

/** All messages of one delivery, each once. */
export function accept(tx: Transaction, inbound: readonly Inbound[], lease: Lease, now: number, turns: TurnsHere | null): AcceptResult {
  let turn: TurnCommit | null = null;
  const accepted = inbound.map((message) => {
    // A known key may name another conversation now, which is not made for it.
    const found = find(tx.db, message.conversation) ?? duplicate(tx.db, message.key) ?? create(tx, message.conversation, lease, now);
    if ('duplicate' in found) return found;
    const own = turns && inbound.length === 1 && isIdle(found, lease, now) ? computed(tx.db, found, message, now, turns) : null;
    const result = acceptOne(tx, message, found, own, lease, now);
    if (!result.duplicate) turn = own;
    return result;
  });
  crashPoint('AFTER_INSERT');
  tx.passAfterCommit('AFTER_COMMIT_BEFORE_ACK');
  return { accepted, turn };
}

/** Makes the conversation with the signal `open`, unless it is there. */
export function open(tx: Transaction, ref: ConversationRef, lease: Lease, now: number): boolean {
  if (tx.db.get('SELECT n FROM conversations WHERE channel = ? AND address = ?', ref.channel, ref.address)) return false;
  const { n } = create(tx, ref, lease, now);
  addSignal(tx, n, `open:${ref.id}`, { type: 'open' }, now);
  return true;
}

interface Found {
  readonly pending: number;
  readonly leaseNode: string | null;
  readonly leaseUntil: number;
  readonly n: number;
  readonly id: string;
  readonly epoch: number;
  readonly lastSeq: number;
  readonly row: ConversationRow;
}

function find(db: Connection, ref: ConversationRef): Found | null {
  const found = db.get<[pending: number, leaseNode: string | null, leaseUntil: number, ...ConversationRow]>(
    `SELECT pending, lease_node, lease_until, ${CONVERSATION} FROM conversations WHERE address = ? AND channel = ?`,
    ref.address,
    ref.channel,
  );
  if (!found) return null;
  const [pending, leaseNode, leaseUntil, ...row] = found;
  return { pending, leaseNode, leaseUntil, ...placeOf(row), row };
}

/** Nothing waits there, and no other node works on it. */
const isIdle = ({ pending, leaseNode, leaseUntil }: Found, lease: Lease, now: number): boolean =>
  pending === 0 && (leaseUntil <= now || leaseNode === lease.node);

/** Null also when it cannot be computed: then the message is left to the turn runner, which tells of it and tries again. */
function computed(db: Connection, { row }: Found, message: Inbound, now: number, { compute, sessions }: TurnsHere): TurnCommit | null {
  const stored = toConversation(db, row, sessions);
  const seq = stored.lastSeq + 1;
  const conversation: Conversation = { ...stored, lastSeq: seq };
  try {
    return compute({ conversation, messages: [received(conversation, message, now)], signals: [] });
  } catch {
    return null;
  }
}

const received = ({ id, lastSeq, epoch }: Conversation, { content, nativeId, sentAt, clientId }: Inbound, at: number): Message => ({
  id: messageId(id, lastSeq),
  conversation: id,
  seq: lastSeq,
  from: 'customer',
  content,
  key: null,
  choices: [],
  nativeId,
  status: 'received',
  at,
  sentAt,
  epoch,
  trace: null,
  clientId: clientId ?? null,
});

function acceptOne(tx: Transaction, message: Inbound, found: Found, turn: TurnCommit | null, lease: Lease, now: number): Accepted {
  const { n, id, epoch, lastSeq } = found;
  const seq = lastSeq + 1;
  if (!insert(tx.db, message, { n, seq, epoch, pending: turn === null }, now)) {
    const known = duplicate(tx.db, message.key);
    if (!known) throw new Error(`The message ${message.key} was not stored.`);
    return known;
  }
  if (turn) commitWithMessage(tx, turn, now);
  else handOn(tx, n, id, lease, now);
  return { conversation: id, seq, duplicate: false };
}

function duplicate(db: Connection, key: string): Accepted | null {
  const known = db.get<[string, number]>(
    'SELECT c.id, m.seq FROM messages m JOIN conversations c ON c.n = m.conversation WHERE m.inbound_key = ?',
    key,
  );
  return known ? { conversation: known[0], seq: known[1], duplicate: true } : null;
}

interface Place {
  readonly n: number;
  readonly seq: number;
  readonly epoch: number;
  readonly pending: boolean;
}

/** False: the key is known. */
function insert(db: Connection, message: Inbound, { n, seq, epoch, pending }: Place, now: number): boolean {
  const added = db.run(
    `INSERT INTO messages (conversation, seq, author, status, pending, at, sent_at, epoch, inbound_key, native_id, client_id, content, raw)
     VALUES (?, ?, 'customer', 'received', ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (inbound_key) WHERE inbound_key IS NOT NULL DO NOTHING`,
    n,
    seq,
    pending ? 1 : 0,
    now,
    message.sentAt,
    epoch,
    message.key,
    message.nativeId,
    message.clientId ?? null,
    JSON.stringify(message.content),
    message.raw,
  );
  return added === 1;
}

/** The conversation has work, which is this node's unless another has a lease. */
function handOn(tx: Transaction, n: number, id: string, lease: Lease, now: number): void {
  tx.db.run(
    `UPDATE conversations SET last_seq = last_seq + 1, pending = pending + 1,
       lease_node = CASE WHEN lease_until <= ?1 THEN ?2 ELSE lease_node END,
       lease_until = CASE WHEN lease_until <= ?1 OR lease_node = ?2 THEN ?3 ELSE lease_until END
     WHERE n = ?4`,
    now,
    lease.node,
    lease.until,
    n,
  );
  tx.changed(id, true);
}

function create(tx: Transaction, ref: ConversationRef, lease: Lease, now: number): Found {
  tx.db.run(
    `INSERT INTO conversations (id, channel, address, language, state, created_at, lease_node, lease_until)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ref.id,
    ref.channel,
    ref.address,
    ref.language,
    JSON.stringify(NEW_STATE),
    now,
    lease.node,
    lease.until,
  );
  const made = find(tx.db, ref);
  if (!made) throw new Error(`The conversation ${ref.id} was not made.`);
  return made;
}
