import { z } from 'zod';
import { BackofficeDown } from './backoffice.js';
import type { Balance, Billing, Invoice, InvoiceFiles, Payment, Plan, Refund, Termination } from './billing.js';

/** Asks in time, and takes only an answer of this shape. @throws {BackofficeDown} */
export type Ask = <T>(schema: z.ZodType<T>, question: () => Promise<unknown>) => Promise<T>;

const text = z.string().min(1);
const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
const centavos = z.int();

const paymentSchema: z.ZodType<Payment> = z.object({
  id: text,
  account: text,
  paidAt: instant,
  amount: centavos,
  method: z.enum(['cash', 'transfer', 'card', 'other']),
});
const balanceSchema: z.ZodType<Balance> = z.object({
  account: text,
  dueCentavos: centavos,
  dueDate: day.nullable(),
  lastPayment: paymentSchema.nullable(),
});
const invoiceSchema: z.ZodType<Invoice> = z.object({
  id: text,
  account: text,
  uuid: text.nullable(),
  from: day,
  to: day,
  issuedAt: instant,
  dueDate: day,
  total: centavos,
  status: z.enum(['paid', 'unpaid', 'void']),
  lines: z.array(z.object({ code: text, description: text, amount: centavos })),
});
const bytes = z.instanceof(Uint8Array).refine((file) => file.length > 0);
const filesSchema: z.ZodType<InvoiceFiles> = z.object({ account: text, invoiceId: text, xml: bytes, pdf: bytes });
const planSchema: z.ZodType<Plan> = z.object({
  id: text,
  name: text,
  monthlyPrice: centavos.min(0),
  megabits: z.number().min(0),
  television: z.boolean(),
});
const terminationSchema: z.ZodType<Termination> = z.object({
  id: text,
  account: text,
  effectiveAt: instant,
  debtCentavos: centavos.min(0).nullable(),
  refundCentavos: centavos.min(0).nullable(),
});
const refundSchema: z.ZodType<Refund> = z.object({ id: text, account: text, amount: centavos.min(1), applyDate: day.nullable() });

/** The answer, if all of it is about this account. @throws {BackofficeDown} */
export function ofAccount<T extends { readonly account: string }>(account: string, answer: T): T;
export function ofAccount<T extends { readonly account: string }>(account: string, answer: T | null): T | null;
export function ofAccount<T extends { readonly account: string }>(account: string, answer: readonly T[]): readonly T[];
export function ofAccount(account: string, answer: { readonly account: string } | readonly { readonly account: string }[] | null): unknown {
  const items = Array.isArray(answer) ? answer : answer === null ? [] : [answer];
  if (items.some((item) => item.account !== account)) throw new BackofficeDown('the back office answered for another account');
  return answer;
}

/** Newest first and at most so many, whatever the system does with the order. */
const newest = <T>(items: readonly T[], at: (item: T) => string, limit: number): readonly T[] =>
  [...items].sort((a, b) => Date.parse(at(b)) - Date.parse(at(a))).slice(0, limit);

/** The guard of the billing's part: see `guardBackoffice`. */
export const guardBilling = (billing: Billing, ask: Ask): Billing => ({
  balance: async (account) => {
    const balance = ofAccount(account, await ask(balanceSchema.nullable(), () => billing.balance(account)));
    ofAccount(account, balance?.lastPayment ?? null);
    return balance;
  },
  async listInvoices(account, limit) {
    const invoices = ofAccount(account, await ask(z.array(invoiceSchema), () => billing.listInvoices(account, limit)));
    return newest(invoices, ({ issuedAt }) => issuedAt, limit);
  },
  async invoiceFiles(account, invoiceId) {
    const files = ofAccount(account, await ask(filesSchema.nullable(), () => billing.invoiceFiles(account, invoiceId)));
    if (files && files.invoiceId !== invoiceId) throw new BackofficeDown('the back office gave the files of another invoice');
    return files;
  },
  async listPayments(account, limit) {
    const payments = ofAccount(account, await ask(z.array(paymentSchema), () => billing.listPayments(account, limit)));
    return newest(payments, ({ paidAt }) => paidAt, limit);
  },
  listPlans: () => ask(z.array(planSchema), () => billing.listPlans()),
  registerTermination: async (request) =>
    ofAccount(request.account, await ask(terminationSchema.nullable(), () => billing.registerTermination(request))),
  registerRefund: async (request) => ofAccount(request.account, await ask(refundSchema.nullable(), () => billing.registerRefund(request))),
});
