import type { Conversation } from '../store/store.js';
import type { CaseDeps } from './case-deps.js';
import type { IdentityAction } from './identity-levels.js';
import { isProved } from './identity-proof.js';

/** What of an account's billing is to be seen. */
export type BillingAction = Extract<IdentityAction, 'balance' | 'invoices' | 'payments'>;

/** Whether a conversation may see what is of an account: by what it has proved, never by what was said in it. */
export const maySeeBilling = (
  deps: CaseDeps,
  conversation: Conversation,
  account: string,
  action: BillingAction,
  now: number,
): Promise<boolean> => isProved(deps, conversation, { account, action, level: 2 }, now);
