import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EffectInput } from '../../src/cases/effect.js';
import { identityEffects } from '../../src/cases/identity-effects.js';
import { isProved } from '../../src/cases/identity-proof.js';
import { identityRecordId } from '../../src/cases/identity-record.js';
import { noSender } from '../../src/mail/letter-sender.js';
import { type CaseWorld, caseWorld, NOON } from '../support/case-world.js';
import { sentCodes, testPost } from '../support/test-post.js';

type Proof = EffectInput<'findProof'>;
const ELENA: Proof = { account: '100005', email: 'elena.mora@example.com', phone: '+522220000005', action: 'balance', level: 2 };
const NOBODY: Proof = { ...ELENA, account: '999999' };
const STRANGER: Proof = { ...ELENA, email: 'mallory@example.com', phone: '+525550000009' };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let world: CaseWorld;
beforeEach(async () => {
  world = await caseWorld();
});

const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const send = (proof = ELENA, who: Parameters<CaseWorld['run']>[2] = {}, to: 'email' | 'sms' = 'email') =>
  world.run('sendCode', { ...proof, to }, who);
const newest = async (): Promise<string> => (await sentCodes(world.post))[0] ?? '';
const check = (code: string, proof = ELENA, who: Parameters<CaseWorld['run']>[2] = {}) => world.run('checkCode', { ...proof, code }, who);

describe('a code', () => {
  it('goes to the contact on file that was chosen, and is asked for only once it was sent', async () => {
    expect(await world.run('findProof', ELENA)).toEqual({
      need: 'code',
      contacts: [
        { kind: 'email', masked: 'e***@example.com' },
        { kind: 'sms', masked: '*** 05' },
      ],
      zone: null,
    });
    expect(await send(ELENA, {}, 'sms')).toEqual({ result: 'sent', minutes: 10 });
    const [letter] = await world.post.read(10);
    expect([letter?.kind, letter?.to, letter?.status]).toEqual(['sms', '+522220000005', 'queued']);
    expect(await newest()).toMatch(/^\d{6}$/);
  });

  it('goes to the contact on file also when another one was typed', async () => {
    await send({ ...ELENA, email: 'mallory@example.com' });
    expect((await world.post.read(10)).map(({ to }) => to)).toEqual(['elena.mora@example.com']);
  });

  it('proves the account for a while, in its conversation', async () => {
    await send();
    expect(await check(await newest())).toEqual({ result: 'right', triesLeft: 0, need: 'nothing', zone: 'sur' });
    const invoices: Proof = { ...ELENA, action: 'invoices' };
    expect((await world.run('findProof', invoices)).need).toBe('nothing');
    expect((await world.run('findProof', invoices, { conversation: 'webchat:2' })).need).toBe('code');
    world.now += 30 * MINUTE;
    expect((await world.run('findProof', invoices)).need).toBe('code');
  });

  it('is used once', async () => {
    await send();
    const code = await newest();
    await check(code);
    expect((await check(code)).result).toBe('void');
  });

  it('is good for ten minutes', async () => {
    await send();
    const code = await newest();
    world.now += 10 * MINUTE;
    expect((await check(code)).result).toBe('void');
  });

  it('has five tries, the last of which may be right', async () => {
    await send();
    const code = await newest();
    const tries = [];
    for (let count = 0; count < 4; count += 1) tries.push(await check(other(code)));
    expect(tries.map(({ result, triesLeft }) => [result, triesLeft])).toEqual([
      ['wrong', 4],
      ['wrong', 3],
      ['wrong', 2],
      ['wrong', 1],
    ]);
    expect((await check(code)).result).toBe('right');
  });

  it('has no more than five tries, whatever the sixth is', async () => {
    await send();
    const code = await newest();
    for (let count = 0; count < 5; count += 1) await check(other(code));
    expect((await check(code)).result).toBe('usedUp');
    expect((await world.run('findProof', ELENA)).need).toBe('code');
  });

  it('has five tries also when fifty are made at once', async () => {
    await send();
    const code = await newest();
    const tries = await Promise.all(Array.from({ length: 50 }, () => check(other(code))));
    expect(
      tries
        .filter(({ result }) => result === 'wrong')
        .map(({ triesLeft }) => triesLeft)
        .sort(),
    ).toEqual([1, 2, 3, 4]);
    expect(tries.filter(({ result }) => result === 'usedUp')).toHaveLength(46);
    expect((await check(code)).result).toBe('usedUp');
  });

  it('counts a call once, however often it runs, and gives it one answer', async () => {
    await send();
    const code = await newest();
    for (let count = 0; count < 9; count += 1) expect((await check(other(code), ELENA, { key: 'same' })).triesLeft).toBe(4);
    expect((await check(code, ELENA, { key: 'right' })).result).toBe('right');
    expect((await check(code, ELENA, { key: 'right' })).result).toBe('right');
  });

  it('is the same for the same call, in one letter, counted once', async () => {
    for (let count = 0; count < 9; count += 1) expect((await send(ELENA, { key: 'same' })).result).toBe('sent');
    expect(await sentCodes(world.post)).toHaveLength(1);
    expect((await check(await newest())).result).toBe('right');
  });

  it('is void after a newer one, in whatever conversation that was sent', async () => {
    await send();
    const first = await newest();
    await send();
    expect(await newest()).not.toBe(first);
    expect((await check(first)).result).toBe('wrong');
    expect((await check(await newest())).result).toBe('right');

    await send(ELENA, {}, 'sms');
    const second = await newest();
    await send(ELENA, { conversation: 'webchat:2' }, 'sms');
    expect((await check(second)).result).toBe('void');
  });

  it.each([
    ['another conversation', ELENA, { conversation: 'webchat:2' }],
    ['another action', { ...ELENA, action: 'endContract', level: 3 } as const, {}],
    ['another account', { ...ELENA, account: '100001' }, {}],
  ])('is none for %s', async (_, proof, who) => {
    await send();
    expect((await check(await newest(), proof, who)).result).toBe('void');
  });

  it('is none for another conversation that has a code of its own', async () => {
    await send();
    const foreign = await newest();
    await send({ ...ELENA, account: '100001', email: 'ana.torres@example.com' }, { conversation: 'webchat:2' });
    const mine = await check(foreign, { ...ELENA, account: '100001' }, { conversation: 'webchat:2' });
    expect(mine.result).toBe('wrong');
  });

  it('is nowhere in the store', async () => {
    await send();
    const code = await newest();
    const kept = [await world.store.record(identityRecordId('webchat:1'), world.now), await world.store.letters(10)];
    expect(JSON.stringify(kept)).not.toContain(code);
    expect(JSON.stringify(kept)).not.toContain('elena.mora');
  });
});

describe('the limits', () => {
  it('are three codes an hour to one contact', async () => {
    for (let count = 0; count < 3; count += 1) expect((await send()).result).toBe('sent');
    expect((await send()).result).toBe('contactLimit');
    expect((await send(ELENA, {}, 'sms')).result).toBe('sent');
    world.now += HOUR;
    expect((await send()).result).toBe('sent');
  });

  it('are five codes a day for one customer, in all conversations, also when many are asked for at once', async () => {
    const sent = await Promise.all(
      Array.from({ length: 20 }, (_, index) => send(ELENA, { conversation: `webchat:${index}` }, index % 2 === 0 ? 'email' : 'sms')),
    );
    expect(sent.filter(({ result }) => result === 'sent')).toHaveLength(5);
    expect(await sentCodes(world.post)).toHaveLength(5);
    world.now += HOUR;
    expect((await send()).result).toBe('dayLimit');
    world.now = NOON + 24 * HOUR;
    expect((await send()).result).toBe('sent');
  });

  it('come from the policy', async () => {
    const { policy } = world;
    world = await caseWorld({ identity: { ...policy.identity, codeTries: 1, codesPerContactHour: 1, codeMinutes: 2 } });
    expect(await send()).toEqual({ result: 'sent', minutes: 2 });
    expect((await check(other(await newest()))).result).toBe('usedUp');
    expect((await send()).result).toBe('contactLimit');
  });
});

describe('an account that is none, or not theirs', () => {
  const steps = async (proof: Proof) => {
    const found = await world.run('findProof', proof);
    const sent = await send(proof);
    const tries = [];
    for (let count = 0; count < 6; count += 1) tries.push(await check('000000', proof));
    const again = [await send(proof), await send(proof), await send(proof)];
    return { found, sent, tries, again };
  };

  it('is answered word for word as a customer with the same contacts is', async () => {
    const known = await steps(ELENA);
    world = await caseWorld();
    expect(await steps(NOBODY)).toEqual(known);
  });

  it.each([
    ['an account that nobody has', NOBODY],
    ["somebody else's account", STRANGER],
  ])('costs as much: %s', async (_, proof) => {
    const costOf = async (one: Proof) => {
      world = await caseWorld();
      let changes = 0;
      const change = world.store.changeRecord.bind(world.store);
      world.store.changeRecord = (...input) => {
        changes += 1;
        return change(...input) as never;
      };
      await steps(one);
      return { calls: world.faulty.calls, changes };
    };
    expect(await costOf(proof)).toEqual(await costOf(ELENA));
  });

  it('is sent nothing, and proves nothing', async () => {
    await send(STRANGER);
    expect(await world.post.read(10)).toEqual([]);
    expect(await world.store.claimLetters(NOON + HOUR, 1_000, 10)).toEqual([]);
  });

  it('does not use up what the customer may be sent', async () => {
    for (let count = 0; count < 9; count += 1) await send(STRANGER);
    expect((await send()).result).toBe('sent');
  });

  it('looks the same each time, also without a contact of one kind', async () => {
    const first = await world.run('findProof', { ...NOBODY, email: null });
    expect(first).toEqual(await world.run('findProof', { ...NOBODY, email: null }));
    expect(first.contacts.map(({ masked }) => masked)).toEqual([expect.stringMatching(/^[a-z]\*{3}@.+\..+$/), '*** 05']);
  });
});

describe('what cannot be undone', () => {
  const END: Proof = { ...ELENA, action: 'endContract', level: 3 };

  it('takes a fresh code and a confirmation, and the contacts on file are told, once', async () => {
    expect(await send(END)).toEqual({ result: 'sent', minutes: 5 });
    expect((await check(await newest(), END)).need).toBe('confirmation');
    expect((await world.run('findProof', END)).need).toBe('confirmation');
    for (let count = 0; count < 3; count += 1) {
      expect(await world.run('confirmAction', END, { key: 'same' })).toEqual({ confirmed: true, zone: 'sur' });
    }
    const told = (await world.post.read(10)).filter(({ id }) => id.startsWith('confirmed:'));
    expect(told.map(({ to }) => to).sort()).toEqual(['+522220000005', 'elena.mora@example.com']);
    expect((await world.run('findProof', END)).need).toBe('nothing');
  });

  it('takes a code of its own, whatever was proved before', async () => {
    await send();
    await check(await newest());
    expect((await world.run('findProof', END)).need).toBe('code');
    expect((await world.run('confirmAction', END)).confirmed).toBe(false);
  });

  it('cannot be asked for at a lower level', async () => {
    const low: Proof = { ...END, level: 1 };
    await send(low);
    expect((await check(await newest(), low)).need).toBe('confirmation');
  });

  it('is not confirmed with a proof of five minutes ago', async () => {
    await send(END);
    await check(await newest(), END);
    world.now += 5 * MINUTE;
    expect(await world.run('confirmAction', END)).toEqual({ confirmed: false, zone: null });
    expect((await world.run('findProof', END)).need).toBe('code');
  });
});

describe('a proof', () => {
  it('is gone once another account was asked about, also when the first is named again', async () => {
    await send();
    await check(await newest());
    expect((await world.run('findProof', { ...ELENA, account: '100001' })).need).toBe('code');
    expect((await world.run('findProof', ELENA)).need).toBe('code');
  });

  it('is nothing that facts can tell', async () => {
    const facts = { ...ELENA, matched: 'yes', verified: 'yes', level: '3' } as never;
    expect((await world.run('findProof', ELENA, { facts })).need).toBe('code');
  });
});

it('cannot be sent where no letter leaves, and says so', async () => {
  const { mail } = await testPost(world.store, { now: () => NOON }, noSender);
  const { policy, calendar, locales, store, backoffice, codeKey } = world;
  const effects = identityEffects({ policy, calendar, locales, store, backoffice, mail, ...(codeKey && { codeKey }) });
  const context = await world.context('webchat:1', {}, 'call');
  expect(await effects.findProof(ELENA, context)).toEqual({ need: 'code', contacts: [], zone: null });
  expect(await effects.sendCode({ ...ELENA, to: 'email' }, context)).toEqual({ result: 'unavailable', minutes: 10 });
});

describe('a channel that proves the number on file', () => {
  it.each([
    ['the number on file', '+522220000005', 1, 'folioState', 'nothing'],
    ['another number', '+522220000001', 1, 'folioState', 'code'],
    ['the number on file, for more than that', '+522220000005', 2, 'balance', 'code'],
    ['no number', null, 1, 'folioState', 'code'],
  ] as const)('%s', async (_, phone, level, action, need) => {
    const deps = { ...world, provenPhone: () => phone };
    const context = await world.context('webchat:1', {}, 'call');
    const found = await identityEffects(deps).findProof({ ...ELENA, level, action }, context);
    expect((found as { need: string }).need).toBe(need);
    expect(await isProved(deps, context.conversation, { account: '100005', action, level }, NOON)).toBe(need === 'nothing');
  });
});
