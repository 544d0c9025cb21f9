import { hash } from 'node:crypto';
import type { Connection } from './connection.js';

/** One entry of the append-only log: who did what, in or about which conversation. */
export interface NewEvent {
  readonly conversation: string;
  readonly at: number;
  readonly by: string;
  readonly what: string;
  readonly data: unknown;
}

/** The log's end during one transaction: each entry carries the hash of the one before, so that changing or taking out a row shows. */
export class EventChain {
  private end: readonly [n: number, hash: string] | null = null;

  constructor(private readonly db: Connection) {}

  append({ conversation, at, by, what, data }: NewEvent): void {
    const [last, previous] = this.end ?? this.db.get<[number, string]>('SELECT n, hash FROM events ORDER BY n DESC LIMIT 1') ?? [0, ''];
    const row = [last + 1, conversation, at, by, what, JSON.stringify(data ?? null)] as const;
    const own = chained(previous, ...row);
    this.db.run('INSERT INTO events (n, conversation, at, by, what, data, hash) VALUES (?, ?, ?, ?, ?, ?, ?)', ...row, own);
    this.end = [last + 1, own];
  }

  /** Entries were rolled back: the end is looked up again. */
  forget(): void {
    this.end = null;
  }
}

type EventRow = [n: number, conversation: string, at: number, by: string, what: string, data: string, hash: string];

/** Checks up to `limit` rows behind row `after`, whose hash is `previous`. */
export function checkEvents(
  db: Connection,
  after: number,
  previous: string,
  limit: number,
): { readonly bad: number | null; readonly last: number; readonly hash: string; readonly rows: number } {
  const rows = db.all<EventRow>(
    'SELECT n, conversation, at, by, what, data, hash FROM events WHERE n > ? ORDER BY n LIMIT ?',
    after,
    limit,
  );
  let before = previous;
  for (const [n, conversation, at, by, what, data, own] of rows) {
    if (own !== chained(before, n, conversation, at, by, what, data)) return { bad: n, last: n, hash: own, rows: rows.length };
    before = own;
  }
  return { bad: null, last: rows.at(-1)?.[0] ?? after, hash: before, rows: rows.length };
}

const chained = (previous: string, ...row: readonly (string | number)[]): string =>
  hash('sha256', JSON.stringify([previous, ...row]), 'hex');
