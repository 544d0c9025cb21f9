import { z } from 'zod';
import type { CaseDeps } from './case-deps.js';
import { dueOf, OUTAGE_RULE } from './deadlines.js';
import { defineEffect, type EffectOutput } from './effect.js';
import { AREAS, FOLIO_TYPES, type Folio, type FolioPatch } from './folio.js';
import { findNotice } from './notice.js';
import { ownFolio } from './proof.js';
import { visitBegan } from './visits.js';

const text = z.string().min(1).nullable();
const details = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const contact = { account: text, email: text, phone: text };
const opening = z.object({
  type: z.enum(FOLIO_TYPES.filter((type) => type !== 'clarification')),
  area: z.enum(AREAS),
  ...contact,
  description: z.string(),
  details,
});
const change = z.object({
  number: z.string().min(1),
  ...contact,
  details,
  closing: z.boolean(),
  dueAt: z.union([z.enum(['none', 'anew']), z.iso.datetime({ offset: true })]).nullable(),
});

const told = ({ number, createdAt, dueAt, noticeAt }: Folio): EffectOutput<'openFolio'> => ({ number, createdAt, dueAt, noticeAt });

/** Opens a folio with the deadline that the policy gives its type. A cancellation also gets the instant of its notice. */
export const openFolio = ({ store, policy, calendar }: CaseDeps) =>
  defineEffect('openFolio', opening, async (draft, { key, conversation, now }) => {
    const noticeAt = draft.type === 'cancellation' ? await findNotice(store, conversation, draft.description, now) : null;
    const folio = await store.openFolio(
      key,
      {
        ...draft,
        ...dueOf(draft.type, now, policy, calendar),
        channel: conversation.channel,
        conversationId: conversation.id,
        noticeAt: noticeAt === null ? null : new Date(noticeAt).toISOString(),
      },
      now,
    );
    return told(folio);
  });

/** Adds what was learned since; `closing`: the customer agreed that the matter is settled. What is null is left as it was. */
export const updateFolio = (deps: CaseDeps) =>
  defineEffect('updateFolio', change, async (input, { key, conversation, now }) => {
    const folio = await ownFolio(deps, input.number, conversation);
    const patch: FolioPatch = {
      ...known({ account: input.account, email: input.email, phone: input.phone }),
      details: input.details,
      ...deadline(deps, folio, input.dueAt, now),
      ...(input.closing && closing(deps, folio, now)),
    };
    const updated = await deps.store.updateFolio(key, input.number, patch, 'bot', input.closing ? 'closed' : 'updated', now);
    return told(updated ?? folio);
  });

function deadline({ policy, calendar }: CaseDeps, { type }: Folio, dueAt: string | null, now: number): FolioPatch {
  if (dueAt === null) return {};
  if (dueAt === 'none') return { dueAt: null, dueRule: null };
  if (dueAt === 'anew') return dueOf(type, now, policy, calendar);
  return { dueAt: new Date(dueAt).toISOString(), dueRule: OUTAGE_RULE };
}

/** A visit that is still to come is given up with the folio; one that took place stays on it. */
function closing(deps: CaseDeps, folio: Folio, now: number): FolioPatch {
  const came = folio.visit !== null && visitBegan(deps.policy, deps.calendar, folio.visit, now);
  return { status: 'closed', closedAt: folio.closedAt ?? new Date(now).toISOString(), ...(!came && { visit: null }) };
}

/** Only the values that are known. */
function known(values: Readonly<Record<'account' | 'email' | 'phone', string | null>>): FolioPatch {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
