import { Connection, openDriver } from '../../src/store/sqlite/connection.js';
import { type Explained, readsTooMuch } from './explained.js';
import { sqlitePlan } from './plan.js';

/** Asks SQLite how it carries these statements out. */
export function explainSqlite(file: string, statements: readonly string[]): readonly Explained[] {
  const db = new Connection(openDriver(file));
  try {
    return statements.map((sql) => explainOne(db, sql));
  } finally {
    db.close();
  }
}

function explainOne(db: Connection, sql: string): Explained {
  // The plan does not depend on the values, but each parameter wants one.
  const numbers = (sql.match(/\?(\d+)/g) ?? []).map((name) => Number(name.slice(1)));
  const parameters = numbers.length > 0 ? Math.max(...numbers) : sql.split('?').length - 1;
  const lines = db.all<[number, number, number, string]>(`EXPLAIN QUERY PLAN ${sql}`, ...Array.from({ length: parameters }, () => null));
  const details = lines.map(([, , , detail]) => detail);
  const { access, isScan, isSorted } = sqlitePlan(sql, details);
  const worst = details.map((line) => readsOf(db, sql, line, isSorted)).sort((a, b) => b.reads - a.reads)[0] ?? NOTHING;
  return { query: sql, access, isScan, ...worst, isTooMuch: readsTooMuch(worst.reads, worst.stored) };
}

const NOTHING = { reads: 0, stored: 0 };

/**
 * How many rows a search looks at in the worst case, if it wants fewer than its index finds: as many as have the commonest value of the
 * columns that are looked for in the index.
 */
function readsOf(db: Connection, sql: string, line: string, isSorted: boolean): { readonly reads: number; readonly stored: number } {
  const [, table = '', found = ''] = /^SEARCH (\w+) USING .*\((.+)\)$/.exec(line) ?? [];
  const looked = [...found.matchAll(/(\w+)=\?/g)].map(([, column = '']) => column).filter((column) => column !== 'rowid');
  const [, where = ''] = /\bWHERE (.+?)(?: ORDER BY| GROUP BY| RETURNING|$)/.exec(sql) ?? [];
  const asked = [...where.matchAll(/(?:^|\bAND )(\w+) = \?/g)].map(([, column = '']) => column);
  const isFiltered = asked.some((column) => !looked.includes(column));
  if (looked.length === 0 || !(isFiltered || (isSorted && /\bLIMIT\b/.test(sql)))) return NOTHING;
  const columns = looked.join(', ');
  const [reads = 0] = db.get<[number]>(`SELECT coalesce(max(c), 0) FROM (SELECT count(*) AS c FROM ${table} GROUP BY ${columns})`) ?? [];
  const [stored = 0] = db.get<[number]>(`SELECT count(*) FROM ${table}`) ?? [];
  return { reads, stored };
}
