import { z } from 'zod';
import type { LineStatus } from '../backoffice/backoffice.js';
import type { CaseDeps } from './case-deps.js';
import { defineEffect } from './effect.js';
import { provesAccount } from './proof.js';

const input = z.object({ account: z.string().min(1) });

const NOTHING_KNOWN: LineStatus = { suspended: false, outage: null, device: 'unknown', opticalLoss: false };

/**
 * What is known of the customer's line. Debts are told to nobody but the customer: for an account that the
 * conversation does not prove, the answer is the same as for one that does not exist.
 */
export const checkLine = ({ backoffice, policy }: CaseDeps) =>
  defineEffect('checkLine', input, async ({ account }, { conversation, now }) => {
    const proven = await provesAccount(backoffice, conversation, account);
    const line = proven ? await backoffice.lineStatus(account) : NOTHING_KNOWN;
    return {
      suspended: line.suspended,
      outage: line.outage !== null,
      restoreAt: stillAhead(line.outage?.restoreAt ?? null, now),
      device: line.device,
      opticalLoss: line.opticalLoss,
      reconnectHours: policy.reconnectHours,
      payUrl: policy.provider.payUrl ?? policy.provider.site,
    };
  });

/** An expected restoration that has passed promises nothing any more. */
const stillAhead = (restoreAt: string | null, now: number): string | null =>
  restoreAt !== null && Date.parse(restoreAt) > now ? new Date(restoreAt).toISOString() : null;
