import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { calculateObjectSize } from 'bson';
import mongoose from 'mongoose';
import { judgeServer } from '../../src/store/mongo/judge-server.js';
import { openMongoStore } from '../../src/store/mongo/mongo-store.js';
import { StoreUnavailable } from '../../src/store/store.js';
import { describeWithMongo } from '../support/mongodb/find-server.js';
import {
  call,
  conversationOf,
  draft,
  exchange,
  HOUR,
  inbound,
  loaded,
  MINUTE,
  NOW,
  refOf,
  reply,
  text,
  timer,
  turnOf,
} from './contract/fixtures.js';
import { MongoProxy } from './mongo-proxy.js';
import { MongoDatabase } from './mongo-rig.js';

jest.setTimeout(120_000);

/** Where nobody listens: port 1 is nobody's. */
const NOWHERE = 'mongodb://canary-user:canary-secret@127.0.0.1:1/ventanilla';
const QUICK = { selectionMs: 300, answerMs: 1_000 };

describe('an address', () => {
  it.each(['mongo://x', 'sqlite:x.db', 'mongodb://', 'mongodb://canary-user:canary-secret@host/db?w=x&noSuchOption=1'])(
    'that cannot be read is refused, and its credentials are not told: %s',
    async (url) => {
      const error = await openMongoStore(url, QUICK).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toMatchObject({ message: expect.stringContaining('STORE_URL') });
      expect(JSON.stringify([String(error), error])).not.toContain('canary');
    },
  );

  it('where nobody listens makes a store that is not ready, says what to do, and tells no credentials', async () => {
    const store = await openMongoStore(NOWHERE, QUICK);
    const { ok, problem } = await store.ready();
    expect([ok, problem]).toEqual([false, expect.stringContaining('STORE_URL')]);
    const error = await store.accept([inbound('ana', '1')], 'node-a', NOW).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreUnavailable);
    const { stack, cause, message } = error as Error;
    expect([problem, stack, message].join()).not.toContain('canary');
    expect(cause).toBeUndefined();
    await store.close();
  });
});

describe('a server', () => {
  const SET = { setName: 'rs0' };

  it.each([
    ['a replica set', { version: '8.0.4' }, SET],
    ['a router of a cluster', { version: '7.0.1' }, { msg: 'isdbgrid' }],
    ['FerretDB', { version: '7.0.77', ferretdb: {} }, {}],
  ])('is used when it is %s', (_, info, hello) => {
    expect(judgeServer(info, hello)).toEqual({ problem: null, warning: null });
  });

  it('that stands alone is used with a warning', () => {
    expect(judgeServer({ version: '8.0.4' }, {})).toEqual({ problem: null, warning: expect.stringContaining('replica set') });
  });

  it('that is too old is not used', () => {
    expect(judgeServer({ version: '5.0.31' }, SET)).toEqual({ problem: expect.stringContaining('5.0.31'), warning: null });
  });
});

describeWithMongo('a MongoDB database', (server) => {
  const database = new MongoDatabase(server);
  afterAll(() => database.drop());

  it('is prepared as soon as it is there', async () => {
    const rig = await database.rig();
    const proxy = await MongoProxy.before(rig.url);
    await proxy.vanish();
    const store = await openMongoStore(proxy.url, QUICK);
    await expect(store.conversation('c-ana')).rejects.toBeInstanceOf(StoreUnavailable);
    await proxy.comeBack();
    expect(await store.accept([inbound('ana', '1')], 'node-a', NOW)).toHaveLength(1);
    expect(await store.ready()).toEqual({ ok: true, problem: null });
    await store.close();
    await proxy.close();
    await rig.close();
  });

  it('that refuses its user says so without naming the secret', async () => {
    const url = new URL(database.url);
    url.username = 'canary-user';
    url.password = 'canary-secret';
    const store = await openMongoStore(url.href, QUICK);
    const { ok, problem } = await store.ready();
    expect([ok, problem]).toEqual([false, expect.stringContaining('STORE_URL')]);
    expect(problem).not.toContain('canary');
    await store.close();
  });

  it('without an index is not ready, says which, and has it again after a restart', async () => {
    const rig = await database.rig();
    const connection = await database.connection();
    await connection.db?.collection('conversations').dropIndex('address_1_channel_1');
    await connection.db?.collection('folios').dropIndex('number_1');
    const { ok, problem } = await rig.store.ready();
    expect(ok).toBe(false);
    expect(problem).toContain('conversations {"address":1,"channel":1}');
    expect(problem).toContain('folios {"number":1}');
    const again = await rig.reopen();
    expect(await again.ready()).toEqual({ ok: true, problem: null });
    await rig.close();
  });

  it('whose content forbids an index is not ready, and says which', async () => {
    const rig = await database.rig();
    const connection = await database.connection();
    const conversations = connection.db?.collection<{ _id: string; address: string; channel: string }>('conversations');
    await conversations?.dropIndex('address_1_channel_1');
    await conversations?.insertMany(['one', 'two'].map((_id) => ({ _id, address: 'same', channel: 'webchat' })));
    const store = await rig.reopen();
    expect(await store.ready()).toMatchObject({ ok: false, problem: expect.stringContaining('"address":1') });
    await conversations?.deleteMany({});
    const again = await rig.reopen();
    expect(await again.ready()).toEqual({ ok: true, problem: null });
    await rig.close();
  });

  it('takes nothing of a turn that the schema refuses, and takes its neighbours', async () => {
    const rig = await database.rig();
    const id = await exchange(rig.store, 'ana');
    const before = await loaded(rig.store, id);
    const refused = { ...turnOf(before, { replies: [reply('never')] }), owner: 'nobody' as 'bot' };
    const [first, second, third] = await Promise.allSettled([
      rig.store.accept([inbound('ana', '1')], 'node-a', NOW),
      rig.store.commitTurn(refused, NOW),
      rig.store.accept([inbound('ana', '2')], 'node-a', NOW),
    ]);
    expect([first.status, second.status, third.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(second).not.toMatchObject({ reason: { code: 'STORE_UNAVAILABLE' } });
    const lines = await rig.store.transcript(id, 0, 10);
    expect(lines.map(({ nativeId }) => nativeId).sort()).toEqual(['1', '2', lines[0]?.nativeId].sort());
    await expect(rig.store.commitTurn(turnOf(before, { messages: [1] }), NOW)).rejects.toThrow('not pending');
    await expect(rig.store.commitTurn(turnOf(before, { conversation: 'c-nobody' }), NOW)).rejects.toThrow('does not exist');
    await rig.close();
  });

  it('keeps the session small however long the conversation is, and the transcript whole', async () => {
    const rig = await database.rig();
    const words = 'palabras '.repeat(220);
    const log = [{ by: 'bot', what: 'test', data: null }];
    let largest = 0;
    const connection = await database.connection();
    for (let round = 0; round < 150; round += 1) {
      await rig.store.accept([inbound('ana', `${round}`, { content: text(words) })], 'node-a', NOW);
      const work = await loaded(rig.store, 'c-ana');
      await rig.store.commitTurn(turnOf(work, { replies: [reply(words), reply('two')], sent: round % 2 === 0, log }), NOW);
      for (const { message } of await rig.store.claimOutbox(NOW, MINUTE, 10)) await rig.store.markSent(message.id, null, NOW);
      const session = await connection.db?.collection('conversations').findOne({});
      largest = Math.max(largest, calculateObjectSize(session ?? {}));
    }
    expect(largest).toBeLessThan(100_000);
    const lines = await rig.store.transcript('c-ana', 0, 1_000);
    expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 450 }, (_, index) => index + 1));
    expect(await rig.store.verifyEvents()).toBeNull();
    await rig.close();
  });

  it('is swept of what a dead node has not moved on', async () => {
    const rig = await database.rig();
    const id = await exchange(rig.store, 'ana', { replies: [reply('one')], log: [{ by: 'bot', what: 'test', data: null }] });
    const before = await rig.store.transcript(id, 0, 10);
    const heir = await rig.reopen();
    const connection = await database.connection();
    const moved = () => connection.db?.collection('messages').countDocuments({ conversation: id, seq: { $gt: 0 } });
    expect(await moved()).toBe(0);
    for (let sweep = 0; sweep < 3; sweep += 1) await heir.claim('heir', NOW, MINUTE, 10);
    await rig.close();
    expect(await moved()).toBe(2);
    expect(await connection.db?.collection('events').countDocuments({ conversation: id })).toBe(1);
    const session = await connection.db?.collection('conversations').findOne({});
    expect(session).toMatchObject({ unmoved: false, lines: [], events: [], inbox: [] });
    const later = await openMongoStore(rig.url);
    expect(await later.transcript(id, 0, 10)).toEqual(before);
    await later.close();
  });

  it.each([
    ['a changed value', { $set: { data: '"other"' } }],
    ['another author', { $set: { by: 'agent:eva' } }],
  ])('shows %s in the event log', async (_, change) => {
    const rig = await database.rig();
    const log = Array.from({ length: 10 }, (__, index) => ({ by: 'bot', what: 'test', data: index }));
    const id = await exchange(rig.store, 'ana', { log });
    await rig.store.takeover(id, 'eva', 0, NOW);
    await rig.close();
    const store = await openMongoStore(rig.url);
    expect(await store.verifyEvents()).toBeNull();
    const connection = await database.connection();
    const events = connection.db?.collection<{ _id: string }>('events');
    expect((await events?.updateOne({ _id: `${id}:4` }, change))?.matchedCount).toBe(1);
    expect(await store.verifyEvents()).toBe(`${id}:4`);
    await events?.deleteOne({ _id: `${id}:4` });
    expect(await store.verifyEvents()).toBe(`${id}:4`);
    await store.close();
  });

  it('gives back a place that a node took for a visit and died', async () => {
    const rig = await database.rig();
    const { number } = await rig.store.openFolio('key', draft(), NOW);
    const slots = (await database.connection()).db?.collection<{ _id: string }>('slots');
    const visit = { date: '2025-06-04', shift: 'morning', zone: 'sur' } as const;
    await rig.store.bookVisit('book', number, visit, 1, NOW);
    await rig.store.updateFolio('free', number, { visit: null }, 'bot', 'freed', NOW);
    await rig.close();
    await slots?.updateOne({}, { $set: { booked: ['T999999'] } });
    const store = await openMongoStore(rig.url);
    expect(await store.bookVisit('book-2', number, visit, 1, NOW)).toMatchObject({ result: 'booked' });
    expect(await store.visitLoad('sur', visit.date, visit.date)).toMatchObject([{ booked: 1 }]);
    await store.close();
  });

  it('is one for two nodes', async () => {
    const rig = await database.rig();
    const stores = [rig.store, await openMongoStore(rig.url)];
    const id = await exchange(rig.store, 'ana');
    await Promise.all(
      stores.map(async (store, which) => {
        for (let round = 0; round < 15; round += 1) {
          await store.accept([inbound('ana', `${which}-${round}`), inbound('ana', `both-${round}`)], `node-${which}`, NOW);
          await store.openFolio(`both-${round}`, draft({ conversationId: id }), NOW);
          let result = 'stale';
          while (result === 'stale')
            ({ result } = await store.commitTurn(turnOf(await loaded(store, id), { replies: [reply('hello')] }), NOW));
        }
      }),
    );
    const { version, lastSeq, folio } = await conversationOf(rig.store, id);
    expect([version, lastSeq]).toEqual([31, 1 + 45 + 30]);
    expect((await rig.store.transcript(id, 0, 1_000)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: lastSeq }, (_, index) => index + 1),
    );
    const { items } = await rig.store.folios({ limit: 100 });
    expect([items.length, items[0]?.number]).toEqual([15, folio]);
    await stores[1]?.close();
    await rig.close();
  });

  it('finds what is asked for by an index', async () => {
    const rig = await database.rig();
    const { store } = rig;
    await Promise.all(Array.from({ length: 400 }, (_, index) => exchange(store, `a${index}`, { replies: [reply('a')], sent: true })));
    await Promise.all(Array.from({ length: 200 }, (_, index) => store.openFolio(`f${index}`, draft({ account: `${index}` }), NOW)));
    const asked: { collection: string; filter: object; sort: Record<string, 1 | -1> }[] = [];
    mongoose.set('debug', (collection: string, method: string, filter: object, options: { sort?: Record<string, 1 | -1> } = {}) => {
      if (method.startsWith('find')) asked.push({ collection, filter, sort: options.sort ?? {} });
    });
    const id = await exchange(store, 'ana', { replies: [reply('a')], timers: [timer('t1', NOW)], calls: [call('c1'), call('c2')] });
    await store.open(refOf('beto'), 'node-a', NOW);
    await store.accept([inbound('ana', 'x'), inbound('carmen', 'x'), inbound('diego', 'x')], 'node-a', NOW);
    await loaded(store, id);
    await store.claim('node-a', NOW + HOUR, MINUTE, 10);
    await store.fireTimers(NOW, 10);
    await store.claimCalls('node-a', NOW, MINUTE, 10);
    await store.settleCall('c1', { ok: true, output: null }, NOW);
    await store.nextDue();
    await store.claimOutbox(NOW, MINUTE, 10);
    await store.transcript(id, 0, 10);
    const { number } = await store.openFolio('key', draft({ account: '1' }), NOW);
    await store.bookVisit('book', number, { date: '2025-06-04', shift: 'morning', zone: 'sur' }, 1, NOW);
    for (const by of [{ account: '1' }, { conversation: id }, { type: 'failure' }, {}]) await store.folios({ ...by, limit: 10 });
    for (const by of [{ channel: 'webchat' }, { address: 'ana' }, {}]) await store.conversations({ ...by, limit: 10, before: 'z' });
    mongoose.set('debug', false);
    const connection = await database.connection();
    const plans = await Promise.all(
      asked.map(async ({ collection, filter, sort }) => ({
        collection,
        filter: JSON.stringify(filter),
        plan: JSON.stringify(await connection.db?.collection(collection).find(filter).sort(sort).limit(10).explain()),
      })),
    );
    expect(plans.length).toBeGreaterThan(25);
    const scans = plans.filter(
      ({ plan, collection }) => /Seq Scan|COLLSCAN/.test(plan) && ['conversations', 'messages', 'folios'].includes(collection),
    );
    expect(scans.map(({ collection, filter }) => `${collection} ${filter}`)).toEqual([]);
    await rig.close();
  });
});
