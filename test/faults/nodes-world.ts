import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../src/nlu/random.js';
import { type Fate, MongoProxy } from '../store/mongo-proxy.js';
import { ServerProcess } from '../support/server-process.js';
import { Customer } from './customer.js';
import type { Script } from './scripts.js';

const SECRET = 'nodes-fault-secret-of-32-characters';
/** Requests between two deaths, at least and at most. */
const QUIET = { least: 5, most: 25 } as const;

/** Of so many requests to the database, one is lost, or carried out and its answer is lost; above all the latter. */
const LOST = { request: 1 / 400, answer: 1 / 100 } as const;

interface Node {
  readonly dataDir: string;
  proxy: MongoProxy | null;
  port: number;
  process: ServerProcess | null;
}

/**
 * Several nodes over one database, any of which may die at any request of a customer, and is started again. What a node says to the
 * database, or hears from it, may be lost.
 */
export class NodesWorld {
  readonly customers: readonly Customer[];
  /** Nodes killed so far. */
  deaths = 0;
  private readonly nodes: readonly Node[];
  private readonly random: () => number;
  private readonly revivals: Promise<void>[] = [];
  private requests = 0;
  /** Requests to the database, or answers of it, that were lost. */
  losses = 0;
  private next: number;

  /** @param most how many nodes die in all. */
  constructor(
    private readonly storeUrl: string,
    count: number,
    scripts: readonly Script[],
    seed: number,
    private readonly most: number,
  ) {
    this.random = seededRandom(seed);
    this.next = this.pause();
    this.nodes = Array.from({ length: count }, () => ({
      dataDir: mkdtempSync(join(tmpdir(), 'ventanilla-node-')),
      proxy: null,
      port: 0,
      process: null,
    }));
    this.customers = scripts.map((script) => new Customer(script, () => this.url()));
  }

  async start(): Promise<void> {
    await Promise.all(this.nodes.map((node) => this.startNode(node)));
  }

  /** No node dies any more, and all end in order. @throws when one does not. */
  async finish(): Promise<void> {
    await Promise.all(this.revivals);
    const ends = await Promise.all(this.nodes.map(({ process }) => process?.stop()));
    if (ends.some((end) => end?.code !== 0)) throw new Error(`A node did not end in order. They printed:\n${this.log}`);
  }

  async end(): Promise<void> {
    await Promise.allSettled(this.revivals);
    for (const { process, proxy, dataDir } of this.nodes) {
      await process?.kill();
      await proxy?.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  }

  get log(): string {
    return this.nodes.map(({ process }) => process?.log ?? '').join('\n');
  }

  /** Any node, dead or alive, as a balancer has it that has not noticed yet. */
  private url(): string {
    this.requests += 1;
    if (this.requests >= this.next && this.deaths < this.most) this.killOne();
    return `http://127.0.0.1:${this.any().port}`;
  }

  private killOne(): void {
    this.next = this.requests + this.pause();
    const node = this.any();
    // One that is down already, or not up yet, dies another time.
    if (!node.process?.alive || !node.process.log.includes('listens')) return;
    this.deaths += 1;
    this.revivals.push(node.process.kill().then(() => this.startNode(node)));
  }

  private async startNode(node: Node): Promise<void> {
    node.proxy ??= await this.makeProxy();
    const env = { STORE_URL: node.proxy.url, DIRECTLINE_SECRET: SECRET };
    node.process = new ServerProcess({ dataDir: node.dataDir, port: node.port, env });
    const port = await node.process.listening();
    if (port === null) throw new Error(`A node did not start. It printed:\n${node.process.log}`);
    node.port = port;
  }

  private async makeProxy(): Promise<MongoProxy> {
    const proxy = await MongoProxy.before(this.storeUrl);
    proxy.fate = () => (this.most === 0 ? 'pass' : this.fate());
    return proxy;
  }

  private fate(): Fate {
    const drawn = this.random();
    if (drawn >= LOST.request + LOST.answer) return 'pass';
    this.losses += 1;
    return drawn < LOST.request ? 'lose request' : 'lose answer';
  }

  private any(): Node {
    return this.nodes[Math.floor(this.random() * this.nodes.length)] as Node;
  }

  private pause(): number {
    return QUIET.least + Math.floor(this.random() * (QUIET.most - QUIET.least));
  }
}
