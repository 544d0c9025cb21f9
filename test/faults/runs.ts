import type { CrashPoint } from '../../src/crash.js';
import { seededRandom } from '../../src/nlu/random.js';
import { checkRun, type Outcomes, outcomesOf, type Run } from './checker.js';
import { SCRIPTS, type Script, TIMED } from './scripts.js';
import { makeTimersDue } from './store-image.js';
import type { Violation } from './violation.js';
import { World } from './world.js';

/** A whole run: customers come, the server dies now and then, and all of them finish what they came for. */

type Course = (world: World) => Promise<void>;

async function run(scripts: readonly Script[], course: Course): Promise<Run & { readonly violations: readonly Violation[] }> {
  const world = new World(scripts);
  try {
    await course(world);
    return { ...(await world.finish()), violations: world.violations };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\nThe last server printed:\n${world.log}`);
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
    playing.catch(() => undefined);
    for (const [index, crash] of crashes.entries()) {
      const first = await Promise.race([world.crashed(), playing.then(() => 'done' as const)]);
      if (first === 'done') throw new Error(`The conversations ended, and ${crash} was never passed.`);
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
      await all((customer) => customer.play(from, from + steps));
      from += steps;
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

/** Crash points that customers of the chat lead the server to, but for the timer's. */
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
  'BEFORE_SEND',
  'AFTER_SEND_BEFORE_MARK',
] as const satisfies readonly CrashPoint[];

/** Every point is passed more often than this by what is left of the scripts after the first crash. */
const LATEST_HIT = 30;

/** The first time the point is passed, and a time in the middle of things, which the seed decides. */
export function crashesAt(point: CrashPoint, seed: number): readonly string[] {
  return [`${point}:1`, `${point}:${2 + Math.floor(seededRandom(seed)() * LATEST_HIT)}`];
}

export const flawless = async (): Promise<Outcomes> => outcomesOf(await run(SCRIPTS, dying([])));
export const flawlessTimed = async (): Promise<Outcomes> => outcomesOf(await run(TIMED.scripts, waiting(null)));

export async function crashing(crashes: readonly string[], expected: () => Promise<Outcomes>): Promise<readonly Violation[]> {
  const { violations, ...rest } = await run(SCRIPTS, dying(crashes));
  return [...violations, ...checkRun(rest, await expected())];
}

export async function crashingTimed(expected: () => Promise<Outcomes>): Promise<readonly Violation[]> {
  const { violations, ...rest } = await run(TIMED.scripts, waiting('TIMER_PICKED:1'));
  return [...violations, ...checkRun(rest, await expected())];
}
