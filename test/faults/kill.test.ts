import { beforeAll, describe, expect, it } from '@jest/globals';
import { makePool } from './pool.js';
import { crashesAt, crashing, crashingTimed, flawless, flawlessTimed, POINTS } from './runs.js';
import type { Violation } from './violation.js';

/**
 * Real servers are killed at every crash point while customers talk to them, and started again; then everything that the
 * customers saw and that is stored is held against the rules and against a run in which nobody died.
 */

const SEED = 20_261_124;
/** Servers at a time: most of a run is waiting for the leases of a dead one. */
const SERVERS = 3;
const TIMEOUT_MS = 240_000;

type Outcome = readonly Violation[] | Error;

describe('a server that is killed', () => {
  const outcomes = new Map<string, Promise<Outcome>>();
  const outcomeOf = async (name: string): Promise<readonly Violation[]> => {
    const outcome = await outcomes.get(name);
    if (outcome instanceof Error) throw outcome;
    return outcome ?? [];
  };

  beforeAll(() => {
    const pool = makePool(SERVERS);
    const start = (name: string, job: () => Promise<readonly Violation[]>): void => {
      outcomes.set(
        name,
        pool(job).catch((error: Error) => error),
      );
    };
    const expected = pool(flawless);
    const expectedTimed = pool(flawlessTimed);
    for (const one of [expected, expectedTimed]) one.catch(() => undefined);
    start('TIMER_PICKED', () => crashingTimed(() => expectedTimed));
    for (const [index, point] of POINTS.entries()) start(point, () => crashing(crashesAt(point, SEED + index), () => expected));
  });

  it.each([...POINTS, 'TIMER_PICKED'])(
    'at %s loses nothing, doubles nothing and leaves nothing half done',
    async (point) => {
      expect(await outcomeOf(point)).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
