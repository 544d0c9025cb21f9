import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registry } from '../../flows/index.js';
import type { Backoffice } from '../../src/backoffice/backoffice.js';
import { demoBackoffice } from '../../src/backoffice/demo.js';
import { makeCalendar } from '../../src/cases/calendar.js';
import { caseEffects } from '../../src/cases/effects.js';
import { loadPolicy, type Policy } from '../../src/cases/policy.js';
import { seedDemo } from '../../src/cases/seed-demo.js';
import type { Capabilities, Channel } from '../../src/channels/channel.js';
import { deskEffects } from '../../src/desk/effects.js';
import { Worker } from '../../src/jobs/worker.js';
import { Locales } from '../../src/locales.js';
import type { Reader } from '../../src/nlu/reading.js';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import type { Content, Conversation, Message, Store, TurnCommit } from '../../src/store/store.js';
import { productReader } from './reader.js';
import { VirtualClock } from './virtual-clock.js';

/** A weekday inside every area's hours. */
export const OFFICE_HOURS = Date.parse('2026-11-24T11:00:00-06:00');

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const CAPABILITIES: Capabilities = {
  buttons: { support: 'full', max: 99, labelLength: 99 },
  files: 'full',
  location: 'full',
  typing: 'none',
  textLength: 9999,
};

export interface TestDeskOptions {
  /** Epoch ms at the start. */
  readonly at?: number;
  readonly backoffice?: (real: Backoffice) => Backoffice;
}

/** The whole program but its outside: real store on disk, real flows, texts, reader and effects, a virtual clock, no network. */
export class TestDesk {
  readonly clock: VirtualClock;
  readonly sent: Message[] = [];
  readonly commits: TurnCommit[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'ventanilla-desk-'));
  private readonly backoffice: Backoffice;
  private count = 0;
  store!: Store;
  private worker!: Worker;

  private constructor(
    private readonly policy: Policy,
    private readonly reader: Reader,
    options: TestDeskOptions,
  ) {
    this.clock = new VirtualClock(options.at ?? OFFICE_HOURS);
    const real = demoBackoffice(this.clock);
    this.backoffice = options.backoffice?.(real) ?? real;
  }

  static async open(options: TestDeskOptions = {}): Promise<TestDesk> {
    const desk = new TestDesk(await loadPolicy('deploy/demo/policy.yaml'), await productReader(), options);
    await desk.start();
    await seedDemo(desk.store, desk.clock, desk.policy);
    return desk;
  }

  private async start(): Promise<void> {
    const { policy, clock } = this;
    this.store = await openSqliteStore(`sqlite:${join(this.folder, 'desk.db')}`);
    const deps = { store: this.store, backoffice: this.backoffice, policy, calendar: makeCalendar(policy) };
    const { provider } = policy;
    this.worker = new Worker({
      store: this.store,
      clock,
      node: `node-${++this.count}`,
      registry,
      reader: this.reader,
      locales: new Locales('locales', provider.timeZone, {
        provider: provider.name,
        address: provider.address,
        noticeUrl: provider.noticeUrl,
      }),
      turnId: () => `turn-${++this.count}`,
      channels: new Map([['test', this.channel()]]),
      effects: { ...caseEffects(deps), ...deskEffects(deps) },
      log: QUIET,
      observe: (commit) => void this.commits.push(commit),
    });
  }

  private channel(): Channel {
    return {
      id: 'test',
      capabilities: CAPABILITIES,
      send: async ({ message }) => {
        this.sent.push(message);
        return null;
      },
      typing: () => undefined,
      health: async () => ({ ok: true, problem: null }),
    };
  }

  /** As if the process had been killed and started again: everything that is not in the store is gone. */
  async restart(): Promise<void> {
    await this.worker.stop();
    await this.store.close();
    await this.start();
  }

  async close(): Promise<void> {
    await this.worker.stop();
    await this.store.close();
    rmSync(this.folder, { recursive: true });
  }

  talk(language = 'es-MX'): TestTalk {
    return new TestTalk(this, `talk-${++this.count}`, language);
  }

  settle = (): Promise<void> => this.worker.settle();

  /** Lets time pass, stopping at every instant at which something is due. */
  async wait(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    for (let due = await this.store.nextDue(); due !== null && due <= end; due = await this.store.nextDue()) {
      this.clock.set(Math.max(due, this.clock.now()));
      await this.settle();
    }
    this.clock.set(end);
    await this.settle();
  }
}

/** One customer's conversation. */
export class TestTalk {
  private read = 0;
  private count = 0;

  constructor(
    readonly desk: TestDesk,
    readonly id: string,
    readonly language: string,
  ) {}

  private get ref() {
    return { id: this.id, channel: 'test', address: this.id, language: this.language };
  }

  async open(): Promise<void> {
    await this.desk.store.open(this.ref, 'node', this.desk.clock.now());
    await this.desk.settle();
  }

  /** Stores a message without letting anything happen yet, as several that come at once. */
  async post(content: Partial<Content>): Promise<void> {
    const nativeId = `m${++this.count}`;
    await this.desk.store.accept(
      [
        {
          key: `test:${this.id}:${nativeId}`,
          conversation: this.ref,
          nativeId,
          clientId: null,
          sentAt: null,
          content: { type: 'text', text: null, location: null, files: [], ...content },
          raw: '{}',
        },
      ],
      'node',
      this.desk.clock.now(),
    );
  }

  async say(text: string): Promise<void> {
    await this.post({ text });
    await this.desk.settle();
  }

  /** What the bot has said since the last call, in order. */
  async heard(): Promise<readonly Message[]> {
    const lines = await this.desk.store.transcript(this.id, this.read, 500);
    this.read = lines.at(-1)?.seq ?? this.read;
    return lines.filter(({ from }) => from === 'bot');
  }

  async keys(): Promise<string[]> {
    return (await this.heard()).map(({ key }) => key ?? '');
  }

  async conversation(): Promise<Conversation> {
    const found = await this.desk.store.conversation(this.id);
    if (!found) throw new Error(`no conversation ${this.id}`);
    return found;
  }
}
