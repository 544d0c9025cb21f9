import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { registry } from '../../flows/index.js';
import { EngineWalk } from './engine-walk.js';
import type { Pick } from './happenings.js';

/**
 * Seeded random walks through all procedures together. When one finds something, fast-check prints the seed and the
 * shortest list of picks that finds it too, and the error tells what happened in them. `WALK_SEED` and `WALKS` walk elsewhere, and further.
 */

const SEED = Number(process.env.WALK_SEED ?? 20_261_124);
const WALKS = Number(process.env.WALKS ?? 300);
const STEPS = 60;
/** Of the questions there are, how many the walks must come to: fewer would be walks on the spot. */
const SHARE_ASKED = 0.9;
/** Walking and shortening together; what is found by then is printed. */
const SEARCH_MS = 90_000;
const TIMEOUT_MS = 120_000;

const pick: fc.Arbitrary<Pick> = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat());
/** Of any length, so that what is found can be shortened. */
const walk = fc.array(pick, { minLength: 1, maxLength: 2 * STEPS, size: 'max' });

const questions = [...registry.flows.values()].flatMap(({ id, machine }) =>
  Object.entries(machine.states as Record<string, { tags: readonly string[] }>)
    .filter(([, { tags }]) => tags.includes('waiting'))
    .map(([state]) => `${id}.${state}`),
);

describe('random walks', () => {
  it(
    `never come to silence, a dead end or a fault in ${WALKS} walks of some ${STEPS} steps`,
    () => {
      const asked = new Set<string>();
      fc.assert(
        fc.property(walk, (picks) => {
          const walked = new EngineWalk();
          try {
            for (const each of picks) walked.step(each);
          } catch (error) {
            throw new Error(`${error instanceof Error ? error.message : String(error)}, after\n  ${walked.trace.join('\n  ')}`);
          }
          for (const question of walked.asked) asked.add(question);
        }),
        { seed: SEED, numRuns: WALKS, interruptAfterTimeLimit: SEARCH_MS, markInterruptAsFailure: true },
      );
      const missed = questions.filter((question) => !asked.has(question));
      expect(missed.length <= questions.length * (1 - SHARE_ASKED) ? [] : missed).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
