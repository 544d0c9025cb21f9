import { z } from 'zod';
import type { RecordChange } from '../store/records.js';

/** What one conversation has been sent and has proved. */
const schema = z.object({
  code: z
    .object({
      /** The call that sent it. */
      key: z.string(),
      nonce: z.string(),
      action: z.string(),
      account: z.string(),
      /** False: nobody ever got it. */
      real: z.boolean(),
      /** Record that counts this customer's codes. */
      counted: z.string(),
      expiresAt: z.number(),
      tries: z.array(z.object({ key: z.string(), right: z.boolean() })),
    })
    .nullable(),
  proof: z
    .object({
      account: z.string(),
      action: z.string(),
      at: z.number(),
      /** When the action was confirmed in so many words, or null. */
      confirmedAt: z.number().nullable(),
    })
    .nullable(),
  /** Calls that have sent a code, the newest last. */
  keys: z.array(z.string()),
});

export type IdentityRecord = z.infer<typeof schema>;
export type SentCode = NonNullable<IdentityRecord['code']>;
export type Proof = NonNullable<IdentityRecord['proof']>;

const NONE: IdentityRecord = { code: null, proof: null, keys: [] };
/** Longer than any code or proof is good for. */
const KEPT_MS = 86_400_000;
const KEYS = 20;

export const identityRecordId = (conversation: string): string => `identity:${conversation}`;
export const toIdentityRecord = (kept: unknown): IdentityRecord => (kept === null ? NONE : schema.parse(kept));

const changed = <T>(record: IdentityRecord, now: number, result: T): RecordChange<T> => ({ record, until: now + KEPT_MS, result });

/** The new code takes the place of the one before. The same call again gives the code that it gave. */
export const withCode =
  (code: SentCode, now: number) =>
  (kept: unknown): RecordChange<SentCode> => {
    const record = toIdentityRecord(kept);
    if (record.code?.key === code.key) return changed(record, now, record.code);
    // A straggler of an earlier call does not take back what was sent since.
    if (record.keys.includes(code.key)) return changed(record, now, code);
    return changed({ ...record, code, keys: [...record.keys, code.key].slice(-KEYS) }, now, code);
  };

export interface Try {
  readonly key: string;
  readonly action: string;
  readonly account: string;
  readonly most: number;
  /** The newest code sent for this customer, in whatever conversation. */
  readonly newest: string | null;
  readonly isRight: (code: SentCode) => boolean;
}
export interface TryResult {
  readonly result: 'right' | 'wrong' | 'usedUp' | 'void';
  readonly triesLeft: number;
}

/** Counts a try before it tells anything of it. A right one is the code's last, and proves the account. */
export const withTry =
  (attempt: Try, now: number) =>
  (kept: unknown): RecordChange<TryResult> => {
    const record = toIdentityRecord(kept);
    const { code } = record;
    if (!code || code.action !== attempt.action || code.account !== attempt.account) {
      return changed(record, now, { result: 'void', triesLeft: 0 });
    }
    const before = code.tries.findIndex(({ key }) => key === attempt.key);
    if (before >= 0) return changed(record, now, told(code, before, attempt.most));
    const spent = code.tries.some(({ right }) => right);
    if (spent || code.expiresAt <= now || attempt.newest !== code.key) return changed(record, now, { result: 'void', triesLeft: 0 });
    if (code.tries.length >= attempt.most) return changed(record, now, { result: 'usedUp', triesLeft: 0 });
    const right = code.real && attempt.isRight(code);
    const tried = { ...code, tries: [...code.tries, { key: attempt.key, right }] };
    const { action, account } = code;
    const proof = right ? { account, action, at: now, confirmedAt: null } : record.proof;
    return changed({ ...record, code: tried, proof }, now, told(tried, code.tries.length, attempt.most));
  };

function told({ tries }: SentCode, index: number, most: number): TryResult {
  if (tries[index]?.right) return { result: 'right', triesLeft: 0 };
  const triesLeft = Math.max(0, most - index - 1);
  return { result: triesLeft === 0 ? 'usedUp' : 'wrong', triesLeft };
}

/** Confirmed, if a proof of this account for this action is there and `isFresh`. */
export const withConfirmation =
  (action: string, account: string, isFresh: (proof: Proof) => boolean, now: number) =>
  (kept: unknown): RecordChange<boolean> => {
    const record = toIdentityRecord(kept);
    const { proof } = record;
    if (!proof || proof.account !== account || proof.action !== action || !isFresh(proof)) return changed(record, now, false);
    return changed({ ...record, proof: { ...proof, confirmedAt: proof.confirmedAt ?? now } }, now, true);
  };

/** Whoever is another customer now has proved nothing, and does not become the first one again by saying so. */
export const withoutProofOfOthers =
  (account: string, now: number) =>
  (kept: unknown): RecordChange<null> => {
    const record = toIdentityRecord(kept);
    return changed({ ...record, proof: record.proof?.account === account ? record.proof : null }, now, null);
  };
