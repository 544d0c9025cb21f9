import { z } from 'zod';
import type { Backoffice } from '../backoffice/backoffice.js';
import type { CaseDeps } from './case-deps.js';
import { defineEffect, type EffectOutput } from './effect.js';
import { type Contact, hasContact } from './proof.js';

const text = z.string().min(1).nullable();
const input = z.object({ account: text, email: text, phone: text });

/** Asked about when nobody fits, so that an unknown customer costs as many queries as a known one. */
const NOBODY = '0';
const UNMATCHED: EffectOutput<'identify'> = { matched: false, account: null, zone: null };

/**
 * Finds out whose account it is. It takes two things that the provider knows of the customer: the account's number and
 * a contact on file, or, without the number, both contacts of exactly one account. One contact alone proves nothing:
 * anybody knows somebody's e-mail address. What is not matched says nothing of why.
 */
export const identify = ({ backoffice }: CaseDeps) =>
  defineEffect('identify', input, async ({ account, ...contact }) => {
    const candidate = account ?? (await accountOf(backoffice, contact));
    const customer = await backoffice.findCustomer(candidate ?? NOBODY);
    if (customer === null || customer.account !== candidate || !hasContact(customer, contact)) return UNMATCHED;
    return { matched: true, account: customer.account, zone: customer.zone };
  });

/** The only account that has both contacts on file, or null. */
async function accountOf(backoffice: Backoffice, { email, phone }: Contact): Promise<string | null> {
  if (email === null || phone === null) return null;
  const [byEmail, byPhone] = await Promise.all([
    backoffice.findAccounts({ email, phone: null }),
    backoffice.findAccounts({ email: null, phone }),
  ]);
  const [account, ...others] = byEmail.filter((found) => byPhone.includes(found));
  return others.length === 0 ? (account ?? null) : null;
}
