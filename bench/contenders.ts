import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HttpConnection } from './http-connection.js';
import type { Target } from './load/protocol.js';
import type { Load } from './load-process.js';
import type { MongoServer } from './mongo-server.js';
import type { Options } from './options.js';
import { environment, OURS, SECRET, sqliteUrl } from './our-server.js';
import { benchFile, type Contender, startServer } from './processes.js';

/** What is measured everywhere. `turns` and `pushed` are our server, asked by customers who look for replies in two ways. */
const LOCAL = ['control', 'insert', 'accept', 'turns', 'pushed', 'echo'] as const;
/** Our server on MongoDB, by the number of its nodes. */
const NODES = ['node1', 'node2', 'node3'] as const;
export type Name = (typeof LOCAL)[number] | (typeof NODES)[number];

const KINDS: Readonly<Record<(typeof LOCAL)[number], Target['kind']>> = {
  control: 'post',
  insert: 'post',
  accept: 'accept',
  turns: 'chat-durable',
  pushed: 'chat-socket',
  echo: 'echo',
};

export interface Contenders {
  /** In the order in which they are measured. */
  readonly names: readonly Name[];
  /** Does `work` while the servers of this contender run, and those on MongoDB that are not of it stand still. */
  during<T>(name: Name, work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** Starts all of them, and their customers. @param mongo null: there is none. */
export async function startContenders(folder: string, load: Load, options: Options, mongo: MongoServer | null): Promise<Contenders> {
  const running: Contender[] = [];
  const start = async (names: readonly (typeof LOCAL)[number][], args: readonly string[]): Promise<void> => {
    const dataDir = join(folder, names.join('-'));
    mkdirSync(dataDir);
    const server = await startServer(args, environment(dataDir));
    running.push(server);
    for (const name of names) {
      const { customers } = options;
      const place = { ports: [server.port], pids: [server.pid], database: null, dataDir, storeUrl: sqliteUrl(dataDir) };
      await load.prepare({ name, kind: KINDS[name], ...place, customers, secret: SECRET });
    }
  };
  await start(['control'], [benchFile('servers/control.js')]);
  await start(['insert'], [benchFile('servers/insert.js')]);
  await start(['accept'], [benchFile('servers/accept.js')]);
  await start(['echo'], [benchFile('servers/echo-bot.js')]);
  await start(['turns', 'pushed'], [...(options.profile ? ['--cpu-prof'] : []), OURS]);
  const nodes = mongo === null ? [] : await startNodes(folder, load, options, mongo);
  for (const node of nodes) node.pause();
  return {
    names: nodes.length > 0 ? [...LOCAL, ...NODES] : LOCAL,
    during: (name, work) => whileRunning(nodes.slice(0, nodesOf(name)), work),
    stop: async () => {
      await Promise.all([...running, ...nodes].map((server) => server.stop()));
    },
  };
}

const nodesOf = (name: Name): number => (NODES as readonly string[]).indexOf(name) + 1;

/** Three nodes on one database, and customers for one, two and three of them. */
async function startNodes(folder: string, load: Load, { customers }: Options, mongo: MongoServer): Promise<readonly Contender[]> {
  const storeUrl = mongo.url(DATABASE);
  const nodes: Contender[] = [];
  for (const [index, name] of NODES.entries()) {
    const dataDir = join(folder, name);
    mkdirSync(dataDir);
    nodes.push(await startServer([OURS], environment(dataDir, storeUrl), index));
    const place = { ports: nodes.map(({ port }) => port), pids: nodes.map(({ pid }) => pid), database: mongo.processes, dataDir, storeUrl };
    await load.prepare({ name, kind: 'chat-socket', ...place, customers, secret: SECRET });
  }
  return nodes;
}

/** The database of this part of the bench. */
export const DATABASE = `ventanilla_bench_${process.pid}`;

/** Long enough for what ran out while the nodes stood still to be taken up again. */
const WAKE_MS = 300;

/** Nodes that stand still take nothing from the others: they do not look for work either. */
export async function whileRunning<T>(nodes: readonly Contender[], work: () => Promise<T>): Promise<T> {
  for (const node of nodes) node.resume();
  try {
    if (nodes.length > 0) await pause(WAKE_MS);
    for (const { port } of nodes) await untilReady(port);
    return await work();
  } finally {
    for (const node of nodes) node.pause();
  }
}

const READY_LOOKS = 100;

async function untilReady(port: number): Promise<void> {
  const connection = await HttpConnection.open(port);
  for (let look = 0; look < READY_LOOKS; look++) {
    if ((await connection.request('GET', '/readyz', '')).status === 200) return connection.close();
    await pause(WAKE_MS);
  }
  throw new Error('A server that stood still did not go on.');
}
