import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { Connection } from '../../src/store/sqlite/connection.js';
import { MIGRATIONS, migrate } from '../../src/store/sqlite/schema.js';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import { call, draft, exchange, HOUR, inbound, MINUTE, NOW, refOf, reply, timer } from './contract/fixtures.js';
import { FaultyDriver } from './faulty-driver.js';
import { type SqliteRig, sqliteRig } from './sqlite-rig.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-open-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const urlOf = (name: string): string => `sqlite:${join(folder, name)}`;

describe('opening', () => {
  it('makes the folder, and leaves nothing but the database when it closes', async () => {
    const store = await openSqliteStore(urlOf('new/deep/v.db'));
    await exchange(store, 'ana');
    await store.close();
    const left = new Database(join(folder, 'new/deep/v.db'));
    expect(readdirSync(join(folder, 'new/deep'))).toContain('v.db');
    expect(left.prepare('SELECT count(*) FROM messages').raw().get()).toEqual([1]);
    left.close();
  });

  it('works in memory', async () => {
    const store = await openSqliteStore('sqlite::memory:');
    await exchange(store, 'ana');
    expect(await store.transcript('c-ana', 0, 10)).toHaveLength(1);
    await store.close();
  });

  it('runs with full synchronisation and foreign keys', async () => {
    const driver = new FaultyDriver();
    const store = await openSqliteStore(urlOf('v.db'), { openDriver: driver.open });
    const pragma = (name: string): unknown => driver.connection.prepare(`PRAGMA ${name}`).raw().get();
    expect([pragma('synchronous'), pragma('journal_mode'), pragma('foreign_keys')]).toEqual([[2], ['wal'], [1]]);
    await store.close();
  });

  it.each([
    ['synchronous = FULL', 'synchronous = NORMAL', 'synchronous=1'],
    ['journal_mode = WAL', 'journal_mode = DELETE', 'local disk'],
  ])('refuses to run when %s does not take effect', async (wished, got, said) => {
    const driver = new FaultyDriver();
    driver.before = (sql) => sql.replace(wished, got);
    await expect(openSqliteStore(urlOf('v.db'), { openDriver: driver.open })).rejects.toThrow(said);
  });

  it.each(['sqlite:', 'postgres://x', 'data/v.db'])('says what is wrong with the address %j', async (url) => {
    await expect(openSqliteStore(url)).rejects.toThrow('STORE_URL');
  });

  it('says what is wrong with a file that is none of ours', async () => {
    writeFileSync(join(folder, 'v.db'), 'a letter to nobody, long enough to be looked at. '.repeat(40));
    await expect(openSqliteStore(urlOf('v.db'))).rejects.toThrow('STORE_URL');
  });

  it('says what is wrong with a place where no file can be', async () => {
    await expect(openSqliteStore(`sqlite:${folder}`)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});

describe('the lease of a node that accepts', () => {
  it('is as long as was asked for, and longer with each message', async () => {
    const rig = await sqliteRig({ acceptLeaseMs: 1_000 });
    const accept = (nativeId: string, node: string, at: number) => rig.store.accept([inbound('ana', nativeId)], node, at);
    await accept('1', 'node-a', NOW);
    expect(await rig.store.claim('node-c', NOW + 999, MINUTE, 10)).toEqual([]);
    await accept('2', 'node-b', NOW + 2_000);
    await accept('3', 'node-b', NOW + 2_500);
    expect(await rig.store.claim('node-c', NOW + 3_499, MINUTE, 10)).toEqual([]);
    expect(await rig.store.claim('node-c', NOW + 3_500, MINUTE, 10)).toEqual(['c-ana']);
    await rig.close();
  });
});

describe('a process that is alone', () => {
  it('goes on at once with what its predecessor was working on, and waits where that one waited', async () => {
    const rig = await sqliteRig();
    const { store } = rig;
    await store.accept([inbound('ana', '1')], 'old', NOW);
    await exchange(store, 'beto', { replies: [reply('sending')], calls: [call('leased'), call('waiting')] });
    await exchange(store, 'carmen', { replies: [reply('waiting')] });
    for (const { message } of await store.claimOutbox(NOW, HOUR, 10)) {
      if (message.key === 'test.waiting') await store.markUnsent(message.id, NOW + HOUR, 'busy');
    }
    await store.claimCalls('old', NOW, HOUR, 10);
    await store.retryCall('waiting', NOW + HOUR);

    const together = await rig.reopen();
    expect(await together.claim('new', NOW, MINUTE, 10)).toEqual([]);
    expect(await together.claimOutbox(NOW, MINUTE, 10)).toEqual([]);
    expect(await together.claimCalls('new', NOW, MINUTE, 10)).toEqual([]);
    const alone = await rig.reopen({ alone: true });
    expect(await alone.claim('new', NOW, MINUTE, 10)).toEqual(['c-ana']);
    expect((await alone.claimOutbox(NOW, MINUTE, 10)).map(({ message }) => message.key)).toEqual(['test.sending']);
    expect((await alone.claimCalls('new', NOW, MINUTE, 10)).map(({ call: { id } }) => id)).toEqual(['leased']);
    await rig.close();
  });
});

describe('migrations', () => {
  const versionOf = (db: Connection): number | undefined => db.get<[number]>('PRAGMA user_version')?.[0];
  const one = 'CREATE TABLE one (a INTEGER)';
  const two = 'ALTER TABLE one ADD COLUMN b INTEGER';

  it('bring a new database to the newest version', async () => {
    const store = await openSqliteStore(urlOf('v.db'));
    await store.close();
    const db = new Connection(new Database(join(folder, 'v.db')));
    expect(versionOf(db)).toBe(MIGRATIONS.length);
    db.close();
  });

  it('run in order, each once', () => {
    const db = new Connection(new Database(join(folder, 'v.db')));
    migrate(db, [one]);
    expect(versionOf(db)).toBe(1);
    migrate(db, [one, two]);
    migrate(db, [one, two]);
    expect(versionOf(db)).toBe(2);
    db.run('INSERT INTO one (a, b) VALUES (?, ?)', 1, 2);
    db.close();
  });

  it('leave nothing of one that fails', () => {
    const db = new Connection(new Database(join(folder, 'v.db')));
    expect(() => migrate(db, [one, 'CREATE TABLE half (a INTEGER); CREATE TABLE one (a INTEGER)'])).toThrow('already exists');
    expect([versionOf(db), db.inTransaction]).toEqual([1, false]);
    expect(db.all('SELECT name FROM sqlite_schema')).toEqual([['one']]);
    db.close();
  });

  it('refuse a database that a newer program has written, and leave it alone', async () => {
    const store = await openSqliteStore(urlOf('v.db'));
    await store.close();
    const newer = new Database(join(folder, 'v.db'));
    newer.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
    newer.close();
    await expect(openSqliteStore(urlOf('v.db'))).rejects.toThrow('newer program');
  });
});

describe('the connection', () => {
  it('refuses a statement with too few values, which would keep older ones', () => {
    const db = new Connection(new Database(':memory:'));
    expect(db.get('SELECT ?, ?', 1, 2)).toEqual([1, 2]);
    expect(() => db.get('SELECT ?, ?', 3)).toThrow('1 values for 2 parameters');
    expect(() => db.get('SELECT ?2, ?1', 3)).toThrow('1 values for 2 parameters');
  });
});

describe('the event log', () => {
  let rig: SqliteRig;
  beforeEach(async () => {
    rig = await sqliteRig();
    const log = [{ by: 'bot', what: 'procedure-ended', data: { flow: 'power-check' } }];
    for (let round = 0; round < 3; round += 1) await exchange(rig.store, 'ana', { log });
    const { number } = await rig.store.openFolio('key', draft(), NOW);
    await rig.store.updateFolio('change', number, { description: 'x' }, 'agent:eva', 'updated', NOW);
    await rig.store.takeover('c-ana', 'eva', 0, NOW);
  });
  afterEach(() => rig.close());

  const tamper = (sql: string): void => {
    const other = new Database(rig.file);
    other.exec(sql);
    other.close();
  };

  it('records turns, folios and takeovers, and is whole', async () => {
    const other = new Database(rig.file);
    const rows = other.prepare('SELECT n, conversation, by, what FROM events').raw().all();
    other.close();
    expect(rows).toEqual([
      [1, 'c-ana', 'bot', 'procedure-ended'],
      [2, 'c-ana', 'bot', 'procedure-ended'],
      [3, 'c-ana', 'bot', 'procedure-ended'],
      [4, 'c-ana', 'bot', 'folio'],
      [5, 'c-ana', 'agent:eva', 'folio'],
      [6, 'c-ana', 'agent:eva', 'takeover'],
    ]);
    expect(await rig.store.verifyEvents()).toBeNull();
  });

  it.each([
    ['a changed value', `UPDATE events SET data = replace(data, 'power', 'tower') WHERE n = 2`, 2],
    ['another author', `UPDATE events SET by = 'bot' WHERE n = 6`, 6],
    ['a missing row', 'DELETE FROM events WHERE n = 3', 4],
    ['a missing beginning', 'DELETE FROM events WHERE n = 1', 2],
    [
      'an exchanged pair',
      'UPDATE events SET n = 99 WHERE n = 4; UPDATE events SET n = 4 WHERE n = 5; UPDATE events SET n = 5 WHERE n = 99',
      4,
    ],
    ['a row with a hash of its own', `UPDATE events SET hash = '${'0'.repeat(64)}' WHERE n = 1`, 1],
  ])('names the row of %s', async (_, sql, row) => {
    tamper(sql);
    expect(await rig.store.verifyEvents()).toBe(row);
  });
});

describe('queries', () => {
  it('find what they need by an index', async () => {
    const driver = new FaultyDriver();
    const rig = await sqliteRig({ openDriver: driver.open });
    const { store } = rig;
    await store.open(refOf('beto'), 'node-a', NOW);
    const id = await exchange(store, 'ana', { replies: [reply('a')], timers: [timer('t1', NOW)], calls: [call('c1'), call('c2')] });
    await store.accept([inbound('ana', 'again'), inbound('ana', 'again')], 'node-a', NOW);
    await store.claim('node-a', NOW + HOUR, MINUTE, 10);
    await store.fireTimers(NOW, 10);
    await store.claimCalls('node-a', NOW, MINUTE, 10);
    await store.settleCall('c1', { ok: true, output: null }, NOW);
    await store.retryCall('c2', NOW);
    await store.nextDue();
    const [item] = await store.claimOutbox(NOW, MINUTE, 10);
    await store.markUnsent(item?.message.id ?? '', NOW, 'busy');
    await store.markSent(item?.message.id ?? '', null, NOW);
    await store.takeover(id, 'eva', 0, NOW);
    await store.claimOutbox(NOW + HOUR, MINUTE, 10);
    const { number } = await store.openFolio('key', draft(), NOW);
    await store.updateFolio('change', number, {}, 'bot', 'updated', NOW);
    await store.bookVisit('book', number, { date: '2025-06-04', shift: 'morning', zone: 'sur' }, 1, NOW);
    await store.visitLoad('sur', '2025-06-04', '2025-06-05');
    for (const by of [{ account: '1' }, { conversation: id }, { type: 'failure' }]) await store.folios({ ...by, limit: 10 });
    for (const by of [{ channel: 'webchat' }, { address: 'ana' }, { channel: 'webchat', address: 'ana' }]) {
      await store.conversations({ ...by, limit: 10, before: '9' });
    }
    await store.useResume('hash', NOW, 0);
    await store.readFile('f1');
    const plans = [...driver.prepared]
      .filter((sql) => /^\s*(SELECT|INSERT|UPDATE|DELETE)/.test(sql) && !/FROM events WHERE n >/.test(sql))
      .map((sql) => ({
        sql,
        plan: driver.connection
          .prepare(`EXPLAIN QUERY PLAN ${sql}`)
          .raw()
          .all()
          .map((row) => (row as unknown[])[3]),
      }));
    expect(plans.length).toBeGreaterThan(40);
    expect(plans.filter(({ plan }) => plan.some((step) => /^SCAN (?!CONSTANT|\(subquery|events)/.test(String(step))))).toEqual([]);
    // Only the visits of some weeks and the channels of one address, a handful of rows, are sorted.
    const sorting = plans.filter(({ plan }) => plan.some((step) => /TEMP B-TREE/.test(String(step)))).map(({ sql }) => sql);
    expect(sorting).toEqual([expect.stringContaining('visit_zone = ?'), expect.stringContaining('WHERE address = ? AND n < ?')]);
    await rig.close();
  });
});
