import { describe, expect, it } from '@jest/globals';
import { identifyCustomer } from '../../flows/identify-customer.js';
import type { Facts, UserEvent } from '../../src/engine/flow.js';
import { answer, brokenRules, choice, explore, no, yes } from '../support/machines.js';
import { Play } from '../support/play-flow.js';

const account = '100005';
const email = 'elena.mora@example.com';
const phone = '+522220000005';
const found = { matched: true, account, zone: 'sur' };
const unknown = { matched: false, account: null, zone: null };

const play = (facts: Facts = {}): Play => new Play(identifyCustomer, { facts });
const complete = (): Play => play().answer(account).answer(email).answer(phone);
const told = (facts: Facts): UserEvent => ({ type: 'TOLD', facts });
const beside: UserEvent = { type: 'ANSWER', text: phone, value: null, facts: { phone } };
const correction = (fact: 'account' | 'email' | 'phone', value: string): UserEvent => ({ type: 'CORRECTION', fact, value });

describe('identify-customer', () => {
  it('keeps the rules of a procedure on all paths', () => {
    const paths = explore(identifyCustomer, {
      inputs: [{}, { account }, { account, matched: 'yes', zone: 'sur' }].map((facts) => ({ facts })),
      events: [yes, no, choice('noAccount'), choice('noEmail'), answer(null), answer(account), beside],
      results: { identify: [found, unknown] },
    });
    expect(brokenRules(paths)).toEqual({});
  });

  it('asks for the three data of the procedure, one at a time, and looks them up together', () => {
    const flow = play();
    const states = [flow.state];
    for (const value of [account, email, phone]) states.push(flow.answer(value).state);
    expect(states).toEqual(['askingAccount', 'askingEmail', 'askingPhone', 'searching']);
    expect(flow.call).toMatchObject({ src: 'identify', input: { account, email, phone } });
    expect(flow.learned).toEqual([{ account }, { email }, { phone }]);
  });

  it('asks for nothing that is known', () => {
    expect(play({ account, email }).state).toBe('askingPhone');
    expect(play({ account, email, phone }).state).toBe('searching');
  });

  it('asks for nothing that stood beside an answer, and lets no such thing replace what is known', () => {
    const flow = play({ account }).answer(email, { account: '100001', email, phone });
    expect(flow.state).toBe('searching');
    expect(flow.call?.input).toEqual({ account, email, phone });
    expect(flow.learned).toEqual([{ email, phone }]);
  });

  it('tells what was found to every later procedure', () => {
    const flow = complete().done(found);
    expect(flow.output).toEqual({ outcome: 'identified', account, email, phone, zone: 'sur' });
    expect(flow.learned.at(-1)).toEqual({ account, email, phone, zone: 'sur', matched: 'yes' });
  });

  it('knows at once whom it has matched before', () => {
    const flow = play({ account, matched: 'yes', zone: 'sur' });
    expect(flow.output).toMatchObject({ outcome: 'identified', account, zone: 'sur' });
    expect(flow.calls).toEqual([]);
  });

  it.each(['no', '', 'maybe'])('does not take matched "%s" for a match', (matched) => {
    expect(play({ account, email, phone, matched }).state).toBe('searching');
  });

  it.each([
    ['askingAccount', () => play(), 'identify-customer.invalidAccount'],
    ['askingEmail', () => play({ account }), 'identify-customer.invalidEmail'],
    ['askingPhone', () => play({ account, email }), 'identify-customer.invalidPhone'],
  ])('says in %s how the value looks, twice, and gives up at the third', (state, come, key) => {
    const flow = come().answer(null).answer(null);
    expect(flow.state).toBe(state);
    expect(flow.keys).toEqual([key, key]);
    expect(flow.answer(null).output).toMatchObject({ outcome: 'unidentified' });
    expect(flow.keys.at(-1)).toBe('identify-customer.gaveUp');
  });

  it('counts the tries of each question by itself', () => {
    const flow = play().answer(null).answer(null).answer(account).answer(null).answer(null);
    expect(flow.state).toBe('askingEmail');
  });

  it.each([choice('noAccount'), no])('goes on without an account number: %o', (event) => {
    const flow = play().send(event).answer(email).answer(phone);
    expect(flow.call?.input).toEqual({ account: null, email, phone });
    expect(flow.done(found).output).toMatchObject({ outcome: 'identified', account });
  });

  it('goes on without an e-mail, but not without a telephone', () => {
    const flow = play({ account }).choose('noEmail');
    expect(flow.state).toBe('askingPhone');
    expect(flow.takes(no)).toBe(false);
    expect(flow.answer(phone).call?.input).toEqual({ account, email: null, phone });
  });

  it('says the same whatever does not fit: the account is asked again, then the contacts, three searches in all', () => {
    const flow = complete().done(unknown);
    expect([flow.state, flow.keys]).toEqual(['askingAccount', ['identify-customer.notFound']]);
    flow.answer('100001');
    expect(flow.call?.input).toEqual({ account: '100001', email, phone });
    flow.done(unknown);
    expect([flow.state, flow.keys.at(-1)]).toEqual(['askingEmail', 'identify-customer.notFound']);
    flow.answer('otra@example.com').answer('+522220000001');
    expect(flow.call?.input).toEqual({ account: '100001', email: 'otra@example.com', phone: '+522220000001' });
    flow.done(unknown);
    expect(flow.output).toMatchObject({ outcome: 'unidentified', account: '100001' });
    expect(flow.calls).toHaveLength(3);
    expect(flow.said.filter(({ key }) => key === 'identify-customer.notFound').every(({ vars }) => vars === undefined)).toBe(true);
  });

  it('does not search twice by the same', () => {
    const flow = play().choose('noAccount').answer(email).answer(phone).done(unknown).choose('noAccount');
    expect(flow.output).toMatchObject({ outcome: 'unidentified' });
    expect(flow.calls).toHaveLength(1);
  });

  it('asks for the contacts anew when the account stays the same, also whoever had no e-mail', () => {
    const flow = play().answer(account).choose('noEmail').answer('+522220000009').done(unknown).answer(account);
    expect([flow.state, flow.keys.at(-1)]).toEqual(['askingEmail', 'identify-customer.sameAccount']);
    expect(flow.calls).toHaveLength(1);
    expect(flow.choose('noEmail').answer(phone).call?.input).toEqual({ account, email: null, phone });
  });

  it('searches by the same once more when all was confirmed', () => {
    const flow = complete().done(unknown).answer(account).answer(email).answer(phone);
    expect(flow.calls).toHaveLength(2);
  });

  it('searches by the contacts alone after an account that did not fit', () => {
    const flow = complete().done(unknown).choose('noAccount');
    expect(flow.call?.input).toEqual({ account: null, email, phone });
    expect(flow.done(unknown).state).toBe('askingEmail');
  });

  it('takes another datum than the one asked for with thanks, not as a mistake', () => {
    const flow = play().answer(null, { phone }).answer(null, { email });
    expect([flow.state, flow.keys]).toEqual(['askingAccount', ['identify-customer.noted', 'identify-customer.noted']]);
    expect(flow.learned).toEqual([{ phone }, { email }]);
    expect(flow.answer(account).call?.input).toEqual({ account, email, phone });
  });

  it('does not take for a gift what it knows already', () => {
    expect(play({ phone }).answer(null, { phone: '+522220000001' }).keys).toEqual(['identify-customer.invalidAccount']);
  });

  it('does not ask for what was told elsewhere', () => {
    expect(play({ account }).send(told({ account, email })).state).toBe('askingPhone');
    expect(play({ account }).send(told({ email, phone })).call?.input).toEqual({ account, email, phone });
    expect(play().takes(told({ zone: 'sur', lights: 'los' }))).toBe(false);
    const known = play({ email }).send(told({ account, email, phone, zone: 'sur', matched: 'yes' }));
    expect(known.output).toEqual({ outcome: 'identified', account, email, phone, zone: 'sur' });
  });

  it('does not take for news what it has searched for in vain', () => {
    const flow = complete().done(unknown);
    expect(flow.takes(told({ account, email, phone, matched: 'no' }))).toBe(false);
    expect(flow.takes(told({ account: '100001' }))).toBe(true);
  });

  it('says so when the system does not answer', () => {
    const flow = complete().fail();
    expect(flow.keys).toEqual(['identify-customer.noAnswer']);
    expect(flow.output).toMatchObject({ outcome: 'unidentified', account, email, phone });
  });

  it('takes a correction at any question, and forgets that anything was matched', () => {
    const flow = play().answer(account).send(correction('account', '100001'));
    expect(flow.state).toBe('askingEmail');
    expect(flow.learned.at(-1)).toEqual({ account: '100001', matched: 'no' });
    expect(flow.answer(email).answer(phone).call?.input).toEqual({ account: '100001', email, phone });
  });

  it('takes a correction of what did not fit', () => {
    const flow = complete().done(unknown).send(correction('email', 'otra@example.com')).answer(account);
    expect(flow.call?.input).toEqual({ account, email: 'otra@example.com', phone });
  });

  it('takes no end of corrections', () => {
    const flow = play();
    for (let times = 0; times < 3; times++) flow.send(correction('account', `10000${times}`));
    expect(flow.takes(correction('account', '100009'))).toBe(false);
    expect(flow.takes({ type: 'CORRECTION', fact: 'lights', value: 'los' })).toBe(false);
  });
});
