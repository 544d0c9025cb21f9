import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LetterRefused, type LetterSender } from '../../src/mail/letter-sender.js';
import type { Post } from '../../src/mail/mail.js';
import { type OpenPost, openPost } from '../../src/mail/open-post.js';
import { deriveKey, makeSeal, SealBroken } from '../../src/mail/seal.js';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import type { Store } from '../../src/store/store.js';
import { testPost } from '../support/test-post.js';
import { VirtualClock } from '../support/virtual-clock.js';

const NOW = Date.UTC(2026, 4, 4, 16);
const MINUTE = 60_000;
const code = (changes: Partial<Post> = {}): Post => ({
  id: 'code:1',
  kind: 'email',
  to: 'ana.torres@example.com',
  key: 'mail.code',
  vars: { code: '123456', minutes: 10, action: 'balance', phone: '+522220000000' },
  language: 'es-MX',
  until: null,
  isVoid: false,
  ...changes,
});

/** A way out that takes, refuses or fails as it is told. */
function sender(keeps = false) {
  const sent: Parameters<LetterSender['send']>[0][] = [];
  const faults: Error[] = [];
  const made: LetterSender = {
    ways: new Set(['email', 'sms']),
    keeps,
    send: async (letter) => {
      const fault = faults.shift();
      if (fault) throw fault;
      sent.push(letter);
    },
  };
  return { ...made, sent, faults };
}

let store: Store;
let clock: VirtualClock;
beforeEach(async () => {
  store = await openSqliteStore('sqlite::memory:');
  clock = new VirtualClock(NOW);
});
afterEach(() => store.close());

const statuses = async (): Promise<readonly string[]> => (await store.letters(10)).map(({ status }) => status);

describe('a seal', () => {
  const seal = makeSeal(deriveKey('one secret of all nodes, long enough', 'letters'));

  it('is opened with the same key and for the same letter only', () => {
    const sealed = seal.seal('a', { text: 'hola, ñandú' });
    expect(seal.open('a', sealed)).toEqual({ text: 'hola, ñandú' });
    expect(() => seal.open('b', sealed)).toThrow(SealBroken);
    expect(() => makeSeal(deriveKey('another secret', 'letters')).open('a', sealed)).toThrow(SealBroken);
    expect(() => makeSeal(deriveKey('one secret of all nodes, long enough', 'codes')).open('a', sealed)).toThrow(SealBroken);
  });

  it('is broken by any change, and differs each time', () => {
    const sealed = Buffer.from(seal.seal('a', 1), 'base64url');
    expect(seal.seal('a', 1)).not.toBe(sealed.toString('base64url'));
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => seal.open('a', changed.toString('base64url'))).toThrow(SealBroken);
    }
    expect(() => seal.open('a', '')).toThrow(SealBroken);
  });
});

describe('the post', () => {
  it('keeps a letter sealed until it has been sent, and forgets then what it said', async () => {
    const out = sender();
    const post = await testPost(store, clock, out);
    await post.mail.post(code(), NOW);
    expect(JSON.stringify(await store.letters(10))).not.toMatch(/123456|ana\.torres/);
    expect(await post.relay()).toBe(1);
    expect(out.sent).toMatchObject([
      { id: 'code:1', kind: 'email', to: 'ana.torres@example.com', text: expect.stringContaining('123456') },
    ]);
    expect((await store.letters(10)).map(({ status, sealed }) => [status, sealed])).toEqual([['sent', null]]);
    expect(await post.relay()).toBe(0);
  });

  it('sends one letter for one id, a text message without a subject', async () => {
    const out = sender();
    const post = await testPost(store, clock, out);
    for (const text of ['123456', '654321']) await post.mail.post(code({ kind: 'sms', vars: { ...code().vars, code: text } }), NOW);
    await post.relay();
    expect(out.sent.map(({ subject, text }) => [subject, /\d{6}/.exec(text)?.[0]])).toEqual([[null, '123456']]);
  });

  it('keeps the code out of the subject, which is shown on locked screens', async () => {
    const out = sender();
    const post = await testPost(store, clock, out);
    await post.mail.post(code(), NOW);
    await post.relay();
    expect(out.sent[0]?.subject).not.toContain('123456');
  });

  it('tries again later, and gives up after a while', async () => {
    const out = sender();
    const post = await testPost(store, clock, out);
    await post.mail.post(code(), NOW);
    for (const wait of [5_000, 30_000, 120_000, 600_000, 3_600_000]) {
      out.faults.push(new Error('busy'));
      expect(await post.relay()).toBe(1);
      clock.set(clock.now() + wait - 1);
      expect(await post.relay()).toBe(0);
      clock.set(clock.now() + 1);
    }
    out.faults.push(new Error('busy'));
    await post.relay();
    expect(await statuses()).toEqual(['failed']);
    expect(out.sent).toEqual([]);
  });

  it('does not try again what was refused', async () => {
    const out = sender();
    out.faults.push(new LetterRefused('no such address'));
    const post = await testPost(store, clock, out);
    await post.mail.post(code(), NOW);
    await post.relay();
    expect(await statuses()).toEqual(['failed']);
  });

  it('does not send a code that is of no use any more', async () => {
    const out = sender();
    const post = await testPost(store, clock, out);
    await post.mail.post(code({ until: NOW + 10 * MINUTE }), NOW);
    clock.set(NOW + 10 * MINUTE);
    await post.relay();
    expect([out.sent, await statuses()]).toEqual([[], ['failed']]);
  });

  it('keeps no letter waiting behind one that takes long', async () => {
    const sent: string[] = [];
    let taken = (): void => undefined;
    const slow: LetterSender = {
      ways: new Set(['email', 'sms']),
      keeps: false,
      send: ({ id }) => {
        sent.push(id);
        return id === 'slow' ? new Promise((resolve) => (taken = resolve)) : Promise.resolve();
      },
    };
    const post = await testPost(store, clock, slow);
    for (const id of ['slow', 'quick']) await post.mail.post(code({ id }), NOW);
    const round = post.relay();
    while (!(await statuses()).includes('sent')) await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toEqual(['slow', 'quick']);
    taken();
    expect(await round).toBe(2);
    expect(await statuses()).toEqual(['sent', 'sent']);
  });

  it('goes on with others when one cannot be opened', async () => {
    const out = sender();
    await store.postLetter({ id: 'broken', kind: 'email', sealed: 'xx', until: null, isVoid: false }, NOW);
    const post = await testPost(store, clock, out);
    await post.mail.post(code(), NOW);
    expect(await post.relay()).toBe(2);
    expect(out.sent.map(({ id }) => id)).toEqual(['code:1']);
    expect(await statuses()).toEqual(['sent', 'failed']);
  });

  it('shows in the demonstration what was sent, and not what is void', async () => {
    const post: OpenPost = await testPost(store, clock, sender(true));
    await post.mail.post(code(), NOW);
    await post.mail.post(code({ id: 'code:2', isVoid: true }), NOW);
    await post.relay();
    expect((await post.read(10)).map(({ id, status, to }) => [id, status, to])).toEqual([['code:1', 'sent', 'ana.torres@example.com']]);
  });

  it.each(['es-MX', 'en'])('has all its letters in %s', async (language) => {
    const out = sender();
    const post = await testPost(store, clock, out);
    for (const action of ['balance', 'endContract', 'refund', 'contactChange', 'anything']) {
      for (const key of ['mail.code', 'mail.confirmed']) {
        await post.mail.post(code({ id: `${key} ${action}`, key, language, vars: { ...code().vars, action } }), NOW);
      }
    }
    await post.relay();
    expect(out.sent).toHaveLength(10);
    for (const { subject, text } of out.sent) expect(`${subject} ${text}`).not.toMatch(/undefined|null|\{|\}/);
  });
});

it('opens with a key of its own for each purpose', async () => {
  const post = await testPost(store, clock);
  const again = openPost({ store, clock, locales: {} as never, secret: 'another', sender: sender(), log: { warn: () => undefined } });
  expect(Buffer.from(post.codeKey)).toHaveLength(32);
  expect(Buffer.from(again.codeKey).equals(Buffer.from(post.codeKey))).toBe(false);
});
