import { expect, it } from '@jest/globals';
import { MongoDatabase } from '../store/mongo-rig.js';
import { describeWithMongo } from '../support/mongodb/find-server.js';
import { checkRun, type Outcomes, outcomesOf, type Run } from './checker.js';
import { takeMongoImage } from './mongo-image.js';
import { NodesWorld } from './nodes-world.js';
import { perOfficeHours, withinOfficeHours } from './office-hours.js';
import { SCRIPTS } from './scripts.js';

/**
 * Three nodes over one MongoDB database die and come back, and lose what they say to it or hear from it, while customers talk to whichever
 * answers; then everything that the customers saw and that is stored is held against the rules and against a run without a fault.
 */

const SEED = Number(process.env.FAULT_SEED ?? 20_261_124);
const DEATHS = 6;
const TIMEOUT_MS = 240_000;
/** A dead node's work moves on when its lease has run out; a customer whose restart is timed would meanwhile hear the clock. */
const UNTIMED = SCRIPTS.filter(({ name }) => name !== 'visit-after-reboot');

describeWithMongo(`nodes that are killed (FAULT_SEED=${SEED})`, (mongo) => {
  async function run(nodes: number, deaths: number): Promise<Run & { readonly deaths: number; readonly losses: number }> {
    const database = new MongoDatabase(mongo);
    const world = new NodesWorld(database.url, nodes, UNTIMED, SEED, deaths);
    try {
      await world.start();
      await Promise.all(
        world.customers.map(async (customer) => {
          await customer.arrive();
          await customer.play();
        }),
      );
      const histories = await Promise.all(world.customers.map((customer) => customer.history()));
      await world.finish();
      return { histories, image: await takeMongoImage(database.url), deaths: world.deaths, losses: world.losses };
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : String(error)}\nLast printed:\n${world.log}`);
    } finally {
      await world.end();
      await database.drop();
    }
  }

  it(
    'lose nothing, double nothing and leave nothing half done',
    async () => {
      const flawless = perOfficeHours(async (): Promise<Outcomes> => outcomesOf(await run(1, 0)));
      const { result, hours } = await withinOfficeHours(() => run(3, DEATHS));
      expect(result.deaths).toBe(DEATHS);
      expect(result.losses).toBeGreaterThan(DEATHS);
      expect(checkRun(result, await flawless(hours))).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
