import { describe, expect, it } from '@jest/globals';
import type { Store } from '../../../src/store/store.js';
import { conversationOf, exchange, HOUR, loaded, MINUTE, NOW, reply, turnOf, type World } from './fixtures.js';

/** Sends all that may leave at an instant. @returns the keys, or for an agent's lines the words, in order. */
async function sendAll(store: Store, now: number): Promise<(string | null)[]> {
  const sent: (string | null)[] = [];
  for (;;) {
    const items = await store.claimOutbox(now, MINUTE, 10);
    if (items.length === 0) return sent;
    for (const { message } of items) {
      sent.push(message.key ?? message.content.text);
      await store.markSent(message.id, null, now);
    }
  }
}

export function ownershipContract(world: World): void {
  describe('takeover', () => {
    it('makes the agent owner, and what the bot has not begun to send void', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana', { replies: [reply('one'), reply('two'), reply('three')] });
      await store.claimOutbox(NOW, MINUTE, 10);
      expect(await store.takeover(id, 'eva', 0, NOW)).toEqual({ epoch: 1, voided: 2 });
      expect(await conversationOf(store, id)).toMatchObject({ owner: 'agent:eva', epoch: 1, version: 2 });
      expect((await store.transcript(id, 1, 10)).map(({ key, status }) => [key, status])).toEqual([['test.one', 'sending']]);
      await store.markSent(`${id}:2`, 'native', NOW);
      expect(await sendAll(store, NOW + HOUR)).toEqual([]);
    });

    it('is refused under another epoch, and for a conversation that is not there', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana', { replies: [reply('one')] });
      expect(await store.takeover(id, 'eva', 1, NOW)).toBeNull();
      expect(await store.takeover('c-nobody', 'eva', 0, NOW)).toBeNull();
      expect(await conversationOf(store, id)).toMatchObject({ owner: 'bot', epoch: 0 });
      expect(await sendAll(store, NOW)).toEqual(['test.one']);
    });

    it('lets one of two agents win', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana');
      const [eva, raul] = await Promise.all([store.takeover(id, 'eva', 0, NOW), store.takeover(id, 'raul', 0, NOW)]);
      expect([eva, raul].filter((won) => won !== null)).toEqual([{ epoch: 1, voided: 0 }]);
      expect((await conversationOf(store, id)).owner).toBe(eva ? 'agent:eva' : 'agent:raul');
    });

    it('makes a turn that was being computed stale', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana');
      const before = await loaded(store, id);
      await store.takeover(id, 'eva', 0, NOW);
      expect(await store.commitTurn(turnOf(before, { replies: [reply('late')] }), NOW)).toMatchObject({ result: 'stale' });
      expect(await store.transcript(id, 1, 10)).toEqual([]);
    });

    it('leaves void what was being sent when it comes back, and does not let it hold up the agent', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana', { replies: [reply('one')] });
      const [item] = await store.claimOutbox(NOW, MINUTE, 10);
      await store.takeover(id, 'eva', 0, NOW);
      await exchange(store, 'ana', { replies: [reply('agent here', 'agent:eva')] });
      await store.markUnsent(item?.message.id ?? '', NOW + HOUR, 'busy');
      expect(await sendAll(store, NOW)).toEqual(['agent here']);
      expect((await store.transcript(id, 0, 10)).map(({ from }) => from)).not.toContain('bot');
    });

    it('leaves void what a node was sending when it died', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana', { replies: [reply('one')] });
      await store.claimOutbox(NOW, MINUTE, 10);
      await store.takeover(id, 'eva', 0, NOW);
      expect(await sendAll(store, NOW + HOUR)).toEqual([]);
      expect(await store.transcript(id, 1, 10)).toEqual([]);
    });

    it('does not touch what an agent wrote', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana');
      await store.takeover(id, 'eva', 0, NOW);
      await exchange(store, 'ana', { replies: [reply('from eva', 'agent:eva')] });
      expect(await store.takeover(id, 'raul', 1, NOW)).toEqual({ epoch: 2, voided: 0 });
      await exchange(store, 'ana', { owner: 'bot', replies: [reply('bot again')] });
      expect(await sendAll(store, NOW)).toEqual(['from eva', 'test.bot again']);
    });

    it('does nothing to the words with which the bot itself handed over, nor to those before', async () => {
      const { store } = world;
      await exchange(store, 'ana', { replies: [reply('before')] });
      await exchange(store, 'ana', { owner: 'queue', replies: [reply('a person will come')] });
      await exchange(store, 'ana', { owner: 'bot', replies: [reply('back again')] });
      expect(await sendAll(store, NOW)).toEqual(['test.before', 'test.a person will come', 'test.back again']);
    });
  });
}
