import { describe, expect, it } from '@jest/globals';
import { EMPTY_STATE } from '../../../src/engine/state.js';
import { conversationOf, inbound, loaded, NOW, refOf, seeded, shuffled, text, turnOf, type World } from './fixtures.js';

export function acceptContract(world: World): void {
  describe('accept', () => {
    it('makes the conversation of a new address, and the message line 1 of it', async () => {
      const accepted = await world.store.accept([inbound('ana', '1', { clientId: 'client-1' })], 'node-a', NOW);
      expect(accepted).toEqual([{ conversation: 'c-ana', seq: 1, duplicate: false }]);
      expect(await world.store.conversation('c-ana')).toEqual({
        id: 'c-ana',
        channel: 'webchat',
        address: 'ana',
        language: 'es-MX',
        version: 0,
        epoch: 0,
        owner: 'bot',
        state: EMPTY_STATE,
        folio: null,
        createdAt: NOW,
        lastSeq: 1,
      });
      const [line] = await world.store.transcript('c-ana', 0, 10);
      expect(line).toMatchObject({
        conversation: 'c-ana',
        seq: 1,
        from: 'customer',
        content: text('words of 1'),
        key: null,
        choices: [],
        nativeId: '1',
        status: 'received',
        at: NOW,
        sentAt: '2025-06-02T14:59:58.000Z',
        trace: null,
        clientId: 'client-1',
      });
    });

    it('has what it acknowledged after a restart', async () => {
      await world.store.accept([inbound('ana', '1'), inbound('ana', '2')], 'node-a', NOW);
      const before = await loaded(world.store, 'c-ana');
      const store = await world.reopen();
      expect(before.messages).toHaveLength(2);
      expect(await store.load('c-ana')).toEqual(before);
    });

    it('keeps every message of a delivery, whatever its type, in order and without gaps', async () => {
      const place = { type: 'location', text: null, location: { latitude: 19.04, longitude: -98.2 }, files: [] } as const;
      const file = { id: 'f1', name: 'foto.jpg', contentType: 'image/jpeg', size: 3 };
      const contents = [
        text('¿Qué tal? 😀 ñandú'),
        place,
        { type: 'file', text: null, location: null, files: [file] } as const,
        { type: 'event', text: null, location: null, files: [] } as const,
        { type: 'unknown', text: null, location: null, files: [] } as const,
      ];
      const delivery = contents.flatMap((content, index) => [
        inbound('ana', `${index}`, { content }),
        inbound('beto', `${index}`, { content, sentAt: null }),
      ]);
      const accepted = await world.store.accept(delivery, 'node-a', NOW);
      expect(accepted.map(({ conversation, seq }) => `${conversation} ${seq}`)).toEqual(
        contents.flatMap((_, index) => [`c-ana ${index + 1}`, `c-beto ${index + 1}`]),
      );
      for (const id of ['c-ana', 'c-beto']) {
        expect((await loaded(world.store, id)).messages.map(({ content }) => content)).toEqual(contents);
      }
    });

    it('takes all of a delivery or nothing, and other deliveries all the same', async () => {
      await world.store.accept([inbound('ana', '1')], 'node-a', NOW);
      const impossible = inbound('beto', '1', { conversation: { ...refOf('beto'), id: 'c-ana' } });
      const [good, bad, alsoGood] = await Promise.allSettled([
        world.store.accept([inbound('carmen', '1')], 'node-a', NOW),
        world.store.accept([inbound('ana', '2'), impossible], 'node-a', NOW),
        world.store.accept([inbound('diego', '1')], 'node-a', NOW),
      ]);
      expect([good.status, bad.status, alsoGood.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await world.store.transcript('c-ana', 0, 10)).toHaveLength(1);
      expect(await world.store.accept([inbound('ana', '2')], 'node-a', NOW)).toEqual([{ conversation: 'c-ana', seq: 2, duplicate: false }]);
    });

    it('answers a known key with its first place, and does nothing else', async () => {
      const delivery = [inbound('ana', '1'), inbound('ana', '2'), inbound('ana', '1')];
      const accepted = await world.store.accept(delivery, 'node-a', NOW);
      expect(accepted.map(({ seq, duplicate }) => [seq, duplicate])).toEqual([
        [1, false],
        [2, false],
        [1, true],
      ]);
      await world.store.commitTurn(turnOf(await loaded(world.store, 'c-ana')), NOW);
      const store = await world.reopen();
      const moved = inbound('ana', '1', { conversation: refOf('elsewhere') });
      expect(await store.accept([moved], 'node-b', NOW)).toEqual([{ conversation: 'c-ana', seq: 1, duplicate: true }]);
      expect(await store.conversation('c-elsewhere')).toBeNull();
      expect((await loaded(store, 'c-ana')).messages).toEqual([]);
      expect(await store.transcript('c-ana', 0, 10)).toHaveLength(2);
    });

    it('gives each of 40 messages one effect when all come seven times, at once and in any order', async () => {
      const random = seeded(7);
      const distinct = Array.from({ length: 40 }, (_, index) => inbound(`a${index % 4}`, `${index}`));
      const deliveries = shuffled(
        distinct.flatMap((message) => Array.from({ length: 7 }, () => message)),
        random,
      );
      const accepted = await Promise.all(deliveries.map((message) => world.store.accept([message], 'node-a', NOW)));
      const places = new Map<string, Set<number>>();
      accepted.flat().forEach(({ seq }, index) => {
        const key = deliveries[index]?.key ?? '';
        places.set(key, (places.get(key) ?? new Set()).add(seq));
      });
      expect([...places.values()].every((seqs) => seqs.size === 1)).toBe(true);
      expect(accepted.flat().filter(({ duplicate }) => !duplicate)).toHaveLength(40);
      for (const address of ['a0', 'a1', 'a2', 'a3']) {
        const { messages } = await loaded(world.store, `c-${address}`);
        expect(messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        expect(new Set(messages.map(({ nativeId }) => nativeId)).size).toBe(10);
      }
    });

    it('finds a conversation by its address, whatever id the sender would give it', async () => {
      await world.store.accept([inbound('ana', '1')], 'node-a', NOW);
      const other = inbound('ana', '2', { conversation: { ...refOf('ana'), id: 'another', language: 'en' } });
      const elsewhere = inbound('ana', '3', { conversation: { ...refOf('ana', 'telegram'), id: 'c-telegram' } });
      const accepted = await world.store.accept([other, elsewhere], 'node-a', NOW);
      expect(accepted.map(({ conversation, seq }) => [conversation, seq])).toEqual([
        ['c-ana', 2],
        ['c-telegram', 1],
      ]);
      expect((await conversationOf(world.store, 'c-ana')).language).toBe('es-MX');
    });

    it('tells listeners of new work after it is stored, and of a duplicate nothing', async () => {
      const heard: unknown[] = [];
      const stop = world.store.onChange((conversation, work) => heard.push([conversation, work]));
      await world.store.accept([inbound('ana', '1'), inbound('beto', '1')], 'node-a', NOW);
      await world.store.accept([inbound('ana', '1')], 'node-a', NOW);
      stop();
      await world.store.accept([inbound('ana', '2')], 'node-a', NOW);
      expect(heard).toEqual([
        ['c-ana', true],
        ['c-beto', true],
      ]);
    });
  });

  describe('open', () => {
    it('makes the conversation and gives it one signal, once', async () => {
      const heard: unknown[] = [];
      world.store.onChange((conversation, work) => heard.push([conversation, work]));
      const opened = await Promise.all([1, 2, 3].map(() => world.store.open(refOf('ana'), 'node-a', NOW)));
      expect(opened.filter(Boolean)).toHaveLength(1);
      expect((await loaded(world.store, 'c-ana')).signals).toEqual([
        { key: 'open:c-ana', conversation: 'c-ana', type: 'open', payload: { type: 'open' }, at: NOW },
      ]);
      expect(heard).toEqual([['c-ana', true]]);
      await world.store.commitTurn(turnOf(await loaded(world.store, 'c-ana')), NOW);
      expect(await world.store.open(refOf('ana'), 'node-a', NOW)).toBe(false);
      expect((await loaded(world.store, 'c-ana')).signals).toEqual([]);
    });

    it('does nothing to a conversation that a message made', async () => {
      await world.store.accept([inbound('ana', '1')], 'node-a', NOW);
      expect(await world.store.open(refOf('ana'), 'node-a', NOW)).toBe(false);
      expect((await loaded(world.store, 'c-ana')).signals).toEqual([]);
    });
  });
}
