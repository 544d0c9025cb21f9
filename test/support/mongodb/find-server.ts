import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createConnection } from 'mongoose';
import { FAILED, SCRIPT, STARTED, USED } from './teardown.js';

/** A server that speaks MongoDB's protocol. */
interface Server {
  readonly url: string;
  readonly isFerret?: true;
  stop(): Promise<void>;
}

type Way = { readonly start: () => Promise<Server> } | { readonly missing: string };

const HOW_TO =
  'there is no MongoDB server: set MONGODB_URI, or put mongod on the PATH, or run as root where Go and apt-get are (test/support/mongodb/server builds one)';
/** Building the server the first time takes a minute or two. */
const START_MS = 300_000;

/** Where the server of a suite is, from its `beforeAll` on. */
export interface MongoServer {
  readonly url: string;
  /** Made by the script `server` beside this file, which can make another one of the same build. */
  readonly isFerret: boolean;
}

/**
 * A suite on a real server: the one that MONGODB_URI names, or a mongod on the PATH or of mongodb-memory-server, started for the suite as
 * a replica set, or FerretDB, which stays up for the next suite and ends with the run. Where there is none the suite is reported as
 * skipped, with what to do; with CI_REQUIRE_MONGODB=1 it fails.
 */
export function describeWithMongo(name: string, define: (server: MongoServer) => void): void {
  const way = findWay();
  if ('missing' in way) {
    const isRequired = process.env.CI_REQUIRE_MONGODB === '1';
    if (!isRequired) console.warn(`MongoDB tests skipped: ${way.missing}`);
    const report = isRequired ? it : it.skip;
    describe(name, () => {
      report(`skipped: ${way.missing}`, () => {
        expect(way.missing).toBeNull();
      });
    });
    return;
  }
  describe(name, () => {
    let server: Server | null = null;
    beforeAll(async () => {
      server = await way.start();
    }, START_MS);
    afterAll(async () => {
      await server?.stop();
    });
    define({
      get url() {
        if (!server) throw new Error('the server is not up yet');
        return server.url;
      },
      get isFerret() {
        return server?.isFerret === true;
      },
    });
  });
}

function findWay(): Way {
  const { MONGODB_URI: configured } = process.env;
  if (configured) return { start: async () => ({ url: configured, stop: async () => undefined }) };
  if (has('mongod')) return { start: startMongod };
  const memoryServer = installed('mongodb-memory-server');
  if (memoryServer) return { start: () => startMemoryServer(memoryServer) };
  if (process.getuid?.() === 0 && has('go') && has('apt-get') && has('flock')) return findFerret();
  return { missing: HOW_TO };
}

function has(command: string): boolean {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function installed(name: string): string | null {
  try {
    return createRequire(resolve('package.json')).resolve(name);
  } catch {
    return null;
  }
}

/**
 * Suites may ask at the same time: one builds and starts it, the others wait. The lock is closed (-o) before the script runs, or the
 * server it starts would hold it as long as it lives. What cannot be built here is as missing as what is not there.
 */
function findFerret(): Way {
  if (existsSync(FAILED)) return { missing: readFileSync(FAILED, 'utf8') };
  const call = (command: string): string =>
    execFileSync('flock', ['-o', join(tmpdir(), 'mongodb-test-server.lock'), SCRIPT, command], {
      encoding: 'utf8',
      timeout: START_MS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  try {
    writeFileSync(USED, '');
    const isUp = call('urls') !== '';
    const [url] = call('up').split('\n');
    if (!url) throw new Error('it gave no address');
    if (!isUp) writeFileSync(STARTED, '');
    return { start: async () => ({ url, isFerret: true, stop: async () => undefined }) };
  } catch (error) {
    const missing = `${SCRIPT} could not build or start a server: ${error instanceof Error ? error.message.trim() : String(error)}`;
    writeFileSync(FAILED, missing);
    return { missing };
  }
}

async function startMemoryServer(path: string): Promise<Server> {
  const { MongoMemoryReplSet } = (await import(path)) as {
    MongoMemoryReplSet: { create(options: object): Promise<{ getUri(): string; stop(): Promise<unknown> }> };
  };
  const set = await MongoMemoryReplSet.create({ replSet: { count: 1 } });
  return {
    url: set.getUri(),
    stop: async () => {
      await set.stop();
    },
  };
}

async function startMongod(): Promise<Server> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'mongod-test-'));
  const mongod = spawn('mongod', ['--replSet', 'test', '--dbpath', folder, '--bind_ip', '127.0.0.1', '--port', `${port}`], {
    stdio: 'ignore',
  });
  const direct = await createConnection(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: START_MS,
  }).asPromise();
  await direct.db?.admin().command({ replSetInitiate: { _id: 'test', members: [{ _id: 0, host: `127.0.0.1:${port}` }] } });
  await direct.close();
  return {
    url: `mongodb://127.0.0.1:${port}/?replicaSet=test`,
    stop: async () => {
      await ended(mongod);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ended(process_: ChildProcess): Promise<void> {
  return new Promise((done) => {
    process_.once('close', () => done());
    process_.kill('SIGKILL');
  });
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
