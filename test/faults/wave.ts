import { setTimeout as pause } from 'node:timers/promises';
import { createConnection } from 'mongoose';
import { seededRandom } from '../../src/nlu/random.js';
import { MongoDatabase } from '../store/mongo-rig.js';
import { Agents, type Bid } from './agents.js';
import type { Run } from './checker.js';
import { Customer } from './customer.js';
import { type Fault, type Kind, planFaults } from './fault-plan.js';
import type { ClientHistory } from './history.js';
import { Mischief } from './mischief.js';
import type { MongoCluster } from './mongo-cluster.js';
import { strikeTimers, takeMongoImage } from './mongo-image.js';
import { Nodes } from './nodes.js';
import { COURSE, type Script } from './scripts.js';

export interface WaveOptions {
  readonly cluster: MongoCluster;
  readonly seed: number;
  /** What each node has in its environment beside the usual. */
  readonly environments: readonly Readonly<Record<string, string>>[];
  /** How long things go wrong, ms; 0: nothing does, and nobody waits for a clock or takes a conversation. */
  readonly lengthMs: number;
}

export interface Wave extends Run {
  /** Those of customers whose conversations agents take; they are not among `histories`. */
  readonly talks: readonly ClientHistory[];
  readonly bids: readonly Bid[];
  readonly faults: ReadonlyMap<Kind, number>;
  /** Requests and answers that were lost one by one. */
  readonly losses: number;
  /** Writes of which their node never heard whether they were done. */
  readonly unanswered: number;
}

/** Longest time in which a customer thinks, ms; one who waits for the clock thinks the shorter. */
const THINKS_MS = { script: 5_000, patient: 2_000, talk: 3_000 } as const;
/** A conversation is contested as often, in the first part of the course. */
const CONTESTS = 2;
/** Longer than every lease and every wait before something is tried again. */
const QUIET_MS = 60_000;
const LOOK_MS = 250;

/** One lot of customers over one new database, while what the seed decides goes wrong; then all is mended and taken down. */
export async function runWave(options: WaveOptions): Promise<Wave> {
  const course = new Course(options);
  try {
    await course.start();
    return await course.run();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.stack : String(error)}\nLast printed:\n${course.log}`);
  } finally {
    await course.end();
  }
}

class Course {
  private readonly database: MongoDatabase;
  private readonly storeUrls: readonly [string, ...string[]];
  private readonly nodes: Nodes;
  private readonly mischief: Mischief;
  private readonly agents = new Agents();
  private readonly scripted: readonly Customer[];
  private readonly patient: readonly Customer[];
  private readonly talkers: readonly Customer[];
  private readonly plan: readonly Fault[];
  private readonly random: () => number;
  private over = false;

  constructor({ cluster, seed, environments, lengthMs }: WaveOptions) {
    const [first, ...others] = cluster.urls;
    this.database = new MongoDatabase({ url: first });
    const { pathname } = new URL(this.database.url);
    this.storeUrls = [this.database.url, ...others.map((url) => Object.assign(new URL(url), { pathname }).href)];
    const isCalm = lengthMs === 0;
    const targets = { nodes: environments.length, gateways: cluster.canFail ? cluster.urls.length : 0 };
    this.plan = isCalm ? [] : planFaults(seed, lengthMs, targets);
    this.nodes = new Nodes({ storeUrls: this.storeUrls, environments, seed: seed + 1, lossy: !isCalm });
    this.mischief = new Mischief(this.nodes, cluster);
    this.random = seededRandom(seed + 2);
    const customer = (script: Script, thinksMs: number) =>
      new Customer(script, this.url, isCalm ? undefined : () => this.random() * thinksMs);
    this.scripted = COURSE.scripts.map((script) => customer(script, THINKS_MS.script));
    this.patient = COURSE.patient.map((script) => customer(script, THINKS_MS.patient));
    this.talkers = isCalm ? [] : COURSE.talkers.map((name) => customer({ name, steps: [] }, THINKS_MS.talk));
  }

  async start(): Promise<void> {
    await this.nodes.start();
    await this.agents.start(this.storeUrls);
  }

  async run(): Promise<Wave> {
    const playing = this.mischief.play(this.plan);
    const acts = [
      ...this.scripted.map((customer) => this.follow(customer)),
      ...this.patient.map((customer) => this.wait(customer)),
      ...this.talkers.map((customer) => this.talk(customer, playing)),
    ];
    await Promise.all([playing, ...acts]);
    await this.untilQuiet();
    const historiesOf = (customers: readonly Customer[]) => Promise.all(customers.map((customer) => customer.history()));
    const histories = await historiesOf([...this.scripted, ...this.patient]);
    const talks = await historiesOf(this.talkers);
    const { losses, unanswered } = this.nodes;
    await this.nodes.stop();
    const image = await takeMongoImage(this.database.url);
    return { histories, talks, image, bids: this.agents.bids, faults: this.mischief.done, losses, unanswered };
  }

  /** Also for customers who still talk, because one of them found a fault. */
  async end(): Promise<void> {
    this.over = true;
    await this.mischief.halt().catch(() => undefined);
    await this.agents.end();
    await this.nodes.end();
    await this.database.drop();
  }

  get log(): string {
    return this.nodes.log;
  }

  private readonly url = (): string => {
    if (this.over) throw new Error('This course has ended.');
    return this.nodes.anyUrl();
  };

  private async follow(customer: Customer): Promise<void> {
    await customer.arrive();
    await customer.play();
  }

  /** A short wait is a real one; a long one is cut short. */
  private async wait(customer: Customer): Promise<void> {
    await customer.arrive();
    let from = 0;
    for (const [index, { steps, hear, afterMs }] of COURSE.acts.entries()) {
      const begun = performance.now();
      await customer.play(from, from + steps);
      from += steps;
      if (this.plan.length === 0 || index > 0) {
        const struck = await strikeTimers(this.database.url, customer.conversation);
        if (!struck && performance.now() - begun < afterMs)
          throw new Error(`${customer.conversation} does not wait for its timer any more.`);
      }
      await customer.hear(hear);
    }
    await customer.play(from);
  }

  private async talk(customer: Customer, playing: Promise<void>): Promise<void> {
    await customer.arrive();
    let done = false;
    const contests = this.contests(customer.conversation);
    const end = Promise.all([playing, contests]).finally(() => {
      done = true;
    });
    for (let index = 0; !done && !this.over; index++) await customer.say(COURSE.talk[index % COURSE.talk.length] ?? '');
    await end;
  }

  private async contests(conversation: string): Promise<void> {
    const lastMs = Math.max(0, ...this.plan.map(({ atMs }) => atMs));
    for (let contest = 0; contest < CONTESTS && !this.over; contest++) {
      await pause((this.random() * lastMs) / CONTESTS);
      await this.agents.contest(conversation);
    }
  }

  /** No work is left that can go on by itself. What is left after a while is for the checker. */
  private async untilQuiet(): Promise<void> {
    const raw = await createConnection(this.database.url).asPromise();
    try {
      const working = { $or: [{ workAt: { $gte: 0 } }, { callAt: { $gte: 0 } }] };
      for (let waited = 0; waited < QUIET_MS; waited += LOOK_MS) {
        if ((await raw.collection('conversations').countDocuments(working)) === 0) return;
        await pause(LOOK_MS);
      }
    } finally {
      await raw.close();
    }
  }
}
