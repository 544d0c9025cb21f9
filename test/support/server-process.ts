import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const MAIN = 'dist/src/main.js';
const LISTENS = /listens: http:\/\/\S+:(\d+)/;
const START_MS = 60_000;
const END_MS = 15_000;

export interface ServerOptions {
  readonly dataDir: string;
  /** 0, the default: any that is free. */
  readonly port?: number;
  /** `POINT:n`: dies at the n-th passage of this crash point. */
  readonly crashAt?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** How a server ended: of its own will with a code, or by a signal. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The program as `npm start` runs it, after `npm run build`, in a process of its own. */
export class ServerProcess {
  /** All that it printed so far. */
  log = '';
  /** Resolves when it is gone. */
  readonly ended: Promise<Ended>;
  private readonly listens: Promise<number>;

  constructor({ dataDir, port = 0, crashAt, env }: ServerOptions) {
    if (!existsSync(MAIN)) throw new Error(`${MAIN} is not there: run npm run build first.`);
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env.PATH ?? '',
        DATA_DIR: dataDir,
        HOST: '127.0.0.1',
        PORT: String(port),
        LOG_LEVEL: 'warn',
        ...env,
        ...(crashAt ? { CRASH_AT: crashAt } : {}),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }) as Ended);
    this.listens = new Promise((resolve) => {
      const read = (chunk: Buffer): void => {
        this.log += chunk.toString();
        const found = LISTENS.exec(this.log);
        if (found) resolve(Number(found[1]));
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
    });
  }

  private readonly child: ChildProcess;

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Whether it has not ended yet. */
  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** @returns the port it listens on, or null when it died before. */
  async listening(): Promise<number | null> {
    const late = new AbortController();
    const none = this.ended.then(() => null);
    const tooLate = pause(START_MS, 'late' as const, { signal: late.signal, ref: false }).catch(() => null);
    const first = await Promise.race([this.listens, none, tooLate]);
    late.abort();
    if (first === 'late') throw new Error(`The server did not listen within ${START_MS} ms. It printed:\n${this.log}`);
    return first;
  }

  /** As a power cut would. */
  kill(): Promise<Ended> {
    this.child.kill('SIGKILL');
    return this.ended;
  }

  /** Asks it to end, and kills it when it does not. */
  async stop(): Promise<Ended> {
    const late = setTimeout(() => this.child.kill('SIGKILL'), END_MS);
    this.child.kill('SIGTERM');
    const ended = await this.ended;
    clearTimeout(late);
    return ended;
  }
}
