import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../../src/store/store.js';
import { exchange, inbound, NOW, refOf, reply, type World } from './fixtures.js';

export function readingContract(world: World): void {
  describe('transcript', () => {
    it('gives lines after a place, in order, as many as asked for', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana', { replies: [reply('a'), reply('b')] });
      await exchange(store, 'ana', { replies: [reply('c')] });
      await exchange(store, 'beto', { replies: [reply('x')] });
      const all = await store.transcript(id, 0, 100);
      expect(all.map(({ seq, from }) => [seq, from])).toEqual([
        [1, 'customer'],
        [2, 'bot'],
        [3, 'bot'],
        [4, 'customer'],
        [5, 'bot'],
      ]);
      expect(await store.transcript(id, 0, 2)).toEqual(all.slice(0, 2));
      expect(await store.transcript(id, 2, 2)).toEqual(all.slice(2, 4));
      expect(await store.transcript(id, 5, 2)).toEqual([]);
      expect(await store.transcript('c-nobody', 0, 2)).toEqual([]);
    });
  });

  describe('heads', () => {
    it('are the last lines of the conversations asked for', async () => {
      const { store } = world;
      const ana = await exchange(store, 'ana', { replies: [reply('a'), reply('b')] });
      const beto = await exchange(store, 'beto', { replies: [reply('x')], sent: true });
      await exchange(store, 'carmen');
      expect(await store.heads([ana, beto, 'c-nobody'])).toEqual(
        new Map([
          [ana, 3],
          [beto, 2],
        ]),
      );
      expect(await store.heads([])).toEqual(new Map());
    });
  });

  describe('conversations', () => {
    it('are found by channel and address, newest first, page by page', async () => {
      const { store } = world;
      for (const address of ['a', 'b', 'c', 'd', 'e']) {
        await store.accept([inbound(address, '1')], 'node-a', NOW);
        await store.open({ ...refOf(address, 'telegram'), id: `t-${address}` }, 'node-a', NOW);
      }
      const idsOf = async (query: Parameters<typeof store.conversations>[0]): Promise<[string[], string | null]> => {
        const { items, next } = await store.conversations(query);
        return [items.map(({ id }) => id), next];
      };
      const [first, next] = await idsOf({ channel: 'webchat', limit: 3 });
      expect(first).toEqual(['c-e', 'c-d', 'c-c']);
      expect(await idsOf({ channel: 'webchat', limit: 3, before: next })).toEqual([['c-b', 'c-a'], null]);
      expect(await idsOf({ address: 'b', limit: 3 })).toEqual([['t-b', 'c-b'], null]);
      expect(await idsOf({ channel: 'telegram', address: 'b', limit: 3, before: null })).toEqual([['t-b'], null]);
      expect((await idsOf({ limit: 4 }))[0]).toEqual(['t-e', 'c-e', 't-d', 'c-d']);
    });
  });

  describe('ready and close', () => {
    it('is ready while open', async () => {
      expect(await world.store.ready()).toEqual({ ok: true, problem: null });
    });

    it('finishes what was begun, refuses the rest, and may be closed twice', async () => {
      const { store } = world;
      const begun = store.accept([inbound('ana', '1')], 'node-a', NOW);
      await store.close();
      expect(await begun).toMatchObject([{ seq: 1 }]);
      await expect(store.accept([inbound('ana', '2')], 'node-a', NOW)).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store.conversation('c-ana')).rejects.toBeInstanceOf(StoreUnavailable);
      expect(await store.ready()).toMatchObject({ ok: false, problem: expect.any(String) });
      await store.close();
      const reopened = await world.reopen();
      expect(await reopened.transcript('c-ana', 0, 10)).toHaveLength(1);
    });
  });
}
