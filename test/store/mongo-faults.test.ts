import { afterAll, afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { FIRST_FOLIO, formatFolioNumber } from '../../src/cases/folio-number.js';
import { type MongoStore, openMongoStore } from '../../src/store/mongo/mongo-store.js';
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
  seeded,
  timer,
  turnOf,
} from './contract/fixtures.js';
import { type Fate, MongoProxy } from './mongo-proxy.js';
import { MongoDatabase, type MongoRig } from './mongo-rig.js';

jest.setTimeout(120_000);

const LOST = ['lose request', 'lose answer'] as const;
const VISIT = { date: '2025-06-04', shift: 'morning', zone: 'sur' } as const;

describeWithMongo('a connection that breaks', (server) => {
  const database = new MongoDatabase(server);
  afterAll(() => database.drop());
  let rig: MongoRig;
  let proxy: MongoProxy;
  let store: MongoStore;
  beforeEach(async () => {
    rig = await database.rig();
    proxy = await MongoProxy.before(rig.url);
    store = await openMongoStore(proxy.url, { selectionMs: 1_000, answerMs: 1_000 });
  });
  afterEach(async () => {
    await store.close();
    await proxy.close();
    await rig.close();
  });

  it.each(LOST)('commits a turn once: %s', async (fate) => {
    const id = await exchange(store, 'ana');
    await store.accept([inbound('ana', 'next')], 'node-a', NOW);
    const turn = turnOf(await loaded(store, id), { replies: [reply('hello')], calls: [call('c1')], timers: [timer('t1', NOW)] });
    const met = proxy.next('update', 'conversations', fate);
    expect(await store.commitTurn(turn, NOW)).toEqual({ result: 'committed', more: false, lastSeq: 3 });
    await met;
    expect(await conversationOf(rig.store, id)).toMatchObject({ version: 2, lastSeq: 3 });
    expect((await rig.store.transcript(id, 0, 10)).map(({ seq, key }) => [seq, key])).toEqual([
      [1, null],
      [2, null],
      [3, 'test.hello'],
    ]);
    expect(await store.commitTurn(turn, NOW)).toMatchObject({ result: 'stale' });
  });

  it.each(
    LOST.flatMap((fate) => [
      { fate, command: 'insert', collection: 'messages' },
      { fate, command: 'insert', collection: 'conversations' },
      { fate, command: 'update', collection: 'conversations' },
    ]),
  )('accepts a message once, at the latest when it is delivered again: %j', async ({ fate, command, collection }) => {
    const met = proxy.next(command, collection, fate);
    const deliver = () => store.accept([inbound('ana', '1')], 'node-a', NOW);
    const [accepted] = await deliver().catch((error: unknown) => {
      expect(error).toBeInstanceOf(StoreUnavailable);
      return deliver();
    });
    await met;
    expect(accepted).toEqual({ conversation: 'c-ana', seq: 1, duplicate: false });
    expect(await deliver()).toEqual([{ conversation: 'c-ana', seq: 1, duplicate: true }]);
    expect((await loaded(rig.store, 'c-ana')).messages.map(({ seq, nativeId }) => [seq, nativeId])).toEqual([[1, '1']]);
  });

  it.each(
    LOST.flatMap((fate) => [
      { fate, command: 'insert', collection: 'folios' },
      { fate, command: 'update', collection: 'counters' },
      { fate, command: 'update', collection: 'folios' },
      { fate, command: 'update', collection: 'conversations' },
    ]),
  )('opens a folio once and without a gap, at the latest when it is tried again: %j', async ({ fate, command, collection }) => {
    const id = await exchange(store, 'ana');
    await store.openFolio('first', draft({ conversationId: id }), NOW);
    const met = proxy.next(command, collection, fate);
    const openIt = () => store.openFolio('second', draft({ conversationId: id }), NOW);
    const opened = await openIt().catch(openIt);
    await met;
    expect(opened.number).toBe(formatFolioNumber('tecnica', FIRST_FOLIO + 1));
    expect((await conversationOf(rig.store, id)).folio).toBe(opened.number);
    expect(await openIt()).toEqual(opened);
    expect((await rig.store.openFolio('third', draft(), NOW)).number).toBe(formatFolioNumber('tecnica', FIRST_FOLIO + 2));
  });

  it.each(
    LOST.flatMap((fate) => [
      { fate, collection: 'folios' },
      { fate, collection: 'slots' },
    ]),
  )('books a visit once: %j', async ({ fate, collection }) => {
    const { number } = await store.openFolio('key', draft(), NOW);
    await store.bookVisit('other-day', number, { ...VISIT, date: '2025-06-05' }, 1, NOW);
    const met = proxy.next('update', collection, fate);
    const book = () => store.bookVisit('book', number, VISIT, 1, NOW);
    const booked = await book().catch(book);
    await met;
    expect(booked).toMatchObject({ result: 'booked', folio: { visit: VISIT } });
    expect(booked.folio?.history).toHaveLength(3);
    expect(await rig.store.visitLoad('sur', '2025-06-01', '2025-06-30')).toEqual([{ date: VISIT.date, shift: 'morning', booked: 1 }]);
  });

  it.each(LOST)('hands over once: %s', async (fate) => {
    const id = await exchange(store, 'ana', { replies: [reply('one')] });
    const met = proxy.next('update', 'conversations', fate);
    expect(await store.takeover(id, 'eva', 0, NOW)).toEqual({ epoch: 1, voided: 1 });
    await met;
    expect(await conversationOf(rig.store, id)).toMatchObject({ owner: 'agent:eva', epoch: 1 });
    expect(await rig.store.claimOutbox(NOW + HOUR, MINUTE, 10)).toEqual([]);
  });

  it('says stale, and not committed, when another node wrote the version that ours was lost for', async () => {
    const id = await exchange(store, 'ana');
    const before = await loaded(store, id);
    const met = proxy.next('update', 'conversations', 'lose request');
    const lost = store.commitTurn(turnOf(before, { replies: [reply('lost')] }), NOW);
    await met;
    await rig.store.commitTurn(turnOf(before, { replies: [reply('won')] }), NOW);
    const outcome = await lost;
    const lines = await rig.store.transcript(id, 1, 10);
    expect([outcome.result, lines.map(({ key }) => key)]).toEqual(
      lines[0]?.key === 'test.won' ? ['stale', ['test.won']] : ['committed', ['test.lost']],
    );
  });

  it('is unavailable while nobody answers, and goes on by itself', async () => {
    const id = await exchange(store, 'ana');
    proxy.fate = () => 'freeze';
    await expect(store.accept([inbound('ana', 'next')], 'node-a', NOW)).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await store.ready()).toEqual({ ok: false, problem: expect.stringContaining('STORE_URL') });
    proxy.fate = () => 'pass';
    expect(await store.accept([inbound('ana', 'next')], 'node-a', NOW)).toEqual([{ conversation: id, seq: 2, duplicate: false }]);
    expect(await store.ready()).toEqual({ ok: true, problem: null });
  });

  it('is unavailable while nobody is there, and goes on by itself', async () => {
    const id = await exchange(store, 'ana');
    await proxy.vanish();
    await expect(store.commitTurn(turnOf(await loaded(rig.store, id)), NOW)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.transcript(id, 0, 10)).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await store.ready()).toEqual({ ok: false, problem: expect.stringContaining('STORE_URL') });
    await proxy.comeBack();
    expect(await store.transcript(id, 0, 10)).toHaveLength(1);
    expect(await store.ready()).toEqual({ ok: true, problem: null });
  });

  it('loses and doubles nothing between two nodes of which any request or answer may be lost', async () => {
    const seed = Number(process.env.STORE_SEED ?? 20_250_602);
    const random = seeded(seed);
    const second = await MongoProxy.before(rig.url);
    const nodes = [store, await openMongoStore(second.url, { selectionMs: 1_000, answerMs: 1_000 })];
    let lost = 0;
    const fate = (): Fate => {
      if (random() >= 0.04) return 'pass';
      lost += 1;
      return random() < 0.5 ? 'lose request' : 'lose answer';
    };
    for (const each of [proxy, second]) each.fate = fate;
    /** As a channel delivers, and as the jobs go on. */
    const untilDone = async <T>(work: () => Promise<T>): Promise<T> => {
      for (;;) {
        try {
          return await work();
        } catch (error) {
          if (!(error instanceof StoreUnavailable)) throw error;
        }
      }
    };
    const rounds = 12;
    const seen = new Map<string, Set<number>>();
    const numbers = new Map<string, Set<string>>();
    const note = <K, V>(into: Map<K, Set<V>>, key: K, value: V): unknown => into.set(key, (into.get(key) ?? new Set<V>()).add(value));
    await Promise.all(
      nodes.flatMap((node, which) =>
        ['ana', 'beto', 'carmen'].map(async (address) => {
          for (let round = 0; round < rounds; round += 1) {
            for (const message of [inbound(address, `both-${round}`), inbound(address, `${which}-${round}`)]) {
              const [accepted] = await untilDone(() => node.accept([message], `node-${which}`, NOW));
              note(seen, message.key, accepted?.seq ?? 0);
            }
            await untilDone(async () => {
              const work = await loaded(node, `c-${address}`);
              // Each reply names what it answers: an answer twice, or none, shows.
              const replies = work.messages.map(({ nativeId }) => reply(`${nativeId}`));
              if (replies.length > 0) await node.commitTurn(turnOf(work, { replies }), NOW);
            });
            const key = `${address}-${round}`;
            note(numbers, key, (await untilDone(() => node.openFolio(key, draft({ conversationId: `c-${address}` }), NOW))).number);
          }
        }),
      ),
    );
    for (const each of [proxy, second]) each.fate = () => 'pass';
    expect([seed, lost]).toEqual([seed, expect.any(Number)]);
    expect(lost).toBeGreaterThan(20);
    expect([...seen.values()].filter((places) => places.size !== 1)).toEqual([]);
    expect([...numbers.values()].filter((given) => given.size !== 1)).toEqual([]);
    for (const address of ['ana', 'beto', 'carmen']) {
      const id = `c-${address}`;
      const rest = await loaded(rig.store, id);
      await rig.store.commitTurn(turnOf(rest, { replies: rest.messages.map(({ nativeId }) => reply(`${nativeId}`)) }), NOW);
      const lines = await rig.store.transcript(id, 0, 1_000);
      expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
      const asked = lines.filter(({ from }) => from === 'customer').map(({ nativeId }) => `test.${nativeId}`);
      const answered = lines.filter(({ from }) => from === 'bot').map(({ key }) => key);
      expect(asked).toHaveLength(rounds * 3);
      expect(answered).toEqual(asked);
    }
    const { items } = await rig.store.folios({ limit: 1_000 });
    expect(items.map(({ number }) => number).reverse()).toEqual(
      Array.from({ length: 3 * rounds }, (_, index) => formatFolioNumber('tecnica', FIRST_FOLIO + index)),
    );
    await nodes[1]?.close();
    await second.close();
  });

  it('opens a conversation once', async () => {
    const met = proxy.next('update', 'conversations', 'lose answer');
    await store.open(refOf('ana'), 'node-a', NOW);
    await met;
    expect((await loaded(rig.store, 'c-ana')).signals).toHaveLength(1);
  });
});
