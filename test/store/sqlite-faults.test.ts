import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { FIRST_FOLIO, formatFolioNumber } from '../../src/cases/folio-number.js';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import { StoreUnavailable } from '../../src/store/store.js';
import { call, conversationOf, draft, exchange, inbound, loaded, NOW, reply, turnOf } from './contract/fixtures.js';
import { FaultyDriver, ioError } from './faulty-driver.js';
import { type SqliteRig, sqliteRig } from './sqlite-rig.js';

const unavailable = expect.objectContaining({ code: 'STORE_UNAVAILABLE' });

describe('group commit', () => {
  let rig: SqliteRig;
  let driver: FaultyDriver;
  beforeEach(async () => {
    driver = new FaultyDriver();
    rig = await sqliteRig({ openDriver: driver.open });
  });
  afterEach(() => rig.close());

  it('gives all that comes in one iteration of the event loop one commit', async () => {
    const before = driver.commits;
    await Promise.all(Array.from({ length: 64 }, (_, index) => rig.store.accept([inbound(`a${index}`, '1')], 'node-a', NOW)));
    expect(driver.commits - before).toBe(1);
  });

  it('bounds a commit, and makes as many as are needed', async () => {
    const before = driver.commits;
    const accepted = await Promise.all(
      Array.from({ length: 700 }, (_, index) => rig.store.accept([inbound('ana', `${index}`)], 'node-a', NOW)),
    );
    expect(driver.commits - before).toBe(3);
    expect(new Set(accepted.flat().map(({ seq }) => seq)).size).toBe(700);
  });

  it('takes back a job that fails half-way, with its log, and no other', async () => {
    const id = await exchange(rig.store, 'ana');
    const before = await loaded(rig.store, id);
    const log = [{ by: 'bot', what: 'test', data: null }];
    const twice = turnOf(before, { replies: [reply('never')], calls: [call('c1'), call('c1')], log });
    const unreadable = { ...log[0], by: 'bot', what: 'test', data: { big: 1n } };
    const [first, failed, unlogged, last] = await Promise.allSettled([
      exchange(rig.store, 'beto', { log }),
      rig.store.commitTurn(twice, NOW),
      rig.store.commitTurn(turnOf(before, { replies: [reply('never')], log: [...log, unreadable] }), NOW),
      rig.store.openFolio('key', draft({ conversationId: 'phone' }), NOW),
    ]);
    expect([first.status, failed.status, unlogged.status, last.status]).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(failed).toMatchObject({ reason: { code: 'SQLITE_CONSTRAINT_UNIQUE' } });
    expect(await rig.store.load(id)).toEqual(before);
    expect(await rig.store.transcript(id, 1, 10)).toEqual([]);
    expect(await rig.store.verifyEvents()).toBeNull();
    // A statement that has failed once works again.
    expect(await rig.store.commitTurn({ ...twice, calls: [call('c1')] }, NOW)).toMatchObject({ result: 'committed' });
  });

  it('refuses a turn that consumes what is not pending', async () => {
    const id = await exchange(rig.store, 'ana');
    const before = await loaded(rig.store, id);
    await expect(rig.store.commitTurn(turnOf(before, { messages: [1] }), NOW)).rejects.toThrow('not pending');
    await expect(rig.store.commitTurn(turnOf(before, { signals: ['timer:t1'] }), NOW)).rejects.toThrow('not pending');
    await expect(rig.store.commitTurn(turnOf(before, { conversation: 'c-nobody' }), NOW)).rejects.toThrow('does not exist');
    expect(await rig.store.load(id)).toEqual(before);
  });

  it('answers nobody when the commit fails, says what to do, and goes on when the disk does', async () => {
    const heard: string[] = [];
    rig.store.onChange((conversation) => heard.push(conversation));
    driver.before = (sql) => {
      if (sql === 'COMMIT') throw ioError();
      return sql;
    };
    const results = await Promise.allSettled([
      rig.store.accept([inbound('ana', '1')], 'node-a', NOW),
      rig.store.accept([inbound('beto', '1')], 'node-a', NOW),
      rig.store.openFolio('key', draft(), NOW),
      rig.store.claimOutbox(NOW, 1, 1),
    ]);
    expect(results.map((result) => result.status === 'rejected' && result.reason)).toEqual([
      unavailable,
      unavailable,
      unavailable,
      unavailable,
    ]);
    expect(results[0]).toMatchObject({ reason: { message: expect.stringContaining('check it') } });
    expect(heard).toEqual([]);
    expect(await rig.store.ready()).toMatchObject({ ok: false, problem: expect.stringContaining('disk') });
    driver.before = (sql) => sql;
    expect(await rig.store.conversation('c-ana')).toBeNull();
    expect((await rig.store.folios({ limit: 1 })).items).toEqual([]);
    expect(await rig.store.ready()).toEqual({ ok: true, problem: null });
    expect(await rig.store.accept([inbound('ana', '1')], 'node-a', NOW)).toEqual([{ conversation: 'c-ana', seq: 1, duplicate: false }]);
  });

  it('answers nobody when the disk is full in the middle, and goes on when there is room', async () => {
    await exchange(rig.store, 'ana');
    driver.connection.exec('PRAGMA max_page_count = 1');
    const bytes = new Uint8Array(500_000);
    const file = { id: 'f1', name: 'a', contentType: 'image/png', size: bytes.length, conversation: 'c-ana', bytes };
    const full = await Promise.allSettled([
      rig.store.accept([inbound('ana', 'first')], 'node-a', NOW),
      rig.store.saveFile(file, NOW),
      rig.store.accept([inbound('ana', 'last')], 'node-a', NOW),
    ]);
    expect(full.map((result) => result.status === 'rejected' && result.reason)).toEqual([unavailable, unavailable, unavailable]);
    expect(full[1]).toMatchObject({ reason: { message: expect.stringContaining('free some space') } });
    expect((await loaded(rig.store, 'c-ana')).messages).toEqual([]);
    driver.connection.exec('PRAGMA max_page_count = 100000');
    await rig.store.saveFile(file, NOW);
    const store = await rig.reopen();
    expect((await store.readFile('f1'))?.size).toBe(500_000);
    expect(await store.verifyEvents()).toBeNull();
  });

  it('answers nobody while another program holds the lock', async () => {
    driver.connection.exec('PRAGMA busy_timeout = 0');
    const other = new Database(rig.file);
    other.exec('BEGIN IMMEDIATE');
    await expect(rig.store.accept([inbound('ana', '1')], 'node-a', NOW)).rejects.toEqual(unavailable);
    other.exec('ROLLBACK');
    other.close();
    expect(await rig.store.accept([inbound('ana', '1')], 'node-a', NOW)).toHaveLength(1);
  });

  it('leaves a mistake of the program what it is', async () => {
    driver.connection.exec('ALTER TABLE files RENAME TO lost');
    await expect(rig.store.readFile('f1')).rejects.not.toBeInstanceOf(StoreUnavailable);
    expect(await rig.store.ready()).toEqual({ ok: true, problem: null });
  });
});

describe('two connections to one database', () => {
  it('number, order and log as one', async () => {
    const rig = await sqliteRig();
    const stores = [rig.store, await openSqliteStore(`sqlite:${rig.file}`)];
    const id = await exchange(rig.store, 'ana');
    const work = stores.map(async (store, which) => {
      for (let round = 0; round < 20; round += 1) {
        await store.accept([inbound('ana', `${which}-${round}`), inbound('ana', `both-${round}`)], `node-${which}`, NOW);
        await store.openFolio(`${which}-${round}`, draft(), NOW);
        await store.openFolio(`both-${round}`, draft(), NOW);
        let result = 'stale';
        while (result === 'stale')
          ({ result } = await store.commitTurn(turnOf(await loaded(store, id), { replies: [reply('hello')] }), NOW));
      }
    });
    await Promise.all(work);
    const { version, lastSeq } = await conversationOf(rig.store, id);
    expect([version, lastSeq]).toEqual([41, 1 + 60 + 40]);
    const lines = await rig.store.transcript(id, 0, 1_000);
    expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: lastSeq }, (_, index) => index + 1));
    const { items } = await rig.store.folios({ limit: 1_000 });
    expect(items.map(({ number }) => number).reverse()).toEqual(
      Array.from({ length: 60 }, (_, index) => formatFolioNumber('tecnica', FIRST_FOLIO + index)),
    );
    expect(await rig.store.verifyEvents()).toBeNull();
    await stores[1]?.close();
    await rig.close();
  });
});
