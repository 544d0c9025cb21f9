import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import type { Pick } from './happenings.js';
import { TalkWalk } from './talk-walk.js';

/**
 * Customers who write at random, through the whole program with its store, reader and texts; between any two messages it may be
 * restarted, the company's systems may fail, and time may pass. `WALK_SEED` and `TALKS` walk elsewhere, and further.
 */

const SEED = Number(process.env.WALK_SEED ?? 20_261_124);
const TALKS = Number(process.env.TALKS ?? 20);
const MESSAGES = 25;
/** Walking and shortening together; what is found by then is printed. */
const SEARCH_MS = 90_000;
const TIMEOUT_MS = 120_000;

const pick: fc.Arbitrary<Pick> = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat());
const talk = fc.array(pick, { minLength: 1, maxLength: 2 * MESSAGES, size: 'max' });

describe('random talks', () => {
  it(
    `are answered to the end, message by message, in ${TALKS} talks of some ${MESSAGES} messages`,
    async () => {
      await fc.assert(fc.asyncProperty(talk, TalkWalk.walk), {
        seed: SEED,
        numRuns: TALKS,
        interruptAfterTimeLimit: SEARCH_MS,
        markInterruptAsFailure: true,
      });
    },
    TIMEOUT_MS,
  );
});
