import { describe, expect, it } from '@jest/globals';
import type { Notice } from '../../../src/engine/state.js';
import { conversationOf, DAY, draft, exchange, HOUR, loaded, MINUTE, NOW, turnOf, type World } from './fixtures.js';

const LEASE = MINUTE;
const notice = (key: string): Notice => ({ key, say: { key: 'test.told', vars: { folio: 'T1' } }, opens: null });

export function folioClocksContract(world: World): void {
  const open = async (key: string, now = NOW) => (await world.store.openFolio(key, draft(), now)).number;
  const claimed = async (now: number, limit = 10) =>
    (await world.store.claimFolios(now, LEASE, limit)).map(({ folio, mindedAt }) => [folio.number, mindedAt]);
  /** Claims the one folio that is due, and sets its clock. */
  const mind = async (now: number, next: number | null) => {
    const [due] = await world.store.claimFolios(now, LEASE, 1);
    if (!due) throw new Error('no folio is due');
    await world.store.folioMinded(due.folio.number, due.lease, now, next);
  };

  describe('the clock of a folio', () => {
    it('is due when it was opened, and gives the folio as it is', async () => {
      const number = await open('a');
      const [due] = await world.store.claimFolios(NOW, LEASE, 10);
      expect(due).toEqual({ folio: await world.store.folio(number), lease: NOW + LEASE, mindedAt: 0 });
    });

    it('strikes next when it was set to, and not any more when it was set to nothing, also after a restart', async () => {
      const number = await open('a');
      await mind(NOW, NOW + DAY);
      await world.reopen();
      expect(await claimed(NOW + DAY - 1)).toEqual([]);
      expect(await claimed(NOW + DAY)).toEqual([[number, NOW]]);
      await mind(NOW + DAY + LEASE, null);
      expect(await claimed(NOW + 400 * DAY)).toEqual([]);
    });

    it('is due at once when the folio or its visit has changed, and knows up to when it was minded', async () => {
      const number = await open('a');
      await mind(NOW, null);
      await world.store.updateFolio('u', number, { status: 'resolved' }, 'agent:1', 'resolved', NOW + HOUR);
      expect(await claimed(NOW + HOUR)).toEqual([[number, NOW]]);
      await mind(NOW + 2 * HOUR, null);
      await world.store.bookVisit('v', number, { date: '2025-06-03', shift: 'morning', zone: 'sur' }, 2, NOW + 3 * HOUR);
      expect(await claimed(NOW + 3 * HOUR)).toEqual([[number, NOW + 2 * HOUR]]);
    });

    it('is one node’s at a time, longest due first, and comes back when that node has died', async () => {
      const [a, b] = [await open('a'), await open('b')];
      await mind(NOW, NOW + 2 * HOUR);
      await mind(NOW, NOW + HOUR);
      const both = await Promise.all([claimed(NOW + DAY, 1), claimed(NOW + DAY, 1), claimed(NOW + DAY, 1)]);
      expect(
        both
          .flat()
          .map(([number]) => number)
          .sort(),
      ).toEqual([a, b].sort());
      expect(await claimed(NOW + DAY + LEASE - 1)).toEqual([]);
      expect((await claimed(NOW + DAY + LEASE)).length).toBe(2);
    });

    it('takes the longest due first', async () => {
      const [a, b] = [await open('a'), await open('b')];
      for (const [number, next] of [
        [a, NOW + 2 * HOUR],
        [b, NOW + HOUR],
      ] as const) {
        const [due] = (await world.store.claimFolios(NOW, 0, 10)).filter(({ folio }) => folio.number === number);
        await world.store.folioMinded(number, due?.lease ?? -1, NOW, next);
      }
      expect(await claimed(NOW + DAY, 1)).toEqual([[b, NOW]]);
      expect(await claimed(NOW + DAY, 1)).toEqual([[a, NOW]]);
    });

    it('is not set by who claimed it before the folio changed', async () => {
      const number = await open('a');
      const [due] = await world.store.claimFolios(NOW, LEASE, 10);
      await world.store.updateFolio('u', number, { status: 'closed' }, 'bot', 'closed', NOW + 1);
      await world.store.folioMinded(number, due?.lease ?? 0, NOW, NOW + DAY);
      expect(await claimed(NOW + 2)).toEqual([[number, 0]]);
    });
  });

  describe('a notice', () => {
    it('is work of its conversation, once per key', async () => {
      const id = await exchange(world.store, 'ana');
      const heard: unknown[] = [];
      world.store.onChange((conversation, work) => heard.push([conversation, work]));
      await world.store.notify(id, notice('n1'), NOW + HOUR);
      await world.store.notify(id, notice('n1'), NOW + 2 * HOUR);
      await world.store.notify(id, notice('n2'), NOW + 2 * HOUR);
      expect(heard).toContainEqual([id, true]);
      const store = await world.reopen();
      const work = await loaded(store, id);
      expect(work.signals.map(({ type, payload, at }) => [type, payload, at])).toEqual([
        ['notice', { type: 'notice', notice: notice('n1') }, NOW + HOUR],
        ['notice', { type: 'notice', notice: notice('n2') }, NOW + 2 * HOUR],
      ]);
      expect(await store.claim('node-b', NOW + DAY, MINUTE, 10)).toEqual([id]);
      await store.commitTurn(turnOf(work), NOW + DAY);
      expect((await loaded(store, id)).signals).toEqual([]);
    });

    it('for a conversation that is not there is nothing', async () => {
      const id = await exchange(world.store, 'ana');
      await world.store.notify('c-nobody', notice('n1'), NOW);
      expect(await world.store.conversation('c-nobody')).toBeNull();
      expect((await conversationOf(world.store, id)).id).toBe(id);
    });
  });
}
