import { describe, expect, it } from '@jest/globals';
import type { Invoice } from '../../src/backoffice/billing.js';
import { demoBackoffice } from '../../src/backoffice/demo.js';
import { DEMO_CUSTOMERS } from '../../src/backoffice/demo-customers.js';
import { SAMPLE_MARK } from '../../src/backoffice/demo-invoice-xml.js';

/** Late in the evening of the last day of March in Mexico: already April in UTC. */
const START = Date.parse('2026-04-01T04:30:00Z');
const office = demoBackoffice({ now: () => START });
const newestOf = async (account: string): Promise<Invoice> => {
  const [newest] = await office.listInvoices(account, 1);
  if (!newest) throw new Error(`${account} has no invoice`);
  return newest;
};
const dayAfter = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

describe('the invoices of the demo', () => {
  it('are twelve months for each account, newest first and without a gap', async () => {
    for (const { account } of DEMO_CUSTOMERS) {
      const invoices = await office.listInvoices(account, 50);
      expect(invoices).toHaveLength(12);
      invoices.slice(1).forEach((older, index) => {
        expect(dayAfter(older.to)).toBe(invoices[index]?.from);
      });
      expect(new Set(invoices.map(({ uuid }) => uuid)).size).toBe(12);
      expect(invoices.filter(({ total, lines }) => total !== lines.reduce((sum, { amount }) => sum + amount, 0))).toEqual([]);
    }
    expect(await office.listInvoices('100001', 2)).toHaveLength(2);
  });

  it('come from their first day on, and are due in ten days', async () => {
    expect(await newestOf('100004')).toMatchObject({
      from: '2026-03-26',
      to: '2026-04-25',
      issuedAt: '2026-03-26T15:00:00.000Z',
      dueDate: '2026-04-05',
    });
  });

  it.each([
    ['100001', 0, null],
    ['100002', 798_00, '2026-02-23'],
    ['100004', 899_00, '2026-04-05'],
    ['100007', 0, null],
  ])('%s owes %d', async (account, dueCentavos, dueDate) => {
    const [lastPayment] = await office.listPayments(account, 1);
    expect(await office.balance(account)).toEqual({ account, dueCentavos, dueDate, lastPayment });
  });

  it('have an additional service in the last one of 100004 alone', async () => {
    const [last, before] = await office.listInvoices('100004', 2);
    const added = last?.lines.filter(({ code }) => !before?.lines.some((line) => line.code === code));
    expect(added).toEqual([{ code: 'ADICIONAL', description: 'Servicio adicional', amount: 150_00 }]);
    expect([last?.total, before?.total]).toEqual([899_00, 749_00]);
  });

  it('are paid by payments of before the start', async () => {
    for (const { account } of DEMO_CUSTOMERS) {
      const payments = await office.listPayments(account, 50);
      const invoices = await office.listInvoices(account, 50);
      expect(payments.map(({ amount }) => amount)).toEqual(invoices.filter(({ status }) => status === 'paid').map(({ total }) => total));
      expect(payments.filter(({ paidAt }) => Date.parse(paidAt) > START)).toEqual([]);
    }
  });

  it('have files that are marked as samples, and only for their own account', async () => {
    const { id, uuid } = await newestOf('100004');
    const files = await office.invoiceFiles('100004', id);
    const xml = new TextDecoder().decode(files?.xml);
    for (const part of [SAMPLE_MARK, `UUID="${uuid}"`, 'Total="899.00"', 'Descripcion="Servicio adicional"']) expect(xml).toContain(part);
    expect(new TextDecoder().decode(files?.pdf.slice(0, 5))).toBe('%PDF-');
    expect(await office.invoiceFiles('100001', id)).toBeNull();
  });
});

describe('what else the demo knows', () => {
  it('nothing of an account that does not exist', async () => {
    expect(await office.balance('999999')).toBeNull();
    expect(await office.listInvoices('999999', 5)).toEqual([]);
    expect(await office.listPayments('999999', 5)).toEqual([]);
    expect(await office.pastOutages('999999')).toEqual([]);
    expect(await office.registerTermination({ key: 'a', account: '999999', noticeAt: '2026-04-01T00:00:00Z', folio: 'A1' })).toBeNull();
    expect(
      await office.registerRefund({ key: 'a', account: '999999', amount: 1, reason: 'outage', invoiceId: null, folio: 'A1' }),
    ).toBeNull();
  });

  it('one outage of three days last month, not compensated', async () => {
    const [outage, ...others] = await office.pastOutages('100007');
    expect(others).toEqual([]);
    expect(outage).toMatchObject({ startedAt: '2026-02-10T14:00:00.000Z', restoredAt: '2026-02-13T14:00:00.000Z' });
    expect(outage).toMatchObject({ cause: 'provider', compensated: false });
  });

  it('the plans of its customers, with their prices', async () => {
    const plans = await office.listPlans();
    for (const { plan, monthlyPrice } of DEMO_CUSTOMERS)
      expect(plans).toContainEqual(expect.objectContaining({ name: plan, monthlyPrice }));
  });

  it.each([
    ['100001', 'done'],
    ['100005', 'unreachable'],
  ])('that the device of %s answers a restart with %s', async (account, result) => {
    expect(await office.rebootDevice(account, 'key')).toBe(result);
  });
});

describe('the end of a contract', () => {
  const end = (office_: typeof office, account: string, noticeAt: string, key = noticeAt) =>
    office_.registerTermination({ key, account, noticeAt, folio: 'A100017' });

  it('gives back what was paid for the days after the notice', async () => {
    // 31 days from 26 March to 25 April, of which 25 come after the 31 March.
    expect(await end(office, '100001', '2026-04-01T04:00:00Z')).toEqual({
      id: 'baja-100001',
      account: '100001',
      effectiveAt: '2026-04-01T04:00:00.000Z',
      debtCentavos: 0,
      refundCentavos: Math.ceil((399_00 * 25) / 31),
    });
  });

  it('leaves the debt for what was served', async () => {
    // Two invoices; of the newer, from 13 March to 12 April, 12 days come after the notice.
    const [newest] = await office.listInvoices('100002', 1);
    expect([newest?.from, newest?.to]).toEqual(['2026-03-13', '2026-04-12']);
    expect(await end(office, '100002', '2026-04-01T04:00:00Z')).toMatchObject({
      debtCentavos: 798_00 - Math.ceil((399_00 * 12) / 31),
      refundCentavos: 0,
    });
  });

  it('is the first notice, whichever call comes first', async () => {
    const fresh = demoBackoffice({ now: () => START });
    const second = await end(fresh, '100003', '2026-04-01T03:00:00Z');
    expect(await end(fresh, '100003', '2026-04-01T04:00:00Z')).toEqual(second);
    const first = await end(fresh, '100003', '2026-03-30T04:00:00Z');
    expect(first?.effectiveAt).toBe('2026-03-30T04:00:00.000Z');
    expect(await end(fresh, '100003', '2026-04-01T03:00:00Z')).toEqual(first);
  });
});

it('registers a refund once under its key, for the next statement', async () => {
  const request = { key: 'refund:1', account: '100004', amount: 180_00, reason: 'undueCharge', invoiceId: null, folio: 'A100017' } as const;
  const refund = await office.registerRefund(request);
  expect(refund).toEqual({ id: 'nota-refund:1', account: '100004', amount: 180_00, applyDate: '2026-04-26' });
  expect(await office.registerRefund({ ...request, amount: 999_00 })).toEqual(refund);
});
