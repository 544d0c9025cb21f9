import type { Call } from '../../engine/state.js';
import type { PendingCall } from '../store.js';
import type { Connection } from './connection.js';
import type { Transaction } from './group-commit.js';
import { addSignal } from './signals.js';

/** Due calls, longest due first. A lease is a later `due_at`: a node that dies gives its calls back by doing nothing. */
export function claimCalls(db: Connection, node: string, now: number, leaseMs: number, limit: number): readonly PendingCall[] {
  const due = db.all<[number, string, string, number, number]>(
    `SELECT calls.n, call, conversations.id, attempts, calls.created_at FROM calls JOIN conversations ON conversations.n = calls.conversation
     WHERE due_at <= ? ORDER BY due_at, calls.n LIMIT ?`,
    now,
    limit,
  );
  return due.map(([n, call, conversation, attempts, createdAt]) => {
    db.run('UPDATE calls SET attempts = attempts + 1, due_at = ?, lease_node = ? WHERE n = ?', now + leaseMs, node, n);
    return { call: JSON.parse(call) as Call, conversation, attempts, createdAt };
  });
}

export function settleCall(tx: Transaction, call: string, result: { readonly ok: boolean; readonly output: unknown }, now: number): void {
  const [conversation] = tx.db.get<[number]>('DELETE FROM calls WHERE id = ? RETURNING conversation', call) ?? [];
  if (conversation === undefined) return;
  addSignal(tx, conversation, `result:${call}`, { type: 'result', call, ok: result.ok, output: result.output ?? null }, now);
}

export function retryCall(db: Connection, call: string, dueAt: number): void {
  db.run('UPDATE calls SET due_at = ?, lease_node = NULL WHERE id = ?', Math.ceil(dueAt), call);
}
