import { DateTime } from 'luxon';
import type { Customer } from './backoffice.js';
import type { Invoice, InvoiceLine, Payment } from './billing.js';

/** Where the demo provider is: its days are of this zone. */
export const DEMO_ZONE = 'America/Mexico_City';
const MONTHS = 12;
/** A period is billed in advance, on its first day; the customer has ten days to pay. */
const DAYS_TO_PAY = 10;
const DAYS_UNTIL_PAID = 2;
const METHODS = ['transfer', 'cash', 'card'] as const;

/** How an account's newest invoice stands. */
interface Account {
  /** Days from the day of the start until it is to be paid; negative: it is late. */
  readonly dueInDays: number;
  /** How many of the newest are not paid. */
  readonly unpaid: number;
  /** What it has beside the plan. */
  readonly extra: readonly InvoiceLine[];
}
const REGULAR: Account = { dueInDays: 5, unpaid: 0, extra: [] };
const ACCOUNTS: ReadonlyMap<string, Account> = new Map<string, Account>([
  ['100002', { ...REGULAR, dueInDays: -8, unpaid: 2 }],
  ['100004', { ...REGULAR, unpaid: 1, extra: [{ code: 'ADICIONAL', description: 'Servicio adicional', amount: 150_00 }] }],
]);

/** A plan with television is billed as two services. */
const TELEVISION: InvoiceLine = { code: 'TV', description: 'Televisión', amount: 200_00 };

function linesOf({ plan, monthlyPrice }: Customer): readonly InvoiceLine[] {
  if (!plan.endsWith('+ TV')) return [{ code: 'INTERNET', description: `Internet ${plan}`, amount: monthlyPrice }];
  return [{ code: 'INTERNET', description: `Internet ${plan.replace(' + TV', '')}`, amount: monthlyPrice - TELEVISION.amount }, TELEVISION];
}

const isoDate = (day: DateTime): string => day.toFormat('yyyy-MM-dd');
const isoAt = (day: DateTime, hour: number): string => day.set({ hour }).toUTC().toJSDate().toISOString();

/** @param age 0: the newest. */
function invoiceOf(customer: Customer, account: Account, newest: DateTime, age: number): Invoice {
  const from = newest.minus({ months: age });
  const lines = [...linesOf(customer), ...(age === 0 ? account.extra : [])];
  const id = `${customer.account}-${from.toFormat('yyyyMM')}`;
  return {
    id,
    account: customer.account,
    uuid: `00000000-0000-4000-8${customer.account.slice(-3)}-${customer.account}${from.toFormat('yyyyMM')}`,
    from: isoDate(from),
    to: isoDate(newest.minus({ months: age - 1 }).minus({ days: 1 })),
    issuedAt: isoAt(from, 9),
    dueDate: isoDate(from.plus({ days: DAYS_TO_PAY })),
    total: lines.reduce((sum, { amount }) => sum + amount, 0),
    status: age < account.unpaid ? 'unpaid' : 'paid',
    lines,
  };
}

/** The last twelve invoices of a customer of the demo, newest first. @param startedAt epoch ms; all days are relative to its day. */
export function demoInvoices(customer: Customer, startedAt: number): readonly Invoice[] {
  const account = ACCOUNTS.get(customer.account) ?? REGULAR;
  const today = DateTime.fromMillis(startedAt, { zone: DEMO_ZONE }).startOf('day');
  const newest = today.plus({ days: account.dueInDays - DAYS_TO_PAY });
  return Array.from({ length: MONTHS }, (_, age) => invoiceOf(customer, account, newest, age));
}

/** What the customer paid: each paid invoice whole, two days after it came. Newest first. */
export function demoPayments(invoices: readonly Invoice[]): readonly Payment[] {
  return invoices
    .filter(({ status }) => status === 'paid')
    .map(({ id, account, from, total }, index) => ({
      id: `pago-${id}`,
      account,
      paidAt: isoAt(DateTime.fromISO(from, { zone: DEMO_ZONE }).plus({ days: DAYS_UNTIL_PAID }), 12),
      amount: total,
      method: METHODS[index % METHODS.length] ?? 'other',
    }));
}
