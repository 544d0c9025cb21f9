import { crashPoint } from '../../crash.js';
import { NEW_STATE } from '../new-state.js';
import type { Accepted, ConversationRef, Inbound } from '../store.js';
import type { Transaction } from './group-commit.js';
import { addSignal } from './signals.js';

/** Who may work on a conversation that nobody has, and until when. */
export interface Lease {
  readonly node: string;
  readonly until: number;
}

/** All messages of one delivery, each once. */
export function accept(tx: Transaction, inbound: readonly Inbound[], lease: Lease, now: number): readonly Accepted[] {
  const accepted = inbound.map((message) => acceptOne(tx, message, lease, now));
  crashPoint('AFTER_INSERT');
  tx.passAfterCommit('AFTER_COMMIT_BEFORE_ACK');
  return accepted;
}

/** Makes the conversation with the signal `open`, unless it is there. */
export function open(tx: Transaction, ref: ConversationRef, lease: Lease, now: number): boolean {
  if (tx.db.get('SELECT n FROM conversations WHERE channel = ? AND address = ?', ref.channel, ref.address)) return false;
  const n = create(tx, ref, lease, now);
  addSignal(tx, n, `open:${ref.id}`, { type: 'open' }, now);
  return true;
}

function acceptOne(tx: Transaction, message: Inbound, lease: Lease, now: number): Accepted {
  const added = insert(tx, message, now);
  if (added) return handOn(tx, added, lease, now);
  const known = tx.db.get<[string, number]>(
    'SELECT c.id, m.seq FROM messages m JOIN conversations c ON c.n = m.conversation WHERE m.inbound_key = ?',
    message.key,
  );
  if (known) return { conversation: known[0], seq: known[1], duplicate: true };
  create(tx, message.conversation, lease, now);
  const first = insert(tx, message, now);
  if (!first) throw new Error(`The message ${message.key} was not stored.`);
  return handOn(tx, first, lease, now);
}

type Place = readonly [n: number, seq: number];

/** Undefined: the key is known, or the conversation is not. */
function insert(tx: Transaction, message: Inbound, now: number): Place | undefined {
  return tx.db.get<Place>(
    `INSERT INTO messages (conversation, seq, author, status, pending, at, sent_at, epoch, inbound_key, native_id, client_id, content, raw)
     SELECT n, last_seq + 1, 'customer', 'received', 1, ?, ?, epoch, ?, ?, ?, ?, ? FROM conversations WHERE address = ? AND channel = ?
     ON CONFLICT (inbound_key) WHERE inbound_key IS NOT NULL DO NOTHING RETURNING conversation, seq`,
    now,
    message.sentAt,
    message.key,
    message.nativeId,
    message.clientId ?? null,
    JSON.stringify(message.content),
    message.raw,
    message.conversation.address,
    message.conversation.channel,
  );
}

/** The conversation has work, which is this node's unless another has a lease. */
function handOn(tx: Transaction, [n, seq]: Place, lease: Lease, now: number): Accepted {
  const [conversation] =
    tx.db.get<[string]>(
      `UPDATE conversations SET last_seq = ?1, pending = pending + 1,
         lease_node = CASE WHEN lease_until <= ?2 THEN ?3 ELSE lease_node END,
         lease_until = CASE WHEN lease_until <= ?2 OR lease_node = ?3 THEN ?4 ELSE lease_until END
       WHERE n = ?5 RETURNING id`,
      seq,
      now,
      lease.node,
      lease.until,
      n,
    ) ?? [];
  if (conversation === undefined) throw new Error(`The conversation in row ${n} is gone.`);
  tx.changed(conversation, true);
  return { conversation, seq, duplicate: false };
}

/** @returns the row number. */
function create(tx: Transaction, ref: ConversationRef, lease: Lease, now: number): number {
  const [n] =
    tx.db.get<[number]>(
      `INSERT INTO conversations (id, channel, address, language, state, created_at, lease_node, lease_until)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING n`,
      ref.id,
      ref.channel,
      ref.address,
      ref.language,
      JSON.stringify(NEW_STATE),
      now,
      lease.node,
      lease.until,
    ) ?? [];
  if (n === undefined) throw new Error(`The conversation ${ref.id} was not made.`);
  return n;
}
