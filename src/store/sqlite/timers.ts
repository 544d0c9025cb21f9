import { crashPoint } from '../../crash.js';
import type { Connection } from './connection.js';
import type { Transaction } from './group-commit.js';
import { addSignal } from './signals.js';

/** Due timers become signals and are gone, longest due first. @returns the conversations, each once. */
export function fireTimers(tx: Transaction, now: number, limit: number): readonly string[] {
  const due = tx.db.all<[number, string, number, string]>(
    `SELECT timers.n, timers.id, conversation, conversations.id FROM timers JOIN conversations ON conversations.n = conversation
     WHERE due_at <= ? ORDER BY due_at, timers.n LIMIT ?`,
    now,
    limit,
  );
  for (const [n, timer, conversation] of due) {
    tx.db.run('DELETE FROM timers WHERE n = ?', n);
    addSignal(tx, conversation, `timer:${timer}`, { type: 'timer', timer }, now);
  }
  if (due.length > 0) crashPoint('TIMER_PICKED');
  return [...new Set(due.map(([, , , conversation]) => conversation))];
}

/** When the next timer or call is due. */
export function nextDue(db: Connection): number | null {
  const row = db.get<[number | null]>(
    'SELECT min(due) FROM (SELECT min(due_at) AS due FROM timers UNION ALL SELECT min(due_at) FROM calls)',
  );
  return row?.[0] ?? null;
}
