import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Backoffice } from '../../src/backoffice/backoffice.js';
import type { Balance, Invoice, InvoiceLine } from '../../src/backoffice/billing.js';
import type { EffectName, EffectOutput } from '../../src/cases/effect.js';
import { identityRecordId } from '../../src/cases/identity-record.js';
import { type CaseWorld, caseWorld, mexico, NOON } from '../support/case-world.js';

const HOUR = 3_600_000;
let world: CaseWorld;
beforeEach(async () => {
  world = await caseWorld();
});

/** As if the customer had typed the code that was sent for it. */
async function prove(account: string, at = world.now): Promise<void> {
  const record = { code: null, proof: { account, action: 'balance', at, confirmedAt: null }, keys: [] };
  await world.store.changeRecord(identityRecordId('webchat:1'), at, () => ({ record, until: at + 24 * HOUR, result: null }));
}

/** The company's system answers so from now on. */
const answer = <T extends keyof Backoffice>(name: T, method: Backoffice[T]): void => void Object.assign(world.faulty, { [name]: method });

describe.each(['findBalance', 'explainBill', 'findPayment'] as const)('%s', (name) => {
  const nothing = { findBalance: { known: false }, explainBill: { known: false, lines: '' }, findPayment: { state: 'unknown', due: 0 } };
  const ask = (account: string): Promise<unknown> =>
    world.run(name, { account }, { facts: { account, email: 'diego.paz@example.com', phone: '+522220000004', matched: 'yes' } });

  it('tells nothing to whoever has only said who they are, and asks the company nothing of it', async () => {
    expect(await ask('100004')).toMatchObject(nothing[name]);
    expect(world.faulty.calls.filter((call) => call !== 'findCustomer')).toEqual([]);
  });

  it('tells nothing of another account than the one that was proved, nor long after', async () => {
    await prove('100001');
    expect(await ask('100004')).toMatchObject(nothing[name]);
    await prove('100004');
    expect(await ask('100004')).not.toMatchObject(nothing[name]);
    world.now += 23 * HOUR;
    expect(await ask('100004')).toMatchObject(nothing[name]);
  });

  it('is tried again while the systems are down', async () => {
    await prove('100004');
    world.faulty.fault = 'down';
    await expect(ask('100004')).rejects.toMatchObject({ code: 'BACKOFFICE_DOWN' });
  });

  it('knows nothing of an account that is none', async () => {
    await prove('999999');
    expect(await ask('999999')).toMatchObject(nothing[name]);
  });
});

describe('findBalance', () => {
  const balance = async (account: string): Promise<EffectOutput<'findBalance'>> => {
    await prove(account);
    return world.run('findBalance', { account });
  };

  it('is what is owed, until when, and what was paid', async () => {
    expect(await balance('100004')).toEqual({
      known: true,
      due: 899_00,
      dueDate: '2026-07-06',
      overdue: false,
      lastPayment: { amount: 749_00, paidDate: '2026-05-28' },
      nextBillDate: '2026-07-26',
      graceDays: world.policy.suspensionGraceNaturalDays,
      payUrl: world.policy.provider.site,
    });
  });

  it('is overdue from the day after the last day to pay on', async () => {
    world.now = mexico('2026-07-06T23:59:59');
    expect(await balance('100004')).toMatchObject({ overdue: false });
    world.now = mexico('2026-07-07T00:00:00');
    expect(await balance('100004')).toMatchObject({ overdue: true });
    expect(await balance('100002')).toMatchObject({ due: 798_00, overdue: true });
  });

  it('names a next bill only while it is still to come', async () => {
    world.now = mexico('2026-07-26T00:00:01');
    expect(await balance('100004')).toMatchObject({ nextBillDate: null });
  });

  it('owes nothing', async () => {
    expect(await balance('100001')).toMatchObject({ due: 0, dueDate: null, overdue: false });
  });
});

describe('explainBill', () => {
  const template = async (): Promise<Invoice> => {
    const [newest] = await world.backoffice.listInvoices('100001', 1);
    if (!newest) throw new Error('the demo has no invoice');
    return newest;
  };
  const line = (code: string, amount: number, description = code): InvoiceLine => ({ code, description, amount });
  const invoice = async (age: number, lines: readonly InvoiceLine[], change: Partial<Invoice> = {}): Promise<Invoice> => ({
    ...(await template()),
    issuedAt: new Date(NOON - age * 30 * 24 * HOUR).toISOString(),
    lines,
    total: lines.reduce((total, { amount }) => total + amount, 0),
    ...change,
  });
  const explain = async (invoices: readonly Invoice[]): Promise<EffectOutput<'explainBill'>> => {
    answer('listInvoices', async () => invoices);
    await prove('100001');
    return world.run('explainBill', { account: '100001' });
  };

  it('finds the additional service in the last bill of 100004', async () => {
    await prove('100004');
    expect(await world.run('explainBill', { account: '100004' })).toEqual({
      known: true,
      explained: true,
      fromDate: '2026-06-26',
      toDate: '2026-07-25',
      total: 899_00,
      compared: 'more',
      difference: 150_00,
      lines: '• Internet Duo 100: $549.00\n• Televisión: $200.00\n• Servicio adicional: $150.00',
      added: '• Servicio adicional: $150.00',
      removed: '',
      changed: '',
    });
  });

  it('tells what is new, gone and changed in price', async () => {
    const before = await invoice(1, [line('A', 500_00), line('B', 100_00)]);
    const latest = await invoice(0, [line('A', 400_00), line('C', 50_00), line('C', 10_00)]);
    expect(await explain([latest, before])).toMatchObject({
      explained: true,
      compared: 'less',
      difference: 140_00,
      lines: '• A: $400.00\n• C: $60.00',
      added: '• C: $60.00',
      removed: '• B: $100.00',
      changed: '• A: $500.00 → $400.00',
    });
  });

  it('passes over void bills, and says when there is nothing to compare with', async () => {
    const only = await invoice(0, [line('A', 500_00)]);
    const hollow = await invoice(1, [line('A', 1_00)], { status: 'void' });
    expect(await explain([only, hollow])).toMatchObject({ known: true, compared: 'none', difference: 0, added: '', removed: '' });
    const same = await invoice(2, [line('A', 500_00)]);
    expect(await explain([only, hollow, same])).toMatchObject({ compared: 'same', difference: 0, changed: '' });
  });

  it('is no explanation when the concepts do not add up', async () => {
    const fine = await invoice(1, [line('A', 500_00)]);
    const off = await invoice(0, [line('A', 500_00)], { total: 600_00 });
    expect(await explain([off, fine])).toMatchObject({ known: true, explained: false });
    expect(await explain([await invoice(0, [line('A', 500_00)]), await invoice(1, [], { total: 1 })])).toMatchObject({ explained: false });
  });
});

describe('findPayment', () => {
  const find = async (account: string): Promise<EffectOutput<'findPayment'>> => {
    await prove(account);
    return world.run('findPayment', { account });
  };
  /** Account 100002, suspended, has paid all at noon; null: nothing is known to have been paid. */
  const paidAt = (at: string | null): void => {
    const lastPayment = at === null ? null : ({ id: 'p', account: '100002', paidAt: at, amount: 798_00, method: 'cash' } as const);
    answer('balance', async (account): Promise<Balance> => ({ account, dueCentavos: 0, dueDate: null, lastPayment }));
  };

  it('is missing while anything is owed', async () => {
    expect(await find('100002')).toMatchObject({ state: 'missing', due: 798_00, reconnectHours: 48, reconnectAt: null });
  });

  it('is applied when nothing is owed and the line is not suspended', async () => {
    expect(await find('100001')).toMatchObject({ state: 'applied', due: 0, reconnectAt: null });
  });

  it('gives the line the hours of the policy from the payment on', async () => {
    paidAt(new Date(NOON).toISOString());
    const until = new Date(NOON + 48 * HOUR).toISOString();
    expect(await find('100002')).toMatchObject({
      state: 'reconnecting',
      lastPayment: { amount: 798_00, paidDate: '2026-07-01' },
      reconnectAt: until,
    });
    world.now = NOON + 48 * HOUR - 1;
    expect(await find('100002')).toMatchObject({ state: 'reconnecting' });
    world.now = NOON + 48 * HOUR;
    expect(await find('100002')).toMatchObject({ state: 'late', reconnectAt: until });
  });

  it('is late when the line is suspended without anything owed or paid', async () => {
    paidAt(null);
    expect(await find('100002')).toMatchObject({ state: 'late', lastPayment: null });
  });
});

describe('what anybody may know', () => {
  it('is the plans and where to pay', async () => {
    expect(await world.run('findPlans', {})).toEqual({
      plans: [
        '• Hogar 50 (50 Mb): $399.00',
        '• Hogar 100 (100 Mb): $549.00',
        '• Duo 100 + TV (100 Mb): $749.00',
        '• Negocio 200 (200 Mb): $1,199.00',
      ].join('\n'),
    });
    expect(await world.run('findPayTerms', {})).toEqual({ payUrl: world.policy.provider.site, reconnectHours: 48 });
  });

  it('is where the policy says that customers pay', async () => {
    const { provider } = world.policy;
    world = await caseWorld({ provider: { ...provider, payUrl: 'https://example.com/pagos' } });
    expect(await world.run('findPayTerms', {})).toMatchObject({ payUrl: 'https://example.com/pagos' });
  });

  it.each(['findBalance', 'explainBill', 'findPayment'] satisfies EffectName[])('%s refuses to be asked of no account', async (name) => {
    await expect(world.runRaw(name, { account: '' })).rejects.toMatchObject({ code: 'EFFECT_INPUT_INVALID' });
  });
});
