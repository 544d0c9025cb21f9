import type { Folio, Shift, Visit } from '../../cases/folio.js';
import type { Connection } from './connection.js';
import { findFolio } from './folio-rows.js';
import { firstUse, patched, recordStep, writeFolio } from './folios.js';
import type { Transaction } from './group-commit.js';

export interface Booking {
  readonly result: 'booked' | 'full' | 'unknown';
  readonly folio: Folio | null;
}

/** Counts and books in one transaction. A key that found no place may try again; one that booked has booked for good. */
export function bookVisit(tx: Transaction, key: string, number: string, visit: Visit, capacity: number, now: number): Booking {
  const { db } = tx;
  const found = findFolio(db, 'number', number);
  if (!found) return { result: 'unknown', folio: null };
  const [booked] = db.get<[number]>(
    'SELECT count(*) FROM folios WHERE visit_zone = ? AND visit_date = ? AND visit_shift = ? AND visit_date IS NOT NULL AND n <> ?',
    visit.zone,
    visit.date,
    visit.shift,
    found.n,
  ) ?? [0];
  const used = db.get('SELECT key FROM applied_keys WHERE key = ?', `visit:${key}`) !== undefined;
  if (!used && booked >= capacity) return { result: 'full', folio: found.folio };
  if (!firstUse(db, `visit:${key}`)) return { result: 'booked', folio: found.folio };
  writeFolio(db, found.n, patched(found.folio, { visit }));
  return { result: 'booked', folio: recordStep(tx, number, 'bot', `visit booked for ${visit.date}, ${visit.shift}`, now) };
}

export function visitLoad(
  db: Connection,
  zone: string,
  from: string,
  to: string,
): readonly { readonly date: string; readonly shift: Shift; readonly booked: number }[] {
  return db
    .all<[string, Shift, number]>(
      `SELECT visit_date, visit_shift, count(*) FROM folios
       WHERE visit_zone = ? AND visit_date BETWEEN ? AND ? AND visit_date IS NOT NULL
       GROUP BY visit_date, visit_shift ORDER BY visit_date, visit_shift DESC`,
      zone,
      from,
      to,
    )
    .map(([date, shift, booked]) => ({ date, shift, booked }));
}
