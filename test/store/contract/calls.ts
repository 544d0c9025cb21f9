import { describe, expect, it } from '@jest/globals';
import type { PendingCall } from '../../../src/store/store.js';
import { call, exchange, HOUR, loaded, MINUTE, NOW, type World } from './fixtures.js';

const ids = (calls: readonly PendingCall[]): string[] => calls.map((pending) => pending.call.id);

export function callsContract(world: World): void {
  describe('calls', () => {
    it('are given with all they need, oldest first, and leased', async () => {
      const id = await exchange(world.store, 'ana', { calls: [call('c1')] });
      await exchange(world.store, 'beto', { calls: [call('c2')] }, NOW + 1);
      const store = await world.reopen();
      expect(await store.claimCalls('node-a', NOW + 1, MINUTE, 10)).toEqual([
        { call: call('c1'), conversation: id, attempts: 0, createdAt: NOW },
        { call: call('c2'), conversation: 'c-beto', attempts: 0, createdAt: NOW + 1 },
      ]);
      expect(await store.claimCalls('node-b', NOW + MINUTE, MINUTE, 10)).toEqual([]);
    });

    it('are given again when the lease has run out, and count', async () => {
      await exchange(world.store, 'ana', { calls: [call('c1')] });
      await world.store.claimCalls('node-a', NOW, MINUTE, 10);
      const store = await world.reopen();
      expect(await store.claimCalls('node-b', NOW + MINUTE, MINUTE, 10)).toMatchObject([{ attempts: 1 }]);
    });

    it('wait for the instant of a retry', async () => {
      const { store } = world;
      await exchange(store, 'ana', { calls: [call('c1')] });
      await store.claimCalls('node-a', NOW, HOUR, 10);
      await store.retryCall('c1', NOW + MINUTE);
      await store.retryCall('no such call', NOW);
      expect(await store.claimCalls('node-a', NOW + MINUTE - 1, HOUR, 10)).toEqual([]);
      expect(ids(await store.claimCalls('node-a', NOW + MINUTE, HOUR, 10))).toEqual(['c1']);
    });

    it.each([
      { ok: true, output: { device: 'offline' } },
      { ok: false, output: 'no answer' },
    ])('become a signal with their result, once: %j', async (result) => {
      const { store } = world;
      const id = await exchange(store, 'ana', { calls: [call('c1')] });
      const heard: unknown[] = [];
      store.onChange((conversation, work) => heard.push([conversation, work]));
      await Promise.all([1, 2, 3].map(() => store.settleCall('c1', result, NOW + 3)));
      expect((await loaded(store, id)).signals).toEqual([
        { key: 'result:c1', conversation: id, type: 'result', payload: { type: 'result', call: 'c1', ...result }, at: NOW + 3 },
      ]);
      expect(heard).toEqual([[id, true]]);
      expect(await store.claimCalls('node-a', NOW + HOUR, MINUTE, 10)).toEqual([]);
    });

    it('have a result of null when they give none', async () => {
      const id = await exchange(world.store, 'ana', { calls: [call('c1')] });
      await world.store.settleCall('c1', { ok: true, output: undefined }, NOW);
      const store = await world.reopen();
      expect((await loaded(store, id)).signals[0]?.payload).toEqual({ type: 'result', call: 'c1', ok: true, output: null });
    });

    it('say nothing once they are cancelled', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana', { calls: [call('c1')] });
      await store.claimCalls('node-a', NOW, MINUTE, 10);
      await exchange(store, 'ana', { cancelledCalls: ['c1'] });
      await store.settleCall('c1', { ok: true, output: null }, NOW);
      expect((await loaded(store, id)).signals).toEqual([]);
    });

    it('go to one of several nodes each, and no more than asked for', async () => {
      const { store } = world;
      await exchange(store, 'ana', { calls: Array.from({ length: 20 }, (_, index) => call(`c${index}`)) });
      const rounds = await Promise.all([1, 2, 3, 4, 5].map((node) => store.claimCalls(`node-${node}`, NOW, MINUTE, 6)));
      expect(rounds.every((round) => round.length <= 6)).toBe(true);
      expect(rounds.flatMap(ids)).toHaveLength(20);
      expect(new Set(rounds.flatMap(ids)).size).toBe(20);
    });
  });
}
