import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ended, ServerProcess } from '../support/server-process.js';
import { checkImage } from './check-image.js';
import type { Run } from './checker.js';
import { Customer } from './customer.js';
import type { Script } from './scripts.js';
import { takeImage } from './store-image.js';
import type { Violation } from './violation.js';

/** Ports of the dead may be taken by others for a moment. */
const STARTS = 5;

/** A server that may die and is started again on the same data and port, and the customers who talk to it all the while. */
export class World {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-faults-'));
  readonly customers: readonly Customer[];
  /** Found in what the killed servers left behind. */
  readonly violations: Violation[] = [];
  private port = 0;
  private over = false;
  private server: ServerProcess | null = null;

  constructor(scripts: readonly Script[]) {
    this.customers = scripts.map((script) => new Customer(script, () => this.url));
  }

  /** @param crashAt `POINT:n`: it may die before it has listened at all. */
  async start(crashAt?: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const server = new ServerProcess({ dataDir: this.dataDir, port: this.port, ...(crashAt ? { crashAt } : {}) });
      this.server = server;
      const port = await server.listening();
      this.port = port ?? this.port;
      if (port !== null || !server.log.includes('EADDRINUSE') || attempt === STARTS) return;
    }
  }

  /** Waits until the server has died of its crash point, and looks at what it left. @returns how it ended. */
  async crashed(): Promise<Ended> {
    const ended = await this.gone();
    if (ended.signal !== 'SIGKILL') throw new Error(`The server ended by itself (${ended.code}). It printed:\n${this.log}`);
    await this.examine();
    return ended;
  }

  async kill(): Promise<void> {
    await this.server?.kill();
    await this.examine();
  }

  /** Resolves with `work`, unless the server dies first. */
  async while<T>(work: Promise<T>): Promise<T> {
    const dies = this.gone().then(({ code, signal }) => {
      throw new Error(`The server died (${code ?? signal}). It printed:\n${this.log}`);
    });
    dies.catch(() => undefined);
    return Promise.race([work, dies]);
  }

  /** The customers read everything once more, the server ends in order, and what is stored is taken. */
  async finish(): Promise<Run> {
    const histories = await this.while(Promise.all(this.customers.map((customer) => customer.history())));
    const { code } = (await this.server?.stop()) ?? { code: null };
    if (code !== 0) throw new Error(`The server did not end in order (${code}). It printed:\n${this.log}`);
    return { histories, image: await takeImage(this.dataDir) };
  }

  /** Also for customers who still talk, because one of them found a fault. */
  async end(): Promise<void> {
    this.over = true;
    await this.server?.kill();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  get log(): string {
    return this.server?.log ?? '';
  }

  private get url(): string {
    if (this.over) throw new Error('This world has ended.');
    return `http://127.0.0.1:${this.port}`;
  }

  private gone(): Promise<Ended> {
    return this.server?.ended ?? Promise.resolve({ code: null, signal: null });
  }

  private async examine(): Promise<void> {
    this.violations.push(...checkImage(await takeImage(this.dataDir)));
  }
}
