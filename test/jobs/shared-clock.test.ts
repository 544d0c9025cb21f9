import { afterEach, describe, expect, it } from '@jest/globals';
import { SharedClock } from '../../src/jobs/shared-clock.js';
import { StoreUnavailable } from '../../src/store/store.js';
import { VirtualClock } from '../support/virtual-clock.js';

const NOW = Date.UTC(2026, 10, 24, 17);
const MINUTES = 60_000;

/** A node, and a database that knows the time. */
function world() {
  const pace = new VirtualClock(1_000);
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
  const clock = new SharedClock({ ask, log, monotonic: () => pace.now() });
  return {
    clock,
    pace,
    line,
    set: (by: number) => {
      server += by;
    },
  };
}

describe('the clock that nodes share', () => {
  let clock: SharedClock | null = null;
  afterEach(() => clock?.stop());

  const start = async () => {
    const made = world();
    clock = made.clock;
    await clock.start();
    return made;
  };

  it("is the database's, and goes on by itself", async () => {
    const { clock, pace } = await start();
    expect(clock.now()).toBe(NOW);
    pace.advance(1_234);
    expect(clock.now()).toBe(NOW + 1_234);
    await clock.known;
  });

  it("follows the database's clock, and takes the middle of the time that an answer took", async () => {
    const { clock, line, pace, set } = await start();
    set(3_000);
    Object.assign(line, { there: 100, back: 100 });
    await clock.adjust();
    expect(clock.now()).toBe(NOW + 3_000 + 200);
    pace.advance(10);
    expect(clock.now()).toBe(NOW + 3_000 + 210);
  });

  it('does not jump for what may be but the way of the answer', async () => {
    const { clock, line } = await start();
    Object.assign(line, { there: 300, back: 0 });
    await clock.adjust();
    expect(clock.now()).toBe(NOW + 300);
  });

  it('takes no answer that was under way for long, but for the first one, by which it may be slow and never fast', async () => {
    const { clock, line, set } = await start();
    set(5 * MINUTES);
    Object.assign(line, { there: 10, back: 5_000 });
    await clock.adjust();
    expect(clock.now()).toBe(NOW + 5_010);
    for (const [there, back] of [
      [4_000, 0],
      [0, 4_000],
    ] as const) {
      const late = world();
      Object.assign(late.line, { there, back });
      await late.clock.adjust();
      expect(late.clock.now()).toBe(NOW + there);
      Object.assign(late.line, { there: 0, back: 0 });
      await late.clock.adjust();
      expect(late.clock.now()).toBe(NOW + 4_000);
    }
  });

  it('is no clock until the database has answered, and says when it has', async () => {
    const { clock, line, pace } = world();
    line.isDown = true;
    await clock.adjust();
    expect(() => clock.now()).toThrow(StoreUnavailable);
    expect(clock.ready()).toEqual({ ok: false, problem: expect.stringContaining('try again') });
    let isKnown = false;
    const told = clock.known.then(() => {
      isKnown = true;
    });
    await clock.adjust();
    expect(isKnown).toBe(false);
    line.isDown = false;
    await clock.adjust();
    await told;
    expect([isKnown, clock.now(), clock.ready()]).toEqual([true, NOW + pace.now() - 1_000, { ok: true, problem: null }]);
  });

  it('asks again at once when somebody needs the time that was not to be had', async () => {
    const { clock: waiting, line } = world();
    clock = waiting;
    line.isDown = true;
    await waiting.start();
    line.isDown = false;
    expect(() => waiting.now()).toThrow(StoreUnavailable);
    await waiting.known;
    expect(waiting.now()).toBe(NOW);
  });
});
