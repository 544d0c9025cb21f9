import { beforeEach, describe, expect, it } from '@jest/globals';
import { markTask, tasksOf } from '../../src/cases/cancellation-tasks.js';
import { identityRecordId } from '../../src/cases/identity-record.js';
import { type CaseWorld, NOON } from '../support/case-world.js';
import { ELENA, iso, type NoticeWorld, noticeWorld, WORDS } from '../support/notice-world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOBODY = { account: null, email: null, phone: null };

let world: CaseWorld;
let say: NoticeWorld['say'];
let give: NoticeWorld['give'];
let folioOf: NoticeWorld['folioOf'];
async function begin(): Promise<void> {
  ({ world, say, give, folioOf } = await noticeWorld());
}
beforeEach(begin);

const count = async (): Promise<number> => (await world.store.folios({ type: 'cancellation', limit: 50 })).items.length;

/** As if a code had been given, and the end of the contract confirmed, a moment ago. */
async function prove(account: string, conversation = 'webchat:1'): Promise<void> {
  const proof = { account, action: 'endContract', at: world.now, confirmedAt: world.now };
  await world.store.changeRecord(identityRecordId(conversation), world.now, () => ({
    record: { code: null, proof, keys: [] },
    until: world.now + DAY,
    result: null,
  }));
}

describe('a notice', () => {
  it('has the instant of its message, whenever the call runs, and a task for each area', async () => {
    await say(WORDS, NOON);
    world.now = NOON + 3 * HOUR;
    await say('¿sigue ahí?', NOON + HOUR);
    const { number, noticeAt, equipmentDate, again } = await give();
    expect([noticeAt, equipmentDate, again]).toEqual([iso(NOON), '2026-07-11', false]);
    const folio = await folioOf(number);
    expect(folio).toMatchObject({ type: 'cancellation', area: 'administrativa', noticeAt, createdAt: iso(world.now), status: 'open' });
    expect(tasksOf(folio).map(({ area, state, by }) => [area, state, by])).toEqual([
      ['tecnica', 'open', null],
      ['administrativa', 'open', null],
      ['comercial', 'open', null],
      ['atencion', 'open', null],
    ]);
  });

  it('given by an answer has the instant of the newest message before the call, not of one that came later', async () => {
    await say('¿cómo cancelo?', NOON - HOUR);
    await say('sí', NOON);
    await say('¿hola?', NOON + MINUTE);
    world.now = NOON + 5 * MINUTE;
    const context = { ...(await world.context('webchat:1', {}, 'k')), askedAt: NOON };
    const notice = { ...NOBODY, text: '¿cómo cancelo?', words: '', scope: 'all', onBehalf: false, claimsEarlier: false };
    expect(await world.effects.giveNotice(notice, context)).toMatchObject({ noticeAt: iso(NOON) });
  });

  it('by the same call is one, and is not told as given again', async () => {
    await say(WORDS, NOON);
    const first = await give({}, { key: 'call' });
    world.now += MINUTE;
    expect(await give({}, { key: 'call' })).toEqual(first);
    expect(await count()).toBe(1);
  });

  it('given again keeps its folio and the first date', async () => {
    await say(WORDS, NOON);
    const first = await give();
    world.now = NOON + DAY;
    await say('ya cancelen', world.now);
    const second = await give({ words: 'ya cancelen' });
    expect(second).toEqual({ ...first, again: true });
    expect(await count()).toBe(1);
  });

  it.each(['a', 'b'])('given in two calls at once is one folio with the earlier date, whichever call is first: %s', async (first) => {
    await say('ya cancelen', NOON);
    await say('quiero la baja', NOON + MINUTE);
    world.now = NOON + HOUR;
    const calls = { a: () => give({ words: 'ya cancelen' }, { key: 'a' }), b: () => give({ words: 'quiero la baja' }, { key: 'b' }) };
    const [one, two] = await Promise.all(first === 'a' ? [calls.a(), calls.b()] : [calls.b(), calls.a()]);
    expect(two.number).toBe(one.number);
    expect([one.again, two.again].sort()).toEqual([false, true]);
    expect(await count()).toBe(1);
    expect((await folioOf(one.number)).noticeAt).toBe(iso(NOON));
    expect((await calls.a()).number).toBe(one.number);
  });

  it('that comes late, after another one, moves the date to when it was given', async () => {
    await say('ya cancelen', NOON);
    const { number } = await give({ words: 'ya cancelen' });
    world.now = NOON + 3 * DAY;
    await say(WORDS, world.now, NOON - 2 * HOUR);
    expect(await give()).toMatchObject({ number, noticeAt: iso(NOON - 2 * HOUR), again: true });
    expect(await folioOf(number)).toMatchObject({ noticeAt: iso(NOON - 2 * HOUR) });
  });

  it('comes to the first date whatever the order of its messages', async () => {
    const times = [NOON, NOON + HOUR, NOON + 2 * HOUR];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [2, 0, 1],
    ]) {
      await begin();
      world.now = NOON + 3 * DAY;
      for (const index of order) {
        world.now += MINUTE;
        await say(`cancelen ${index}`, world.now, times[index]);
        await give({ words: `cancelen ${index}` });
      }
      const [folio, ...others] = (await world.store.folios({ type: 'cancellation', limit: 9 })).items;
      expect([folio?.noticeAt, others]).toEqual([iso(NOON), []]);
    }
  });

  it('of another account, or of everything after a part, is another one', async () => {
    await say(WORDS, NOON);
    const one = await give({ account: '100005', scope: 'part' });
    expect((await give({ account: '100001', scope: 'part' })).number).not.toBe(one.number);
    const whole = await give({ account: '100005' });
    expect([whole.again, await count()]).toEqual([false, 3]);
    expect(await give({ account: '100005', scope: 'part' })).toMatchObject({ again: true });
  });

  it('keeps that it is for somebody else, or was given before, once that is said', async () => {
    await say(WORDS, NOON);
    const { number } = await give();
    await give({ onBehalf: true, claimsEarlier: true });
    await give();
    expect(await folioOf(number)).toMatchObject({ details: { onBehalf: true, claimsEarlier: true } });
  });
});

describe('who gave it', () => {
  const complete = (number: string, conversation = 'webchat:1', key?: string) =>
    world.run('completeNotice', { number, ...ELENA }, { conversation, facts: ELENA, ...(key === undefined ? {} : { key }) });

  it('is put on the notice, as proved by account and contact', async () => {
    await say(WORDS, NOON);
    const { number } = await give();
    expect(await complete(number)).toMatchObject({ number, again: false });
    expect(await folioOf(number)).toMatchObject({ ...ELENA, details: { proven: true } });
  });

  it('is not proved by somebody else’s contact, nor while the systems do not answer', async () => {
    await say(WORDS, NOON);
    const { number } = await give();
    const facts = { account: '100005', email: 'ana.torres@example.com' };
    await world.run('completeNotice', { number, account: '100005', email: facts.email, phone: null }, { facts });
    expect(await folioOf(number)).toMatchObject({ account: '100005', details: { proven: false } });
    world.faulty.fault = 'down';
    await complete(number);
    expect(await folioOf(number)).toMatchObject({ details: { proven: false } });
  });

  it('makes one of two notices: the first folio with the first date', async () => {
    await say(WORDS, NOON);
    const first = await give();
    await complete(first.number);
    world.now = NOON + DAY;
    await say(WORDS, world.now, NOON - HOUR, 'webchat:2');
    const second = await give({}, { conversation: 'webchat:2' });
    expect(second.number).not.toBe(first.number);
    const joined = await complete(second.number, 'webchat:2', 'join');
    expect(joined).toMatchObject({ number: first.number, noticeAt: iso(NOON - HOUR), again: true });
    expect(await complete(second.number, 'webchat:2', 'join')).toEqual(joined);
    expect(await folioOf(second.number)).toMatchObject({ status: 'closed', details: { sameAs: first.number } });
  });

  it('makes one of two that are completed at the same time', async () => {
    await say(WORDS, NOON);
    await say(WORDS, NOON, null, 'webchat:2');
    const [one, two] = [await give(), await give({}, { conversation: 'webchat:2' })];
    const both = await Promise.all([complete(one.number), complete(two.number, 'webchat:2')]);
    const standing = [await folioOf(one.number), await folioOf(two.number)].filter(({ status }) => status === 'open');
    expect(standing.length).toBeGreaterThanOrEqual(1);
    const again = await complete(two.number, 'webchat:2');
    expect([both[0].number, again.number]).toEqual([one.number, one.number]);
  });

  it('does not join the notice of somebody who only named the account', async () => {
    await say(WORDS, NOON - DAY);
    await give({ account: '100005' });
    await say(WORDS, NOON, null, 'webchat:2');
    const mine = await give({}, { conversation: 'webchat:2' });
    expect(await complete(mine.number, 'webchat:2')).toMatchObject({ number: mine.number, noticeAt: iso(NOON), again: false });
  });

  it('is for the notice of one’s own conversation only', async () => {
    await say(WORDS, NOON);
    const { number } = await give();
    await expect(complete(number, 'webchat:2')).rejects.toMatchObject({ code: 'FOLIO_UNAVAILABLE' });
  });
});

describe('a withdrawal', () => {
  it('has its own instant, and the folio keeps both', async () => {
    await say(WORDS, NOON);
    const { number } = await give();
    expect(await world.run('findNotice', {})).toMatchObject({ notice: { number, noticeAt: iso(NOON) } });
    world.now = NOON + 2 * HOUR;
    await say('ya no quiero cancelar', NOON + HOUR);
    expect(await world.run('withdrawNotice', { number }, { key: 'w' })).toEqual({ withdrawnAt: iso(NOON + HOUR) });
    world.now += HOUR;
    expect(await world.run('withdrawNotice', { number }, { key: 'w' })).toEqual({ withdrawnAt: iso(NOON + HOUR) });
    expect(await folioOf(number)).toMatchObject({ status: 'closed', noticeAt: iso(NOON), details: { withdrawnAt: iso(NOON + HOUR) } });
    expect(await world.run('findNotice', {})).toEqual({ notice: null });
  });

  it('ends the notice: the same words said later are a new one, with their own date', async () => {
    await say(WORDS, NOON);
    const { number } = await give();
    world.now = NOON + HOUR;
    await say('mejor no', world.now);
    await world.run('withdrawNotice', { number });
    world.now = NOON + DAY;
    await say(WORDS, world.now);
    const next = await give();
    expect([next.number === number, next.noticeAt, next.again]).toEqual([false, iso(NOON + DAY), false]);
  });

  it('of a contract that has been ended is for people', async () => {
    await say(WORDS, NOON);
    const { number } = await give({ account: '100005' });
    await prove('100005');
    await world.run('endContract', { number, account: '100005' });
    expect(await world.run('withdrawNotice', { number })).toEqual({ withdrawnAt: null });
    expect(await folioOf(number)).toMatchObject({ details: { wantsBack: true } });
  });
});

describe('ending the contract', () => {
  it('is once, as of the notice, and opens the bill again for a notice that turns out to be earlier', async () => {
    await say(WORDS, NOON);
    const { number } = await give({ account: '100005' });
    world.now = NOON + HOUR;
    await prove('100005');
    const ended = await world.run('endContract', { number, account: '100005' }, { key: 'e' });
    expect(ended.ended).toBe(true);
    expect(await world.run('endContract', { number, account: '100005' }, { key: 'e' })).toEqual(ended);
    await markTask(world.store, 't', number, { area: 'administrativa', state: 'done', by: 'agent:eva' }, world.now);
    world.now = NOON + DAY;
    await say('den de baja', world.now, NOON - HOUR);
    expect(await give({ words: 'den de baja' })).toMatchObject({ noticeAt: iso(NOON - HOUR), again: true, ended: true });
    const folio = await folioOf(number);
    expect(folio.details.endedAt).toBe(iso(NOON + HOUR));
    expect(tasksOf(folio)).toContainEqual(expect.objectContaining({ area: 'administrativa', state: 'open' }));
  });

  it('is nobody’s who has not proved the account for this very thing, in this conversation', async () => {
    await say(WORDS, NOON);
    const { number } = await give({ account: '100005' });
    const end = () => world.run('endContract', { number, account: '100005' }, { facts: { ...ELENA, matched: 'yes' } });
    expect(await end()).toEqual({ ended: false, debt: null, refund: null });
    await prove('100001');
    await prove('100005', 'webchat:2');
    expect(await end()).toMatchObject({ ended: false });
    await prove('100005');
    world.now += HOUR;
    expect(await end()).toMatchObject({ ended: false });
    expect((await folioOf(number)).details.endedAt).toBeUndefined();
  });

  it('of another account than the notice’s is refused, and one that no system takes is left to people', async () => {
    await say(WORDS, NOON);
    const { number } = await give({ account: '100005' });
    await expect(world.run('endContract', { number, account: '100001' })).rejects.toMatchObject({ code: 'FOLIO_UNAVAILABLE' });
    await prove('100005');
    world.faulty.fault = 'down';
    await expect(world.run('endContract', { number, account: '100005' })).rejects.toMatchObject({ code: 'BACKOFFICE_DOWN' });
    expect((await folioOf(number)).details.endedAt).toBeUndefined();
  });
});
