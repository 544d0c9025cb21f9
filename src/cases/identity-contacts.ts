import type { Customer } from '../backoffice/backoffice.js';
import type { LetterKind } from '../store/letters.js';
import type { CaseDeps } from './case-deps.js';
import { maskContact } from './mask-contact.js';
import { blindId } from './one-time-code.js';
import { hasContact } from './proof.js';

/** Who the customer says to be. */
export interface Claimed {
  readonly account: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Asked about when there is no account at all, so that this costs a query as well. */
const NOBODY = '0';
const KINDS = ['email', 'sms'] as const;
/** Where most people have their mail: what stands for the contacts of an account that is none has to look like theirs. */
const PROVIDERS = ['gmail.com', 'hotmail.com', 'outlook.com', 'yahoo.com.mx'] as const;

/** Who it is by the company's own file: `owner` null unless account and a contact fit. */
export interface Found {
  readonly onFile: Customer | null;
  readonly owner: Customer | null;
}

/** @throws {BackofficeDown} */
export async function findClaimed({ backoffice }: Pick<CaseDeps, 'backoffice'>, claimed: Claimed): Promise<Found> {
  const onFile = await backoffice.findCustomer(claimed.account || NOBODY);
  return { onFile, owner: onFile !== null && hasContact(onFile, claimed) ? onFile : null };
}

export interface ReachableContact {
  readonly kind: LetterKind;
  readonly address: string;
  readonly masked: string;
}

/**
 * Where codes can go: to the contacts on file. For whoever is not the account's customer there are as many, of the same look, made of what was
 * typed; nothing is ever sent there.
 */
export function reachable(deps: CaseDeps, owner: Customer | null, claimed: Claimed): readonly ReachableContact[] {
  const { mail, codeKey } = deps;
  if (!mail || !codeKey) return [];
  const addresses = owner
    ? { email: owner.email, sms: owner.phone }
    : { email: claimed.email ?? madeUpEmail(codeKey, claimed.account), sms: claimed.phone ?? madeUpPhone(codeKey, claimed.account) };
  return KINDS.filter((kind) => mail.ways.has(kind) && addresses[kind] !== '').map((kind) => ({
    kind,
    address: addresses[kind],
    masked: maskContact(kind, addresses[kind]),
  }));
}

/** The same for the same account each time. */
function madeUp(key: Uint8Array, account: string, what: string): Buffer {
  return Buffer.from(blindId(key, 'made up', what, account), 'base64url');
}

function madeUpEmail(key: Uint8Array, account: string): string {
  const bytes = madeUp(key, account, 'email');
  const letter = String.fromCharCode('a'.charCodeAt(0) + (bytes.readUInt8(0) % 26));
  return `${letter}@${PROVIDERS[bytes.readUInt8(1) % PROVIDERS.length] ?? PROVIDERS[0]}`;
}

const madeUpPhone = (key: Uint8Array, account: string): string => String(madeUp(key, account, 'sms').readUInt32BE()).padStart(10, '0');
