import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HttpConnection } from './http-connection.js';
import { environment, OURS } from './our-server.js';
import { spawnNode, startServer } from './processes.js';

const LOOK_MS = 2;

/** ms from the start of our process to the first 200 of /readyz. The database exists from the second time on, as after a crash. */
export async function coldStart(folder: string): Promise<number> {
  const dataDir = join(folder, 'cold');
  mkdirSync(dataDir, { recursive: true });
  const begun = performance.now();
  const server = await startServer([OURS], environment(dataDir));
  const connection = await HttpConnection.open(server.port);
  while ((await connection.request('GET', '/readyz', '')).status !== 200) await pause(LOOK_MS);
  const took = performance.now() - begun;
  connection.close();
  await server.stop();
  return took;
}

/** ms that Node needs to start, do nothing and end. */
export async function bareStart(): Promise<number> {
  const begun = performance.now();
  await once(spawnNode('server', ['-e', '0']), 'exit');
  return performance.now() - begun;
}
