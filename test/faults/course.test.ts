import { writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWithMongo } from '../support/mongodb/find-server.js';
import { checkWave } from './check-wave.js';
import { type Outcomes, outcomesOf } from './checker.js';
import { MongoCluster } from './mongo-cluster.js';
import { perOfficeHours, withinOfficeHours } from './office-hours.js';
import { tally } from './tally.js';
import { runWave } from './wave.js';

/**
 * Three nodes of ours and two gateways over one database. Nodes, gateways and the database are killed and frozen, and what they say to
 * each other is slow, lost, cut or never answered, and their clocks are minutes apart, while customers talk, wait for the clock and agents take their conversations. Then
 * all that customers and agents were told and all that is stored is held against the rules and against a wave without a fault.
 *
 * `FAULT_SEED=7` is another course, and the same one each time as far as it is decided here; `FAULT_SECONDS=600` goes on for so long.
 */

const SEED = Number(process.env.FAULT_SEED ?? 20_261_124);
const SECONDS = Number(process.env.FAULT_SECONDS ?? 0);
const WAVE_MS = 52_000;
/** Of one wave, with one without a fault before it. */
const TIMEOUT_MS = 400_000;

const WRONG_CLOCK = pathToFileURL(resolve('test/faults/wrong-clock.mjs')).href;
const MINUTE_MS = 60_000;
/** Their machines' clocks are minutes apart. */
const NODES = [0, 5 * MINUTE_MS, -5 * MINUTE_MS].map((wrongBy) => ({
  NODE_OPTIONS: `--import=${WRONG_CLOCK}`,
  CLOCK_WRONG_MS: String(wrongBy),
}));

const say = (text: string): void => {
  writeSync(1, `${text}\n`);
};

describeWithMongo(`the course of faults (FAULT_SEED=${SEED})`, (mongo) => {
  let cluster: MongoCluster | null = null;

  beforeAll(async () => {
    cluster = mongo.isFerret ? await MongoCluster.start() : MongoCluster.foreign(mongo.url);
  }, TIMEOUT_MS);

  afterAll(async () => {
    await cluster?.end();
  }, TIMEOUT_MS);

  it(
    'loses nothing, doubles nothing, keeps order, has one owner, and lets every timer strike once',
    async () => {
      if (!cluster) throw new Error('There is no database.');
      const base = { cluster, seed: SEED, environments: NODES, lengthMs: WAVE_MS };
      const calm = perOfficeHours(
        async (): Promise<Outcomes> => outcomesOf(await runWave({ ...base, environments: NODES.slice(0, 1), lengthMs: 0 })),
      );
      const begun = performance.now();
      for (let seed = SEED; seed === SEED || performance.now() - begun < SECONDS * 1_000; seed++) {
        const start = performance.now();
        say(`A wave of the course of faults begins: FAULT_SEED=${seed} does it again.`);
        const { result, hours } = await withinOfficeHours(() => runWave({ ...base, seed }));
        const violations = checkWave(result, await calm(hours));
        say(`The course of faults with FAULT_SEED=${seed}:\n${tally(result, violations, (performance.now() - start) / 1_000)}`);
        expect({ seed, violations }).toEqual({ seed, violations: [] });
      }
    },
    TIMEOUT_MS + SECONDS * 1_000,
  );
});
