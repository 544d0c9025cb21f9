import { Connection, openDriver } from '../../src/store/sqlite/connection.js';

const AT_ONCE = 2_000;

/** Columns that differ from copy to copy, as SQL over `copy.i`; all others are copied as they are, and `n` is given anew. */
const suffixed = (...columns: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(columns.map((column) => [column, `t.${column} || '-' || copy.i`]));

/**
 * Copies a conversation with all that belongs to it, under other ids, while no server has the file open.
 * Its log keeps the hashes of the original: nothing here checks them.
 */
export function fillSqlite(file: string, conversation: string, copies: number): void {
  const db = new Connection(openDriver(file));
  db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -200000');
  const { n, last } = placeOf(db, conversation);
  const keys = JSON.stringify(db.all<[string]>('SELECT key FROM applied_keys').flat());
  for (let done = 0; done < copies; done += AT_ONCE) {
    db.exec('BEGIN IMMEDIATE');
    copyRows(db, { conversation, n, last, keys }, [done + 1, Math.min(done + AT_ONCE, copies)]);
    db.exec('COMMIT');
  }
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

function placeOf(db: Connection, conversation: string): { readonly n: number; readonly last: number } {
  const [n, last] =
    db.get<[number, number]>('SELECT n, (SELECT max(n) FROM conversations) FROM conversations WHERE id = ?', conversation) ?? [];
  if (n === undefined || last === undefined) throw new Error(`The conversation ${conversation} is not in the database.`);
  return { n, last };
}

type Range = readonly [from: number, to: number];

interface Original {
  readonly conversation: string;
  /** Its row, and the last row of all. */
  readonly n: number;
  readonly last: number;
  /** Keys of changes of folios that were made, as JSON text. */
  readonly keys: string;
}

function copyRows(db: Connection, { conversation, n, last, keys }: Original, range: Range): void {
  const row = `${last} + copy.i`;
  copyTable(db, 'conversations', { n: row, ...suffixed('id', 'address', 'folio') }, 't.id = ?', conversation, range);
  copyTable(db, 'messages', { conversation: row, ...suffixed('inbound_key') }, 't.conversation = ?', n, range);
  // Of another zone each: a place for a visit is shared by a few, however many conversations there are.
  const own = suffixed('number', 'key', 'account', 'conversation', 'visit_zone');
  copyTable(db, 'folios', own, 't.conversation = ?', conversation, range);
  copyTable(db, 'events', suffixed('conversation'), 't.conversation = ?', conversation, range);
  copyTable(db, 'applied_keys', suffixed('key'), 't.key IN (SELECT value FROM json_each(?))', keys, range);
  db.run(
    `${COPY} INSERT INTO folio_history (folio, step, at, by, what)
     SELECT other.n, t.step, t.at, t.by, t.what FROM copy JOIN folios f JOIN folio_history t ON t.folio = f.n
       JOIN folios other ON other.key = f.key || '-' || copy.i WHERE f.conversation = ?`,
    ...range,
    conversation,
  );
}

// The driver binds every number as a real one, which would show in texts.
const COPY = 'WITH RECURSIVE copy (i) AS (SELECT CAST(? AS INTEGER) UNION ALL SELECT i + 1 FROM copy WHERE i < ?)';

function copyTable(
  db: Connection,
  table: string,
  changed: Readonly<Record<string, string>>,
  where: string,
  is: string | number,
  range: Range,
): void {
  const columns = db
    .all<[string]>(`SELECT name FROM pragma_table_info('${table}')`)
    .flatMap(([name]) => (name === 'n' && !('n' in changed) ? [] : [name]));
  const values = columns.map((column) => changed[column] ?? `t.${column}`);
  db.run(
    `${COPY} INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM copy JOIN ${table} t WHERE ${where}`,
    ...range,
    is,
  );
}
