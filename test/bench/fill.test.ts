import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { fillMongo } from '../../bench/growth/fill-mongo.js';
import { fillSqlite } from '../../bench/growth/fill-sqlite.js';
import { callPort } from '../../bench/plans/port-calls.js';
import { openMongoStore } from '../../src/store/mongo/mongo-store.js';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import type { Store } from '../../src/store/store.js';
import { MongoDatabase } from '../store/mongo-rig.js';
import { describeWithMongo } from '../support/mongodb/find-server.js';

const ORIGINAL = 'bench-port';
const COPIES = 25;
const LIMIT = 100;

/** Every copy has what the original has, under its own ids, and the next folio comes behind all. */
async function expectCopies(store: Store): Promise<void> {
  const original = await store.transcript(ORIGINAL, 0, LIMIT);
  const { items: folios } = await store.folios({ conversation: ORIGINAL, limit: LIMIT });
  expect(folios.length).toBeGreaterThan(0);
  for (const id of [1, COPIES].map((number) => `${ORIGINAL}-${number}`)) {
    const lines = await store.transcript(id, 0, LIMIT);
    expect(lines.map(({ seq, from, key }) => [seq, from, key])).toEqual(original.map(({ seq, from, key }) => [seq, from, key]));
    expect((await store.folios({ conversation: id, limit: LIMIT })).items).toHaveLength(folios.length);
  }
  expect((await store.conversations({ limit: LIMIT })).items).toHaveLength(COPIES + 1);
  const draft = { ...folios[0], conversationId: ORIGINAL } as Parameters<Store['openFolio']>[1];
  const { number } = await store.openFolio('after', draft, Date.now());
  expect((await store.folios({ limit: 1 })).items[0]?.number).toBe(number);
}

describe('a filled SQLite store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-fill-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has the copies', async () => {
    const file = join(folder, 'ventanilla.db');
    const first = await openSqliteStore(`sqlite:${file}`);
    await callPort(first);
    await first.close();
    fillSqlite(file, ORIGINAL, COPIES);
    const store = await openSqliteStore(`sqlite:${file}`);
    await expectCopies(store);
    await store.close();
  });
});

describeWithMongo('a filled MongoDB store', (server) => {
  it('has the copies', async () => {
    const database = new MongoDatabase(server);
    const rig = await database.rig();
    await callPort(rig.store);
    await rig.close();
    await fillMongo(rig.url, ORIGINAL, COPIES);
    const store = await openMongoStore(rig.url);
    await expectCopies(store);
    await store.close();
    await database.drop();
  });
});
