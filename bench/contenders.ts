import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from './load/protocol.js';
import type { Load } from './load-process.js';
import type { Options } from './options.js';
import { benchFile, type Contender, startServer } from './processes.js';

/** What is measured. `turns` and `pushed` are our server, asked by customers who look for replies in two ways. */
export const NAMES = ['control', 'insert', 'accept', 'turns', 'pushed', 'echo'] as const;
export type Name = (typeof NAMES)[number];

const KINDS: Readonly<Record<Name, Target['kind']>> = {
  control: 'post',
  insert: 'post',
  accept: 'accept',
  turns: 'chat-durable',
  pushed: 'chat-socket',
  echo: 'echo',
};

const SECRET = randomBytes(32).toString('base64url');

/** Starts all of them, and their customers. @returns how to end them. */
export async function startContenders(folder: string, load: Load, options: Options): Promise<() => Promise<void>> {
  const running: Contender[] = [];
  const start = async (names: readonly Name[], args: readonly string[]): Promise<void> => {
    const dataDir = join(folder, names.join('-'));
    mkdirSync(dataDir);
    const server = await startServer(args, environment(dataDir));
    running.push(server);
    for (const name of names) {
      const { port, pid } = server;
      await load.prepare({ name, kind: KINDS[name], port, pid, dataDir, customers: options.customers, secret: SECRET });
    }
  };
  await start(['control'], [benchFile('servers/control.js')]);
  await start(['insert'], [benchFile('servers/insert.js')]);
  await start(['accept'], [benchFile('servers/accept.js')]);
  await start(['echo'], [benchFile('servers/echo-bot.js')]);
  await start(['turns', 'pushed'], [...(options.profile ? ['--cpu-prof'] : []), OURS]);
  return async () => {
    await Promise.all(running.map((server) => server.stop()));
  };
}

/** Our server, as `npm start` runs it. */
export const OURS = benchFile('../src/main.js');

export const environment = (dataDir: string): Readonly<Record<string, string>> => ({
  DATA_DIR: dataDir,
  STORE_URL: '',
  POLICY_FILE: '',
  DIRECTLINE_SECRET: SECRET,
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'warn',
});
