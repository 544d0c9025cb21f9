import { effect } from '../../src/engine/flow.js';

/**
 * The effects by which a customer proves to be who they say, from level 1 on. What is not on file goes the very same way as what is, and never
 * proves anything: no output tells one from the other.
 */

export type ContactKind = 'email' | 'sms';

/** A contact as it may be shown to somebody who has not proved anything: `e***@example.com`. */
export interface MaskedContact {
  readonly kind: ContactKind;
  readonly masked: string;
}

/** Who the customer says to be, and what it is to be proved for. */
export interface ProofInput {
  readonly account: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** What is to be done: a code for one thing is none for another. */
  readonly action: string;
  readonly level: 1 | 2 | 3;
}

/** `confirmation`: the code was right a moment ago, what is to be done has yet to be confirmed in so many words. */
export type ProofNeed = 'nothing' | 'confirmation' | 'code';

export interface FindProofOutput {
  readonly need: ProofNeed;
  /** Where a code can be sent; none: there is no way to send one. */
  readonly contacts: readonly MaskedContact[];
  /** Of the account, when nothing more is needed; else null. */
  readonly zone: string | null;
}
/** What this conversation has proved of the account by now, and how it could prove the rest. */
export const findProof = effect<ProofInput, FindProofOutput>();

export interface SendCodeOutput {
  /** `contactLimit`: too many codes went there in the last hour. `dayLimit`: too many for this customer today. */
  readonly result: 'sent' | 'contactLimit' | 'dayLimit' | 'unavailable';
  /** For how long the code is good. */
  readonly minutes: number;
}
/** Sends a new code to a contact on file; every earlier one is void from then on. */
export const sendCode = effect<ProofInput & { readonly to: ContactKind }, SendCodeOutput>();

export interface CheckCodeOutput {
  /** `usedUp`: this was the last try, or there was none left. `void`: too late, used before, replaced by another, or none was sent. */
  readonly result: 'right' | 'wrong' | 'usedUp' | 'void';
  readonly triesLeft: number;
  readonly need: ProofNeed;
  /** Of the account, when the code was right; else null. */
  readonly zone: string | null;
}
/** Counts a try at the newest code of this conversation. */
export const checkCode = effect<ProofInput & { readonly code: string }, CheckCodeOutput>();

/** The customer confirms in so many words; whoever has the contacts on file is told. `confirmed` false: the code is too old by now. */
export const confirmAction = effect<ProofInput, { readonly confirmed: boolean; readonly zone: string | null }>();
