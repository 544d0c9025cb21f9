import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const START_MS = 30_000;

interface Cores {
  readonly server: string;
  readonly load: string;
  /** For the second and third node of our server. */
  readonly spare: readonly string[];
}

/** A core for each of the two sides, and what is left; null where processes cannot be tied to cores. */
function coresToUse(): Cores | null {
  if (spawnSync('taskset', ['-V']).status !== 0) return null;
  const list = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  const cores = list.split(',').flatMap((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  });
  const [server, load, ...spare] = cores;
  return server !== undefined && load !== undefined ? { server, load, spare } : null;
}

export const CORES = coresToUse();

/** Path of a compiled file of this folder. */
export const benchFile = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Core of the node `index`, from 0, of several that work together: one each, as long as there are so many. */
function coreOf(cores: Cores, index: number): string {
  const all = [cores.server, ...cores.spare];
  return all[index % all.length] ?? cores.server;
}

/** A Node process on the load's core, or on that of a server. @param index of several servers that work together, from 0. */
export function spawnNode(
  side: 'server' | 'load',
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  index = 0,
): ChildProcess {
  const pinned = CORES ? ['taskset', '-c', side === 'server' ? coreOf(CORES, index) : CORES.load] : [];
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
const cleaners = new Set<() => void>();

/** Runs `clean`, which must be quick and synchronous, when the bench ends too early. @returns how to take that back. */
export function atEarlyEnd(clean: () => void): () => void {
  cleaners.add(clean);
  return () => void cleaners.delete(clean);
}

/** Nothing that the bench started outlives it, however it ends. */
export function endWithChildren(): void {
  process.once('exit', () => {
    for (const child of children) child.kill('SIGKILL');
    // What was begun last ends first, as what is in a folder before the folder.
    for (const clean of [...cleaners].reverse()) clean();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
}

/** A server under test. */
export interface Contender {
  readonly pid: number;
  readonly port: number;
  /** Stands still, so that it takes nothing from the one that is measured. */
  pause(): void;
  resume(): void;
  /** Ends in order and resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts a server that prints `listens: …:port`. @throws with its output when it does not. */
export async function startServer(args: readonly string[], env: Readonly<Record<string, string>> = {}, index = 0): Promise<Contender> {
  const child = spawnNode('server', args, env, index);
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
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    stop: async () => {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
