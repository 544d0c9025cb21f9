import type { Letter, LetterKind, NewLetter } from '../letters.js';
import type { Connection } from './connection.js';

type Row = [
  id: string,
  kind: LetterKind,
  sealed: string | null,
  until: number | null,
  status: Letter['status'],
  at: number,
  sentAt: number | null,
  attempts: number,
  error: string | null,
];
const LETTER = 'id, kind, sealed, until, status, at, sent_at, attempts, error';

const toLetter = ([id, kind, sealed, until, status, at, sentAt, attempts, error]: Row): Letter => ({
  id,
  kind,
  sealed,
  until,
  status,
  at,
  sentAt,
  attempts,
  error,
});

export function postLetter(db: Connection, { id, kind, sealed, until, isVoid }: NewLetter, now: number): boolean {
  const status: Letter['status'] = isVoid ? 'void' : 'queued';
  const added = db.run(
    `INSERT INTO letters (id, kind, sealed, until, status, at, due_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    id,
    kind,
    // Nobody will ever read it.
    isVoid ? null : sealed,
    until,
    status,
    now,
    now,
  );
  return added === 1;
}

export function claimLetters(db: Connection, now: number, leaseMs: number, limit: number): readonly Letter[] {
  const due = db.all<[string]>(`SELECT id FROM letters WHERE status = 'queued' AND due_at <= ? ORDER BY due_at, n LIMIT ?`, now, limit);
  return due.flatMap(([id]) => {
    const row = db.get<Row>(`UPDATE letters SET attempts = attempts + 1, due_at = ? WHERE id = ? RETURNING ${LETTER}`, now + leaseMs, id);
    return row ? [toLetter(row)] : [];
  });
}

export function letterSent(db: Connection, id: string, keep: boolean, now: number): void {
  db.run(
    `UPDATE letters SET status = 'sent', sent_at = ?, error = NULL${keep ? '' : ', sealed = NULL'} WHERE id = ? AND status IN ('queued', 'failed')`,
    now,
    id,
  );
}

/** One that will never leave says nothing to anybody any more. */
export function letterUnsent(db: Connection, id: string, retryAt: number | null, error: string): void {
  if (retryAt === null)
    db.run(`UPDATE letters SET status = 'failed', sealed = NULL, error = ? WHERE id = ? AND status = 'queued'`, error, id);
  else db.run(`UPDATE letters SET due_at = ?, error = ? WHERE id = ? AND status = 'queued'`, Math.ceil(retryAt), error, id);
}

export const letters = (db: Connection, limit: number): readonly Letter[] =>
  db.all<Row>(`SELECT ${LETTER} FROM letters WHERE status <> 'void' ORDER BY at DESC, n DESC LIMIT ?`, limit).map(toLetter);
