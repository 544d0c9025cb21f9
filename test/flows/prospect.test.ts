import { describe, expect, it } from '@jest/globals';
import { prospect } from '../../flows/prospect.js';
import type { Wish } from '../../flows/shared/coverage-context.js';
import type { Facts } from '../../src/engine/flow.js';
import { Play } from '../support/play-flow.js';

const DUE = '2025-12-01T18:00:00.000Z';
const wish: Wish = {
  purpose: 'contract',
  coverage: 'yes',
  words: 'quiero contratar',
  place: { postalCode: '72000', colonia: 'Centro' },
  postalCode: null,
  pin: null,
  zone: 'centro',
  note: null,
  plan: { id: 'hogar-50', name: 'Hogar 50', monthlyPrice: 39_900 },
  consent: false,
};
const phone = '+522220000099';
const email = 'irma@example.com';
const play = (facts: Facts = {}, change: Partial<Wish> = {}): Play => new Play(prospect, { facts, wish: { ...wish, ...change } });

describe('prospect', () => {
  it('says what contact data are for before it asks for any', () => {
    const flow = play();
    expect([flow.keys, flow.state]).toEqual([['prospect.privacy'], 'askingContact']);
  });

  it('takes a telephone, or an e-mail in its place, and keeps it for later', () => {
    expect(play().answer(phone).learned).toEqual([{ phone }]);
    const mailed = play().answer(null, { email });
    expect([mailed.learned, mailed.state]).toEqual([[{ email }], 'askingName']);
    expect(play().send({ type: 'TOLD', facts: { email } }).state).toBe('askingName');
  });

  it('does not insist on any', () => {
    expect(play().choose('here').state).toBe('askingName');
    const flow = play().answer(null).answer(null);
    expect([flow.keys.slice(1), flow.state]).toEqual([['prospect.noContact', 'prospect.noContact'], 'askingContact']);
    expect(flow.answer(null).state).toBe('askingName');
  });

  it('asks for nothing that is known, and for no name where somebody only has to look', () => {
    expect(play({ phone }).state).toBe('askingName');
    expect(play({ email }, { purpose: 'check' }).call).toMatchObject({
      src: 'recordProspect',
      input: { purpose: 'check', email, name: null },
    });
  });

  it('records the wish with the name, or without', () => {
    const named = play({ account: '100001', phone }).answer('Irma Solís');
    expect(named.call).toMatchObject({
      src: 'recordProspect',
      input: { ...wish, account: '100001', phone, email: null, name: 'Irma Solís' },
    });
    expect(play({ phone }).choose('skip').call).toMatchObject({ input: { name: null } });
  });

  it('tells the folio, the plan and the deadline, as far as there are any', () => {
    const flow = play({ phone }).choose('skip').done({ number: 'C1000015', dueAt: DUE, again: false });
    expect(flow.said).toEqual([
      {
        key: 'prospect.recorded',
        vars: { purpose: 'contract', folio: 'C1000015', again: 'no', deadline: 'yes', dueAt: DUE, chosen: 'yes', plan: 'Hogar 50' },
      },
    ]);
    expect([flow.learned, flow.output]).toEqual([[{ folio: 'C1000015' }], { outcome: 'recorded', folio: 'C1000015' }]);
    const waiting = play({ phone }, { purpose: 'interest', plan: null })
      .choose('skip')
      .done({ number: 'C1000023', dueAt: null, again: true });
    expect(waiting.said[0]?.vars).toEqual({ purpose: 'interest', folio: 'C1000023', again: 'yes', deadline: 'no', chosen: 'no' });
  });

  it('says so when it cannot be put on record', () => {
    const flow = play({ phone }).choose('skip').fail();
    expect([flow.keys, flow.output]).toEqual([['prospect.notRecorded'], { outcome: 'notRecorded', folio: null }]);
  });
});
