import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import Database from 'libsql';
import { MIGRATIONS } from '../../src/store/sqlite/schema.js';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import { GOLDEN_NOW, GoldenDesk, refOf } from './golden/golden-desk.js';
import { demandSameShape, folderOf, IS_UPDATE, versionsOf } from './golden/golden-folder.js';
import { live } from './golden/golden-life.js';
import { dumpSql, restoreSql } from './golden/golden-sql.js';
import { portImage, readImage, writeImage } from './golden/port-image.js';
import { type Shape, shapeOf } from './golden/shape.js';
import { stepOn } from './golden/step-on.js';
import { type SqliteRig, sqliteRig } from './sqlite-rig.js';

const VERSION = MIGRATIONS.length;
const sqlIn = (version: number): string => join(folderOf('sqlite', version), 'database.sql');
const imageIn = (version: number): string => join(folderOf('sqlite', version), 'image.jsonl');

let rig: SqliteRig;
beforeAll(async () => {
  rig = await sqliteRig();
  await live(await GoldenDesk.open(rig.store, 'golden'));
  if (IS_UPDATE) {
    mkdirSync(folderOf('sqlite', VERSION), { recursive: true });
    writeImage(imageIn(VERSION), await portImage(rig.store));
  }
  await rig.store.close();
  if (IS_UPDATE) writeFileSync(sqlIn(VERSION), dumpSql(rig.file));
});
afterAll(() => rig.close());

/** Columns and what is in them. */
function shapeIn(file: string): Shape {
  const db = new Database(file);
  try {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").raw().all() as [string][];
    return shapeOf(Object.fromEntries(tables.map(([name]) => [name, db.prepare(`SELECT * FROM ${name}`).all() as object[]])));
  } finally {
    db.close();
  }
}

function restored(version: number, name: string): string {
  const file = join(dirname(rig.file), name);
  restoreSql(file, readFileSync(sqlIn(version), 'utf8'));
  return file;
}

it('a process stops when a newer one has migrated its SQLite database, and leaves that alone', async () => {
  const store = await openSqliteStore(`sqlite:${restored(VERSION, 'newer.db')}`);
  const newer = new Database(join(dirname(rig.file), 'newer.db'));
  newer.exec(`PRAGMA user_version = ${VERSION + 1}`);
  const before = newer.prepare('SELECT count(*), max(rowid) FROM messages').raw().get();
  const claimed = store.claim('old', GOLDEN_NOW, 60_000, 10);
  const queued = store.accept([], 'old', GOLDEN_NOW);
  await expect(claimed).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await expect(queued).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await expect(store.open(refOf('late'), 'old', GOLDEN_NOW)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await expect(store.conversation('visit')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  expect(await store.ready()).toEqual({ ok: false, problem: expect.stringContaining('newer program') });
  expect(newer.prepare('SELECT count(*), max(rowid) FROM messages').raw().get()).toEqual(before);
  newer.close();
  await store.close();
});

it('readiness tells it as well, and nothing is done that was asked for before', async () => {
  const store = await openSqliteStore(`sqlite:${restored(VERSION, 'ready.db')}`);
  const newer = new Database(join(dirname(rig.file), 'ready.db'));
  newer.exec(`PRAGMA user_version = ${VERSION + 1}`);
  newer.close();
  const queued = store.open(refOf('late'), 'old', GOLDEN_NOW);
  const [refused, ready] = await Promise.allSettled([queued, store.ready()]);
  expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'STORE_UNAVAILABLE' } });
  expect(ready).toMatchObject({ value: { ok: false } });
  await expect(store.conversation('visit')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await store.close();
});

it('an SQLite database has the shape of the golden one of its version', () => {
  expect(versionsOf('sqlite').at(-1)).toBe(VERSION);
  demandSameShape('The rows of an SQLite database', VERSION, shapeIn(restored(VERSION, 'shape.db')), shapeIn(rig.file));
});

it.each(versionsOf('sqlite'))('an SQLite database of version %d is read as it was meant, and gone on with', async (version) => {
  const store = await openSqliteStore(`sqlite:${restored(version, `${version}.db`)}`);
  expect(await portImage(store)).toEqual(readImage(imageIn(version)));
  await stepOn(store, `step-${version}`);
  expect(await store.verifyEvents()).toBeNull();
  expect(await store.ready()).toEqual({ ok: true, problem: null });
  await store.close();
});
