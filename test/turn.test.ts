import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Effect } from '../src/cases/effect.js';
import { SendFailed } from '../src/channels/channel.js';
import { Worker } from '../src/jobs/worker.js';
import type { Locales } from '../src/locales.js';
import type { Reader, Understood } from '../src/nlu/reading.js';
import { openSqliteStore } from '../src/store/sqlite/sqlite-store.js';
import { type Content, type Message, type Store, StoreUnavailable } from '../src/store/store.js';
import { toyRegistry } from './engine/toy-flows.js';
import { VirtualClock } from './support/virtual-clock.js';

/** Words stand for what they mean: this suite is about turns, not about reading. */
const MEANINGS: Readonly<Record<string, Understood>> = {
  light: { type: 'event', event: { type: 'INTENT', intent: 'light', text: 'light' } },
  debt: { type: 'event', event: { type: 'INTENT', intent: 'debt', text: 'debt' } },
  red: { type: 'event', event: { type: 'CHOICE', id: 'red' } },
  yes: { type: 'event', event: { type: 'YES' } },
  no: { type: 'event', event: { type: 'NO' } },
  leave: { type: 'event', event: { type: 'CHOICE', id: 'leave' } },
  person: { type: 'command', command: { type: 'person' } },
  notice: { type: 'event', event: { type: 'INTENT', intent: 'notice', text: 'notice' } },
  english: { type: 'command', command: { type: 'language', language: 'en' } },
};
const reader: Reader = {
  read: (text) => ({
    understood: MEANINGS[text] ?? { type: 'unclear', intents: [] },
    facts: {},
    language: text === 'debt' ? 'en' : null,
    guess: { intent: 'out_of_scope', probability: 0 },
  }),
};
const locales = {
  render: (language: string, { key }: { key: string }) => `${language} ${key}`,
  choice: (_language: string, { key }: { key: string }) => ({ label: key, synonyms: [] }),
} as unknown as Locales;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let store: Store;
let worker: Worker;
let clock: VirtualClock;
let sent: Message[];
let typed: string[];
let effects: Record<string, Effect>;
let failSend: (message: Message) => void;
let count: number;

beforeEach(async () => {
  store = await openSqliteStore('sqlite::memory:');
  clock = new VirtualClock(1_000_000);
  sent = [];
  typed = [];
  count = 0;
  failSend = () => undefined;
  effects = { look: async () => ({ on: true }), queueUp: async () => ({ open: true }) };
  const channel = {
    id: 'test',
    readsTranscript: false,
    capabilities: {
      buttons: { support: 'full' as const, max: 9, labelLength: 99 },
      files: 'none' as const,
      location: 'none' as const,
      typing: 'none' as const,
      textLength: 99,
    },
    send: async ({ message }: { message: Message }) => {
      failSend(message);
      sent.push(message);
      return `native-${message.seq}`;
    },
    typing: ({ conversation }: { conversation: string }) => void typed.push(conversation),
    health: async () => ({ ok: true, problem: null }),
  };
  worker = new Worker({
    store,
    clock,
    node: 'n1',
    registry: toyRegistry(),
    reader,
    locales,
    turnId: () => `t${++count}`,
    channels: new Map([['test', channel]]),
    effects: new Proxy(effects, { get: (target, name) => target[String(name)] }),
    log,
  });
});
afterEach(async () => {
  await worker.stop();
  await store.close();
});

const post = (...contents: Partial<Content>[]) =>
  store.accept(
    contents.map((content) => {
      const nativeId = `k${++count}`;
      const whole: Content = { type: 'text', text: null, location: null, files: [], ...content };
      return {
        key: nativeId,
        conversation: { id: 'c', channel: 'test', address: 'a', language: 'es-MX' },
        nativeId,
        sentAt: null,
        content: whole,
        raw: '{}',
      };
    }),
    'n1',
    clock.now(),
  );
const say = async (...texts: string[]): Promise<void> => {
  await post(...texts.map((text) => ({ text })));
  await worker.settle();
};
const said = (): string[] => sent.splice(0).map(({ key }) => key ?? '');
const conversation = async () => {
  const found = await store.conversation('c');
  if (!found) throw new Error('no conversation');
  return found;
};

describe.each([
  ['that follows its message', false],
  ['in the commit of its message', true],
] as const)('a turn %s', (_, together) => {
  beforeEach(() => {
    if (together) worker.workWithMessages();
  });

  describe('a turn', () => {
    it('takes several messages that come at once, in order, and asks once at the end', async () => {
      await say('hello', 'light', 'red');
      expect(said()).toEqual(['entry.hello', 'lamp.noted', 'lamp.wait']);
      expect((await conversation()).version).toBe(1);
    });

    it('offers a person with every question', async () => {
      await say('light');
      expect(sent.at(-1)?.choices.map(({ id }) => id)).toEqual(['red', 'green', 'person']);
      expect(sent[0]?.choices).toEqual([]);
    });

    it('lets messages wait in order while a call is pending, but never a request for a person', async () => {
      await say('light', 'red');
      const asked: ((value: unknown) => void)[] = [];
      effects.look = () => new Promise((resolve) => void asked.push(resolve));
      said();
      await post({ text: 'yes' });
      await post({ text: 'no' });
      const settling = worker.settle();
      while ((await conversation()).state.calls.length === 0) await new Promise(setImmediate);
      await post({ text: 'person' });
      while (!(await conversation()).state.frames.some(({ flow }) => flow === 'hand-off')) await new Promise(setImmediate);
      expect((await store.load('c'))?.messages.map(({ content }) => content.text)).toEqual(['no']);
      while (asked.length === 0) await new Promise(setImmediate);
      asked[0]?.({ on: true });
      await settling;
      expect((await conversation()).owner).toBe('queue');
      expect((await store.load('c'))?.messages).toEqual([]);
    });

    it('keeps what is no text, and says so', async () => {
      await say('light');
      said();
      await post(
        { type: 'file', files: [{ id: 'f', name: 'a.jpg', contentType: 'image/jpeg', size: 1 }] },
        { type: 'location', location: { latitude: 1, longitude: 2 } },
        { type: 'unknown' },
      );
      await worker.settle();
      expect(said()).toEqual(['engine.fileKept', 'engine.locationKept', 'engine.unknownKept', 'lamp.colour']);
      expect((await store.transcript('c', 0, 50)).filter(({ from }) => from === 'customer')).toHaveLength(4);
    });

    it('speaks the language asked for from then on', async () => {
      await say('light');
      said();
      await say('english');
      expect(sent.map(({ content }) => content.text)).toEqual(['en engine.languageChanged', 'en lamp.colour']);
      expect((await conversation()).language).toBe('en');
    });
  });

  describe('the language', () => {
    const languages = async (): Promise<string[]> =>
      (await store.transcript('c', 0, 50)).filter(({ from }) => from === 'bot').map(({ content }) => content.text?.slice(0, 2) ?? '');

    it('is that of the first words, even after a greeting in another, and not of later ones', async () => {
      await store.open({ id: 'c', channel: 'test', address: 'a', language: 'es-MX' }, 'n1', clock.now());
      await worker.settle();
      await say('debt');
      expect(new Set((await languages()).slice(2))).toEqual(new Set(['en']));
    });

    it('does not change in the middle', async () => {
      await say('light');
      await say('red');
      await say('debt');
      expect(new Set(await languages())).toEqual(new Set(['es']));
    });
  });

  describe('owners', () => {
    it('in the queue customers are heard by people only, and may leave it', async () => {
      await say('light', 'person');
      expect((await conversation()).owner).toBe('queue');
      said();
      await say('red', 'yes', 'debt');
      expect(said()).toEqual([]);
      await say('leave');
      expect(said()).toEqual(['lamp.colour']);
      expect((await conversation()).owner).toBe('bot');
    });

    it.each(['queue', 'agent'])('what counts from its first word is put on record with the %s, and the bot is not noticed', async (who) => {
      const noted: unknown[] = [];
      effects.note = async (input) => noted.push(input);
      await say('light', 'person');
      if (who === 'agent') await store.takeover('c', 'ana', (await conversation()).epoch, clock.now());
      const { owner } = await conversation();
      said();
      typed.length = 0;
      await say('notice', 'yes');
      expect(noted).toEqual([{ text: 'notice' }]);
      expect([said(), typed]).toEqual([[], []]);
      expect(await conversation()).toMatchObject({ owner, state: { calls: [], parked: [] } });
    });
  });

  describe('effects', () => {
    it('show the customer that something is being looked for', async () => {
      await say('light', 'red');
      expect(typed).toEqual([]);
      await say('yes');
      expect(typed).toEqual(['c']);
    });

    it('are tried again, and fail for good with an error event', async () => {
      let tries = 0;
      effects.look = async () => {
        tries += 1;
        throw new Error('down');
      };
      await say('light', 'red', 'yes');
      for (let round = 0; round < 3; round++) {
        clock.advance(2_000);
        await worker.settle();
      }
      expect(tries).toBe(3);
      expect((await conversation()).owner).toBe('queue');
    });

    it('do not fail because the store was away for a while, before, during or after them', async () => {
      const away = (): never => {
        throw new StoreUnavailable('It is away.');
      };
      let tries = 0;
      effects.look = async () => (++tries <= 5 ? away() : { on: true });
      await say('light', 'red', 'yes');
      const settle = jest.spyOn(store, 'settleCall');
      for (let round = 0; round < 7; round++) {
        if (round === 4) settle.mockImplementationOnce(async () => away());
        clock.advance(2_000);
        await worker.settle();
      }
      expect(tries).toBe(7);
      expect(settle).toHaveBeenLastCalledWith(expect.anything(), { ok: true, output: { on: true } }, expect.anything());
      expect((await conversation()).owner).toBe('bot');
    });

    it('one that nobody carries out fails like any other', async () => {
      delete effects.look;
      await say('light', 'red', 'yes');
      clock.advance(400);
      await worker.settle();
      clock.advance(2_000);
      await worker.settle();
      expect((await conversation()).owner).toBe('queue');
    });
  });

  describe('the outbox', () => {
    it('keeps the order of a conversation when a message cannot leave yet', async () => {
      let failures = 2;
      failSend = () => {
        if (failures-- > 0) throw new SendFailed('busy', 5_000, false);
      };
      await say('light');
      expect(said()).toEqual([]);
      clock.advance(5_000);
      await worker.settle();
      clock.advance(5_000);
      await worker.settle();
      expect(said()).toEqual(['entry.hello', 'lamp.colour']);
    });

    it('goes on after a message that can never leave', async () => {
      failSend = ({ key }) => {
        if (key === 'entry.hello') throw new SendFailed('too old', null, true);
      };
      await say('light');
      expect(said()).toEqual(['lamp.colour']);
      expect((await store.transcript('c', 0, 9)).map(({ status }) => status)).toEqual(['received', 'failed', 'sent']);
    });
  });
});

describe('a turn computed before a takeover', () => {
  it('is never committed', async () => {
    await say('light');
    said();
    const before = await conversation();
    const commitTurn = store.commitTurn.bind(store);
    const results: string[] = [];
    store.commitTurn = async (turn, now) => {
      if (results.length === 0) expect(await store.takeover('c', 'ana', before.epoch, clock.now())).not.toBeNull();
      const committed = await commitTurn(turn, now);
      results.push(committed.result);
      return committed;
    };
    await post({ text: 'red' });
    await worker.settle();
    expect(results).toEqual(['stale', 'committed']);
    expect(said()).toEqual([]);
    expect(await conversation()).toMatchObject({ owner: 'agent:ana', state: { frames: before.state.frames } });
    clock.advance(60_000);
    await say('hello?');
    expect(said()).toEqual([]);
  });
});
