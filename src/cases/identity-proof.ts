import type { Customer } from '../backoffice/backoffice.js';
import type { Conversation } from '../store/store.js';
import type { CaseDeps } from './case-deps.js';
import { type IdentityLevel, levelFor } from './identity-levels.js';
import { identityRecordId, type Proof, toIdentityRecord } from './identity-record.js';
import type { Policy } from './policy.js';

const MINUTE_MS = 60_000;

/** What is left to be done. */
export type ProofNeed = 'nothing' | 'confirmation' | 'code';

/** What is to be proved, for what, to which level. */
export interface Claim {
  readonly account: string;
  readonly action: string;
  readonly level: IdentityLevel;
}

export const isFresh = ({ identity }: Policy, proof: Proof, now: number): boolean => now - proof.at < identity.freshMinutes * MINUTE_MS;

const isRemembered = ({ identity }: Policy, proof: Proof, now: number): boolean => now - proof.at < identity.rememberedMinutes * MINUTE_MS;

/** What the proof that a conversation has given leaves to be done for a claim. */
export function neededAfter(policy: Policy, proof: Proof | null, { account, action, level }: Claim, now: number): ProofNeed {
  const needed = levelFor(action, level);
  if (proof?.account !== account) return needed === 0 ? 'nothing' : 'code';
  if (needed < 3) return isRemembered(policy, proof, now) ? 'nothing' : 'code';
  // What cannot be undone takes a code that was asked for this very thing.
  if (proof.action !== action || !isFresh(policy, proof, now)) return 'code';
  return proof.confirmedAt === null ? 'confirmation' : 'nothing';
}

/** The first level takes no code where the channel itself proves that it is the number on file. */
export function provenByChannel(
  { provenPhone }: Pick<CaseDeps, 'provenPhone'>,
  conversation: Conversation,
  onFile: Customer | null,
  { action, level }: Omit<Claim, 'account'>,
): boolean {
  const phone = provenPhone?.(conversation) ?? null;
  return levelFor(action, level) <= 1 && phone !== null && onFile?.phone === phone;
}

/**
 * Whether this conversation has proved the account to the level that an action needs. Asked by effects before they tell or do anything:
 * it is answered by what the store has on record, never by what the conversation's facts say.
 */
export async function isProved(
  deps: Pick<CaseDeps, 'store' | 'policy' | 'provenPhone' | 'backoffice'>,
  conversation: Conversation,
  claim: Claim,
  now: number,
): Promise<boolean> {
  const { proof } = toIdentityRecord(await deps.store.record(identityRecordId(conversation.id), now));
  if (neededAfter(deps.policy, proof, claim, now) === 'nothing') return true;
  const mayByChannel = (deps.provenPhone?.(conversation) ?? null) !== null;
  return mayByChannel && provenByChannel(deps, conversation, await deps.backoffice.findCustomer(claim.account), claim);
}
