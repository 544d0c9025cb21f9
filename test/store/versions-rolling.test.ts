import { afterAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { mongo } from 'mongoose';
import type { EngineState } from '../../src/engine/state.js';
import { type Fields, FORMAT, type StoreFormat } from '../../src/store/mongo/format.js';
import { type MongoOptions, type MongoStore, openMongoStore } from '../../src/store/mongo/mongo-store.js';
import { NEW_STATE } from '../../src/store/new-state.js';
import { StoreUnavailable } from '../../src/store/store.js';
import { describeWithMongo } from '../support/mongodb/find-server.js';
import { call, countIn, exchange, HOUR, inbound, loaded, MINUTE, NOW, reply, stateWith, timer, turnOf } from './contract/fixtures.js';
import { MongoDatabase } from './mongo-rig.js';

jest.setTimeout(60_000);

const PREVIOUS = FORMAT.version;
const VERSION = PREVIOUS + 1;

interface Entry extends Fields {
  readonly id: string;
}

/** The invented next release: conversations have a mood, and each timer a reason. */
function nextFormat(conversations: { readonly needs?: number } = {}, beside = FORMAT.beside): StoreFormat {
  const migrate = (document: Fields): Fields => ({
    ...document,
    mood: document.mood ?? 'calm',
    timers: (document.timers as Entry[]).map((each) => ({ ...each, why: each.why ?? 'unknown' })),
  });
  const migrations = { ...FORMAT.collections.conversations?.migrations, [VERSION]: migrate };
  const fields = { mood: String };
  return { version: VERSION, beside, collections: { ...FORMAT.collections, conversations: { ...conversations, migrations, fields } } };
}

/** As the next release's engine keeps one thing more. */
const withPromise = (state: EngineState): EngineState => ({ ...state, promised: ['a call'] }) as EngineState;

describeWithMongo('two releases on one MongoDB database', (server) => {
  const database = new MongoDatabase(server);
  let open: MongoStore[] = [];
  afterAll(() => database.drop());
  beforeEach(async () => {
    await Promise.all(open.map((store) => store.close()));
    open = [];
  });
  afterAll(() => Promise.all(open.map((store) => store.close())));

  const node = async (options: MongoOptions = {}): Promise<MongoStore> => {
    const all = { acceptLeaseMs: 0, ...options };
    // The first of a test finds an empty database.
    const store = open.length === 0 ? (await database.rig(all)).store : await openMongoStore(database.url, all);
    open.push(store);
    return store;
  };
  const raw = async (): Promise<mongo.Collection<{ _id: string }>> =>
    (await database.connection()).collection('conversations') as unknown as mongo.Collection<{ _id: string }>;
  const stored = async (id: string): Promise<Fields> => (await (await raw()).findOne({ _id: id })) as unknown as Fields;
  /** What the next release's own code writes, as a node changes a document. */
  const nextWrites = async (id: string, change: Fields, arrayFilters: object[] = []): Promise<void> => {
    await (await raw()).updateOne({ _id: id }, { $set: change, $inc: { rev: 1 } }, { arrayFilters });
  };
  const turn = async (store: MongoStore, id: string, changes: Parameters<typeof turnOf>[1] = {}): Promise<void> => {
    const { result } = await store.commitTurn(turnOf(await loaded(store, id), changes), NOW);
    expect(result).toBe('committed');
  };

  describe('of which the newer adds fields', () => {
    it('keep what the other has written, in documents, in their lists and in the state of the engine', async () => {
      const previous = await node();
      const next = await node({ format: nextFormat() });
      const id = await exchange(previous, 'ana', { timers: [timer('t1', NOW + HOUR)], calls: [call('c1')] });
      expect(await stored(id)).toMatchObject({ format: { writer: PREVIOUS, newest: PREVIOUS } });

      const { conversation } = await loaded(next, id);
      await turn(next, id, { state: withPromise(conversation.state), timers: [timer('t2', NOW + HOUR)] });
      expect(await stored(id)).toMatchObject({ mood: 'calm', timers: [{ id: 't1', why: 'unknown' }, { id: 't2' }] });
      expect(await stored(id)).toMatchObject({ format: { writer: VERSION, newest: VERSION } });
      await nextWrites(id, { mood: 'cross', 'timers.$[one].why': 'asked' }, [{ 'one.id': 't1' }]);

      await previous.accept([inbound('ana', 'm1')], 'node-a', NOW);
      await turn(previous, id, { state: NEW_STATE, timers: [timer('t3', NOW + HOUR)], cancelledTimers: ['t2'], replies: [reply('a')] });
      const between = await stored(id);
      expect(between).toMatchObject({ mood: 'cross', format: { writer: PREVIOUS, newest: VERSION } });
      expect(between.timers).toEqual([
        { id: 't1', dueAt: NOW + HOUR, why: 'asked' },
        { id: 't3', dueAt: NOW + HOUR },
      ]);
      expect(JSON.parse(String(between.state))).toEqual({ ...NEW_STATE, promised: ['a call'] });

      await next.accept([inbound('ana', 'm2')], 'node-b', NOW);
      await turn(next, id);
      const after = await stored(id);
      expect(after).toMatchObject({ mood: 'cross', format: { writer: VERSION, newest: VERSION } });
      expect(after.timers).toMatchObject([
        { id: 't1', why: 'asked' },
        { id: 't3', why: 'unknown' },
      ]);
      expect(JSON.parse(String(after.state))).toMatchObject({ promised: ['a call'] });
    });

    it('work on one conversation at once, and lose and repeat nothing', async () => {
      const nodes = [await node(), await node({ format: nextFormat() })];
      const [first] = nodes;
      if (!first) throw new Error('there is no node');
      const id = await exchange(first, 'ana', { state: stateWith(NEW_STATE, 0), timers: [timer('t1', NOW + HOUR)] });
      await nextWrites(id, { mood: 'cross' });
      await Promise.all(
        nodes.map(async (store, which) => {
          for (let round = 0; round < 5; round += 1) {
            await store.accept([inbound('ana', `${which}-${round}`), inbound('ana', `both-${round}`)], `node-${which}`, NOW);
            for (let result = 'stale'; result === 'stale'; ) {
              const work = await loaded(store, id);
              const state = stateWith(work.conversation.state, countIn(work.conversation.state) + 1);
              ({ result } = await store.commitTurn(
                turnOf(work, { state, replies: [reply('a')], timers: [timer(`${which}-${round}`, NOW + HOUR)] }),
                NOW,
              ));
            }
          }
        }),
      );
      const last = (await first.conversation(id)) ?? null;
      expect([last?.version, last && countIn(last.state), last?.lastSeq]).toEqual([11, 10, 1 + 15 + 10]);
      const lines = await first.transcript(id, 0, 1_000);
      expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 26 }, (_, index) => index + 1));
      const { mood, timers } = await stored(id);
      expect([mood, (timers as Entry[]).length]).toEqual(['cross', 11]);
    });

    it('move on lines that have more in them than they know', async () => {
      const previous = await node();
      const id = await exchange(previous, 'ana', { replies: [reply('one')], log: [{ by: 'bot', what: 'test', data: null }] });
      await node({ format: nextFormat() });
      await nextWrites(id, { 'lines.0.tone': 'warm', 'events.0.why': 'asked' });
      await previous.accept([inbound('ana', 'm1')], 'node-a', NOW);
      await turn(previous, id, { replies: Array.from({ length: 9 }, (_, index) => reply(`r${index}`)) });
      // What has come to rest is moved on.
      for (let sweep = 0; sweep < 3; sweep += 1) await previous.claim('node-a', NOW, MINUTE, 10);
      await previous.close();
      const connection = await database.connection();
      expect(await connection.collection('messages').findOne({ conversation: id, seq: 2 })).toMatchObject({
        tone: 'warm',
        format: PREVIOUS,
      });
      expect(await connection.collection('events').findOne({ conversation: id, n: 1 })).toMatchObject({ why: 'asked', format: PREVIOUS });
      const next = await node({ format: nextFormat() });
      expect(await next.verifyEvents()).toBeNull();
    });
  });

  describe('of which the older cannot work on what the newer has written', () => {
    const newer = () => node({ format: nextFormat({ needs: VERSION }) });

    it('leaves it, whole, to the newer, says so, and goes on with the rest', async () => {
      const previous = await node();
      const changes = { timers: [timer('t1', NOW)], calls: [call('c1')], replies: [reply('a')] };
      const id = await exchange(previous, 'ana', changes);
      const next = await newer();
      await next.accept([inbound('ana', 'm1')], 'node-b', NOW);
      await previous.accept([inbound('beto', 'm1')], 'node-a', NOW);
      const before = await stored(id);

      expect(await previous.load(id)).toBeNull();
      expect(await previous.claim('node-a', NOW, 0, 10)).toEqual(['c-beto']);
      expect(await previous.fireTimers(NOW, 10)).toEqual([]);
      expect(await previous.claimCalls('node-a', NOW, MINUTE, 10)).toEqual([]);
      expect(await previous.claimOutbox(NOW, MINUTE, 10)).toEqual([]);
      const attempts = [
        previous.accept([inbound('ana', 'm2'), inbound('carmen', 'm1')], 'node-a', NOW),
        previous.conversation(id),
        previous.transcript(id, 0, 10),
        previous.takeover(id, 'eva', 0, NOW),
        previous.settleCall('c1', { ok: true, output: null }, NOW),
        previous.conversations({ limit: 10 }),
      ];
      for (const attempt of attempts) await expect(attempt).rejects.toBeInstanceOf(StoreUnavailable);
      expect(await previous.ready()).toEqual({ ok: false, problem: expect.stringContaining(`conversations/${id}`) });
      expect(await stored(id)).toEqual(before);
      expect(await (await database.connection()).collection('messages').countDocuments({ _id: { $regex: /m2$/ } as never })).toBe(0);

      await next.accept([inbound('ana', 'm2')], 'node-b', NOW);
      expect(await next.fireTimers(NOW, 10)).toEqual([id]);
      expect((await next.claimCalls('node-b', NOW, MINUTE, 10)).map(({ call: { id } }) => id)).toEqual(['c1']);
      expect(await next.claimOutbox(NOW, MINUTE, 10)).toHaveLength(1);
      await turn(next, id);
      expect((await next.transcript(id, 0, 10)).map(({ nativeId }) => nativeId)).toEqual([expect.anything(), null, 'm1', 'm2']);
    });

    it('does not write what it computed before the newer came', async () => {
      const previous = await node();
      await previous.accept([inbound('ana', 'm1')], 'node-a', NOW);
      const work = await loaded(previous, 'c-ana');
      const next = await newer();
      await next.accept([inbound('ana', 'm2')], 'node-b', NOW);
      await expect(previous.commitTurn(turnOf(work), NOW)).rejects.toBeInstanceOf(StoreUnavailable);
      await turn(next, 'c-ana');
      expect(await next.load('c-ana')).toMatchObject({ conversation: { version: 1, lastSeq: 2 }, messages: [] });
    });
  });

  describe('of which the newer shuts the older out', () => {
    const newer = nextFormat({}, VERSION);

    it('stops the older where it runs, and does not let it start again', async () => {
      const previous = await node();
      await previous.accept([inbound('ana', 'm1')], 'node-a', NOW);
      const next = await node({ format: newer });
      await expect(previous.claim('node-a', NOW, MINUTE, 10)).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(previous.accept([inbound('ana', 'm2')], 'node-a', NOW)).rejects.toBeInstanceOf(StoreUnavailable);
      expect(await previous.ready()).toEqual({ ok: false, problem: expect.stringContaining(`format ${VERSION}`) });
      await expect(node()).rejects.toThrow(`format ${VERSION}`);
      expect(await next.claim('node-b', NOW, MINUTE, 10)).toEqual(['c-ana']);
      expect(await next.ready()).toEqual({ ok: true, problem: null });
    });

    it('tells it at its next look for readiness', async () => {
      const previous = await node();
      await node({ format: newer });
      expect(await previous.ready()).toMatchObject({ ok: false });
      await expect(previous.conversation('c-ana')).rejects.toBeInstanceOf(StoreUnavailable);
    });

    it('lets nobody in by starting an older one of those that may', async () => {
      await node({ format: newer });
      await node({ format: { ...newer, version: VERSION + 1, beside: FORMAT.beside } });
      const [found] = await (await database.connection()).collection('format').find().toArray();
      expect(found).toMatchObject({ newest: VERSION + 1, oldest: VERSION });
    });
  });

  describe('of which the newer knows a newer version of a procedure', () => {
    const frame = (version: number) => ({ id: 'f1', flow: 'power-check', version, snapshot: null, parent: null });
    const state = { ...NEW_STATE, frames: [frame(2)] };
    const knowing = (version: number) => ({ flows: new Map([['power-check', version]]) });

    it('takes messages, leaves the work to the newer at once, and says so', async () => {
      const previous = await node({ ...knowing(1), acceptLeaseMs: HOUR });
      const next = await node(knowing(2));
      const id = await exchange(next, 'ana', { state, calls: [call('c1')] });
      await previous.accept([inbound('ana', 'm1')], 'node-a', NOW);
      expect(await previous.load(id)).toBeNull();
      expect(await previous.claim('node-a', NOW, MINUTE, 10)).toEqual([]);
      expect(await previous.claimCalls('node-a', NOW, MINUTE, 10)).toEqual([]);
      expect(await previous.ready()).toEqual({ ok: true, problem: expect.stringContaining('newer release') });
      expect(await next.claim('node-b', NOW, MINUTE, 10)).toEqual([id]);
      expect(await next.load(id)).toMatchObject({ messages: [{ nativeId: 'm1' }] });
    });

    it('takes it when no newer node has come for a minute, since nobody is left without an answer', async () => {
      const next = await node(knowing(2));
      const id = await exchange(next, 'ana', { state, calls: [call('c1')] });
      await next.close();
      const previous = await node(knowing(1));
      await previous.accept([inbound('ana', 'm1')], 'node-a', NOW);
      expect(await previous.claim('node-a', NOW, MINUTE, 10)).toEqual([]);
      expect(await previous.claim('node-a', NOW + MINUTE - 1, MINUTE, 10)).toEqual([]);
      expect(await previous.claim('node-a', NOW + MINUTE, MINUTE, 10)).toEqual([id]);
      expect(await previous.load(id)).toMatchObject({ messages: [{ nativeId: 'm1' }] });
      expect(await previous.claimCalls('node-a', NOW + MINUTE, MINUTE, 10)).toHaveLength(1);
    });

    it('leaves it again once a newer node has had it', async () => {
      const next = await node(knowing(2));
      const previous = await node(knowing(1));
      const id = await exchange(next, 'ana', { state });
      await next.accept([inbound('ana', 'm1')], 'node-b', NOW);
      await previous.claim('node-a', NOW, 0, 10);
      await previous.claim('node-a', NOW + MINUTE, 0, 10);
      await turn(next, id);
      await next.accept([inbound('ana', 'm2')], 'node-b', NOW + HOUR);
      expect(await previous.load(id)).toBeNull();
      expect(await previous.claim('node-a', NOW + HOUR, MINUTE, 10)).toEqual([]);
    });
  });
});
