import { type Area, type Folio, type FolioDraft, type FolioPatch, firstNotice, type Visit } from '../../cases/folio.js';
import { FIRST_FOLIO, formatFolioNumber } from '../../cases/folio-number.js';
import type { Connection } from './connection.js';
import { FOLIO, type FolioRow, findFolio, toFolio } from './folio-rows.js';
import type { Transaction } from './group-commit.js';
import { newestFirst, nextOf, type Page } from './transcript.js';

/** Number, folio, history and log entry together: a number is used up only by a folio that is there. */
export function openFolio(tx: Transaction, key: string, draft: FolioDraft, now: number): Folio {
  const { db } = tx;
  const known = findFolio(db, 'key', key);
  if (known) return known.folio;
  const number = nextNumber(db, draft.area);
  db.run(
    `INSERT INTO folios (number, key, type, area, status, account, email, phone, channel, conversation, description, details,
       created_at, due_at, due_rule, notice_at)
     VALUES (?, ?, ?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    number,
    key,
    draft.type,
    draft.area,
    draft.account,
    draft.email,
    draft.phone,
    draft.channel,
    draft.conversationId,
    draft.description,
    JSON.stringify(draft.details),
    new Date(now).toISOString(),
    draft.dueAt,
    draft.dueRule,
    draft.noticeAt,
  );
  db.run('UPDATE conversations SET folio = ? WHERE id = ?', number, draft.conversationId);
  return recordStep(tx, number, 'bot', 'opened', now);
}

/** What a change of a folio is: its caller's key, who makes it, and how the history calls it. */
export interface Change {
  readonly key: string;
  readonly by: string;
  readonly what: string;
}

export function updateFolio(tx: Transaction, number: string, patch: FolioPatch, change: Change, now: number): Folio | null {
  const found = findFolio(tx.db, 'number', number);
  if (!found) return null;
  if (!firstUse(tx.db, `update:${change.key}`)) return found.folio;
  writeFolio(tx.db, found.n, patched(found.folio, patch));
  return recordStep(tx, number, change.by, change.what, now);
}

export function folios(
  db: Connection,
  query: {
    readonly account?: string;
    readonly conversation?: string;
    readonly type?: string;
    readonly before?: string | null;
    readonly limit: number;
  },
): Page<Folio> {
  const { account, conversation, type } = query;
  const rows = newestFirst<FolioRow>(db, FOLIO, 'folios', { account, conversation, type }, query);
  return { items: rows.slice(0, query.limit).map((row) => toFolio(db, row)), next: nextOf(rows, query.limit) };
}

/** Visits and patches go through here: a visit given makes the folio scheduled, one taken away open again, unless the patch says. */
export function patched(folio: Folio, patch: FolioPatch): Folio {
  const { details, noticeAt, ...rest } = patch;
  const first = firstNotice(folio.noticeAt, noticeAt);
  return { ...folio, status: statusAfter(folio, patch.visit), ...rest, noticeAt: first, details: { ...folio.details, ...details } };
}

export function writeFolio(db: Connection, n: number, folio: Folio): void {
  db.run(
    `UPDATE folios SET status = ?, account = ?, email = ?, phone = ?, description = ?, details = ?, due_at = ?, due_rule = ?,
       notice_at = ?, visit_date = ?, visit_shift = ?, visit_zone = ?, closed_at = ?, clock_at = 0 WHERE n = ?`,
    folio.status,
    folio.account,
    folio.email,
    folio.phone,
    folio.description,
    JSON.stringify(folio.details),
    folio.dueAt,
    folio.dueRule,
    folio.noticeAt,
    folio.visit?.date ?? null,
    folio.visit?.shift ?? null,
    folio.visit?.zone ?? null,
    folio.closedAt,
    n,
  );
}

/** Adds to history and log what was just written. @returns the folio as it is now. */
export function recordStep(tx: Transaction, number: string, by: string, what: string, now: number): Folio {
  const found = findFolio(tx.db, 'number', number);
  if (!found) throw new Error(`The folio ${number} was not written.`);
  const { n, folio } = found;
  const at = new Date(now).toISOString();
  tx.db.run('INSERT INTO folio_history (folio, step, at, by, what) VALUES (?, ?, ?, ?, ?)', n, folio.history.length, at, by, what);
  const { status, visit } = folio;
  tx.log({ conversation: folio.conversationId, at: now, by, what: 'folio', data: { number, what, status, visit } });
  return { ...folio, history: [...folio.history, { at, by, what }] };
}

/** False when a change with this key was made before. */
export const firstUse = (db: Connection, key: string): boolean =>
  db.run('INSERT INTO applied_keys (key) VALUES (?) ON CONFLICT (key) DO NOTHING', key) === 1;

function statusAfter(folio: Folio, visit: Visit | null | undefined): Folio['status'] {
  if (visit) return 'scheduled';
  return visit === null && folio.status === 'scheduled' ? 'open' : folio.status;
}

function nextNumber(db: Connection, area: Area): string {
  const [n] =
    db.get<[number]>(
      'INSERT INTO folio_counters (area, last) VALUES (?1, ?2) ON CONFLICT (area) DO UPDATE SET last = last + 1 RETURNING last',
      area,
      FIRST_FOLIO,
    ) ?? [];
  if (n === undefined) throw new Error(`No folio number for the area ${area}.`);
  return formatFolioNumber(area, n);
}
