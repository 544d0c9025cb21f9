import { DateTime } from 'luxon';
import type { Balance, Billing, Invoice, Payment, Refund, Termination } from './billing.js';
import { DEMO_CUSTOMERS } from './demo-customers.js';
import { demoInvoicePdf } from './demo-invoice-pdf.js';
import { demoInvoiceXml } from './demo-invoice-xml.js';
import { DEMO_ZONE, demoInvoices, demoPayments } from './demo-invoices.js';
import { DEMO_PLANS } from './demo-plans.js';
import { demoTermination } from './demo-termination.js';

interface Account {
  readonly invoices: readonly Invoice[];
  readonly payments: readonly Payment[];
}

function balanceOf(account: string, { invoices, payments }: Account): Balance {
  const unpaid = invoices.filter(({ status }) => status === 'unpaid');
  return {
    account,
    dueCentavos: unpaid.reduce((sum, { total }) => sum + total, 0),
    dueDate: unpaid.at(-1)?.dueDate ?? null,
    lastPayment: payments[0] ?? null,
  };
}

const nextCutOff = ([newest]: readonly Invoice[]): string | null =>
  newest ? DateTime.fromISO(newest.to, { zone: DEMO_ZONE }).plus({ days: 1 }).toFormat('yyyy-MM-dd') : null;

/** The billing of the demo provider, in memory: twelve months of invoices for each of its customers. @param startedAt epoch ms. */
export function demoBilling(startedAt: number): Billing {
  const accounts = new Map(
    DEMO_CUSTOMERS.map((customer): [string, Account] => {
      const invoices = demoInvoices(customer, startedAt);
      return [customer.account, { invoices, payments: demoPayments(invoices) }];
    }),
  );
  const terminations = new Map<string, Termination>();
  const refunds = new Map<string, Refund>();
  const of = (account: string): Account => accounts.get(account) ?? { invoices: [], payments: [] };

  return {
    balance: async (account) => (accounts.has(account) ? balanceOf(account, of(account)) : null),
    listInvoices: async (account, limit) => of(account).invoices.slice(0, limit),
    async invoiceFiles(account, invoiceId) {
      const customer = DEMO_CUSTOMERS.find((one) => one.account === account);
      const invoice = of(account).invoices.find(({ id }) => id === invoiceId);
      if (!customer || !invoice) return null;
      return { account, invoiceId, xml: demoInvoiceXml(customer, invoice), pdf: await demoInvoicePdf(customer, invoice) };
    },
    listPayments: async (account, limit) => of(account).payments.slice(0, limit),
    listPlans: async () => DEMO_PLANS,
    async registerTermination(request) {
      if (!accounts.has(request.account)) return null;
      const before = terminations.get(request.account);
      if (before && Date.parse(before.effectiveAt) <= Date.parse(request.noticeAt)) return before;
      const termination = demoTermination(request, of(request.account).invoices);
      terminations.set(request.account, termination);
      return termination;
    },
    async registerRefund({ key, account, amount }) {
      if (!accounts.has(account)) return null;
      const refund = refunds.get(key) ?? { id: `nota-${key}`, account, amount, applyDate: nextCutOff(of(account).invoices) };
      refunds.set(key, refund);
      return refund;
    },
  };
}
