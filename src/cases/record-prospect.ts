import { z } from 'zod';
import type { CaseDeps } from './case-deps.js';
import { pinSchema, placeSchema } from './check-coverage.js';
import { type Due, dueOf } from './deadlines.js';
import { defineEffect, type EffectContext, type EffectInput } from './effect.js';
import type { Folio, FolioDraft } from './folio.js';
import { isOpenFolio } from './proof.js';

const text = z.string().min(1).nullable();
const input = z.object({
  purpose: z.enum(['contract', 'check', 'interest']),
  coverage: z.enum(['yes', 'planned', 'no', 'check']),
  account: text,
  email: text,
  phone: text,
  name: text,
  words: z.string(),
  place: placeSchema.nullable(),
  postalCode: text,
  pin: pinSchema.nullable(),
  zone: text,
  note: text,
  plan: z.object({ id: z.string().min(1), name: z.string().min(1), monthlyPrice: z.int().min(0) }).nullable(),
  consent: z.boolean(),
});

type Prospect = EffectInput<'recordProspect'>;

/** Folios of this conversation that are looked through for the same wish. */
const PAGE = 50;

/**
 * A prospect's folio: of the technical area while somebody has to look whether there is service, else of the commercial one. The same wish
 * for the same place in one conversation is one folio.
 */
export const recordProspect = (deps: CaseDeps) =>
  defineEffect('recordProspect', input, async (wish, { key, conversation, now }) => {
    const { store } = deps;
    const known = await store.folios({ conversation: conversation.id, type: 'coverage', limit: PAGE });
    const standing = known.items.find((folio) => isOpenFolio(folio) && folio.details.call !== key && isSame(folio, wish));
    if (!standing) {
      // One that an earlier attempt of this call opened is answered again.
      const folio = await store.openFolio(key, draftOf(deps, wish, { key, conversation, now }), now);
      return { number: folio.number, dueAt: folio.dueAt, again: false };
    }
    const { email, phone } = wish;
    const patch = { ...(email !== null && { email }), ...(phone !== null && { phone }), details: told(wish) };
    await store.updateFolio(key, standing.number, patch, 'bot', 'asked for again', now);
    return { number: standing.number, dueAt: standing.dueAt, again: true };
  });

const isSame = ({ details, description }: Folio, { purpose, place, pin, words }: Prospect): boolean =>
  details.purpose === purpose &&
  (place
    ? details.colonia === place.colonia && details.postalCode === place.postalCode
    : pin
      ? details.latitude === pin.latitude && details.longitude === pin.longitude
      : details.colonia === undefined && details.latitude === undefined && description === words);

function draftOf(deps: CaseDeps, wish: Prospect, { key, conversation, now }: EffectContext): FolioDraft {
  const { account, email, phone, words } = wish;
  return {
    type: 'coverage',
    area: wish.purpose === 'check' ? 'tecnica' : 'comercial',
    account,
    email,
    phone,
    channel: conversation.channel,
    conversationId: conversation.id,
    description: words,
    details: { ...told(wish), call: key },
    ...due(deps, wish, now),
    noticeAt: null,
  };
}

/** When a network will be built nobody can promise. */
const due = ({ policy, calendar }: CaseDeps, { purpose }: Prospect, now: number): Due | { readonly dueAt: null; readonly dueRule: null } =>
  purpose === 'interest' ? { dueAt: null, dueRule: null } : dueOf('coverage', now, policy, calendar);

/** What is known; what is not is left out, so that it takes nothing away from a folio that has it. */
function told({ purpose, coverage, name, place, postalCode, pin, zone, note, plan, consent }: Prospect): Folio['details'] {
  const all: Folio['details'] = {
    purpose,
    coverage,
    name,
    postalCode: place?.postalCode ?? postalCode,
    colonia: place?.colonia ?? null,
    latitude: pin?.latitude ?? null,
    longitude: pin?.longitude ?? null,
    zone,
    note,
    plan: plan?.name ?? null,
    planId: plan?.id ?? null,
    /** Centavos a month, as they were told. */
    planPrice: plan?.monthlyPrice ?? null,
    consent: purpose === 'interest' ? consent : null,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}
