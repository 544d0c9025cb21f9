import type { Backoffice, Customer } from '../backoffice/backoffice.js';
import type { Conversation, Store } from '../store/store.js';
import { FolioUnavailable } from './effect.js';
import type { Folio } from './folio.js';

/** An e-mail address and a telephone (E.164) that somebody says are theirs. */
export interface Contact {
  readonly email: string | null;
  readonly phone: string | null;
}

/** True when at least one of the two is on the customer's file. */
export const hasContact = (customer: Customer, { email, phone }: Contact): boolean =>
  (email !== null && customer.email.toLowerCase() === email.toLowerCase()) || (phone !== null && customer.phone === phone);

/**
 * Whether what was said in the conversation proves the account: its number together with a contact on file. Worked
 * out afresh each time, since a correction may have changed the account after it was matched.
 */
export async function provesAccount(backoffice: Backoffice, { state: { facts } }: Conversation, account: string): Promise<boolean> {
  const contact: Contact = { email: facts.email ?? null, phone: facts.phone ?? null };
  if (contact.email === null && contact.phone === null) return false;
  const customer = await backoffice.findCustomer(account);
  return customer !== null && hasContact(customer, contact);
}

/** A folio that this conversation may change: opened here, or of an account that it proves. @throws {FolioUnavailable} */
export async function ownFolio(
  deps: { readonly store: Store; readonly backoffice: Backoffice },
  number: string,
  conversation: Conversation,
): Promise<Folio> {
  const folio = await deps.store.folio(number);
  if (folio?.conversationId === conversation.id) return folio;
  if (folio?.account && (await provesAccount(deps.backoffice, conversation, folio.account))) return folio;
  throw new FolioUnavailable();
}

export const isOpenFolio = (folio: Folio): boolean => folio.status === 'open' || folio.status === 'scheduled';
