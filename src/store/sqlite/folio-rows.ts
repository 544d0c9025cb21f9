import type { Area, Folio, FolioStatus, FolioType, Shift } from '../../cases/folio.js';
import type { Connection } from './connection.js';

/** Columns in the order that {@link toFolio} takes them. */
export const FOLIO = `n, number, type, area, status, account, email, phone, channel, conversation, description, details,
  created_at, due_at, due_rule, notice_at, visit_date, visit_shift, visit_zone, closed_at`;

export type FolioRow = readonly [
  n: number,
  number: string,
  type: FolioType,
  area: Area,
  status: FolioStatus,
  account: string | null,
  email: string | null,
  phone: string | null,
  channel: string,
  conversationId: string,
  description: string,
  details: string,
  createdAt: string,
  dueAt: string | null,
  dueRule: string | null,
  noticeAt: string | null,
  visitDate: string | null,
  visitShift: Shift | null,
  visitZone: string | null,
  closedAt: string | null,
];

/** The folio of a row, with its history. */
export function toFolio(db: Connection, row: FolioRow): Folio {
  const [n, number, type, area, status, account, email, phone, channel, conversationId, description, details, ...dates] = row;
  const [createdAt, dueAt, dueRule, noticeAt, date, shift, zone, closedAt] = dates;
  const history = db.all<[string, string, string]>('SELECT at, by, what FROM folio_history WHERE folio = ? ORDER BY step', n);
  return {
    number,
    type,
    area,
    status,
    account,
    email,
    phone,
    channel,
    conversationId,
    description,
    details: JSON.parse(details) as Folio['details'],
    createdAt,
    dueAt,
    dueRule,
    noticeAt,
    visit: date !== null && shift !== null && zone !== null ? { date, shift, zone } : null,
    closedAt,
    history: history.map(([at, by, what]) => ({ at, by, what })),
  };
}

/** A folio and its row number, or undefined. */
export function findFolio(
  db: Connection,
  column: 'number' | 'key',
  value: string,
): { readonly n: number; readonly folio: Folio } | undefined {
  const row = db.get<FolioRow>(`SELECT ${FOLIO} FROM folios WHERE ${column} = ?`, value);
  return row && { n: row[0], folio: toFolio(db, row) };
}
