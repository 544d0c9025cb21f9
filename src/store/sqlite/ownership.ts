import type { Connection } from './connection.js';
import type { Transaction } from './group-commit.js';
import { headMoved } from './outbox.js';

/** Conversations with work that no lease covers, longest uncovered first; now leased. */
export function claim(db: Connection, node: string, now: number, leaseMs: number, limit: number): readonly string[] {
  const free = db.all<[number, string]>(
    'SELECT n, id FROM conversations WHERE pending > 0 AND lease_until <= ? ORDER BY lease_until, n LIMIT ?',
    now,
    limit,
  );
  for (const [n] of free) db.run('UPDATE conversations SET lease_node = ?, lease_until = ? WHERE n = ?', node, now + leaseMs, n);
  return free.map(([, id]) => id);
}

/** The compare-and-set on the epoch that makes an agent the owner and silences what the bot has not begun to send. */
export function takeover(
  tx: Transaction,
  conversation: string,
  agent: string,
  epoch: number,
  now: number,
): { readonly epoch: number; readonly voided: number } | null {
  const owner = `agent:${agent}`;
  const taken = tx.db.get<[number, number]>(
    `UPDATE conversations SET owner = ?, epoch = epoch + 1, bot_since = epoch + 1, version = version + 1
     WHERE id = ? AND epoch = ? RETURNING n, epoch`,
    owner,
    conversation,
    epoch,
  );
  if (!taken) return null;
  const [n, next] = taken;
  const voided = tx.db.run(
    `UPDATE messages SET status = 'void'
     WHERE conversation = ? AND status IN ('queued', 'sending') AND status = 'queued' AND author = 'bot'`,
    n,
  );
  if (voided > 0) headMoved(tx.db, n, now);
  tx.log({ conversation, at: now, by: owner, what: 'takeover', data: { epoch: next, voided } });
  tx.passAfterCommit('TAKEOVER_COMMIT');
  return { epoch: next, voided };
}
