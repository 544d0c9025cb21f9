import type { Customer } from '../backoffice/backoffice.js';
import type { LetterKind } from '../store/letters.js';
import type { CaseDeps } from './case-deps.js';

/** What the contacts on file are told. */
export interface Told {
  /** The same id again tells nobody anything. */
  readonly id: string;
  /** Locale key `mail.<message>`, with a subject `mail.<message>Subject`. */
  readonly key: string;
  readonly vars: Readonly<Record<string, string | number>>;
  readonly language: string;
}

/**
 * Tells the customer by every contact on file that can be reached, whatever contact was typed in the conversation. Called when something is done,
 * or asked for, that the real customer has to hear of. @returns by which ways.
 */
export async function tellContacts(
  { mail, policy }: Pick<CaseDeps, 'mail' | 'policy'>,
  customer: Customer | null,
  { id, key, vars, language }: Told,
  now: number,
): Promise<readonly LetterKind[]> {
  if (!mail || !customer) return [];
  const addresses = [
    { kind: 'email', to: customer.email },
    { kind: 'sms', to: customer.phone },
  ] as const;
  const reached = addresses.filter(({ kind, to }) => to !== '' && mail.ways.has(kind));
  const all = { ...vars, phone: policy.provider.phone };
  for (const { kind, to } of reached) {
    await mail.post({ id: `${id}:${kind}`, kind, to, key, vars: all, language, until: null, isVoid: false }, now);
  }
  return reached.map(({ kind }) => kind);
}
