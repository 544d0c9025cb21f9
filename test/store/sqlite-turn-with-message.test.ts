import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ComputeTurn, Loaded, Store, TurnCommit } from '../../src/store/store.js';
import { conversationOf, HOUR, inbound, loaded, NOW, reply, turnOf } from './contract/fixtures.js';
import { type SqliteRig, sqliteRig } from './sqlite-rig.js';

/** The turn of a message in the commit that accepts the message: what the store promises of it. */

let rig: SqliteRig;
let store: Store;
let computed: Loaded[];
let committed: TurnCommit[];
let woken: string[];

const answer: ComputeTurn = (found) => turnOf(found, { at: NOW, replies: [reply('hello')] });

function work(compute: ComputeTurn = answer): () => void {
  const end = store.turnWithMessage?.(
    (found) => {
      computed.push(found);
      return compute(found);
    },
    (commit) => committed.push(commit),
  );
  if (!end) throw new Error('the store does not work turns with messages');
  return end;
}

const keys = async (): Promise<(string | null)[]> => (await store.transcript('c-ana', 0, 10)).map(({ key }) => key);
const pending = async (): Promise<number[]> => (await loaded(store, 'c-ana')).messages.map(({ seq }) => seq);

beforeEach(async () => {
  rig = await sqliteRig();
  store = rig.store;
  computed = [];
  committed = [];
  woken = [];
  store.onChange((id, hasWork) => {
    if (hasWork) woken.push(id);
  });
});
afterEach(() => rig.close());

describe('a message that is all its conversation has', () => {
  it('is answered in its own commit, and nobody is woken for it', async () => {
    work();
    expect(await store.accept([inbound('ana', '1')], 'node-a', NOW)).toEqual([{ conversation: 'c-ana', seq: 1, duplicate: false }]);
    expect(computed.map(({ messages, conversation }) => [messages[0]?.content.text, conversation.lastSeq])).toEqual([['words of 1', 1]]);
    expect(committed).toHaveLength(1);
    expect(woken).toEqual([]);
    expect(await keys()).toEqual([null, 'test.hello']);
    expect(await pending()).toEqual([]);
    expect(await conversationOf(store, 'c-ana')).toMatchObject({ version: 1, lastSeq: 2 });
    expect(await store.claim('node-b', NOW, HOUR, 10)).toEqual([]);
  });

  it('is what a turn that follows would have been given', async () => {
    await store.accept([inbound('ana', '1', { clientId: 'mine' })], 'node-a', NOW);
    const follows = await loaded(store, 'c-ana');
    work(() => null);
    await store.accept([inbound('beto', '1', { clientId: 'mine' })], 'node-a', NOW);
    expect(JSON.stringify(computed).replaceAll('beto', 'ana')).toBe(JSON.stringify([follows]));
  });

  it('goes on after the lines before it', async () => {
    work();
    await store.accept([inbound('ana', '1')], 'node-a', NOW);
    await store.accept([inbound('ana', '2')], 'node-a', NOW + 1);
    expect(await keys()).toEqual([null, 'test.hello', null, 'test.hello']);
    expect(await conversationOf(store, 'c-ana')).toMatchObject({ version: 2, lastSeq: 4 });
  });

  it('is answered once when it comes twice', async () => {
    work();
    await store.accept([inbound('ana', '1')], 'node-a', NOW);
    const again = await store.accept([inbound('ana', '1')], 'node-a', NOW);
    expect(again).toEqual([{ conversation: 'c-ana', seq: 1, duplicate: true }]);
    expect(committed).toHaveLength(1);
    expect(await keys()).toEqual([null, 'test.hello']);
  });

  it('is answered once beside one whose commit has to be done again', async () => {
    work();
    const bad = store.commitTurn({ ...turnOf(await made('beto')), messages: [99] }, NOW).catch((error: Error) => error.message);
    await store.accept([inbound('ana', '1')], 'node-a', NOW);
    expect(await bad).toContain('line 99');
    expect(committed.map(({ conversation }) => conversation)).toEqual(['c-ana']);
    expect(await keys()).toEqual([null, 'test.hello']);
  });
});

async function made(address: string): Promise<Loaded> {
  await store.open({ id: `c-${address}`, channel: 'webchat', address, language: 'es-MX' }, 'node-a', NOW);
  return loaded(store, `c-${address}`);
}

describe('a message is left to the turn that follows', () => {
  const isLeft = async (seqs: readonly number[] = [1]): Promise<void> => {
    expect(await pending()).toEqual(seqs);
    expect(committed).toEqual([]);
    expect(woken).toContain('c-ana');
  };

  it('when there is nothing to do for it now', async () => {
    work(() => null);
    await store.accept([inbound('ana', '1')], 'node-a', NOW);
    await isLeft();
  });

  it('when its turn cannot be computed', async () => {
    work(() => {
      throw new Error('a fault in a procedure');
    });
    await store.accept([inbound('ana', '1')], 'node-a', NOW);
    await isLeft();
  });

  it('when other work waits before it', async () => {
    await made('ana');
    work();
    await store.accept([inbound('ana', '1')], 'node-a', NOW);
    expect(computed).toEqual([]);
    await isLeft();
  });

  it('when another node works on the conversation', async () => {
    await store.accept([inbound('ana', '1')], 'node-b', NOW);
    await store.commitTurn(turnOf(await loaded(store, 'c-ana')), NOW);
    await store.accept([inbound('ana', '2')], 'node-b', NOW);
    work();
    await store.accept([inbound('ana', '3')], 'node-a', NOW);
    expect(computed).toEqual([]);
    await isLeft([2, 3]);
  });

  it('when several come at once: they are one turn', async () => {
    work();
    await store.accept([inbound('ana', '1'), inbound('ana', '2')], 'node-a', NOW);
    expect(computed).toEqual([]);
    await isLeft([1, 2]);
  });

  it('when nobody computes turns any more', async () => {
    work()();
    await store.accept([inbound('ana', '1')], 'node-a', NOW);
    expect(computed).toEqual([]);
    await isLeft();
  });
});
