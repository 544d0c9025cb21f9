import { describe, expect, it } from '@jest/globals';
import { type VerifyIdentityInput, verifyIdentity } from '../../flows/verify-identity.js';
import type { Facts } from '../../src/engine/flow.js';
import { Play } from '../support/play-flow.js';

const WHO: Facts = { account: '100005', email: 'elena.mora@example.com', phone: '+522220000005' };
const CONTACTS = [
  { kind: 'email', masked: 'e***@example.com' },
  { kind: 'sms', masked: '*** 05' },
];
const needing = (need: string, contacts: readonly object[] = CONTACTS) => ({ need, contacts, zone: need === 'nothing' ? 'sur' : null });
const play = (change: Partial<VerifyIdentityInput> = {}) =>
  new Play(verifyIdentity, { facts: WHO, action: 'balance', level: 2, ...change });
const SENT = { result: 'sent', minutes: 10 };
const tried = (result: string, triesLeft = 0, need = 'code') => ({ result, triesLeft, need, zone: need === 'nothing' ? 'sur' : null });

const atCode = (change: Partial<VerifyIdentityInput> = {}) => play(change).done(needing('code')).choose('email').done(SENT);
const NOT_VERIFIED = { verified: false, account: null, outcome: 'notVerified' };
const ESCALATED = { verified: false, account: null, outcome: 'escalated' };

describe('who it is', () => {
  it('is asked for once when it is not known', () => {
    const flow = play({ facts: { matched: 'yes' } });
    expect(flow.call).toMatchObject({ src: 'identify-customer', input: { facts: {} } });
    flow.done({ outcome: 'identified', ...WHO, zone: 'sur' });
    expect(flow.call).toMatchObject({ src: 'findProof', input: { ...WHO, action: 'balance', level: 2 } });
  });

  it('is not asked for when account and a contact are known, whether they fit or not', () => {
    for (const facts of [WHO, { ...WHO, matched: 'no' }, { account: '999999', phone: '+522220000005' }]) {
      expect(play({ facts }).call?.src).toBe('findProof');
    }
  });

  it('need not fit: what was said goes the same way', () => {
    const flow = play({ facts: {} }).done({ outcome: 'unidentified', ...WHO, account: '999999', zone: null });
    expect(flow.call).toMatchObject({ src: 'findProof', input: { account: '999999' } });
  });

  it('cannot be proved without an account', () => {
    const flow = play({ facts: {} }).done({ outcome: 'unidentified', account: null, email: 'a@example.com', phone: null, zone: null });
    expect([flow.keys, flow.output]).toEqual([['verify-identity.noAccount'], NOT_VERIFIED]);
  });
});

describe('what was proved before', () => {
  it('is not asked for again', () => {
    const flow = play().done(needing('nothing'));
    expect([flow.keys, flow.output]).toEqual([[], { verified: true, account: '100005', outcome: 'verified' }]);
    expect(flow.learned).toEqual([{ account: '100005', zone: 'sur', matched: 'yes' }]);
  });
});

describe('a code', () => {
  it('goes to the contact that was chosen', () => {
    const flow = play().done(needing('code'));
    expect(flow.choices).toEqual([
      { id: 'email', key: 'verify-identity.email', vars: { masked: 'e***@example.com' } },
      { id: 'sms', key: 'verify-identity.sms', vars: { masked: '*** 05' } },
      'neither',
    ]);
    flow.choose('sms');
    expect(flow.call).toMatchObject({ src: 'sendCode', input: { ...WHO, to: 'sms' } });
    expect(flow.done(SENT).said.at(-1)).toEqual({ key: 'verify-identity.sent', vars: { to: 'sms', masked: '*** 05', minutes: 10 } });
  });

  it('goes to the only one there is at a yes, and to none that was not offered', () => {
    const flow = play().done(needing('code', CONTACTS.slice(1)));
    expect(flow.takes({ type: 'CHOICE', id: 'email' })).toBe(false);
    expect(flow.send({ type: 'YES' }).call).toMatchObject({ src: 'sendCode', input: { to: 'sms' } });
    expect(play().done(needing('code')).takes({ type: 'YES' })).toBe(false);
  });

  it('that is right proves the account', () => {
    const flow = atCode().answer('123456');
    expect(flow.call).toMatchObject({ src: 'checkCode', input: { ...WHO, code: '123456' } });
    flow.done(tried('right', 0, 'nothing'));
    expect([flow.keys.at(-1), flow.output]).toEqual([
      'verify-identity.verified',
      { verified: true, account: '100005', outcome: 'verified' },
    ]);
  });

  it('that is wrong may be tried again, as often as the effect says and five times at most', () => {
    const flow = atCode();
    for (const left of [4, 3, 2, 1]) {
      flow.answer('111111').done(tried('wrong', left));
      expect([flow.state, flow.said.at(-1)?.vars]).toEqual(['askingCode', { tries: left }]);
    }
    expect(flow.answer('111111').done(tried('wrong', 1)).state).toBe('askingHelp');
    expect(atCode().answer('111111').done(tried('usedUp')).state).toBe('askingHelp');
  });

  it('that is none is asked for again a few times', () => {
    const flow = atCode();
    for (let count = 0; count < 4; count += 1) expect(flow.answer(null).state).toBe('askingCode');
    expect(flow.answer(null).state).toBe('askingHelp');
  });

  it('that did not come is sent again, to another contact if that is wanted', () => {
    const flow = atCode().choose('notReceived');
    expect(flow.choices).toEqual(['sendAgain', 'otherContact', 'neither']);
    expect(flow.choose('sendAgain').call).toMatchObject({ src: 'sendCode', input: { to: 'email' } });
    flow.done(SENT).choose('notReceived').choose('otherContact').choose('sms').done(SENT);
    expect(flow.state).toBe('askingCode');
    expect([flow.choose('notReceived').keys.at(-1), flow.output]).toEqual(['verify-identity.noMore', NOT_VERIFIED]);
  });

  it('that comes late is taken where help is offered', () => {
    expect(atCode().choose('notReceived').answer('123456').call?.src).toBe('checkCode');
  });

  it('is not sent where there have been too many', () => {
    const flow = play().done(needing('code')).choose('email').done({ result: 'contactLimit', minutes: 10 });
    expect([flow.state, flow.choices.length]).toEqual(['askingContact', 2]);
    flow.choose('sms').done({ result: 'contactLimit', minutes: 10 });
    expect([flow.keys.at(-1), flow.output]).toEqual(['verify-identity.tooMany', ESCALATED]);
  });
});

describe('what fails', () => {
  it('for want of a way to send codes is said, and leads to a person', () => {
    const flow = play().done(needing('code', []));
    expect([flow.keys, flow.output]).toEqual([['verify-identity.cannotSend'], ESCALATED]);
  });

  it.each([
    ['findProof', () => play()],
    ['sendCode', () => play().done(needing('code')).choose('email')],
    ['checkCode', () => atCode().answer('123456')],
    ['confirmAction', () => play().done(needing('confirmation')).choose('confirm')],
  ])('%s is said, and leads to a person', (_, begin) => {
    const flow = begin().fail();
    expect([flow.keys.at(-1), flow.output]).toEqual(['verify-identity.noAnswer', ESCALATED]);
  });
});

describe('what cannot be undone', () => {
  const END = { action: 'endContract', level: 3 } as const;

  it('takes a sentence after the code: a yes is none', () => {
    const flow = atCode(END)
      .answer('123456')
      .done(tried('right', 0, 'confirmation'));
    expect([flow.state, flow.choices]).toEqual([
      'askingConfirmation',
      [{ id: 'confirm', key: 'verify-identity.confirm', vars: { action: 'endContract' } }, 'no'],
    ]);
    expect([flow.send({ type: 'YES' }).keys.at(-1), flow.state]).toEqual(['verify-identity.confirmInFull', 'askingConfirmation']);
    expect(flow.choose('confirm').call).toMatchObject({ src: 'confirmAction', input: { ...WHO, ...END } });
    expect(flow.done({ confirmed: true, zone: 'sur' }).output).toEqual({ verified: true, account: '100005', outcome: 'verified' });
  });

  it('is not done for whoever declines', () => {
    expect(play(END).done(needing('confirmation')).send({ type: 'NO' }).output).toEqual(NOT_VERIFIED);
  });

  it('takes another code when the confirmation comes too late', () => {
    const flow = play(END).done(needing('confirmation')).choose('confirm').done({ confirmed: false, zone: null });
    expect([flow.keys.at(-1), flow.call?.src]).toEqual(['verify-identity.tooLate', 'findProof']);
    flow.done(needing('code')).choose('email').done(SENT);
    expect(flow.state).toBe('askingCode');
  });

  it('cannot be confirmed before the code is there', () => {
    for (const flow of [play(END).done(needing('code')), atCode(END), atCode(END).choose('notReceived')]) {
      expect(flow.takes({ type: 'CHOICE', id: 'confirm' })).toBe(false);
    }
  });
});

describe('a correction', () => {
  it('of the account begins anew with that one, and twice at most', () => {
    const flow = atCode();
    flow.send({ type: 'CORRECTION', fact: 'account', value: '100001' });
    expect(flow.call).toMatchObject({ src: 'findProof', input: { account: '100001' } });
    expect(flow.learned.at(-1)).toEqual({ account: '100001', matched: 'no' });
    flow.done(needing('code')).send({ type: 'CORRECTION', fact: 'email', value: 'x@example.com' });
    flow.done(needing('code'));
    expect(flow.takes({ type: 'CORRECTION', fact: 'account', value: '100002' })).toBe(false);
  });

  it('of something else is none of its business', () => {
    expect(atCode().takes({ type: 'CORRECTION', fact: 'folio', value: 'T1000023' })).toBe(false);
  });
});

it('names no account and no whole contact in anything it says', () => {
  const flow = atCode().answer(null).answer('111111').done(tried('wrong', 4)).choose('notReceived').choose('neither');
  expect(JSON.stringify(flow.said)).not.toMatch(/100005|elena\.mora|2220000005/);
});
