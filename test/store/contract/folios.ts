import { describe, expect, it } from '@jest/globals';
import { AREAS, type Area } from '../../../src/cases/folio.js';
import { FIRST_FOLIO, formatFolioNumber, parseFolioNumber } from '../../../src/cases/folio-number.js';
import { conversationOf, draft, exchange, HOUR, NOW, seeded, shuffled, type World } from './fixtures.js';

const MANY = 10_000;

export function foliosContract(world: World): void {
  describe('openFolio', () => {
    it('keeps the draft under the first number of its area', async () => {
      const id = await exchange(world.store, 'ana');
      const opened = await world.store.openFolio('key-1', draft({ conversationId: id }), NOW);
      expect(opened).toEqual({
        ...draft({ conversationId: id }),
        number: formatFolioNumber('tecnica', FIRST_FOLIO),
        status: 'open',
        createdAt: new Date(NOW).toISOString(),
        visit: null,
        closedAt: null,
        history: [{ at: new Date(NOW).toISOString(), by: 'bot', what: 'opened' }],
      });
      expect((await conversationOf(world.store, id)).folio).toBe(opened.number);
      const store = await world.reopen();
      expect(await store.folio(opened.number)).toEqual(opened);
      expect(await store.folio('T999999')).toBeNull();
    });

    it('keeps a folio without a conversation, and one with nothing known', async () => {
      const bare = draft({ conversationId: 'phone', account: null, email: null, phone: null, dueAt: null, dueRule: null, details: {} });
      const { number } = await world.store.openFolio('key-1', { ...bare, noticeAt: '2025-06-01T00:00:00.000Z' }, NOW);
      expect(await world.store.folio(number)).toMatchObject({ account: null, dueAt: null, noticeAt: '2025-06-01T00:00:00.000Z' });
    });

    it('gives the same folio for the same key, whatever the draft says', async () => {
      const first = await world.store.openFolio('key-1', draft(), NOW);
      const store = await world.reopen();
      expect(await store.openFolio('key-1', draft({ area: 'atencion', description: 'other' }), NOW + HOUR)).toEqual(first);
      expect((await store.openFolio('key-2', draft(), NOW)).number).toBe(formatFolioNumber('tecnica', FIRST_FOLIO + 1));
      expect((await store.openFolio('key-3', draft({ area: 'atencion' }), NOW)).number).toBe(formatFolioNumber('atencion', FIRST_FOLIO));
    });

    it(`numbers ${MANY} without gap or repetition, keys repeated, many at once`, async () => {
      const random = seeded(11);
      const keys = Array.from({ length: MANY }, (_, index) => `key-${index}`);
      const repeated = shuffled([...keys, ...keys.filter(() => random() < 0.3)], random);
      const areaOf = (key: string): Area => AREAS[Number(key.slice(4)) % AREAS.length] ?? 'atencion';
      const numbers = new Map<string, Set<string>>();
      for (let first = 0; first < repeated.length; first += 500) {
        await Promise.all(
          repeated.slice(first, first + 500).map(async (key) => {
            const { number } = await world.store.openFolio(key, draft({ area: areaOf(key), conversationId: 'phone' }), NOW);
            numbers.set(key, (numbers.get(key) ?? new Set()).add(number));
          }),
        );
      }
      expect([...numbers.values()].every((given) => given.size === 1)).toBe(true);
      const given = [...numbers.values()].flatMap((set) => [...set]);
      expect(given.every((number) => parseFolioNumber(number) === number)).toBe(true);
      const expected = AREAS.flatMap((area) =>
        Array.from({ length: MANY / AREAS.length }, (_, n) => formatFolioNumber(area, FIRST_FOLIO + n)),
      );
      expect(given.sort()).toEqual(expected.sort());
    });

    it('uses up no number for a folio that could not be kept', async () => {
      const broken = draft({
        details: {
          get power(): string {
            throw new Error('unreadable');
          },
        },
      });
      const results = await Promise.allSettled([
        world.store.openFolio('key-1', draft(), NOW),
        world.store.openFolio('key-2', broken, NOW),
        world.store.openFolio('key-3', draft(), NOW),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      const { items } = await world.store.folios({ limit: 10 });
      expect(items.map(({ number }) => number)).toEqual([
        formatFolioNumber('tecnica', FIRST_FOLIO + 1),
        formatFolioNumber('tecnica', FIRST_FOLIO),
      ]);
    });
  });

  describe('updateFolio', () => {
    it('changes what the patch names, adds details, and keeps history', async () => {
      const { number } = await world.store.openFolio('key-1', draft(), NOW);
      const patch = { account: '100006', details: { power: 'off', cable: 'loose' }, dueAt: null, dueRule: null } as const;
      const changed = await world.store.updateFolio('key-2', number, patch, 'agent:eva', 'updated', NOW + HOUR);
      const store = await world.reopen();
      expect(changed).toEqual(await store.folio(number));
      expect(changed).toMatchObject({
        account: '100006',
        email: 'elena.mora@example.com',
        dueAt: null,
        details: { power: 'off', reboots: 1, checked: true, lights: null, cable: 'loose' },
        history: [{ what: 'opened' }, { at: new Date(NOW + HOUR).toISOString(), by: 'agent:eva', what: 'updated' }],
      });
      const closed = { status: 'closed', closedAt: '2025-06-03T00:00:00.000Z', description: 'done' } as const;
      expect(await store.updateFolio('key-3', number, closed, 'bot', 'closed', NOW)).toMatchObject(closed);
    });

    it('makes a change with the same key once', async () => {
      const { number } = await world.store.openFolio('key-1', draft(), NOW);
      const update = (description: string) => world.store.updateFolio('key-2', number, { description }, 'bot', 'updated', NOW);
      await Promise.all(['one', 'one', 'one'].map(update));
      const folio = await update('two');
      expect(folio?.description).toBe('one');
      expect(folio?.history).toHaveLength(2);
    });

    it('moves the date of a notice earlier and never later, nor gives one to a folio that has none', async () => {
      const { number } = await world.store.openFolio('key-1', draft({ type: 'cancellation', noticeAt: '2025-06-02T12:00:00.000Z' }), NOW);
      const told = (key: string, noticeAt: string) => world.store.updateFolio(key, number, { noticeAt }, 'bot', 'notice', NOW);
      expect(await told('key-2', '2025-06-03T12:00:00.000Z')).toMatchObject({ noticeAt: '2025-06-02T12:00:00.000Z' });
      expect(await told('key-3', '2025-06-01T12:00:00.000Z')).toMatchObject({ noticeAt: '2025-06-01T12:00:00.000Z' });
      expect(await (await world.reopen()).folio(number)).toMatchObject({ noticeAt: '2025-06-01T12:00:00.000Z' });
      const plain = await world.store.openFolio('key-4', draft(), NOW);
      const patch = { noticeAt: '2025-06-01T12:00:00.000Z' };
      expect(await world.store.updateFolio('key-5', plain.number, patch, 'bot', 'notice', NOW)).toMatchObject({ noticeAt: null });
    });

    it('knows no folio that is not there', async () => {
      expect(await world.store.updateFolio('key-1', 'T999999', {}, 'bot', 'updated', NOW)).toBeNull();
    });
  });

  describe('folios', () => {
    it('are found by account, conversation and type, newest first, page by page', async () => {
      const { store } = world;
      const numbers: string[] = [];
      for (let index = 0; index < 5; index += 1) {
        numbers.push((await store.openFolio(`a${index}`, draft({ type: index % 2 === 0 ? 'failure' : 'doubt' }), NOW)).number);
        await store.openFolio(`b${index}`, draft({ account: '100001', conversationId: 'c-beto' }), NOW);
      }
      const newest = [...numbers].reverse();
      const first = await store.folios({ account: '100005', limit: 2 });
      expect(first.items.map(({ number }) => number)).toEqual(newest.slice(0, 2));
      expect(first.items[0]?.history).toHaveLength(1);
      const second = await store.folios({ account: '100005', limit: 2, before: first.next });
      expect(second.items.map(({ number }) => number)).toEqual(newest.slice(2, 4));
      const third = await store.folios({ account: '100005', limit: 2, before: second.next });
      expect([third.items.map(({ number }) => number), third.next]).toEqual([newest.slice(4), null]);
      expect((await store.folios({ conversation: 'c-ana', type: 'doubt', limit: 10 })).items).toHaveLength(2);
      expect(await store.folios({ account: '100005', limit: 5 })).toMatchObject({ next: null });
      expect(await store.folios({ account: '999999', limit: 5 })).toEqual({ items: [], next: null });
    });
  });
}
