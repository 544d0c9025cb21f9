import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EngineState } from '../../src/engine/state.js';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import { conversationOf, inbound, loaded, NOW, turnOf } from './contract/fixtures.js';
import { type SqliteRig, sqliteRig } from './sqlite-rig.js';

/** What one process remembers of a conversation is never taken for what another has written. */

let rig: SqliteRig;
let other: SqliteStore;

beforeEach(async () => {
  rig = await sqliteRig();
  other = await openSqliteStore(`sqlite:${rig.file}`);
});
afterEach(async () => {
  await other.close();
  await rig.close();
});

const says = (state: EngineState, matter: string): EngineState => ({ ...state, facts: { ...state.facts, matter } });

async function turn(store: SqliteStore, matter: string): Promise<string> {
  const found = await loaded(store, 'c-ana');
  const { result } = await store.commitTurn(turnOf(found, { state: says(found.conversation.state, matter) }), NOW);
  return result;
}
const matters = async (): Promise<(string | undefined)[]> =>
  Promise.all([rig.store, other].map(async (store) => (await conversationOf(store, 'c-ana')).state.facts.matter));

describe('the state of a conversation that two processes work on', () => {
  it('is what the last turn has left, whoever ran it', async () => {
    await rig.store.accept([inbound('ana', '1')], 'node-a', NOW);
    expect(await turn(rig.store, 'first')).toBe('committed');
    expect(await matters()).toEqual(['first', 'first']);
    expect(await turn(other, 'second')).toBe('committed');
    expect(await matters()).toEqual(['second', 'second']);
    expect(await turn(rig.store, 'third')).toBe('committed');
    expect(await matters()).toEqual(['third', 'third']);
  });

  it('is not that of a turn that came too late', async () => {
    await rig.store.accept([inbound('ana', '1')], 'node-a', NOW);
    const stale = await loaded(rig.store, 'c-ana');
    expect(await turn(other, 'other')).toBe('committed');
    const late = turnOf(stale, { state: says(stale.conversation.state, 'late') });
    expect((await rig.store.commitTurn(late, NOW)).result).toBe('stale');
    expect(await matters()).toEqual(['other', 'other']);
  });
});
