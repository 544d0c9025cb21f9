import { z } from 'zod';
import { type Backoffice, BackofficeDown } from '../backoffice/backoffice.js';
import type { Conversation, Store } from '../store/store.js';
import { cancellations, isEnded, isProven, noticeOf, stands } from './cancellation-folio.js';
import type { CaseDeps } from './case-deps.js';
import { defineEffect, type EffectContext, FolioUnavailable } from './effect.js';
import type { Folio } from './folio.js';
import { maskContact } from './mask-contact.js';
import { findNotice } from './notice.js';
import { ownFolio, provesAccount } from './proof.js';
import { tellContacts } from './tell-contacts.js';

const text = z.string().min(1).nullable();
const completion = z.object({ number: z.string().min(1), account: text, email: text, phone: text });

/**
 * Puts on a notice who gave it. A customer who has proved an account that has a notice already, from whatever conversation, has given it
 * again: the first folio stands with the first date, and this one is closed in its favour.
 */
export const completeNotice = (deps: CaseDeps) =>
  defineEffect('completeNotice', completion, async ({ number, account, email, phone }, context) => {
    const { store, backoffice } = deps;
    const { key, now, conversation } = context;
    const own = await ownFolio(deps, number, conversation);
    const proven = account !== null && (await proves(backoffice, conversation, account));
    const known = Object.fromEntries(Object.entries({ account, email, phone }).filter(([, value]) => value !== null));
    const folio = await store.updateFolio(key, number, { ...known, details: { proven } }, 'bot', 'customer known', now);
    const mine = folio ?? own;
    const first = proven ? await firstOf(store, account, mine) : mine;
    const joined = first.number !== mine.number;
    const notice = noticeOf(deps, joined ? await join(store, mine, first, context) : mine, joined);
    const mailTo = account === null ? null : await reach(deps, { ...notice, account, proven }, context);
    return { ...notice, mailTo };
  });

/**
 * Whoever has the contacts on file hears of a notice for their account, whoever gave it: at most once a day. What does not answer now is not
 * worth holding the notice up for.
 * @returns the e-mail on file, masked, where the acknowledgement may go.
 */
async function reach(
  deps: CaseDeps,
  {
    number,
    noticeAt,
    account,
    proven,
  }: { readonly number: string; readonly noticeAt: string; readonly account: string; readonly proven: boolean },
  { conversation: { language }, now }: EffectContext,
): Promise<string | null> {
  try {
    const customer = await deps.backoffice.findCustomer(account);
    const id = `notice:${account}:${deps.calendar.dateOf(now)}`;
    await tellContacts(deps, customer, { id, key: 'mail.noticeGiven', vars: { folio: number, noticeAt }, language }, now);
    const byMail = proven && deps.mail?.ways.has('email') === true;
    return byMail && customer?.email ? maskContact('email', customer.email) : null;
  } catch (error) {
    if (error instanceof BackofficeDown) return null;
    throw error;
  }
}

/** What the company's systems cannot tell now is not proved; the notice is completed all the same. */
async function proves(backoffice: Backoffice, conversation: Conversation, account: string): Promise<boolean> {
  try {
    return await provesAccount(backoffice, conversation, account);
  } catch (error) {
    if (error instanceof BackofficeDown) return false;
    throw error;
  }
}

/** The oldest proven notice of the account: whichever of two conversations comes last finds the same one. */
async function firstOf(store: Store, account: string, mine: Folio): Promise<Folio> {
  const all = await cancellations(store, { account });
  const standing = all.filter((folio) => stands(folio) && isProven(folio) && folio.details.scope === mine.details.scope);
  return standing.at(-1) ?? mine;
}

async function join(store: Store, mine: Folio, first: Folio, { key, now }: EffectContext): Promise<Folio> {
  const noticeAt = mine.noticeAt ?? mine.createdAt;
  const kept = await store.updateFolio(`${key}:first`, first.number, { noticeAt }, 'bot', `notice given again: ${mine.number}`, now);
  const closed = { status: 'closed', closedAt: new Date(now).toISOString(), details: { sameAs: first.number } } as const;
  await store.updateFolio(`${key}:again`, mine.number, closed, 'bot', `same notice as ${first.number}`, now);
  return kept ?? first;
}

/** The customer stays: the folio keeps the instant of the notice and that of its withdrawal. What is ended only people bring back. */
export const withdrawNotice = (deps: CaseDeps) =>
  defineEffect('withdrawNotice', z.object({ number: z.string().min(1) }), async ({ number }, { key, conversation, now, askedAt = now }) => {
    const folio = await ownFolio(deps, number, conversation);
    if (folio.type !== 'cancellation') throw new FolioUnavailable();
    if (isEnded(folio)) {
      await deps.store.updateFolio(key, number, { details: { wantsBack: true } }, 'bot', 'wants the service back', now);
      return { withdrawnAt: null };
    }
    const known = folio.details.withdrawnAt;
    const withdrawnAt =
      typeof known === 'string' ? known : new Date(await findNotice(deps.store, conversation, '', now, { askedAt })).toISOString();
    const patch = { status: 'closed', closedAt: withdrawnAt, details: { withdrawnAt } } as const;
    await deps.store.updateFolio(key, number, patch, 'bot', 'notice withdrawn', now);
    return { withdrawnAt };
  });
