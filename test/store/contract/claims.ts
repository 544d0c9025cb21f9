import { describe, expect, it } from '@jest/globals';
import { exchange, HOUR, inbound, loaded, MINUTE, NOW, timer, turnOf, type World } from './fixtures.js';

export function claimsContract(world: World): void {
  describe('claim', () => {
    it('leaves what a node accepted to that node for a while, then gives it to any', async () => {
      await world.store.accept([inbound('ana', '1')], 'node-a', NOW);
      expect(await world.store.claim('node-b', NOW, MINUTE, 10)).toEqual([]);
      const store = await world.reopen();
      expect(await store.claim('node-b', NOW + HOUR, MINUTE, 10)).toEqual(['c-ana']);
    });

    it('gives a lease of the asked length, and again when it has run out', async () => {
      await world.store.accept([inbound('ana', '1')], 'node-a', NOW);
      const later = NOW + HOUR;
      expect(await world.store.claim('node-a', later, MINUTE, 10)).toEqual(['c-ana']);
      expect(await world.store.claim('node-a', later + MINUTE - 1, MINUTE, 10)).toEqual([]);
      await world.store.accept([inbound('ana', '2')], 'node-b', later);
      expect(await world.store.claim('node-b', later + MINUTE - 1, MINUTE, 10)).toEqual([]);
      expect(await world.store.claim('node-b', later + HOUR, MINUTE, 10)).toEqual(['c-ana']);
    });

    it('finds only conversations with work', async () => {
      await exchange(world.store, 'ana');
      expect(await world.store.claim('node-a', NOW + HOUR, MINUTE, 10)).toEqual([]);
    });

    it('ends the lease with the last of the work, so that a signal is claimable at once', async () => {
      const id = await exchange(world.store, 'ana', { timers: [timer('t1', NOW)] });
      await world.store.fireTimers(NOW, 10);
      expect(await world.store.claim('node-b', NOW, MINUTE, 10)).toEqual([id]);
    });

    it('keeps the lease while work is left', async () => {
      await world.store.accept([inbound('ana', '1'), inbound('ana', '2')], 'node-a', NOW);
      await world.store.commitTurn(turnOf(await loaded(world.store, 'c-ana'), { messages: [1] }), NOW);
      expect(await world.store.claim('node-b', NOW, MINUTE, 10)).toEqual([]);
    });

    it('gives each conversation to one of two nodes, and no more than asked for', async () => {
      await Promise.all(Array.from({ length: 30 }, (_, index) => world.store.accept([inbound(`a${index}`, '1')], 'node-x', NOW)));
      const later = NOW + HOUR;
      const rounds = await Promise.all([1, 2, 3, 4, 5, 6].map((each) => world.store.claim(`node-${each % 2}`, later, MINUTE, 7)));
      expect(rounds.every((round) => round.length <= 7)).toBe(true);
      const claimed = rounds.flat();
      expect(claimed).toHaveLength(30);
      expect(new Set(claimed).size).toBe(30);
    });
  });
}
