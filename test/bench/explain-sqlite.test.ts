import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { explainSqlite } from '../../bench/plans/explain-sqlite.js';
import { Connection, openDriver } from '../../src/store/sqlite/connection.js';

const ROWS = 1_000;

describe('what a statement looks at in SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-plans-'));
  const file = join(folder, 'plans.db');

  beforeAll(() => {
    const db = new Connection(openDriver(file));
    db.exec('CREATE TABLE t (n INTEGER PRIMARY KEY, kind TEXT, owner TEXT); CREATE INDEX t_by_kind ON t (kind)');
    db.run(
      `WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < ?)
       INSERT INTO t (kind, owner) SELECT 'same', 'o' || n FROM i`,
      ROWS,
    );
    db.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const explained = (sql: string) => explainSqlite(file, [sql])[0];

  it('is too much when an index finds most rows and another condition wants few of them', () => {
    const sql = 'SELECT n FROM t WHERE kind = ? AND owner = ? ORDER BY n DESC LIMIT ?';
    expect(explained(sql)).toMatchObject({ isScan: false, reads: ROWS, stored: ROWS, isTooMuch: true });
  });

  it('is as much as wanted when all that the index finds is wanted, in its order', () => {
    expect(explained('SELECT n FROM t WHERE kind = ? ORDER BY n DESC LIMIT ?')).toMatchObject({ isScan: false, isTooMuch: false });
  });

  it('is everything without an index', () => {
    expect(explained('SELECT n FROM t WHERE owner = ?')).toMatchObject({ isScan: true });
  });
});
