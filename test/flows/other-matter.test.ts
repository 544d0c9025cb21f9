import { describe, expect, it } from '@jest/globals';
import { otherMatter } from '../../flows/other-matter.js';
import { MATTER_INTENTS, matterOf } from '../../flows/shared/matters.js';
import type { EntryInput, Facts, UserEvent } from '../../src/engine/flow.js';
import { no, yes } from '../support/machines.js';
import { Play } from '../support/play-flow.js';

const NOW = '2025-11-24T18:00:00.000Z';
const DUE = '2025-12-01T18:00:00.000Z';
const folio = (number: string, change = {}) => ({ number, createdAt: NOW, dueAt: DUE, noticeAt: null, ...change });
const facts: Facts = { account: '100004', email: 'diego.paz@example.com' };
const phone = '+522220000004';
/** Nothing is left to ask for. */
const all: Facts = { ...facts, phone };
const found = { outcome: 'identified', account: '100004', email: null, phone, zone: 'sur' };
const unidentified = { outcome: 'unidentified', account: null, email: null, phone: null, zone: null };
const told = (news: Facts): UserEvent => ({ type: 'TOLD', facts: news });

const play = (intent: string | null, input: Partial<EntryInput> = {}): Play =>
  new Play(otherMatter, { facts, intent, text: 'me cobraron de más', nested: false, ...input });

describe('other-matter puts on record', () => {
  it('the customer’s words for the area they belong to', () => {
    expect(play('undue_charge_claim').call).toMatchObject({
      src: 'openFolio',
      input: {
        type: 'claim',
        area: 'administrativa',
        account: '100004',
        email: 'diego.paz@example.com',
        phone: null,
        description: 'me cobraron de más',
        details: { intent: 'undue_charge_claim' },
      },
    });
  });

  it.each([
    ['balance_inquiry', 'administrativa', 'doubt'],
    ['billing_doubt', 'administrativa', 'doubt'],
    ['invoice_request', 'administrativa', 'doubt'],
    ['payment_reported_reconnection', 'administrativa', 'doubt'],
    ['undue_charge_claim', 'administrativa', 'claim'],
    ['outage_refund_claim', 'administrativa', 'claim'],
    ['service_cancellation', 'administrativa', 'cancellation'],
    ['coverage_new_service', 'comercial', 'coverage'],
    ['plans_and_prices', 'comercial', 'doubt'],
    ['change_plan_or_address', 'comercial', 'doubt'],
    ['service_complaint', 'atencion', 'complaint'],
    ['privacy_arco_request', 'atencion', 'privacy'],
  ])('%s for the area %s as a %s', (intent, area, type) => {
    expect(matterOf(intent)).toEqual({ area, type });
    expect(MATTER_INTENTS).toContain(intent);
  });

  it('anything else as a doubt for customer care', () => {
    expect(matterOf(null)).toEqual({ area: 'atencion', type: 'doubt' });
    expect(matterOf('out_of_scope')).toEqual({ area: 'atencion', type: 'doubt' });
  });

  it('a cancellation before it asks anything, and says that its date stays', () => {
    const flow = play('service_cancellation', { text: '' });
    expect(flow.call).toMatchObject({ src: 'openFolio', input: { type: 'cancellation' } });
    flow.done(folio('A1000013', { noticeAt: NOW }));
    expect(flow.said).toEqual([{ key: 'other-matter.cancellation', vars: { folio: 'A1000013', area: 'administrativa', noticeAt: NOW } }]);
  });

  it('what the customer says when the matter came without words, asked once', () => {
    const flow = play(null, { text: ' ' });
    expect(flow.state).toBe('askingWords');
    expect(flow.answer(null).call).toMatchObject({ src: 'openFolio', input: { description: '¿mande?', area: 'atencion' } });
  });

  it('the matter that these words name', () => {
    const flow = play(null, { text: '' }).mean('outage_refund_claim', 'me deben tres días');
    expect(flow.call).toMatchObject({ input: { type: 'claim', area: 'administrativa', description: 'me deben tres días' } });
  });
});

describe('other-matter goes on', () => {
  const recorded = (input: Partial<EntryInput> = {}): Play => play('billing_doubt', { facts: all, ...input }).done(folio('A1000013'));

  it('with the folio told and learned, and a choice: later, or a person now', () => {
    const flow = recorded();
    expect(flow.said).toEqual([
      { key: 'other-matter.opened', vars: { folio: 'A1000013', area: 'administrativa', deadline: 'yes', dueAt: DUE } },
    ]);
    expect(flow.learned).toEqual([{ folio: 'A1000013' }]);
    expect(flow.state).toBe('askingPerson');
    for (const later of [recorded().choose('later'), recorded().send(yes), recorded().mean('thanks_goodbye')]) {
      expect(later.output).toEqual({ outcome: 'recorded', folio: 'A1000013' });
      expect(later.escalates).toBe(false);
    }
    for (const now of [recorded().choose('person'), recorded().send(no)]) {
      expect(now.output).toEqual({ outcome: 'escalated', folio: 'A1000013' });
      expect(now.escalates).toBe(true);
    }
  });

  it('back to what was under way, without a question', () => {
    const flow = recorded({ nested: true });
    expect(flow.output).toEqual({ outcome: 'recorded', folio: 'A1000013' });
    expect(flow.keys).toEqual(['other-matter.opened', 'other-matter.goingBack']);
  });

  it('with a question after a cancellation, whatever was under way', () => {
    expect(play('service_cancellation', { nested: true }).done(folio('A1000013')).state).toBe('askingPerson');
  });

  it('with a second folio for a second matter', () => {
    const flow = recorded().mean('service_cancellation', 'y quiero darme de baja');
    expect(flow.call).toMatchObject({ input: { type: 'cancellation', description: 'y quiero darme de baja' } });
    expect(flow.done(folio('A1000021')).choose('later').output).toEqual({ outcome: 'recorded', folio: 'A1000021' });
  });

  it('to a person, with no second folio, when the same matter is told again', () => {
    const flow = recorded().mean('invoice_request').done(folio('A1000021')).mean('billing_doubt');
    expect(flow.said.at(-1)).toEqual({ key: 'other-matter.already', vars: { folio: 'A1000013' } });
    expect(flow.calls).toHaveLength(2);
    expect(flow.escalates).toBe(true);
  });

  it('to a person when it cannot be put on record', () => {
    const flow = play('service_cancellation').fail();
    expect(flow.keys).toEqual(['other-matter.notRecorded']);
    expect(flow.output).toEqual({ outcome: 'notRecorded', folio: null });
    expect(flow.escalates).toBe(true);
  });
});

describe('other-matter asks who it is', () => {
  const recorded = (intent: string, input: Partial<EntryInput> = {}): Play => play(intent, { facts: {}, ...input }).done(folio('A1000013'));

  it('after the report is on record, and puts on it what comes of that', () => {
    const flow = recorded('service_cancellation').choose('later');
    expect([flow.keys.at(-1), flow.call?.src]).toEqual(['other-matter.needData', 'identify-customer']);
    flow.done(found);
    expect(flow.call).toMatchObject({ src: 'updateFolio', input: { number: 'A1000013', account: '100004', email: null, phone } });
    expect(flow.done(folio('A1000013')).output).toEqual({ outcome: 'recorded', folio: 'A1000013' });
  });

  it('once, and without effect on the report', () => {
    for (const end of [recorded('billing_doubt').choose('later').done(unidentified), recorded('billing_doubt').send(yes).fail()]) {
      expect(end.output).toEqual({ outcome: 'recorded', folio: 'A1000013' });
    }
    expect(recorded('billing_doubt').choose('later').done(found).fail().output).toEqual({ outcome: 'recorded', folio: 'A1000013' });
  });

  it('only for what is missing, and not whom it knows, nor who may not be a customer yet', () => {
    expect(recorded('billing_doubt', { facts }).choose('later').call?.src).toBe('identify-customer');
    for (const flow of [
      recorded('billing_doubt', { facts: all }),
      recorded('billing_doubt', { facts: { account: '100004', matched: 'yes' } }),
      recorded('coverage_new_service'),
      recorded('plans_and_prices'),
    ]) {
      expect(flow.choose('later').output).toMatchObject({ outcome: 'recorded' });
    }
  });

  it('at once where it goes back to another procedure, unless the account is known', () => {
    const flow = recorded('billing_doubt', { nested: true });
    expect(flow.call?.src).toBe('identify-customer');
    expect(flow.done(found).done(folio('A1000013')).keys.at(-1)).toBe('other-matter.goingBack');
    expect(recorded('billing_doubt', { nested: true, facts }).keys.at(-1)).toBe('other-matter.goingBack');
  });

  it('never before a person who is wanted now', () => {
    expect(recorded('service_cancellation').send(no).escalates).toBe(true);
  });
});

describe('other-matter is told who it is', () => {
  it('and puts it on every folio opened here, then asks again', () => {
    const flow = play('billing_doubt', { facts: {} }).done(folio('A1000013')).mean('service_cancellation').done(folio('A1000021'));
    flow.send(told({ account: '100004', lights: 'los' }));
    expect(flow.call).toMatchObject({ src: 'updateFolio', input: { number: 'A1000013', account: '100004' } });
    flow.done(folio('A1000013'));
    expect(flow.call).toMatchObject({ src: 'updateFolio', input: { number: 'A1000021', account: '100004' } });
    expect(flow.fail().state).toBe('askingPerson');
  });

  it('which is no news when it is on record', () => {
    const flow = play('billing_doubt', { facts: all }).done(folio('A1000013'));
    expect(flow.takes(told({ ...all, zone: 'sur' }))).toBe(false);
    expect(flow.takes(told({ ...all, phone: '+522220000001' }))).toBe(true);
  });
});
