import type { Input } from '../../engine/state.js';
import type { Signal } from '../store.js';
import type { Connection } from './connection.js';
import type { Transaction } from './group-commit.js';

/** Puts an input of the engine before a conversation (by its row number), once per key, and makes the conversation claimable. */
export function addSignal(tx: Transaction, conversation: number, key: string, input: Input & { type: Signal['type'] }, at: number): void {
  const added = tx.db.run(
    'INSERT INTO signals (key, conversation, type, payload, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING',
    key,
    conversation,
    input.type,
    JSON.stringify(input),
    at,
  );
  if (added === 0) return;
  const [id] = tx.db.get<[string]>('UPDATE conversations SET pending = pending + 1 WHERE n = ? RETURNING id', conversation) ?? [];
  if (id !== undefined) tx.changed(id, true);
}

/** Signals no turn has consumed, by arrival. */
export function pendingSignals(db: Connection, n: number, conversation: string): Signal[] {
  return db
    .all<[string, Signal['type'], string, number]>('SELECT key, type, payload, at FROM signals WHERE conversation = ? ORDER BY n', n)
    .map(([key, type, payload, at]) => ({ key, conversation, type, payload: JSON.parse(payload) as unknown, at }));
}
