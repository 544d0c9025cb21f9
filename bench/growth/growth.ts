import { whileRunning } from '../contenders.js';
import type { Measured, Target } from '../load/protocol.js';
import { type Load, startLoad } from '../load-process.js';
import type { MongoServer } from '../mongo-server.js';
import type { Options } from '../options.js';
import { SECRET } from '../our-server.js';
import { print } from '../print.js';
import { benchFile, type Contender, startServer } from '../processes.js';
import { speedsOf, steadiness, verdict } from '../report.js';
import { databaseOf, type FilledStore, makeFilledStore, startOurs } from './filled-store.js';
import { costTable, growthRows, type Series, type What } from './growth-report.js';

/** A filled store and our server on it, which stands still unless it is measured. */
interface Running {
  readonly stored: FilledStore;
  readonly server: Contender;
}

/** Connections of another system that asks the operator's API. */
const READERS = 4;
const NEWEST = 10;

const READS: Readonly<Record<Exclude<What, 'turn'>, (copy: FilledStore['copy']) => string>> = {
  folio: ({ folio }) => `/api/folios/${folio}`,
  account: ({ account }) => `/api/folios?account=${account}`,
  newest: () => `/api/conversations?limit=${NEWEST}`,
};
const READ_NAMES = ['folio', 'account', 'newest'] as const;

/**
 * Our server beside itself with fewer conversations stored, on each kind of store. All sizes are there at the same time, each with a server
 * of its own, and are measured in turn, round by round: what slows the machine down slows down all of them.
 * @returns 0, or 1 when something was wrong or, on a machine at rest, a target was missed.
 */
export async function growth(folder: string, options: Options, mongo: MongoServer | null): Promise<number> {
  const load = startLoad();
  const { sizes } = options;
  try {
    const control = await startControl(load);
    const running = await startAll(folder, sizes, mongo);
    const all: Series[] = [];
    // First what is read: customers who talk would be the newest, and their transcripts grow.
    await prepareReads(load, running);
    const quiet = await measureRounds(load, running, READ_NAMES, options, all);
    await prepareTurns(load, running, options.customers);
    const busy = await measureRounds(load, running, ['turn'], options, all);
    const problems = await verify(load, running);
    load.end();
    await Promise.all([control, ...running.map(({ server }) => server)].map((server) => server.stop()));
    print(`\n${costTable(all)}`);
    return verdict(growthRows(all), steadiness(speedsOf([...quiet, ...busy])), problems);
  } finally {
    await mongo?.stop(sizes.map(databaseOf));
  }
}

async function startControl(load: Load): Promise<Contender> {
  const server = await startServer([benchFile('servers/control.js')]);
  await load.prepare({ ...placeOf(server), name: 'control', kind: 'post', dataDir: '', storeUrl: '', database: null, customers: READERS });
  return server;
}

const placeOf = ({ port, pid }: Contender) => ({ ports: [port], pids: [pid], secret: SECRET });

async function startAll(folder: string, sizes: readonly number[], mongo: MongoServer | null): Promise<readonly Running[]> {
  const running: Running[] = [];
  for (const server of mongo ? [null, mongo] : [null]) {
    for (const size of sizes) {
      const begun = performance.now();
      const stored = await makeFilledStore(folder, size, server);
      print(`  ${stored.kind} filled with ${size} conversations in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
      const started = await startOurs(stored);
      started.pause();
      running.push({ stored, server: started });
    }
  }
  return running;
}

const nameOf = ({ kind, size }: FilledStore, what: What): string => `${kind} ${what} ${size}`;

async function prepare(
  load: Load,
  { stored, server }: Running,
  what: What,
  rest: Pick<Target, 'kind' | 'customers'> & { readonly path?: string },
) {
  const { dataDir, storeUrl, database } = stored;
  const target = { name: nameOf(stored, what), ...placeOf(server), dataDir, storeUrl, database, ...rest };
  await whileRunning([server], () => load.prepare(target));
}

async function prepareReads(load: Load, running: readonly Running[]): Promise<void> {
  for (const one of running) {
    for (const what of READ_NAMES) await prepare(load, one, what, { kind: 'read', customers: READERS, path: READS[what](one.stored.copy) });
  }
}

async function prepareTurns(load: Load, running: readonly Running[], customers: number): Promise<void> {
  for (const one of running) await prepare(load, one, 'turn', { kind: 'chat-socket', customers });
}

/** Adds what was measured to `all`. @returns the control, once a round. */
async function measureRounds(
  load: Load,
  running: readonly Running[],
  whats: readonly What[],
  { rounds, warmSeconds, seconds }: Options,
  all: Series[],
): Promise<readonly Measured[]> {
  const control: Measured[] = [];
  const measure = (name: string): Promise<Measured> => load.measure(name, warmSeconds * 1000, seconds * 1000);
  const series = running.flatMap((one) => whats.map((what) => ({ ...one, what, measured: [] as Measured[] })));
  for (let round = 1; round <= rounds; round++) {
    control.push(await measure('control'));
    for (const { stored, server, what, measured } of series)
      measured.push(await whileRunning([server], () => measure(nameOf(stored, what))));
    print(`  ${whats.join(', ')}: round ${round} of ${rounds} done`);
  }
  all.push(...series.map(({ stored: { kind, size }, what, measured }) => ({ kind, size, what, measured })));
  return control;
}

async function verify(load: Load, running: readonly Running[]): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { stored, server } of running) {
    for (const what of [...READ_NAMES, 'turn'] as const) {
      const name = nameOf(stored, what);
      const found = await whileRunning([server], () => load.verify(name));
      problems.push(...found.map((problem) => `${name}: ${problem}`));
    }
  }
  return problems;
}
