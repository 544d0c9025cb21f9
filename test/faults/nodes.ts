import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../src/nlu/random.js';
import { type Fate, MongoProxy } from '../store/mongo-proxy.js';
import { ServerProcess } from '../support/server-process.js';

const SECRET = 'nodes-fault-secret-of-32-characters';
/** Ports of the dead may be taken by others for a moment. */
const STARTS = 5;
/** Of so many requests to the database, one is lost, or carried out and its answer is lost. */
const LOST = { request: 1 / 400, answer: 1 / 100 } as const;
/** The same of writes, while answers of writes are lost. */
const LOST_WRITES = 1 / 4;

/** One node of ours with its own wire to the database. */
interface Node {
  readonly dataDir: string;
  readonly wire: MongoProxy;
  readonly env: Readonly<Record<string, string>>;
  losesAnswers: boolean;
  port: number;
  process: ServerProcess | null;
}

export interface NodesOptions {
  /** Of the database, at each gateway to it. A node uses one of them, and another one when that is not there. */
  readonly storeUrls: readonly [string, ...string[]];
  /** How many, and what each has in its environment beside the usual. */
  readonly environments: readonly Readonly<Record<string, string>>[];
  readonly seed: number;
  /** Now and then a request or an answer is lost, also while nothing else goes wrong. */
  readonly lossy: boolean;
}

/** Several nodes over one database, as `npm start` runs them, which can be killed, frozen and cut off. Customers ask any of them. */
export class Nodes {
  private readonly random: () => number;
  private readonly nodes: Node[] = [];
  /** Requests to the database, or answers of it, that were lost one by one. */
  losses = 0;

  constructor(private readonly options: NodesOptions) {
    this.random = seededRandom(options.seed);
  }

  async start(): Promise<void> {
    const { storeUrls, environments } = this.options;
    for (const [index, env] of environments.entries()) {
      const [first, ...others] = rotated(storeUrls, index);
      const wire = await MongoProxy.before(first, ...others);
      const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-node-'));
      const node: Node = { dataDir, wire, env, losesAnswers: false, port: 0, process: null };
      wire.fate = (_, isWrite) => this.fate(node, isWrite);
      this.nodes.push(node);
    }
    await Promise.all(this.nodes.map((node) => this.revive(node)));
  }

  /** Any node, dead or alive, as a balancer has it that has not noticed yet. */
  readonly anyUrl = (): string => `http://127.0.0.1:${this.at(Math.floor(this.random() * this.nodes.length)).port}`;

  url(index: number): string {
    return `http://127.0.0.1:${this.at(index).port}`;
  }

  /** Writes of which a node never heard whether they were done. */
  get unanswered(): number {
    return this.nodes.reduce((sum, { wire }) => sum + wire.unanswered, 0);
  }

  wire(index: number): MongoProxy {
    return this.at(index).wire;
  }

  loseAnswers(index: number, yes: boolean): void {
    this.at(index).losesAnswers = yes;
  }

  async kill(index: number): Promise<void> {
    await this.at(index).process?.kill();
  }

  restart(index: number): Promise<void> {
    return this.revive(this.at(index));
  }

  signal(index: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
    const { process: child } = this.at(index);
    if (child?.alive) process.kill(child.pid, signal);
  }

  /** All end in order. @throws when one does not. */
  async stop(): Promise<void> {
    const ends = await Promise.all(this.nodes.map(({ process }) => process?.stop()));
    if (ends.some((end) => end?.code !== 0)) throw new Error(`A node did not end in order: ${JSON.stringify(ends)}`);
  }

  /** Whatever has happened: nothing of them is left. */
  async end(): Promise<void> {
    for (const { process, wire, dataDir } of this.nodes) {
      await process?.kill();
      await wire.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  }

  get log(): string {
    return this.nodes.map(({ process }, index) => `node ${index}: ${process?.log ?? ''}`).join('\n');
  }

  private at(index: number): Node {
    const node = this.nodes[index];
    if (!node) throw new Error(`There is no node ${index}.`);
    return node;
  }

  private async revive(node: Node): Promise<void> {
    const env = { ...node.env, STORE_URL: node.wire.url, DIRECTLINE_SECRET: SECRET };
    for (let attempt = 1; ; attempt++) {
      const server = new ServerProcess({ dataDir: node.dataDir, port: node.port, env });
      node.process = server;
      const port = await server.listening();
      node.port = port ?? node.port;
      if (port !== null) return;
      if (!server.log.includes('EADDRINUSE') || attempt === STARTS) throw new Error(`A node did not start. It printed:\n${server.log}`);
    }
  }

  private fate({ losesAnswers }: Node, isWrite: boolean): Fate {
    const drawn = this.random();
    const lost = this.options.lossy ? LOST : { request: 0, answer: 0 };
    const answer = losesAnswers && isWrite ? LOST_WRITES : lost.answer;
    if (drawn >= lost.request + answer) return 'pass';
    this.losses += 1;
    return drawn < lost.request ? 'lose request' : 'lose answer';
  }
}

const rotated = (urls: readonly string[], by: number): [string, ...string[]] =>
  [...urls.slice(by % urls.length), ...urls.slice(0, by % urls.length)] as [string, ...string[]];
