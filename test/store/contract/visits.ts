import { describe, expect, it } from '@jest/globals';
import type { Visit } from '../../../src/cases/folio.js';
import type { Store } from '../../../src/store/store.js';
import { draft, NOW, type World } from './fixtures.js';

const MORNING: Visit = { date: '2025-06-04', shift: 'morning', zone: 'sur' };
const AFTERNOON: Visit = { ...MORNING, shift: 'afternoon' };

const openOne = async (store: Store, key: string): Promise<string> => (await store.openFolio(key, draft(), NOW)).number;

export function visitsContract(world: World): void {
  describe('bookVisit', () => {
    it('gives the folio its visit', async () => {
      const number = await openOne(world.store, 'key-1');
      const booked = await world.store.bookVisit('book-1', number, MORNING, 2, NOW);
      expect(booked).toMatchObject({ result: 'booked', folio: { number, status: 'scheduled', visit: MORNING } });
      const store = await world.reopen();
      expect(await store.folio(number)).toEqual(booked.folio);
      expect(booked.folio?.history).toHaveLength(2);
    });

    it('knows no folio that is not there', async () => {
      expect(await world.store.bookVisit('book-1', 'T999999', MORNING, 2, NOW)).toEqual({ result: 'unknown', folio: null });
    });

    it('never goes over the capacity, with 20 at once', async () => {
      const { store } = world;
      const numbers = await Promise.all(Array.from({ length: 20 }, (_, index) => openOne(store, `key-${index}`)));
      const results = await Promise.all(numbers.map((number) => store.bookVisit(`book-${number}`, number, MORNING, 3, NOW)));
      expect(results.filter(({ result }) => result === 'booked')).toHaveLength(3);
      const full = results.filter(({ result }) => result === 'full');
      expect(full).toHaveLength(17);
      expect(full.every(({ folio }) => folio?.visit === null && folio.status === 'open' && folio.history.length === 1)).toBe(true);
      expect(await store.visitLoad('sur', MORNING.date, MORNING.date)).toEqual([{ date: MORNING.date, shift: 'morning', booked: 3 }]);
    });

    it('counts each zone, date and shift by itself', async () => {
      const { store } = world;
      const places = [MORNING, AFTERNOON, { ...MORNING, zone: 'norte' }, { ...MORNING, date: '2025-06-05' }];
      const results = await Promise.all(
        places.map(async (visit, index) => store.bookVisit(`book-${index}`, await openOne(store, `key-${index}`), visit, 1, NOW)),
      );
      expect(results.map(({ result }) => result)).toEqual(['booked', 'booked', 'booked', 'booked']);
      expect(await store.visitLoad('sur', '2025-06-04', '2025-06-05')).toEqual([
        { date: '2025-06-04', shift: 'morning', booked: 1 },
        { date: '2025-06-04', shift: 'afternoon', booked: 1 },
        { date: '2025-06-05', shift: 'morning', booked: 1 },
      ]);
      expect(await store.visitLoad('sur', '2025-06-05', '2025-06-30')).toHaveLength(1);
    });

    it('frees the old place when a visit moves, and has room for itself where it is', async () => {
      const { store } = world;
      const [one, two] = [await openOne(store, 'key-1'), await openOne(store, 'key-2')];
      await store.bookVisit('book-1', one, MORNING, 1, NOW);
      expect((await store.bookVisit('book-2', one, MORNING, 1, NOW)).result).toBe('booked');
      expect((await store.bookVisit('book-3', two, MORNING, 1, NOW)).result).toBe('full');
      expect((await store.bookVisit('book-4', one, AFTERNOON, 1, NOW)).folio?.visit).toEqual(AFTERNOON);
      expect((await store.bookVisit('book-5', two, MORNING, 1, NOW)).result).toBe('booked');
      expect((await store.bookVisit('book-6', one, MORNING, 1, NOW)).result).toBe('full');
      expect((await store.folio(one))?.visit).toEqual(AFTERNOON);
    });

    it('books once for a key that booked, and tries again for one that found no place', async () => {
      const { store } = world;
      const [one, two] = [await openOne(store, 'key-1'), await openOne(store, 'key-2')];
      await store.bookVisit('book-1', one, MORNING, 1, NOW);
      expect((await store.bookVisit('book-2', two, MORNING, 1, NOW)).result).toBe('full');
      await store.updateFolio('free-1', one, { visit: null }, 'bot', 'visit cancelled', NOW);
      expect((await store.bookVisit('book-2', two, MORNING, 1, NOW)).result).toBe('booked');
      const again = await store.bookVisit('book-1', one, MORNING, 1, NOW);
      expect([again.result, again.folio?.visit]).toEqual(['booked', null]);
    });

    it('is freed by a patch without visit, which opens the folio again', async () => {
      const { store } = world;
      const number = await openOne(store, 'key-1');
      await store.bookVisit('same-key', number, MORNING, 1, NOW);
      const freed = await store.updateFolio('same-key', number, { visit: null }, 'bot', 'visit cancelled', NOW);
      expect(freed).toMatchObject({ visit: null, status: 'open' });
      expect(await store.visitLoad('sur', MORNING.date, MORNING.date)).toEqual([]);
      const closed = await store.updateFolio('close', number, { status: 'closed', visit: null }, 'bot', 'closed', NOW);
      expect(closed).toMatchObject({ status: 'closed' });
    });
  });
}
