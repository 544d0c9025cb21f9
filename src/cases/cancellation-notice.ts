import { z } from 'zod';
import { cancellations, isEnded, isWithdrawn, noticeOf, stands } from './cancellation-folio.js';
import { newTasks } from './cancellation-tasks.js';
import type { CaseDeps } from './case-deps.js';
import { dueOf } from './deadlines.js';
import { defineEffect, type EffectContext, type EffectInput } from './effect.js';
import type { Folio, FolioDraft } from './folio.js';
import { findNotice as noticeInstant } from './notice.js';

const text = z.string().min(1).nullable();
const notice = z.object({
  account: text,
  email: text,
  phone: text,
  text: z.string(),
  words: z.string(),
  scope: z.enum(['all', 'part']),
  onBehalf: z.boolean(),
  claimsEarlier: z.boolean(),
});

type Notice = EffectInput<'giveNotice'>;

/**
 * Puts a notice on record with the instant of the message that gave it. A conversation has one notice of an account: given again, in
 * whatever order the messages come, it keeps its folio, and its date is that of the first.
 */
export const giveNotice = (deps: CaseDeps) =>
  defineEffect('giveNotice', notice, async (input, context) => {
    const { store } = deps;
    const { key, conversation, now } = context;
    const past = await cancellations(store, { conversation: conversation.id });
    const standing = past.find((folio) => stands(folio) && mayBeOf(folio, input));
    const at = await instantOf(deps, input, context, past);
    const folio = standing ?? (await store.openFolio(folioKey(context, input, past), draftOf(deps, input, context, at), now));
    // Ours, now or by an attempt that died before it could answer.
    if (folio.details.noticeCall === key) return noticeOf(deps, folio, false);
    const details = { ...flags(input), ...(isEnded(folio) && at < (folio.noticeAt ?? '') && reopened) };
    const told = await store.updateFolio(key, folio.number, { noticeAt: at, details }, 'bot', 'notice given again', now);
    return noticeOf(deps, told ?? folio, true);
  });

/** The notice that stands in this conversation. */
export const findNotice = (deps: CaseDeps) =>
  defineEffect('findNotice', z.object({}), async (_, { conversation }) => {
    const folio = (await cancellations(deps.store, { conversation: conversation.id })).find(stands);
    return { notice: folio ? noticeOf(deps, folio, true) : null };
  });

/** Two messages may give notice at once, before the folio of either is there: both open the same one. After a withdrawal it is another. */
const folioKey = ({ conversation }: EffectContext, { account, scope }: Notice, [newest]: readonly Folio[]): string =>
  `notice:${conversation.id}:${newest?.number ?? ''}:${account ?? ''}:${scope}`;

/** A customer may have several lines: a notice of another account is another notice. So is one of everything after one of a part. */
const mayBeOf = ({ account, details }: Folio, input: Notice): boolean =>
  (account === null || input.account === null || account === input.account) && !(details.scope === 'part' && input.scope === 'all');

async function instantOf({ store }: CaseDeps, { words }: Notice, context: EffectContext, past: readonly Folio[]): Promise<string> {
  const { conversation, now, askedAt = now } = context;
  const withdrawals = past.filter(isWithdrawn).map(({ details }) => Date.parse(String(details.withdrawnAt)));
  const at = await noticeInstant(store, conversation, words, now, { since: Math.max(...withdrawals, Number.NEGATIVE_INFINITY), askedAt });
  return new Date(at).toISOString();
}

const draftOf = (
  { policy, calendar }: CaseDeps,
  input: Notice,
  { key, conversation, now }: EffectContext,
  noticeAt: string,
): FolioDraft => ({
  type: 'cancellation',
  area: 'administrativa',
  account: input.account,
  email: input.email,
  phone: input.phone,
  description: input.text,
  details: { noticeCall: key, scope: input.scope, onBehalf: false, claimsEarlier: false, ...flags(input), ...newTasks() },
  ...dueOf('cancellation', now, policy, calendar),
  channel: conversation.channel,
  conversationId: conversation.id,
  noticeAt,
});

/** The contract was ended as of a later date than it should have been: the bill is to be corrected. */
const reopened: Folio['details'] = { 'task.administrativa.state': 'open' };

/** What was said of it once stays said. */
const flags = ({ onBehalf, claimsEarlier }: Notice): Folio['details'] => ({
  ...(onBehalf && { onBehalf }),
  ...(claimsEarlier && { claimsEarlier }),
});
