import { describe, expect, it } from '@jest/globals';
import type { Store } from '../../../src/store/store.js';
import { call, DAY, exchange, HOUR, loaded, MINUTE, NOW, timer, turnOf, type World } from './fixtures.js';

async function signals(store: Store, id: string): Promise<string[]> {
  return (await loaded(store, id)).signals.map(({ key }) => key);
}

export function timersContract(world: World): void {
  describe('timers', () => {
    it('become a signal at their instant, once, and not before', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana', { timers: [timer('t1', NOW + 5 * MINUTE)] });
      const heard: unknown[] = [];
      store.onChange((conversation, work) => heard.push([conversation, work]));
      expect(await store.fireTimers(NOW + 5 * MINUTE - 1, 10)).toEqual([]);
      expect(await store.fireTimers(NOW + 5 * MINUTE, 10)).toEqual([id]);
      expect(await store.fireTimers(NOW + HOUR, 10)).toEqual([]);
      expect((await loaded(store, id)).signals).toEqual([
        { key: 'timer:t1', conversation: id, type: 'timer', payload: { type: 'timer', timer: 't1' }, at: NOW + 5 * MINUTE },
      ]);
      expect(heard).toEqual([[id, true]]);
    });

    it('survive a restart, also after thirty days and a year, and fire once though clocks go back', async () => {
      const id = await exchange(world.store, 'ana', { timers: [timer('month', NOW + 30 * DAY), timer('year', NOW + 365 * DAY)] });
      let store = await world.reopen();
      expect(await store.fireTimers(NOW + 30 * DAY - 1, 10)).toEqual([]);
      expect(await store.fireTimers(NOW + 31 * DAY, 10)).toEqual([id]);
      store = await world.reopen();
      expect(await store.fireTimers(NOW + 30 * DAY, 10)).toEqual([]);
      expect(await store.fireTimers(NOW + 31 * DAY, 10)).toEqual([]);
      expect(await signals(store, id)).toEqual(['timer:month']);
      await store.commitTurn(turnOf(await loaded(store, id)), NOW + 31 * DAY);
      expect(await store.fireTimers(NOW + 365 * DAY, 10)).toEqual([id]);
      expect(await signals(store, id)).toEqual(['timer:year']);
    });

    it('never fire early when their instant is between two milliseconds', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana', { timers: [timer('t1', NOW + 0.5)] });
      expect(await store.fireTimers(NOW, 10)).toEqual([]);
      expect(await store.fireTimers(NOW + 1, 10)).toEqual([id]);
    });

    it('fire once when several nodes look at once', async () => {
      const { store } = world;
      const ids = await Promise.all(
        Array.from({ length: 20 }, (_, index) => exchange(store, `a${index}`, { timers: [timer(`t${index}`, NOW)] })),
      );
      const fired = await Promise.all([1, 2, 3, 4].map(() => store.fireTimers(NOW, 10)));
      expect(fired.flat().sort()).toEqual([...ids].sort());
      for (const id of ids) expect(await signals(store, id)).toHaveLength(1);
    });

    it('fire those first that are due longest, and no more than asked for', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana', { timers: [timer('late', NOW + 3), timer('first', NOW + 1), timer('second', NOW + 2)] });
      expect(await store.fireTimers(NOW + 10, 2)).toEqual([id]);
      expect(await signals(store, id)).toEqual(['timer:first', 'timer:second']);
      expect(await store.fireTimers(NOW + 10, 2)).toEqual([id]);
      expect(await signals(store, id)).toEqual(['timer:first', 'timer:second', 'timer:late']);
    });

    it('come with messages in one turn', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana', { timers: [timer('t1', NOW)] });
      await store.fireTimers(NOW, 10);
      const [work] = [await loaded(store, id)];
      expect(await store.commitTurn(turnOf(work, { signals: [] }), NOW)).toMatchObject({ result: 'committed', more: true });
      expect(await store.commitTurn(turnOf(await loaded(store, id)), NOW)).toMatchObject({ result: 'committed', more: false });
      expect(await signals(store, id)).toEqual([]);
    });
  });

  describe('nextDue', () => {
    it('is the earliest of all timers and calls', async () => {
      const { store } = world;
      expect(await store.nextDue()).toBeNull();
      await exchange(store, 'ana', { timers: [timer('t1', NOW + HOUR), timer('t2', NOW + 2 * HOUR)] });
      expect(await store.nextDue()).toBe(NOW + HOUR);
      await exchange(store, 'beto', { calls: [call('c1')] });
      expect(await store.nextDue()).toBe(NOW);
      await store.retryCall('c1', NOW + 90 * MINUTE);
      await store.fireTimers(NOW + HOUR, 10);
      expect(await store.nextDue()).toBe(NOW + 90 * MINUTE);
    });
  });
}
