import { z } from 'zod';
import type { CaseDeps } from './case-deps.js';
import { defineEffect, type Effect } from './effect.js';
import { explainBill } from './explain-bill.js';
import { findBalance } from './find-balance.js';
import { findPayment } from './find-payment.js';
import { pesos } from './pesos.js';

const nothing = z.object({});

/** The plans on sale, which anybody may know. */
const findPlans = ({ backoffice }: CaseDeps) =>
  defineEffect('findPlans', nothing, async () => {
    const plans = await backoffice.listPlans();
    return { plans: plans.map(({ name, monthlyPrice, megabits }) => `• ${name} (${megabits} Mb): ${pesos(monthlyPrice)}`).join('\n') };
  });

const findPayTerms = ({ policy }: CaseDeps) =>
  defineEffect('findPayTerms', nothing, async () => ({
    payUrl: policy.provider.payUrl ?? policy.provider.site,
    reconnectHours: policy.reconnectHours,
  }));

/** The effects of the procedure `inquiry`. */
export const inquiryEffects = (deps: CaseDeps) =>
  ({
    findBalance: findBalance(deps),
    explainBill: explainBill(deps),
    findPayment: findPayment(deps),
    findPlans: findPlans(deps),
    findPayTerms: findPayTerms(deps),
  }) satisfies Record<string, Effect>;
