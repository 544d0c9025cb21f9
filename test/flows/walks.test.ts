import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { registry } from '../../flows/index.js';
import { advance } from '../../src/engine/advance.js';
import { expectation } from '../../src/engine/expectation.js';
import { type Command, EMPTY_STATE, type EngineState, type Input } from '../../src/engine/state.js';
import { EFFECT_OUTPUTS, userEvents } from '../support/flow-samples.js';

/** The procedures together in the engine: whatever happens, in whatever order, the customer is never left without a word. */

const EVENTS = 200;
/** Four stacks to which "back" returns, each of a few procedures. */
const LARGEST_STATE = 60_000;
/** Reception, a procedure and what it calls, a digression with the same, a clarification and the hand-off. */
const DEEPEST_STACK = 16;

const COMMANDS: readonly Command[] = [
  { type: 'person' },
  { type: 'cancel' },
  { type: 'back' },
  { type: 'repeat' },
  { type: 'menu' },
  { type: 'help' },
  { type: 'language', language: 'en' },
];

/** All that the turn passes on: nothing but a wish for a person while a call is pending, nothing but the exits while people have it. */
function inputsAt(state: EngineState, owner: 'bot' | 'queue'): readonly Input[] {
  const results = state.calls.flatMap(({ id, effect }) => [
    ...(EFFECT_OUTPUTS[effect] ?? []).map((output) => ({ type: 'result', call: id, ok: true, output }) as const),
    { type: 'result', call: id, ok: false, output: 'down' } as const,
  ]);
  const timers = state.timers.map(({ id }) => ({ type: 'timer', timer: id }) as const);
  if (owner === 'queue') {
    const exits = (['HANDED_BACK', 'RESOLVED', 'LEFT_QUEUE'] as const).map((type) => ({ type: 'user', event: { type } }) as const);
    return [...results, ...timers, ...exits];
  }
  if (state.calls.length > 0) return [...results, ...timers, { type: 'command', command: { type: 'person' } }];
  const waits = expectation(registry, state);
  const choices = waits?.choices.map(({ id }) => id) ?? [];
  return [
    ...timers,
    { type: 'open' },
    // Choices are what customers mostly answer with.
    ...choices.flatMap((id) => [1, 2, 3].map(() => ({ type: 'user', event: { type: 'CHOICE', id } }) as const)),
    ...userEvents(choices, waits?.slot ?? null).map((event) => ({ type: 'user', event }) as const),
    ...COMMANDS.map((command) => ({ type: 'command', command }) as const),
    { type: 'unclear', text: 'asdf', intents: [] },
    { type: 'unclear', text: 'mi recibo no me llega', intents: ['invoice_request', 'technical_failure'] },
  ];
}

const isSpoken = (input: Input): boolean => input.type === 'user' || input.type === 'command' || input.type === 'unclear';

describe('all procedures in the engine', () => {
  it(`answer, wait or have ended after each of ${EVENTS} things that happen in any order`, () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: EVENTS, maxLength: EVENTS }), (picks) => {
        let state = EMPTY_STATE;
        let owner: 'bot' | 'queue' = 'bot';
        let made = 0;
        for (const pick of picks) {
          const inputs = inputsAt(state, owner);
          const input = inputs[pick % inputs.length];
          if (!input) throw new Error('nothing can happen any more');
          const step = advance(registry, state, input, { now: 0, nextId: () => `id${++made}` }, {}, owner);
          const where = `${JSON.stringify(input)} in ${JSON.stringify(state.frames.map(({ flow, snapshot }) => [flow, (snapshot as { value: unknown }).value]))}`;
          expect([where, step.failure]).toEqual([where, null]);
          const { frames, calls } = step.state;
          const waits = expectation(registry, step.state) !== null;
          expect([where, frames.length === 0 || calls.length > 0 || waits]).toEqual([where, true]);
          expect([where, isSpoken(input) && owner === 'bot' && calls.length === 0 && step.said.length === 0 && !step.ask]).toEqual([
            where,
            false,
          ]);
          expect(frames.length).toBeLessThanOrEqual(DEEPEST_STACK);
          expect(JSON.stringify(step.state).length).toBeLessThan(LARGEST_STATE);
          owner = step.owner ?? owner;
          state = step.state;
        }
      }),
      { seed: 20_251_124, numRuns: 20, endOnFailure: true },
    );
  });
});
