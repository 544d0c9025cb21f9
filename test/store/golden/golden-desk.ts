import { registry } from '../../../flows/index.js';
import { demoBackoffice } from '../../../src/backoffice/demo.js';
import { guardBackoffice } from '../../../src/backoffice/guarded-backoffice.js';
import { makeCalendar } from '../../../src/cases/calendar.js';
import { caseEffects } from '../../../src/cases/effects.js';
import type { Channel } from '../../../src/channels/channel.js';
import { deskEffects } from '../../../src/desk/effects.js';
import { Worker, type WorkerDeps } from '../../../src/jobs/worker.js';
import { localesFor } from '../../../src/locales.js';
import type { Content, Message, Store, TurnCommit } from '../../../src/store/store.js';
import { runTurn } from '../../../src/turn.js';
import { demoPolicy } from '../../support/demo-policy.js';
import { productReader } from '../../support/reader.js';
import { VirtualClock } from '../../support/virtual-clock.js';

/** A weekday at noon, when people are at work. */
export const GOLDEN_NOW = Date.parse('2026-11-24T12:00:00-06:00');

const NODE = 'golden-node';
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The whole program on a store that the test gives: real flows, texts, reader and effects, a clock that the test turns. */
export class GoldenDesk {
  readonly commits: TurnCommit[] = [];
  readonly sent: Message[] = [];
  private count = 0;
  private readonly worker: Worker;

  private constructor(
    readonly store: Store,
    readonly clock: VirtualClock,
    private readonly deps: WorkerDeps,
  ) {
    this.worker = new Worker(deps);
  }

  /** @param name in the ids of turns: two desks on one store never make the same one. */
  static async open(store: Store, name: string, at = GOLDEN_NOW): Promise<GoldenDesk> {
    const policy = await demoPolicy();
    const locales = localesFor(policy.provider);
    const clock = new VirtualClock(at);
    const cases = { store, policy, locales, calendar: makeCalendar(policy), backoffice: guardBackoffice(demoBackoffice(clock)) };
    const desk: GoldenDesk = new GoldenDesk(store, clock, {
      store,
      clock,
      node: NODE,
      registry,
      reader: await productReader(),
      locales,
      turnId: () => desk.nextId(name),
      channels: new Map([['test', channel((message) => desk.sent.push(message))]]),
      effects: { ...caseEffects(cases), ...deskEffects(cases) },
      log: QUIET,
      observe: (commit) => void desk.commits.push(commit),
    });
    return desk;
  }

  /** Makes a message durable, and no more. */
  async post(id: string, content: Partial<Content>): Promise<void> {
    const nativeId = this.nextId('message');
    const message: Content = { type: 'text', text: null, location: null, files: [], ...content };
    await this.store.accept(
      [
        {
          key: `test:${id}:${nativeId}`,
          conversation: refOf(id),
          nativeId,
          clientId: `client-${nativeId}`,
          sentAt: SENT,
          content: message,
          raw: '{}',
        },
      ],
      NODE,
      this.clock.now(),
    );
  }

  /** Runs the turns of one conversation, and nothing of what they want. */
  async turn(id: string): Promise<void> {
    while (await runTurn(this.deps, id, (commit) => this.commits.push(commit)));
  }

  /** A message and all that follows from it. */
  async say(id: string, ...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await this.post(id, { text });
      await this.settle();
    }
  }

  settle = (): Promise<void> => this.worker.settle();

  stop = (): Promise<void> => this.worker.stop();

  private nextId(name: string): string {
    this.count += 1;
    return `${name}-${this.count}`;
  }
}

const SENT = new Date(GOLDEN_NOW - 2_000).toISOString();

export const refOf = (id: string) => ({ id, channel: 'test', address: `address-of-${id}`, language: 'es-MX' });

const channel = (sent: (message: Message) => void): Channel => ({
  id: 'test',
  readsTranscript: false,
  capabilities: {
    buttons: { support: 'full', max: 99, labelLength: 99 },
    files: 'full',
    location: 'full',
    typing: 'none',
    textLength: 9_999,
  },
  send: async ({ message }) => {
    sent(message);
    return `native-${message.id}`;
  },
  typing: () => undefined,
  health: async () => ({ ok: true, problem: null }),
});
