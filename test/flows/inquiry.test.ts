import { describe, expect, it } from '@jest/globals';
import { inquiry } from '../../flows/inquiry.js';
import type { BalanceOutput, BillOutput, PaymentOutput } from '../../flows/shared/inquiry-effects.js';
import type { EntryInput, Facts, UserEvent } from '../../src/engine/flow.js';
import { no, yes } from '../support/machines.js';
import { Play } from '../support/play-flow.js';

const DUE = '2025-12-01T18:00:00.000Z';
const FOLIO = { number: 'A1000013', createdAt: '2025-11-24T18:00:00.000Z', dueAt: DUE, noticeAt: null };
const facts: Facts = { account: '100004', email: 'diego.paz@example.com', phone: '+522220000004' };
const verified = { verified: true, account: '100004', outcome: 'verified' };
const unverified = { verified: false, account: null, outcome: 'notVerified' };

const balance: BalanceOutput = {
  known: true,
  due: 899_00,
  dueDate: '2025-11-30',
  overdue: false,
  lastPayment: { amount: 749_00, paidDate: '2025-10-22' },
  nextBillDate: '2025-12-20',
  graceDays: 5,
  payUrl: 'https://example.com',
};
const bill: BillOutput = {
  known: true,
  explained: true,
  fromDate: '2025-11-20',
  toDate: '2025-12-19',
  total: 899_00,
  compared: 'more',
  difference: 150_00,
  lines: '• Internet: $749.00',
  added: '• Servicio adicional: $150.00',
  removed: '',
  changed: '',
};
const paid: PaymentOutput = {
  state: 'applied',
  due: 0,
  lastPayment: balance.lastPayment,
  reconnectHours: 48,
  reconnectAt: null,
};

const play = (intent: string, text = 'con mis palabras', input: Partial<EntryInput> = {}): Play =>
  new Play(inquiry, { facts, intent, text, nested: false, ...input });
const proved = (intent: string, text?: string, input: Partial<EntryInput> = {}): Play => play(intent, text, input).done(verified);
const told = (input: Partial<EntryInput> = {}): Play => proved('balance_inquiry', undefined, input).done(balance);

describe('inquiry proves who asks before it reads anything of the account', () => {
  it.each([
    ['balance_inquiry', '¿cuánto debo?', 'balance', 'findBalance'],
    ['billing_doubt', '¿cuándo vence?', 'balance', 'findBalance'],
    ['billing_doubt', 'me llegó más caro', 'invoices', 'explainBill'],
    ['payment_reported_reconnection', 'ya pagué', 'payments', 'findPayment'],
  ])('%s, "%s": for %s, then %s', (intent, text, action, effect) => {
    const flow = play(intent, text);
    expect(flow.calls).toEqual([expect.objectContaining({ src: 'verify-identity', input: { facts, action, level: 2 } })]);
    expect(flow.done(verified).call).toMatchObject({ src: effect, input: { account: '100004' } });
  });

  it.each([
    ['plans_and_prices', '¿qué planes tienen?', 'findPlans'],
    ['billing_doubt', '¿dónde pago?', 'findPayTerms'],
  ])('but not for what anybody may know: %s, "%s"', (intent, text, effect) => {
    expect(play(intent, text).calls.map(({ src }) => src)).toEqual([effect]);
  });

  it('reads of the account that was proved, whatever was said before', () => {
    expect(play('balance_inquiry').done({ ...verified, account: '100001' }).call).toMatchObject({ input: { account: '100001' } });
  });

  it.each([unverified, { ...unverified, outcome: 'escalated' }])('and of none when it was not: a folio and a person', (output) => {
    const flow = play('balance_inquiry', '¿cuánto debo?').done(output);
    expect(flow.call).toMatchObject({
      src: 'openFolio',
      input: {
        type: 'doubt',
        area: 'administrativa',
        ...facts,
        description: '¿cuánto debo?',
        details: { intent: 'balance_inquiry', topic: 'balance', reason: 'unproved' },
      },
    });
    expect(flow.done(FOLIO).keys).toEqual(['inquiry.opened']);
    expect(flow.state).toBe('askingPerson');
  });

  it('nor when the proof itself failed', () => {
    expect(play('balance_inquiry').fail().call).toMatchObject({ src: 'openFolio', input: { details: { reason: 'unproved' } } });
  });
});

describe('inquiry answers', () => {
  it('the balance, with the last day to pay and the last payment', () => {
    expect(told().said).toEqual([
      {
        key: 'inquiry.balance',
        vars: {
          owes: 'yes',
          due: 899_00,
          when: 'ahead',
          dueDate: '2025-11-30',
          paid: 'yes',
          amount: 749_00,
          paidDate: '2025-10-22',
          next: 'yes',
          nextBillDate: '2025-12-20',
          late: 'no',
          payUrl: 'https://example.com',
        },
      },
    ]);
    const varsOf = (change: Partial<BalanceOutput>) => proved('balance_inquiry').done({ ...balance, ...change }).said[0]?.vars;
    expect(varsOf({ overdue: true })).toMatchObject({ when: 'over' });
    expect(varsOf({ due: 0, dueDate: null, lastPayment: null, nextBillDate: null })).toMatchObject({
      owes: 'no',
      when: 'none',
      paid: 'no',
      next: 'no',
    });
    expect(varsOf({ due: -500, dueDate: null })).toMatchObject({ owes: 'credit', due: 500 });
  });

  it('what follows when it is paid late, to whoever asks until when', () => {
    const flow = proved('billing_doubt', '¿cuándo vence?').done(balance);
    expect(flow.said[0]).toMatchObject({ key: 'inquiry.balance', vars: { late: 'yes', graceDays: 5 } });
  });

  it('what makes the last bill differ from the one before', () => {
    const flow = proved('billing_doubt', 'me llegó más caro').done(bill);
    expect(flow.said).toEqual([
      {
        key: 'inquiry.bill',
        vars: {
          fromDate: '2025-11-20',
          toDate: '2025-12-19',
          total: 899_00,
          lines: bill.lines,
          compared: 'more',
          difference: 150_00,
          hasAdded: 'yes',
          added: bill.added,
          hasRemoved: 'no',
          removed: '',
          hasChanged: 'no',
          changed: '',
        },
      },
    ]);
    expect(flow.state).toBe('askingClear');
  });

  it('a bill that does not add up with a person', () => {
    const flow = proved('billing_doubt').done({ ...bill, explained: false });
    expect(flow.keys).toEqual(['inquiry.bill', 'inquiry.unexplained']);
    expect(flow.call).toMatchObject({ src: 'openFolio', input: { details: { topic: 'bill', reason: 'unexplained' } } });
  });

  it('plans and ways to pay', () => {
    expect(play('plans_and_prices').done({ plans: '• Hogar 50' }).said).toEqual([{ key: 'inquiry.plans', vars: { plans: '• Hogar 50' } }]);
    expect(play('billing_doubt', '¿dónde pago?').done({ payUrl: 'https://example.com', reconnectHours: 48 }).said).toEqual([
      { key: 'inquiry.howToPay', vars: { payUrl: 'https://example.com', hours: 48 } },
    ]);
  });

  it('with a folio and a person when the systems know nothing or do not answer', () => {
    const lost = [
      proved('balance_inquiry').fail(),
      proved('balance_inquiry').done({ ...balance, known: false }),
      proved('billing_doubt').fail(),
      proved('billing_doubt').done({ ...bill, known: false, explained: false }),
      proved('payment_reported_reconnection').fail(),
      proved('payment_reported_reconnection').done({ ...paid, state: 'unknown' }),
      play('plans_and_prices').fail(),
      play('plans_and_prices').done({ plans: '' }),
      play('billing_doubt', '¿dónde pago?').fail(),
    ];
    for (const flow of lost) {
      expect(flow.keys).toEqual(['inquiry.unavailable']);
      expect(flow.call).toMatchObject({ src: 'openFolio', input: { details: { reason: 'unknown' } } });
      expect(flow.done(FOLIO).state).toBe('askingPerson');
    }
    expect(lost.at(-2)?.call).toMatchObject({ input: { area: 'comercial' } });
  });
});

describe('inquiry looks for a payment', () => {
  const looked = (change: Partial<PaymentOutput>): Play => proved('payment_reported_reconnection', 'ya pagué').done({ ...paid, ...change });

  it.each([
    ['applied', null, 'paymentApplied'],
    ['reconnecting', DUE, 'reconnecting'],
  ] as const)('%s: told', (state, reconnectAt, message) => {
    const flow = looked({ state, reconnectAt });
    expect(flow.said).toEqual([
      {
        key: `inquiry.${message}`,
        vars: {
          due: 0,
          hours: 48,
          paid: 'yes',
          amount: 749_00,
          paidDate: '2025-10-22',
          ...(reconnectAt !== null && { reconnectAt }),
        },
      },
    ]);
    expect(flow.state).toBe('askingClear');
  });

  it.each([
    ['missing', 'paymentMissing'],
    ['late', 'reconnectionLate'],
  ] as const)('%s: people look into it', (state, message) => {
    const flow = looked({ state, due: 798_00 });
    expect(flow.keys).toEqual([`inquiry.${message}`]);
    expect(flow.call).toMatchObject({ src: 'openFolio', input: { area: 'administrativa', details: { reason: state } } });
  });
});

describe('inquiry ends', () => {
  it('when it is clear', () => {
    for (const flow of [told().send(yes), told().choose('yes'), told().mean('thanks_goodbye')]) {
      expect(flow.output).toEqual({ outcome: 'told', folio: null });
      expect(flow.escalates).toBe(false);
    }
  });

  it('with a folio and the choice of a person when it is not', () => {
    for (const flow of [told().send(no), told().choose('no')]) {
      expect(flow.call).toMatchObject({ src: 'openFolio', input: { account: '100004', details: { reason: 'notClear' } } });
      flow.done(FOLIO);
      expect(flow.said.at(-1)).toEqual({
        key: 'inquiry.opened',
        vars: { folio: 'A1000013', area: 'administrativa', deadline: 'yes', dueAt: DUE },
      });
      expect(flow.learned).toEqual([{ folio: 'A1000013' }]);
    }
    const recorded = (): Play => told().send(no).done(FOLIO);
    for (const flow of [recorded().send(yes), recorded().choose('later'), recorded().mean('thanks_goodbye')]) {
      expect(flow.output).toEqual({ outcome: 'recorded', folio: 'A1000013' });
      expect(flow.keys.at(-1)).toBe('inquiry.later');
    }
    for (const flow of [recorded().send(no), recorded().choose('person')]) {
      expect(flow.output).toEqual({ outcome: 'escalated', folio: 'A1000013' });
      expect(flow.escalates).toBe(true);
    }
  });

  it('with a person when even the folio cannot be opened', () => {
    const flow = told().send(no).fail();
    expect(flow.output).toEqual({ outcome: 'notRecorded', folio: null });
    expect(flow.escalates).toBe(true);
  });

  it('without a question where another procedure waits', () => {
    expect(told({ nested: true }).output).toEqual({ outcome: 'told', folio: null });
    const flow = play('balance_inquiry', undefined, { nested: true }).done(unverified).done(FOLIO);
    expect(flow.keys).toEqual(['inquiry.opened', 'inquiry.goingBack']);
    expect(flow.output).toEqual({ outcome: 'recorded', folio: 'A1000013' });
    expect(flow.escalates).toBe(false);
  });
});

describe('inquiry goes on', () => {
  it('as any other matter with what none of our data tells', () => {
    const flow = play('billing_doubt', '¿puedo pagar en partes?');
    expect(flow.calls).toEqual([
      expect.objectContaining({
        src: 'other-matter',
        input: { facts, intent: 'billing_doubt', text: '¿puedo pagar en partes?', nested: false },
      }),
    ]);
    expect(flow.done({ outcome: 'recorded', folio: 'A1000013' }).output).toEqual({ outcome: 'passedOn', folio: 'A1000013' });
    expect(play('billing_doubt', '¿puedo pagar en partes?').fail().escalates).toBe(true);
  });

  it('with what the customer asks next', () => {
    expect(told().mean('billing_doubt', '¿por qué subió?').call).toMatchObject({ src: 'verify-identity', input: { action: 'invoices' } });
    expect(told().mean('plans_and_prices').call).toMatchObject({ src: 'findPlans' });
  });

  it('from its menu when it was not said what', () => {
    const flow = (): Play => play('billing_doubt', '');
    expect(flow().state).toBe('askingTopic');
    expect(flow().choices).toEqual(['balance', 'bill', 'howToPay', 'paid']);
    expect(flow().choose('bill').call).toMatchObject({ src: 'verify-identity', input: { action: 'invoices' } });
    expect(flow().choose('paid').call).toMatchObject({ src: 'verify-identity', input: { action: 'payments' } });
    expect(flow().choose('balance').call).toMatchObject({ src: 'verify-identity', input: { action: 'balance' } });
    expect(flow().choose('howToPay').call).toMatchObject({ src: 'findPayTerms' });
    expect(flow().mean('balance_inquiry').call).toMatchObject({ src: 'verify-identity' });
    for (const left of [flow().send(no), flow().mean('thanks_goodbye')]) expect(left.output).toEqual({ outcome: 'told', folio: null });
  });

  it('does not ask for a proof again that could not be given, and opens no second folio', () => {
    const recorded = (): Play => play('balance_inquiry').done(unverified).done(FOLIO);
    const again = recorded().mean('balance_inquiry');
    expect(again.said.at(-1)).toEqual({ key: 'inquiry.already', vars: { folio: 'A1000013' } });
    expect(again.escalates).toBe(true);
    expect(recorded().mean('plans_and_prices').call).toMatchObject({ src: 'findPlans' });
  });

  it('with the same folio when the same is not clear again', () => {
    const flow = told().send(no).done(FOLIO).mean('balance_inquiry').done(verified).done(balance).send(no);
    expect(flow.calls.filter(({ src }) => src === 'openFolio')).toHaveLength(1);
    expect(flow.said.at(-1)).toEqual({ key: 'inquiry.already', vars: { folio: 'A1000013' } });
    expect(flow.state).toBe('askingPerson');
  });

  it('proves another account before anything of it is told', () => {
    const correction: UserEvent = { type: 'CORRECTION', fact: 'account', value: '100001' };
    const flow = told().send(correction);
    expect(flow.learned).toEqual([{ account: '100001', matched: 'no' }]);
    expect(flow.call).toMatchObject({ src: 'verify-identity', input: { facts: { account: '100001', matched: 'no' } } });
    expect(told().takes({ type: 'CORRECTION', fact: 'folio', value: 'A1000013' })).toBe(false);
  });

  it('with what became known elsewhere', () => {
    const flow = told({ facts: {} });
    expect(flow.takes({ type: 'TOLD', facts: {} })).toBe(false);
    flow.send({ type: 'TOLD', facts: { ...facts, lights: 'los' } });
    expect(flow.state).toBe('askingClear');
    expect(flow.mean('balance_inquiry').call).toMatchObject({ src: 'verify-identity', input: { facts } });
    expect(flow.takes({ type: 'TOLD', facts })).toBe(false);
  });
});
