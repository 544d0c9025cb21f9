import { describe, expect, it } from '@jest/globals';
import {
  call,
  conversationOf,
  countIn,
  exchange,
  HOUR,
  inbound,
  loaded,
  MINUTE,
  NOW,
  reply,
  stateWith,
  text,
  timer,
  turnOf,
  type World,
} from './fixtures.js';

export function turnsContract(world: World): void {
  describe('load and commitTurn', () => {
    it('knows no conversation that is not there', async () => {
      expect(await world.store.load('c-nobody')).toBeNull();
    });

    it('writes the whole turn', async () => {
      const { store } = world;
      await store.accept([inbound('ana', '1'), inbound('ana', '2')], 'node-a', NOW);
      const before = await loaded(store, 'c-ana');
      const trace = { flow: 'power-check', state: 'askingPower', owner: 'bot', folio: null } as const;
      const question = { ...reply('asking'), choices: [{ id: 'yes', label: 'Sí' }], trace };
      const turn = turnOf(before, {
        at: NOW + 5,
        language: 'en',
        state: stateWith(before.conversation.state, 7),
        replies: [reply('greeting'), question],
        calls: [call('call-1')],
        timers: [timer('timer-1', NOW + HOUR)],
      });
      expect(await store.commitTurn(turn, NOW + 5)).toEqual({ result: 'committed', more: false, lastSeq: 4 });

      const reopened = await world.reopen();
      const { conversation, messages, signals } = await loaded(reopened, 'c-ana');
      expect(conversation).toMatchObject({ version: 1, epoch: 0, owner: 'bot', language: 'en', lastSeq: 4 });
      expect(countIn(conversation.state)).toBe(7);
      expect([messages, signals]).toEqual([[], []]);
      const lines = await reopened.transcript('c-ana', 2, 10);
      expect(lines).toMatchObject([
        { seq: 3, from: 'bot', content: text('greeting'), key: 'test.greeting', choices: [], trace: null, status: 'queued', at: NOW + 5 },
        { seq: 4, key: 'test.asking', choices: [{ id: 'yes', label: 'Sí' }], trace, epoch: 0, nativeId: null, clientId: null },
      ]);
      expect(new Set(lines.map(({ id }) => id)).size).toBe(2);
      expect(await reopened.claimCalls('node-a', NOW + 5, MINUTE, 10)).toMatchObject([{ call: call('call-1'), conversation: 'c-ana' }]);
      expect(await reopened.fireTimers(NOW + HOUR, 10)).toEqual(['c-ana']);
    });

    it.each(['version', 'epoch'] as const)('writes nothing of a turn computed from another %s', async (field) => {
      const { store } = world;
      const id = await exchange(store, 'ana', { timers: [timer('old', NOW + HOUR)], calls: [call('old')] });
      await store.accept([inbound('ana', 'next')], 'node-a', NOW);
      const before = await loaded(store, id);
      const turn = turnOf(before, {
        [field]: before.conversation[field] + 1,
        state: stateWith(before.conversation.state, 99),
        owner: 'queue',
        replies: [reply('never')],
        calls: [call('never')],
        timers: [timer('never', NOW)],
        cancelledTimers: ['old'],
        cancelledCalls: ['old'],
      });
      expect(await store.commitTurn(turn, NOW)).toEqual({ result: 'stale', more: true, lastSeq: before.conversation.lastSeq });
      expect(await store.load(id)).toEqual(before);
      expect(await store.transcript(id, 0, 10)).toHaveLength(2);
      expect((await store.claimCalls('node-a', NOW, MINUTE, 10)).map((pending) => pending.call.id)).toEqual(['old']);
      expect(await store.fireTimers(NOW, 10)).toEqual([]);
      expect(await store.fireTimers(NOW + HOUR, 10)).toEqual([id]);
    });

    it('lets each of 50 turns at once win once', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana');
      let stale = 0;
      const one = async (number: number): Promise<void> => {
        for (;;) {
          const now = await loaded(store, id);
          const state = stateWith(now.conversation.state, countIn(now.conversation.state) + 1);
          const { result } = await store.commitTurn(turnOf(now, { state, replies: [reply(`by ${number}`)] }), NOW);
          if (result === 'committed') return;
          stale += 1;
        }
      };
      await Promise.all(Array.from({ length: 50 }, (_, number) => one(number)));
      const { version, state, lastSeq } = await conversationOf(store, id);
      expect({ version, count: countIn(state), lastSeq }).toEqual({ version: 51, count: 50, lastSeq: 51 });
      expect(stale).toBeGreaterThan(0);
      const lines = await store.transcript(id, 1, 100);
      expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 2));
      expect(new Set(lines.map(({ key }) => key)).size).toBe(50);
    });

    it('says that more is left when messages came meanwhile, and gives them in order', async () => {
      const { store } = world;
      await store.accept([inbound('ana', '1')], 'node-a', NOW);
      const first = await loaded(store, 'c-ana');
      await store.accept([inbound('ana', '2')], 'node-b', NOW);
      await store.accept([inbound('ana', '3')], 'node-a', NOW);
      const answer = { replies: [reply('hello')] };
      expect(await store.commitTurn(turnOf(first, answer), NOW)).toEqual({ result: 'committed', more: true, lastSeq: 4 });
      const rest = await loaded(store, 'c-ana');
      expect(rest.messages.map(({ seq, nativeId }) => [seq, nativeId])).toEqual([
        [2, '2'],
        [3, '3'],
      ]);
      expect(await store.commitTurn(turnOf(rest, { messages: [2] }), NOW)).toMatchObject({ more: true });
      expect((await loaded(store, 'c-ana')).messages.map(({ seq }) => seq)).toEqual([3]);
    });

    it('raises the epoch exactly when the owner changes, and stamps the replies with it', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana', { replies: [reply('one')] });
      await exchange(store, 'ana', { owner: 'queue', replies: [reply('two')] });
      expect(await conversationOf(store, id)).toMatchObject({ epoch: 1, owner: 'queue', version: 2 });
      await exchange(store, 'ana', { replies: [reply('three')] });
      await exchange(store, 'ana', { owner: 'bot', replies: [reply('four')] });
      expect(await conversationOf(store, id)).toMatchObject({ epoch: 2, owner: 'bot', version: 4 });
      const replies = (await store.transcript(id, 0, 10)).filter(({ from }) => from === 'bot');
      expect(replies.map(({ key, epoch }) => [key, epoch])).toEqual([
        ['test.one', 0],
        ['test.two', 1],
        ['test.three', 1],
        ['test.four', 2],
      ]);
    });

    it('takes cancelled timers and calls away', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana', { timers: [timer('t1', NOW), timer('t2', NOW)], calls: [call('c1'), call('c2')] });
      await exchange(store, 'ana', { cancelledTimers: ['t1', 'unknown'], cancelledCalls: ['c1', 'unknown'] });
      expect(await store.fireTimers(NOW, 10)).toEqual([id]);
      expect((await loaded(store, id)).signals.map(({ key }) => key)).toEqual(['timer:t2']);
      expect((await store.claimCalls('node-a', NOW, MINUTE, 10)).map((pending) => pending.call.id)).toEqual(['c2']);
    });

    it('tells listeners of lines, calls and timers, which are no work for a turn, and of nothing else', async () => {
      const { store } = world;
      const id = await exchange(store, 'ana');
      const heard: unknown[] = [];
      store.onChange((conversation, work) => heard.push([conversation, work]));
      const commit = async (changes: Parameters<typeof turnOf>[1]): Promise<unknown> =>
        store.commitTurn(turnOf(await loaded(store, id), changes), NOW);
      await commit({});
      expect(heard).toEqual([]);
      await commit({ replies: [reply('hello')] });
      await commit({ calls: [call('c1')] });
      await commit({ timers: [timer('t1', NOW)] });
      expect(heard).toEqual([
        [id, false],
        [id, false],
        [id, false],
      ]);
    });
  });
}
