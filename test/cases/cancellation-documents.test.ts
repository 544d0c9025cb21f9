import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { markTask, tasksOf } from '../../src/cases/cancellation-tasks.js';
import type { EffectOutput } from '../../src/cases/effect.js';
import { caseEffects } from '../../src/cases/effects.js';
import { findIssued } from '../../src/documents/issued-document.js';
import type { Mail, Post } from '../../src/mail/mail.js';
import { type CaseWorld, mexico, NOON } from '../support/case-world.js';
import { ELENA, iso, type NoticeWorld, noticeWorld, WORDS } from '../support/notice-world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let world: CaseWorld;
let say: NoticeWorld['say'];
let give: NoticeWorld['give'];
let folioOf: NoticeWorld['folioOf'];
beforeEach(async () => {
  ({ world, say, give, folioOf } = await noticeWorld());
});

/** A mail that keeps what it is given, each id once. */
function mailbox(): { readonly mail: Mail; readonly posts: Map<string, Post> } {
  const posts = new Map<string, Post>();
  const post = async (letter: Post) => {
    if (!posts.has(letter.id)) posts.set(letter.id, letter);
  };
  return { mail: { ways: new Set(['email'] as const), post }, posts };
}

describe('the tasks of the areas', () => {
  it('are acknowledged once, by name and instant, and are in the history', async () => {
    await say(WORDS, NOON);
    const { number } = await give();
    const mark = (by: string) => markTask(world.store, 'key', number, { area: 'tecnica', state: 'acknowledged', by }, NOON + MINUTE);
    await mark('agent:eva');
    await mark('agent:leo');
    const folio = await folioOf(number);
    expect(tasksOf(folio)[0]).toMatchObject({ area: 'tecnica', state: 'acknowledged', by: 'agent:eva', at: iso(NOON + MINUTE) });
    expect(folio.history.filter(({ what }) => what.startsWith('task'))).toHaveLength(1);
    expect(tasksOf({ details: {} })).toEqual([]);
  });
});

describe('the contacts on file', () => {
  const typed = { account: '100005', email: 'somebody@example.com', phone: null };

  it('hear of a notice for their account, whoever gave it, once a day, and only they', async () => {
    const { mail, posts } = mailbox();
    const effects = caseEffects({ ...world, mail });
    await say(WORDS, NOON);
    const { number } = await give();
    for (const key of ['a', 'b']) {
      const output = await effects.completeNotice(
        { number, ...typed },
        await world.context('webchat:1', { account: typed.account, email: typed.email }, key),
      );
      expect(output).toMatchObject({ number, mailTo: null });
    }
    expect([...posts.values()]).toMatchObject([{ to: ELENA.email, key: 'mail.noticeGiven', vars: { folio: number, noticeAt: iso(NOON) } }]);
  });

  it('get the acknowledgement where the account is proved and that was chosen, and never anybody else', async () => {
    const { mail, posts } = mailbox();
    const effects = caseEffects({ ...world, mail });
    await say(WORDS, NOON);
    const { number } = await give();
    const issue = async (key: string, means: 'here' | 'email') =>
      effects.issueAcknowledgement({ number, means }, await world.context('webchat:1', ELENA, key)) as Promise<
        EffectOutput<'issueAcknowledgement'>
      >;
    expect(await issue('x', 'email')).toMatchObject({ sentTo: null });
    const known = await effects.completeNotice({ number, ...ELENA }, await world.context('webchat:1', ELENA, 'c'));
    expect(known).toMatchObject({ mailTo: 'e***@example.com' });
    expect(await issue('y', 'here')).toMatchObject({ sentTo: null });
    posts.clear();
    const { file, sentTo } = await issue('z', 'email');
    await issue('z', 'email');
    expect(sentTo).toBe('e***@example.com');
    expect([...posts.values()]).toMatchObject([{ to: ELENA.email, key: 'mail.acknowledgement', files: [file.id] }]);
  });
});

describe('the acknowledgement', () => {
  const issue = (number: string, key = 'doc') => world.run('issueAcknowledgement', { number, means: 'here' }, { key });

  it('is a document of the conversation that anybody can check, and the same one for the same call', async () => {
    await say(WORDS, NOON);
    const { number } = await give();
    const first = await issue(number);
    world.now = NOON + HOUR;
    expect(await issue(number)).toEqual(first);
    const file = await world.store.readFile(first.file.id);
    expect(file).toMatchObject({ conversation: 'webchat:1', contentType: 'application/pdf', size: first.file.size });
    expect(first.file.id.length).toBeGreaterThanOrEqual(32);
    const sha256 = createHash('sha256')
      .update(file?.bytes ?? '')
      .digest('hex');
    expect(await findIssued(world.store, first.code)).toEqual({
      code: first.code,
      folio: number,
      noticeAt: iso(NOON),
      issuedAt: iso(NOON),
      sha256,
      withdrawnAt: null,
    });
    expect(first.checkUrl).toMatch(new RegExp(`/verify/${first.code}$`));
    expect(await findIssued(world.store, `${first.code.slice(0, -1)}${first.code.endsWith('0') ? '1' : '0'}`)).toBeNull();
  });

  it('has another code when the notice turns out to be earlier; the first stays one that was issued', async () => {
    await say('ya cancelen', NOON);
    const { number } = await give({ words: 'ya cancelen' });
    const first = await issue(number, 'one');
    world.now = NOON + DAY;
    await say(WORDS, world.now, NOON - HOUR);
    await give();
    const second = await issue(number, 'two');
    expect(second.code).not.toBe(first.code);
    expect(await findIssued(world.store, first.code)).toMatchObject({ noticeAt: iso(NOON) });
    expect(await findIssued(world.store, second.code)).toMatchObject({ noticeAt: iso(NOON - HOUR) });
  });

  it('is of a notice that stands only, and tells afterwards that it was withdrawn', async () => {
    await say(WORDS, NOON);
    const { number } = await give();
    const { code } = await issue(number);
    world.now = mexico('2026-07-01T13:00:00');
    await say('mejor no', world.now);
    await world.run('withdrawNotice', { number });
    expect(await findIssued(world.store, code)).toMatchObject({ withdrawnAt: iso(world.now) });
    await expect(issue(number, 'other')).rejects.toMatchObject({ code: 'FOLIO_UNAVAILABLE' });
  });
});
