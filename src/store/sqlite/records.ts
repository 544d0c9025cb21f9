import type { RecordChange } from '../records.js';
import type { Connection } from './connection.js';

export function record(db: Connection, id: string, now: number): unknown {
  const [body] = db.get<[string]>('SELECT body FROM records WHERE id = ? AND until > ?', id, now) ?? [];
  return body === undefined ? null : JSON.parse(body);
}

/** In one transaction. Records past their time go as well: no job has to sweep them. */
export function changeRecord<T>(db: Connection, id: string, now: number, change: (kept: unknown) => RecordChange<T>): T {
  db.run('DELETE FROM records WHERE until <= ?', now);
  const next = change(record(db, id, now));
  if (next.record === null) db.run('DELETE FROM records WHERE id = ?', id);
  else {
    db.run(
      'INSERT INTO records (id, body, until) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET body = ?2, until = ?3',
      id,
      JSON.stringify(next.record),
      next.until,
    );
  }
  return next.result;
}
