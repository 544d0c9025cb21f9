import type { Store } from '../store/store.js';
import type { CaseDeps } from './case-deps.js';
import type { EffectOutput } from './effect.js';
import type { Folio } from './folio.js';
import { isOpenFolio } from './proof.js';

/** Folios of one conversation or account looked through. */
const PAGE = 50;

export const isWithdrawn = ({ details }: Folio): boolean => typeof details.withdrawnAt === 'string';
export const isEnded = ({ details }: Folio): boolean => typeof details.endedAt === 'string';
/** The customer of it was known by an account and a contact on file. */
export const isProven = ({ details }: Folio): boolean => details.proven === true;
/** A notice that has effect: neither withdrawn nor part of another one. */
export const stands = (folio: Folio): boolean =>
  folio.type === 'cancellation' &&
  !isWithdrawn(folio) &&
  typeof folio.details.sameAs !== 'string' &&
  (isOpenFolio(folio) || isEnded(folio));

/** Cancellations of a conversation or an account, newest first. */
export const cancellations = async (store: Store, of: { conversation: string } | { account: string }): Promise<readonly Folio[]> =>
  (await store.folios({ ...of, type: 'cancellation', limit: PAGE })).items;

/** What a procedure gets to know of a notice. */
export function noticeOf({ policy, calendar }: CaseDeps, folio: Folio, again: boolean): EffectOutput<'giveNotice'> {
  const noticeAt = folio.noticeAt ?? folio.createdAt;
  return {
    number: folio.number,
    createdAt: folio.createdAt,
    noticeAt,
    equipmentDate: calendar.dateOf(calendar.addNaturalDays(Date.parse(noticeAt), policy.equipmentPickupNaturalDays)),
    again,
    ended: isEnded(folio),
    mailTo: null,
  };
}
