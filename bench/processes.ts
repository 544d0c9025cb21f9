import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Clock ticks a second in /proc, fixed in the interface of Linux. */
const TICKS = 100;
const START_MS = 30_000;

/** Two cores for the two sides, or null where processes cannot be tied to cores. */
function coresToUse(): readonly [server: string, load: string] | null {
  if (spawnSync('taskset', ['-V']).status !== 0) return null;
  const list = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  const cores = list.split(',').flatMap((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  });
  const [server, load] = cores;
  return server !== undefined && load !== undefined ? [server, load] : null;
}

export const CORES = coresToUse();

/** Path of a compiled file of this folder. */
export const benchFile = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** A Node process on the server's or on the load's core. */
export function spawnNode(side: 'server' | 'load', args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const pinned = CORES ? ['taskset', '-c', CORES[side === 'server' ? 0 : 1]] : [];
  const [command = process.execPath, ...rest] = [...pinned, process.execPath, ...args];
  const child = spawn(command, rest, {
    env: { ...process.env, ...env },
    stdio: side === 'load' ? ['ignore', 'inherit', 'inherit', 'ipc'] : ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

const children = new Set<ChildProcess>();

/** Nothing that the bench started outlives it, however it ends. */
export function endWithChildren(): void {
  process.once('exit', () => {
    for (const child of children) child.kill('SIGKILL');
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
}

/** A server under test. */
export interface Contender {
  readonly pid: number;
  readonly port: number;
  /** Ends in order and resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts a server that prints `listens: …:port`. @throws with its output when it does not. */
export async function startServer(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Contender> {
  const child = spawnNode('server', args, env);
  const ended = once(child, 'exit');
  let output = '';
  const port = await new Promise<number>((resolve, reject) => {
    const fail = (): void => reject(new Error(`${args.join(' ')} did not start:\n${output}`));
    const late = setTimeout(fail, START_MS);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /listens: \S+:(\d+)/.exec(output);
      if (!found) return;
      clearTimeout(late);
      resolve(Number(found[1]));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', fail);
  });
  return {
    pid: child.pid ?? 0,
    port,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** CPU time that a process has used, with all its threads, in ms. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // Behind the name in brackets, which may contain anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user = 0, system = 0] = fields.slice(11, 13).map(Number);
  return ((user + system) / TICKS) * 1000;
}
