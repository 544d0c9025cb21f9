import { z } from 'zod';
import type { PaymentOutput } from '../../flows/shared/inquiry-effects.js';
import { maySeeBilling } from './billing-access.js';
import type { CaseDeps } from './case-deps.js';
import { defineEffect } from './effect.js';
import { paidOf } from './find-balance.js';

const input = z.object({ account: z.string().min(1) });

/**
 * Looks for a payment that the customer says was made. It is there when nothing is owed any more; then the hours of the policy run from it
 * until the service is back.
 */
export const findPayment = (deps: CaseDeps) =>
  defineEffect('findPayment', input, async ({ account }, { conversation, now }): Promise<PaymentOutput> => {
    const { backoffice, policy, calendar } = deps;
    const { reconnectHours } = policy;
    const allowed = await maySeeBilling(deps, conversation, account, 'payments', now);
    const balance = allowed ? await backoffice.balance(account) : null;
    if (!balance) return { state: 'unknown', due: 0, lastPayment: null, reconnectHours, reconnectAt: null };
    const { lastPayment, dueCentavos: due } = balance;
    const told = { due, lastPayment: paidOf(calendar, lastPayment), reconnectHours };
    if (due > 0) return { ...told, state: 'missing', reconnectAt: null };
    if (!(await backoffice.lineStatus(account)).suspended) return { ...told, state: 'applied', reconnectAt: null };
    const until = lastPayment === null ? now : calendar.addHours(Date.parse(lastPayment.paidAt), reconnectHours);
    return { ...told, state: until > now ? 'reconnecting' : 'late', reconnectAt: new Date(until).toISOString() };
  });
