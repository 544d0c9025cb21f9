import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const FIGURES = 6;
const NONCE_BYTES = 16;

/** What a code is good for: nothing else. */
export interface CodeBinding {
  readonly conversation: string;
  readonly action: string;
  readonly account: string;
}

/** Made at random for each code, and kept in its place: without the key it tells nothing of the code. */
export const newNonce = (): string => randomBytes(NONCE_BYTES).toString('base64url');

const keyed = (key: Uint8Array, ...parts: readonly string[]): Buffer => createHmac('sha256', key).update(JSON.stringify(parts)).digest();

/**
 * Six figures: a keyed hash of the nonce and of all that the code is bound to, cut short. The code itself is stored nowhere, and attempts of one
 * call that run twice come to the same one.
 */
export function codeOf(key: Uint8Array, nonce: string, { conversation, action, account }: CodeBinding): string {
  const number = keyed(key, 'code', nonce, conversation, action, account).readBigUInt64BE() % 10n ** BigInt(FIGURES);
  return String(number).padStart(FIGURES, '0');
}

export const isSameCode = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** An id that tells nothing of what it is made of. */
export const blindId = (key: Uint8Array, ...parts: readonly string[]): string => keyed(key, 'id', ...parts).toString('base64url');
