import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { createConnection } from 'mongoose';
import type { DatabaseProcesses } from './cpu-time.js';
import { atEarlyEnd } from './processes.js';

/** A server that speaks MongoDB's protocol. */
export interface MongoServer {
  /** What it is, for the report. */
  readonly name: string;
  /** Address of a database on it. */
  url(database: string): string;
  /** Null: they are not on this machine, or not known. */
  readonly processes: DatabaseProcesses | null;
  /** Drops these databases, and ends the server if the bench has started it. */
  stop(databases: readonly string[]): Promise<void>;
}

const MISSING =
  'no MongoDB server: set MONGODB_URI, or put mongod on the PATH, or run as root where Go and apt-get are (test/support/mongodb/server builds one)';
const START_MS = 60_000;

/** The one of MONGODB_URI, else a mongod of our own, else a FerretDB of our own. @returns why there is none, as text. */
export async function findMongoServer(folder: string): Promise<MongoServer | string> {
  const { MONGODB_URI: configured } = process.env;
  if (configured) return serverAt('the server of MONGODB_URI', configured, null, () => undefined);
  if (has('mongod')) return startMongod(join(folder, 'mongod'));
  if (process.getuid?.() !== 0 || !['go', 'apt-get', 'flock'].every(has)) return MISSING;
  try {
    return startFerret();
  } catch (error) {
    return `no MongoDB server: ${SCRIPT} could not build or start one (${error instanceof Error ? error.message.trim() : String(error)})`;
  }
}

function serverAt(name: string, address: string, processes: DatabaseProcesses | null, end: () => void): MongoServer {
  const url = (database: string): string => {
    const own = new URL(address);
    own.pathname = database;
    return own.href;
  };
  const stop = async (databases: readonly string[]): Promise<void> => {
    for (const database of databases) {
      const connection = await createConnection(url(database)).asPromise();
      await connection.dropDatabase();
      await connection.close();
    }
    end();
  };
  return { name, url, processes, stop };
}

const has = (command: string): boolean => {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** A replica set of one, as the store wants it. */
async function startMongod(folder: string): Promise<MongoServer> {
  mkdirSync(folder);
  const port = await freePort();
  const args = ['--replSet', 'bench', '--dbpath', folder, '--bind_ip', '127.0.0.1', '--port', `${port}`];
  const mongod = spawn('mongod', args, { stdio: 'ignore' });
  const end = (): void => void mongod.kill('SIGKILL');
  const keep = atEarlyEnd(end);
  const options = { serverSelectionTimeoutMS: START_MS };
  const direct = await createConnection(`mongodb://127.0.0.1:${port}/?directConnection=true`, options).asPromise();
  await direct.db?.admin().command({ replSetInitiate: { _id: 'bench', members: [{ _id: 0, host: `127.0.0.1:${port}` }] } });
  const { version } = (await direct.db?.admin().command({ buildInfo: 1 })) ?? {};
  await direct.close();
  const processes = { pids: [mongod.pid ?? 0], root: null };
  return serverAt(
    `mongod ${version} on this machine, a replica set of one`,
    `mongodb://127.0.0.1:${port}/?replicaSet=bench`,
    processes,
    () => {
      keep();
      end();
    },
  );
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const SCRIPT = resolve('test/support/mongodb/server');
/** The folder of the server that the tests share. Ours is beside it, since the build is shared by hard links. */
const SHARED = process.env.MONGODB_TEST_DIR ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mongodb-test-server');
const OWN = `${basename(SHARED)}-bench-`;
const LOCK = join(tmpdir(), 'mongodb-test-server.lock');

/** One with data of its own, which nobody else uses: its CPU time is what we cause, and the tests' server keeps its size. */
function startFerret(): MongoServer {
  removeOrphans();
  const folder = join(dirname(SHARED), `${OWN}${process.pid}`);
  const end = (): void => removeFerret(folder);
  const keep = atEarlyEnd(end);
  try {
    // The lock is closed before the script runs, or the server it starts would hold it.
    execFileSync('flock', ['-o', LOCK, SCRIPT, 'share', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
    const [url] = script(folder, 'up').split('\n');
    if (!url) throw new Error('it gave no address');
    const gateway = Number(readFileSync(join(folder, 'gateway-1.pid'), 'utf8'));
    const processes = { pids: [gateway], root: join(folder, 'debian') };
    return serverAt('FerretDB over PostgreSQL on this machine, not tied to cores', url, processes, () => {
      keep();
      end();
    });
  } catch (error) {
    keep();
    end();
    throw error;
  }
}

const script = (folder: string, command: string): string =>
  execFileSync(SCRIPT, [command], {
    env: { ...process.env, MONGODB_TEST_DIR: folder },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

function removeFerret(folder: string): void {
  if (!existsSync(folder)) return;
  script(folder, 'down');
  rmSync(folder, { recursive: true, force: true });
}

/** Those of runs that were killed before they could end theirs. */
function removeOrphans(): void {
  if (!existsSync(dirname(SHARED))) return;
  for (const name of readdirSync(dirname(SHARED))) {
    const owner = name.startsWith(OWN) ? Number(name.slice(OWN.length)) : process.pid;
    if (owner !== process.pid && !existsSync(`/proc/${owner}`)) removeFerret(join(dirname(SHARED), name));
  }
}
