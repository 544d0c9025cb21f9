import { z } from 'zod';
import type { PaidOutput } from '../../flows/shared/inquiry-effects.js';
import type { Payment } from '../backoffice/billing.js';
import { maySeeBilling } from './billing-access.js';
import type { Calendar } from './calendar.js';
import type { CaseDeps } from './case-deps.js';
import { defineEffect } from './effect.js';

const input = z.object({ account: z.string().min(1) });

/** A payment as it is told to the customer: its day is the provider's. */
export const paidOf = (calendar: Calendar, payment: Payment | null | undefined): PaidOutput | null =>
  payment ? { amount: payment.amount, paidDate: calendar.dateOf(Date.parse(payment.paidAt)) } : null;

/** What is owed and until when, the last payment, and when the next bill comes. */
export const findBalance = (deps: CaseDeps) =>
  defineEffect('findBalance', input, async ({ account }, { conversation, now }) => {
    const { backoffice, policy, calendar } = deps;
    const allowed = await maySeeBilling(deps, conversation, account, 'balance', now);
    const balance = allowed ? await backoffice.balance(account) : null;
    const [newest] = balance ? await backoffice.listInvoices(account, 1) : [];
    const dueDate = balance?.dueDate ?? null;
    return {
      known: balance !== null,
      due: balance?.dueCentavos ?? 0,
      dueDate,
      overdue: dueDate !== null && dueDate < calendar.dateOf(now),
      lastPayment: paidOf(calendar, balance?.lastPayment),
      nextBillDate: newest ? stillAhead(calendar.nextDate(newest.to, 1), calendar.dateOf(now)) : null,
      graceDays: policy.suspensionGraceNaturalDays,
      payUrl: policy.provider.payUrl ?? policy.provider.site,
    };
  });

const stillAhead = (date: string, today: string): string | null => (date > today ? date : null);
