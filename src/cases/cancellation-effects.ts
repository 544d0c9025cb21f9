import { issueAcknowledgement } from './cancellation-acknowledgement.js';
import { completeNotice, withdrawNotice } from './cancellation-customer.js';
import { endContract } from './cancellation-ending.js';
import { findNotice, giveNotice } from './cancellation-notice.js';
import type { CaseDeps } from './case-deps.js';
import type { Effect } from './effect.js';

type Names = 'giveNotice' | 'findNotice' | 'completeNotice' | 'withdrawNotice' | 'endContract' | 'issueAcknowledgement';

/** The effects of the procedure `cancellation`. */
export const cancellationEffects = (deps: CaseDeps): Record<Names, Effect> => ({
  giveNotice: giveNotice(deps),
  findNotice: findNotice(deps),
  completeNotice: completeNotice(deps),
  withdrawNotice: withdrawNotice(deps),
  endContract: endContract(deps),
  issueAcknowledgement: issueAcknowledgement(deps),
});
