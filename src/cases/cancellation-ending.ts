import { z } from 'zod';
import { isEnded } from './cancellation-folio.js';
import type { CaseDeps } from './case-deps.js';
import { defineEffect, FolioUnavailable } from './effect.js';
import { isProved } from './identity-proof.js';
import { ownFolio } from './proof.js';

const ending = z.object({ number: z.string().min(1), account: z.string().min(1) });
const NOTHING = { ended: false, debt: null, refund: null };

/**
 * Ends the contract in the company's systems as of its notice: nothing is billed from then on. Only for somebody who has proved to be the
 * customer. Where no system can take it, people end it by hand, as of the same instant.
 */
export const endContract = (deps: CaseDeps) =>
  defineEffect('endContract', ending, async ({ number, account }, { key, conversation, now, askedAt = now }) => {
    const { store, backoffice } = deps;
    const folio = await ownFolio(deps, number, conversation);
    if (folio.type !== 'cancellation' || folio.account !== account) throw new FolioUnavailable();
    // Whatever the procedure says: nobody's contract is ended on a stranger's word.
    const claim = { account, action: 'endContract', level: 3 } as const;
    if (!isEnded(folio) && !(await isProved(deps, conversation, claim, askedAt))) return NOTHING;
    const noticeAt = folio.noticeAt ?? folio.createdAt;
    // The folio is the key: whichever call comes first, a contract is ended once.
    const termination = await backoffice.registerTermination({ key: `termination:${number}`, account, noticeAt, folio: number });
    if (!termination) return NOTHING;
    const endedAt = new Date(now).toISOString();
    const details = isEnded(folio) ? {} : { endedAt, termination: termination.id };
    await store.updateFolio(key, number, { details }, 'bot', 'contract ended', now);
    return { ended: true, debt: termination.debtCentavos, refund: termination.refundCentavos };
  });
