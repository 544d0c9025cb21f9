import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { registry } from '../../flows/index.js';
import type { Backoffice } from '../../src/backoffice/backoffice.js';
import { demoBackoffice } from '../../src/backoffice/demo.js';
import { guardBackoffice } from '../../src/backoffice/guarded-backoffice.js';
import { type Calendar, makeCalendar } from '../../src/cases/calendar.js';
import { caseEffects } from '../../src/cases/effects.js';
import type { Policy } from '../../src/cases/policy.js';
import { seedDemo } from '../../src/cases/seed-demo.js';
import type { Capabilities, Channel } from '../../src/channels/channel.js';
import { deskEffects } from '../../src/desk/effects.js';
import { helpfulReader } from '../../src/help/help-reader.js';
import { HelpShelf } from '../../src/help/help-shelf.js';
import { Worker } from '../../src/jobs/worker.js';
import { type Locales, localesFor } from '../../src/locales.js';
import { type LetterSender, mailboxSender } from '../../src/mail/letter-sender.js';
import { type OpenPost, openPost } from '../../src/mail/open-post.js';
import type { Reader } from '../../src/nlu/reading.js';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import type { Message, Store, TurnCommit } from '../../src/store/store.js';
import { demoPolicy } from './demo-policy.js';
import { productReader } from './reader.js';
import { scratchFolder } from './scratch-folder.js';
import { TestTalk } from './talk.js';
import { VirtualClock } from './virtual-clock.js';

/** A weekday inside every area's hours. */
export const OFFICE_HOURS = Date.parse('2026-11-24T11:00:00-06:00');

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const LETTERS_SECRET = 'the desk of the tests seals its letters with this';
const CAPABILITIES: Capabilities = {
  buttons: { support: 'full', max: 99, labelLength: 99 },
  files: 'full',
  location: 'full',
  typing: 'none',
  textLength: 9999,
};

/** What no restart changes: files that the program reads at its start and never writes. Read once for a test file. */
interface Fixed {
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly reader: Reader;
  readonly locales: Locales;
  readonly help: HelpShelf;
}
let fixed: Promise<Fixed> | null = null;

async function readFixed(): Promise<Fixed> {
  const policy = await demoPolicy();
  const help = HelpShelf.open('locales', policy);
  return {
    policy,
    calendar: makeCalendar(policy),
    reader: helpfulReader(await productReader(), help, registry),
    help,
    locales: localesFor(policy.provider),
  };
}

export interface TestDeskOptions {
  /** Epoch ms at the start. */
  readonly at?: number;
  readonly backoffice?: (real: Backoffice) => Backoffice;
  /** The way out for letters; left out: the demo's mailbox. */
  readonly sender?: LetterSender;
}

/** The whole program but its outside: real store on disk, real flows, texts, reader and effects, a virtual clock, no network. */
export class TestDesk {
  readonly clock: VirtualClock;
  /** What left through the channel, in order. */
  readonly sent: Message[] = [];
  readonly commits: TurnCommit[] = [];
  private readonly folder = scratchFolder('desk');
  private readonly backoffice: Backoffice;
  private readonly sender: LetterSender;
  private count = 0;
  store!: Store;
  post!: OpenPost;
  private worker!: Worker;

  private constructor(
    private readonly fixed: Fixed,
    options: TestDeskOptions,
  ) {
    this.clock = new VirtualClock(options.at ?? OFFICE_HOURS);
    const real = demoBackoffice(this.clock);
    this.backoffice = guardBackoffice(options.backoffice?.(real) ?? real);
    this.sender = options.sender ?? mailboxSender;
  }

  static async open(options: TestDeskOptions = {}): Promise<TestDesk> {
    fixed ??= readFixed();
    const desk = new TestDesk(await fixed, options);
    await desk.openStore();
    await seedDemo(desk.store, desk.clock, desk.fixed.policy);
    desk.hire();
    return desk;
  }

  private async openStore(): Promise<void> {
    // Nobody but this process takes conversations, so what it accepted and left behind need not be waited for.
    this.store = await openSqliteStore(`sqlite:${join(this.folder, 'desk.db')}`, { acceptLeaseMs: 0 });
  }

  private hire(): void {
    const { store, clock, backoffice } = this;
    const { policy, calendar, reader, locales, help } = this.fixed;
    this.post = openPost({ store, clock, locales, secret: LETTERS_SECRET, sender: this.sender, log: QUIET });
    const { mail, codeKey } = this.post;
    const deps = { store, backoffice, policy, calendar, locales, mail, codeKey, help };
    this.worker = new Worker({
      store,
      clock,
      node: `node-${++this.count}`,
      registry,
      reader,
      locales,
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
      readsTranscript: false,
      capabilities: CAPABILITIES,
      send: async ({ message }) => {
        this.sent.push(message);
        return null;
      },
      typing: () => undefined,
      health: async () => ({ ok: true, problem: null }),
    };
  }

  /**
   * As if the process had been killed and started again: everything that is not in the store is gone.
   * @param before what the dying process still made durable, and did not live to work on.
   */
  async restart(before?: () => Promise<void>): Promise<void> {
    await this.worker.stop();
    await before?.();
    await this.store.close();
    await this.openStore();
    this.hire();
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
