import { execFile } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { SCRIPT } from '../support/mongodb/teardown.js';

/** What of a cluster can fail: a gateway by its number from 1, or the database under all of them. */
export type Part = 'database' | `${number}`;

const run = promisify(execFile);
const GATEWAYS = 2;

/** The folder of the server that all suites share. */
const SHARED = process.env.MONGODB_TEST_DIR ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mongodb-test-server');
/** Beside it, on its disk, as the build is shared by hard links. */
const OWN = `${basename(SHARED)}-course-`;

/**
 * A database behind gateways that nobody else uses, so that it may be killed and frozen: two gateways of FerretDB over one database, with
 * the build of the server that all suites share.
 */
export class MongoCluster {
  private constructor(
    /** One a gateway. */
    readonly urls: readonly [string, ...string[]],
    /** Null: a server that is not ours; nothing of it fails. */
    private readonly folder: string | null,
  ) {}

  /** After the shared server is built. */
  static async start(): Promise<MongoCluster> {
    await endOrphans();
    const folder = join(dirname(SHARED), `${OWN}${process.pid}`);
    try {
      await run(SCRIPT, ['share', folder]);
      const urls = (await script(folder, 'up', String(GATEWAYS))).trim().split('\n');
      const [first, ...others] = urls;
      if (!first || urls.length !== GATEWAYS) throw new Error(`There are no ${GATEWAYS} gateways: ${urls}`);
      return new MongoCluster([first, ...others], folder);
    } catch (error) {
      await remove(folder);
      throw error;
    }
  }

  static foreign(url: string): MongoCluster {
    return new MongoCluster([url], null);
  }

  get canFail(): boolean {
    return this.folder !== null;
  }

  /** SIGKILL; the processes are gone when it resolves. */
  kill = (part: Part): Promise<void> => this.order('kill', part);
  /** Resolves when it takes connections again. */
  start = (part: Part): Promise<void> => this.order('start', part);
  /** SIGSTOP. */
  pause = (part: Part): Promise<void> => this.order('pause', part);
  resume = (part: Part): Promise<void> => this.order('resume', part);

  async end(): Promise<void> {
    if (this.folder !== null) await remove(this.folder);
  }

  private async order(what: 'kill' | 'start' | 'pause' | 'resume', part: Part): Promise<void> {
    if (this.folder === null) throw new Error('This database is not ours to break.');
    await script(this.folder, what, part);
  }
}

async function script(folder: string, ...words: readonly string[]): Promise<string> {
  const { stdout } = await run(SCRIPT, [...words], { env: { ...process.env, MONGODB_TEST_DIR: folder } });
  return stdout;
}

async function remove(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  await script(folder, 'down');
  rmSync(folder, { recursive: true, force: true });
}

/** Those of processes that were killed before they could end theirs. */
async function endOrphans(): Promise<void> {
  if (!existsSync(dirname(SHARED))) return;
  for (const name of readdirSync(dirname(SHARED))) {
    const owner = name.startsWith(OWN) ? Number(name.slice(OWN.length)) : process.pid;
    if (owner !== process.pid && !existsSync(`/proc/${owner}`)) await remove(join(dirname(SHARED), name));
  }
}
