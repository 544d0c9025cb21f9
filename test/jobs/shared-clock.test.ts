import { afterEach, describe, expect, it } from '@jest/globals';
import { SharedClock } from '../../src/jobs/shared-clock.js';
import { StoreUnavailable } from '../../src/store/store.js';
import { VirtualClock } from '../support/virtual-clock.js';

const NOW = Date.UTC(2026, 10, 24, 17);
const MINUTES = 60_000;

/** A node whose machine's clock is wrong, and a database that knows better. */
function world(wrongBy: number) {
  const pace = new VirtualClock(1_000);
  const own = new VirtualClock(NOW + wrongBy);
  /** How long a question and its answer are under way, and what the database says in between. */
  const line = { there: 0, back: 0, isDown: false };
  let server = NOW - pace.now();
  const ask = async (): Promise<number> => {
    if (line.isDown) throw new StoreUnavailable('It is away.');
    pace.advance(line.there);
    const time = server + pace.now();
    pace.advance(line.back);
    return time;
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const clock = new SharedClock({ own, ask, log, monotonic: () => pace.now() });
  return {
    clock,
    pace,
    own,
    line,
    set: (by: number) => {
      server += by;
    },
  };
}

describe('the clock that nodes share', () => {
  let clock: SharedClock | null = null;
  afterEach(() => clock?.stop());

  const start = async (wrongBy: number) => {
    const made = world(wrongBy);
    clock = made.clock;
    await clock.start();
    return made;
  };

  it.each([-5 * MINUTES, 0, 5 * MINUTES])("is the database's on a node whose own clock is wrong by %d ms", async (wrongBy) => {
    const { clock, pace } = await start(wrongBy);
    expect(clock.now()).toBe(NOW);
    pace.advance(1_234);
    expect(clock.now()).toBe(NOW + 1_234);
    await clock.known;
  });

  it("is not moved by who sets the machine's clock", async () => {
    const { clock, own } = await start(0);
    own.advance(-60 * MINUTES);
    expect(clock.now()).toBe(NOW);
  });

  it("follows the database's clock, and takes the middle of the time that an answer took", async () => {
    const { clock, line, pace, set } = await start(0);
    set(3_000);
    Object.assign(line, { there: 100, back: 100 });
    await clock.adjust();
    expect(clock.now()).toBe(NOW + 3_000 + 200);
    pace.advance(10);
    expect(clock.now()).toBe(NOW + 3_000 + 210);
  });

  it('does not jump for what may be but the way of the answer', async () => {
    const { clock, line } = await start(0);
    Object.assign(line, { there: 300, back: 0 });
    await clock.adjust();
    expect(clock.now()).toBe(NOW + 300);
  });

  it('takes no answer that was under way for long, but for the first one', async () => {
    const { clock, line, set } = await start(0);
    set(5 * MINUTES);
    Object.assign(line, { there: 10, back: 5_000 });
    await clock.adjust();
    expect(clock.now()).toBe(NOW + 5_010);
    const late = world(5 * MINUTES);
    late.line.back = 4_000;
    await late.clock.adjust();
    expect(late.clock.now()).toBe(NOW + 2_000);
  });

  it('is its own as long as the database does not answer, and says when it is known', async () => {
    const { clock, line, pace, own } = world(5 * MINUTES);
    line.isDown = true;
    await clock.adjust();
    expect(clock.now()).toBe(own.now());
    let isKnown = false;
    const told = clock.known.then(() => {
      isKnown = true;
    });
    await clock.adjust();
    expect(isKnown).toBe(false);
    line.isDown = false;
    await clock.adjust();
    await told;
    expect([isKnown, clock.now()]).toEqual([true, NOW + pace.now() - 1_000]);
  });
});
