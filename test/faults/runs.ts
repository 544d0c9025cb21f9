import { setTimeout as pause } from 'node:timers/promises';
import type { CrashPoint } from '../../src/crash.js';
import { seededRandom } from '../../src/nlu/random.js';
import { checkRun, type Outcomes, outcomesOf, type Run } from './checker.js';
import { perOfficeHours, withinOfficeHours } from './office-hours.js';
import { SCRIPTS, type Script, TIMED } from './scripts.js';
import { makeTimersDue } from './store-image.js';
import type { Violation } from './violation.js';
import { World } from './world.js';

/** Crash points that customers of the chat lead the server to, but for the timer's. Those of the outbox belong to other channels. */
export const POINTS = [
  'AFTER_HTTP_READ',
  'AFTER_VERIFY',
  'AFTER_INSERT',
  'BEFORE_COMMIT',
  'AFTER_COMMIT_BEFORE_ACK',
  'AFTER_ACK',
  'BEFORE_TURN',
  'MID_TURN',
  'AFTER_TURN_COMMIT',
] as const satisfies readonly CrashPoint[];

/** Every point is passed more often than this. */
const LATEST_HIT = 30;
/** Longer than that while. */
const LEASES_MS = 45_000;

/** The first time the point is passed, and a time in the middle of things, which the seed decides. */
function crashesAt(point: CrashPoint, seed: number): readonly string[] {
  return [`${point}:1`, `${point}:${2 + Math.floor(seededRandom(seed)() * LATEST_HIT)}`];
}

/** How a run goes: when servers start and die, and what the customers do meanwhile. */
type Course = (world: World) => Promise<void>;
type Ran = Run & { readonly violations: readonly Violation[] };

async function run(scripts: readonly Script[], course: Course): Promise<Ran> {
  const world = new World(scripts);
  try {
    await course(world);
    return { ...(await world.finish()), violations: world.violations };
  } catch (error) {
    const found = world.violations.map((violation) => `\n${JSON.stringify(violation)}`).join('');
    throw new Error(
      `${error instanceof Error ? error.message : String(error)}\nFound in what was left:${found || ' nothing'}\nLast printed:\n${world.log}`,
    );
  } finally {
    await world.end();
  }
}

const play = async ({ customers }: World): Promise<void> => {
  await Promise.all(
    customers.map(async (customer) => {
      await customer.arrive();
      await customer.play();
    }),
  );
};

/** All scripts at once; one server after another dies at its crash point, the last one lives. */
const dying =
  (crashes: readonly string[]): Course =>
  async (world) => {
    await world.start(crashes[0]);
    const playing = play(world);
    // It is waited for again and again below; between two of these it may fail unheard.
    playing.catch(() => undefined);
    for (const [index, crash] of crashes.entries()) {
      const tooLate = playing.then(() => pause(LEASES_MS, 'never', { ref: false }));
      const first = await Promise.race([world.crashed(), tooLate]);
      if (first === 'never') throw new Error(`The conversations ended, and ${crash} was never passed.`);
      await world.start(crashes[index + 1]);
    }
    await world.while(playing);
  };

/** Customers who wait for the clock: it strikes while the server is down, and the one that hears it dies of it. */
const waiting =
  (crash: string | null): Course =>
  async (world) => {
    const all = (work: (customer: World['customers'][number]) => Promise<void>) => world.while(Promise.all(world.customers.map(work)));
    await world.start();
    await all((customer) => customer.arrive());
    let from = 0;
    for (const { steps, hear } of TIMED.acts) {
      const to = from + steps;
      await all((customer) => customer.play(from, to));
      from = to;
      await world.kill();
      if (makeTimersDue(world.dataDir) !== world.customers.length) throw new Error('Not every customer waits for a timer.');
      if (crash !== null) {
        await world.start(crash);
        await world.crashed();
      }
      await world.start();
      await all((customer) => customer.hear(hear));
    }
    await all((customer) => customer.play(from));
  };

/** Runs of these scripts with crashes, held against one without. `limit`: how they share the machine. */
function makeRuns(scripts: readonly Script[], flawless: Course, limit: (job: () => Promise<Ran>) => Promise<Ran>) {
  const expected = perOfficeHours(async (): Promise<Outcomes> => outcomesOf(await limit(() => run(scripts, flawless))));
  return async (course: Course): Promise<readonly Violation[]> => {
    const { result, hours } = await withinOfficeHours(() => limit(() => run(scripts, course)));
    return [...result.violations, ...checkRun(result, await expected(hours))];
  };
}

type Limit = <T>(job: () => Promise<T>) => Promise<T>;

/** The run of each crash point, which ends in what it broke. All begin at once, as far as `limit` lets them. */
export function startRuns(seed: number, limit: Limit): ReadonlyMap<CrashPoint, Promise<readonly Violation[]>> {
  const timed = makeRuns(TIMED.scripts, waiting(null), limit);
  const busy = makeRuns(SCRIPTS, dying([]), limit);
  return new Map<CrashPoint, Promise<readonly Violation[]>>([
    ['TIMER_PICKED', timed(waiting('TIMER_PICKED:1'))],
    ...POINTS.map((point, index) => [point, busy(dying(crashesAt(point, seed + index)))] as const),
  ]);
}
