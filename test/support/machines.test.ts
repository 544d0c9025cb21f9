import { describe, expect, it } from '@jest/globals';
import { assign, setup } from 'xstate';
import { defineFlow, effect, type StateMeta, type UserEvent } from '../../src/engine/flow.js';
import { brokenRules, explore, no, yes } from './machines.js';

/** A procedure that breaks every rule: the checks must see each of its faults. */
const machine = setup({
  types: { context: {} as { flips: number }, events: {} as UserEvent, meta: {} as StateMeta, tags: {} as 'waiting' },
  actors: { call: effect<Record<string, never>, null>() },
  actions: { shout: () => undefined },
}).createMachine({
  id: 'reception',
  context: { flips: 0 },
  initial: 'flipping',
  states: {
    flipping: { tags: 'waiting', meta: { prompt: 'reception.askMatter', choices: ['nowhere'] }, on: { YES: 'flopping', NO: 'calling' } },
    flopping: { tags: 'waiting', meta: { prompt: 'reception.nowhere' }, on: { YES: 'flipping', NO: 'stuck' } },
    calling: { invoke: { id: 'call', src: 'call', input: {}, onDone: { target: 'ended', actions: 'shout' } } },
    stuck: { tags: 'waiting', on: { YES: { actions: assign({ flips: 1 }) } } },
    lonely: { always: 'ended' },
    ended: { type: 'final' },
  },
});

describe('the rules of a procedure', () => {
  const broken = brokenRules(
    explore(defineFlow({ id: 'reception', version: 1, machine }), { inputs: [{}], events: [yes, no], results: { call: [null] } }),
  );

  it('finds a leaf that is no clear thing, and a call without a way on', () => {
    expect(broken.leaves).toEqual([
      'reception.calling calls without onDone or onError',
      'reception.stuck waits without a prompt or asks without waiting',
    ]);
  });
  it('finds a state that no path reaches', () => {
    expect(broken.unreached).toEqual(['reception.lonely']);
  });
  it('finds a forbidden action', () => {
    expect(broken.actions).toEqual(['shout']);
  });
  it('finds a state from which no path ends', () => {
    expect(broken.deadEnds).toContain('stuck');
    expect(broken.deadEnds).not.toContain('flopping');
  });
  it('finds a loop without end', () => {
    expect(broken.loops).toEqual(expect.arrayContaining(['flipping', 'flopping']));
  });
  it('finds a text that is missing, and one that nobody says', () => {
    expect(broken.texts).toEqual(
      expect.arrayContaining([
        'es-MX: reception.nowhere is missing',
        'en: reception.nowhere is missing',
        'es-MX: choice nowhere is missing',
        'en: reception.goodbye is never said',
      ]),
    );
  });
});
