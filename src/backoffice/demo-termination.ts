import { DateTime } from 'luxon';
import type { Invoice, Termination, TerminationRequest } from './billing.js';
import { DEMO_ZONE } from './demo-invoices.js';

const days = (from: DateTime, to: DateTime): number => Math.round(to.diff(from, 'days').days) + 1;

/** What an invoice bills for days after the notice, up to the centavo above. */
function unserved({ from, to, total }: Invoice, notice: DateTime): number {
  const [first, last] = [from, to].map((date) => DateTime.fromISO(date, { zone: DEMO_ZONE }));
  if (!first || !last || notice > last) return 0;
  const begins = notice < first ? first : notice.plus({ days: 1 });
  const left = begins > last ? 0 : days(begins, last);
  return Math.ceil((total * left) / days(first, last));
}

/** The end of a contract on the day of its notice: what is still owed, and what was paid for days that will not be served. */
export function demoTermination({ account, noticeAt }: TerminationRequest, invoices: readonly Invoice[]): Termination {
  const notice = DateTime.fromISO(noticeAt, { zone: DEMO_ZONE }).startOf('day');
  const sum = (status: Invoice['status'], amount: (invoice: Invoice) => number): number =>
    invoices.filter((invoice) => invoice.status === status).reduce((total, invoice) => total + amount(invoice), 0);
  return {
    id: `baja-${account}`,
    account,
    effectiveAt: new Date(noticeAt).toISOString(),
    debtCentavos: sum('unpaid', (invoice) => invoice.total - unserved(invoice, notice)),
    refundCentavos: sum('paid', (invoice) => unserved(invoice, notice)),
  };
}
