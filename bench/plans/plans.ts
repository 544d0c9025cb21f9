import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { databaseOf, type FilledStore, makeFilledStore } from '../growth/filled-store.js';
import { tellStory } from '../growth/story.js';
import type { Load } from '../load-process.js';
import { startLoad } from '../load-process.js';
import type { MongoServer } from '../mongo-server.js';
import type { Options } from '../options.js';
import { environment, OURS, SECRET, sqliteFile } from '../our-server.js';
import { print } from '../print.js';
import { benchFile, spawnNode, startServer } from '../processes.js';
import { explainMongo } from './explain-mongo.js';
import { explainSqlite } from './explain-sqlite.js';
import type { Explained } from './explained.js';
import { planReport } from './plan-report.js';
import { COUNT_ANEW, merged, RECORD_TO, type Recording } from './recording.js';
import { costOfTurn } from './turn-cost.js';

const RECORDER = ['--import', pathToFileURL(benchFile('plans/recorder.js')).href];

/**
 * What our server asks of each kind of store, in conversations and by every operation of the port, and how the database carries it out when
 * much is stored. @returns 0, or 1 when something that grows is scanned.
 */
export async function plans(folder: string, options: Options, mongo: MongoServer | null): Promise<number> {
  const size = options.sizes.at(-1) ?? 0;
  try {
    let scans = 0;
    for (const server of mongo ? [null, mongo] : [null]) {
      const stored = await makeFilledStore(folder, size, server);
      const recordings = [await recordTurns(stored, options), await recordPort(stored)];
      const { text, bad } = planReport(`${stored.kind} with ${size} conversations`, await explain(stored, recordings));
      print(`\n${text}`);
      scans += bad;
    }
    return scans > 0 ? 1 : 0;
  } finally {
    await mongo?.stop([databaseOf(size)]);
  }
}

/** Without it the driver shows no commands. */
function watchedUrl({ storeUrl, kind }: FilledStore): string {
  if (kind === 'SQLite') return storeUrl;
  const url = new URL(storeUrl);
  url.searchParams.set('monitorCommands', 'true');
  return url.href;
}

function recordedEnvironment(stored: FilledStore, file: string): Readonly<Record<string, string>> {
  return { ...environment(stored.dataDir, watchedUrl(stored)), [RECORD_TO]: join(stored.dataDir, file) };
}

const read = ({ dataDir }: FilledStore, file: string): Recording => JSON.parse(readFileSync(join(dataDir, file), 'utf8')) as Recording;

/** One whole conversation, then customers who talk all at once, whose turns are counted. */
async function recordTurns(stored: FilledStore, { customers, seconds }: Options): Promise<Recording> {
  const file = 'turns.json';
  const server = await startServer([...RECORDER, OURS], recordedEnvironment(stored, file));
  await tellStory(server.port, 'bench-recorded');
  const load = startLoad();
  const { dataDir, storeUrl, database } = stored;
  const place = { ports: [server.port], pids: [server.pid], database, dataDir, storeUrl };
  await load.prepare({ name: 'recorded', kind: 'chat-socket', ...place, customers, secret: SECRET });
  const measured = await countTurns(load, server.pid, seconds);
  const problems = await load.verify('recorded');
  if (problems.length > 0) throw new Error(problems.join('\n'));
  load.end();
  await server.stop();
  const recording = read(stored, file);
  if (stored.kind === 'MongoDB') print(`\n${costOfTurn(recording.commands, measured)}`);
  return recording;
}

function countTurns(load: Load, pid: number, seconds: number) {
  process.kill(pid, COUNT_ANEW);
  return load.measure('recorded', 0, seconds * 1000);
}

async function recordPort(stored: FilledStore): Promise<Recording> {
  const file = 'port.json';
  const child = spawnNode('server', [...RECORDER, benchFile('plans/call-port.js')], recordedEnvironment(stored, file));
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The operations of the store could not be used:\n${output}`);
  return read(stored, file);
}

async function explain(stored: FilledStore, recordings: readonly Recording[]): Promise<readonly Explained[]> {
  const { queries, statements } = merged(recordings);
  if (stored.kind === 'SQLite') return explainSqlite(sqliteFile(stored.dataDir), statements);
  return explainMongo(stored.storeUrl, queries);
}
