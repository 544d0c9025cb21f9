import { describe, expect, it } from '@jest/globals';
import type { RecordChange } from '../../../src/store/records.js';
import { HOUR, NOW, type World } from './fixtures.js';

const MANY = 50;

const counted = (kept: unknown): RecordChange<number> => {
  const count = Number((kept as { count?: number } | null)?.count ?? 0) + 1;
  return { record: { count }, until: NOW + HOUR, result: count };
};
const put =
  (record: unknown, until = NOW + HOUR) =>
  (): RecordChange<null> => ({ record, until, result: null });

export function recordsContract(world: World): void {
  describe('small records', () => {
    it('are there after a restart, as they were', async () => {
      const record = { list: [1, 'dos', null], inside: { ñ: true } };
      await world.store.changeRecord('a', NOW, put(record));
      const store = await world.reopen();
      expect(await store.record('a', NOW)).toEqual(record);
      expect(await store.record('b', NOW)).toBeNull();
    });

    it('change one after another, also when many begin at once', async () => {
      const seen = await Promise.all(Array.from({ length: MANY }, () => world.store.changeRecord('a', NOW, counted)));
      expect([...seen].sort((one, other) => one - other)).toEqual(Array.from({ length: MANY }, (_, index) => index + 1));
      const store = await world.reopen();
      expect(await store.record('a', NOW)).toEqual({ count: MANY });
    });

    it('are apart from each other', async () => {
      await Promise.all([world.store.changeRecord('a', NOW, counted), world.store.changeRecord('b', NOW, counted)]);
      expect(await world.store.changeRecord('a', NOW, counted)).toBe(2);
      expect(await world.store.record('b', NOW)).toEqual({ count: 1 });
    });

    it('are forgotten when their time is over, and begin anew', async () => {
      await world.store.changeRecord('a', NOW, counted);
      expect(await world.store.record('a', NOW + HOUR - 1)).toEqual({ count: 1 });
      expect(await world.store.record('a', NOW + HOUR)).toBeNull();
      await world.store.changeRecord('other', NOW + HOUR, put({ swept: true }, NOW + 2 * HOUR));
      const late = (kept: unknown): RecordChange<unknown> => ({ record: { late: true }, until: NOW + 2 * HOUR, result: kept });
      expect(await world.store.changeRecord('a', NOW + HOUR, late)).toBeNull();
      expect(await world.store.record('a', NOW + HOUR)).toEqual({ late: true });
    });

    it('can be taken away', async () => {
      await world.store.changeRecord('a', NOW, counted);
      await world.store.changeRecord('a', NOW, put(null));
      expect(await world.store.record('a', NOW)).toBeNull();
      expect(await world.store.changeRecord('a', NOW, counted)).toBe(1);
    });

    it('stay as they were when the change fails', async () => {
      await world.store.changeRecord('a', NOW, counted);
      const failing = world.store.changeRecord('a', NOW, () => {
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await world.store.record('a', NOW)).toEqual({ count: 1 });
    });
  });
}
