import type { Notice } from '../../engine/state.js';
import type { DueFolio } from '../folio-clocks.js';
import type { Connection } from './connection.js';
import { FOLIO, type FolioRow, toFolio } from './folio-rows.js';
import type { Transaction } from './group-commit.js';
import { addSignal } from './signals.js';

/** Every change of a folio sets its clock to 0, which is due at once. */
export const FOLIO_CLOCKS = `
  ALTER TABLE folios ADD COLUMN clock_at INTEGER DEFAULT 0;
  ALTER TABLE folios ADD COLUMN minded_at INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX folios_by_clock ON folios (clock_at) WHERE clock_at IS NOT NULL;
`;

export function claimFolios(db: Connection, now: number, leaseMs: number, limit: number): readonly DueFolio[] {
  const lease = now + leaseMs;
  const due = db.all<[number, number]>(
    'SELECT n, minded_at FROM folios WHERE clock_at IS NOT NULL AND clock_at <= ? ORDER BY clock_at, n LIMIT ?',
    now,
    limit,
  );
  return due.flatMap(([n, mindedAt]) => {
    const row = db.get<FolioRow>(`UPDATE folios SET clock_at = ? WHERE n = ? RETURNING ${FOLIO}`, lease, n);
    return row ? [{ folio: toFolio(db, row), lease, mindedAt }] : [];
  });
}

export function folioMinded(db: Connection, number: string, lease: number, now: number, next: number | null): void {
  db.run('UPDATE folios SET clock_at = ?, minded_at = ? WHERE number = ? AND clock_at = ?', next, now, number, lease);
}

export function notify(tx: Transaction, conversation: string, notice: Notice, now: number): void {
  const [n] = tx.db.get<[number]>('SELECT n FROM conversations WHERE id = ?', conversation) ?? [];
  if (n !== undefined) addSignal(tx, n, `notice:${conversation}:${notice.key}`, { type: 'notice', notice }, now);
}
