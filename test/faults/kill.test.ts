import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CrashPoint } from '../../src/crash.js';
import { makePool } from './pool.js';
import { POINTS, startRuns } from './runs.js';
import type { Violation } from './violation.js';

/**
 * Real servers are killed at every crash point while customers talk to them, and started again; then everything that the
 * customers saw and that is stored is held against the rules and against a run in which nobody died.
 */

const SEED = 20_261_124;
/** Servers at a time: a good part of each run is waiting for the leases of the dead. */
const SERVERS = 3;
const TIMEOUT_MS = 240_000;

describe('a server that is killed', () => {
  /** Each resolves: a run that failed before it was waited for is nobody's unhandled rejection. */
  let outcomes: ReadonlyMap<CrashPoint, Promise<readonly Violation[] | Error>>;

  beforeAll(() => {
    const runs = startRuns(SEED, makePool(SERVERS));
    outcomes = new Map([...runs].map(([point, run]) => [point, run.catch((error: Error) => error)]));
  });

  /** Also when a test has failed or was left out: no server stays behind. */
  afterAll(async () => {
    await Promise.all(outcomes.values());
  }, TIMEOUT_MS);

  it.each([...POINTS, 'TIMER_PICKED'] as const)(
    'at %s loses nothing, doubles nothing and leaves nothing half done',
    async (point) => {
      const outcome = await outcomes.get(point);
      if (outcome instanceof Error) throw outcome;
      expect(outcome).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
