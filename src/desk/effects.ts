import { z } from 'zod';
import type { Calendar } from '../cases/calendar.js';
import { dueOf } from '../cases/deadlines.js';
import { defineEffect, type Effect, type EffectContext, type EffectInput } from '../cases/effect.js';
import type { Area, Folio } from '../cases/folio.js';
import type { Policy } from '../cases/policy.js';
import type { Store } from '../store/store.js';
import { areaOfFlow } from './area-of-flow.js';

/** What the effects of the desk work with. */
export interface DeskDeps {
  readonly store: Store;
  readonly policy: Policy;
  readonly calendar: Calendar;
}

const text = z.string().min(1).nullable();
const input = z.object({
  reason: z.string().min(1),
  flow: text,
  state: text,
  account: text,
  email: text,
  phone: text,
  folio: text,
  matter: z.string().nullable(),
});

/** Conversations looked through for those that wait. */
const QUEUE_PAGE = 100;
const FOLIO_PAGE = 50;

type HandOff = EffectInput<'openHandOff'>;

/** The effects of the desk, under the names by which procedures ask for them. */
export const deskEffects = (deps: DeskDeps): Record<'openHandOff', Effect> => ({ openHandOff: openHandOff(deps) });

/**
 * Gives a conversation to people: on the folio that is open here, or on a new one, so that it is never without a number
 * and a deadline. Whether somebody is there is told by the area's office hours.
 */
const openHandOff = (deps: DeskDeps) =>
  defineEffect('openHandOff', input, async (handOff, context) => {
    const { store, calendar } = deps;
    const { key, now, conversation } = context;
    const open = await openFolioHere(store, handOff.folio, conversation.id);
    const area = areaOfFlow(handOff.flow) ?? open?.area ?? 'atencion';
    const folio = open ?? (await store.openFolio(key, draftOf(deps, handOff, area, context), now));
    // Also after opening: a second run finds its own folio open, and must come to the same history.
    const details = { handOffReason: handOff.reason, handOffFlow: handOff.flow, handOffState: handOff.state };
    await store.updateFolio(`${key}:hand-off`, folio.number, { details }, 'bot', 'person asked for', now);

    const opensAt = calendar.nextOpening(area, now);
    const staffed = opensAt === now;
    return {
      folio: folio.number,
      area,
      staffed,
      opensAt: staffed || opensAt === null ? null : new Date(opensAt).toISOString(),
      position: (await othersWaiting(store, conversation.id)) + 1,
    };
  });

/** The named folio if it is open and of this conversation, else the newest such one, else null. */
async function openFolioHere(store: Store, number: string | null, conversation: string): Promise<Folio | null> {
  const { items } = await store.folios({ conversation, limit: FOLIO_PAGE });
  const open = items.filter((folio) => folio.status === 'open' || folio.status === 'scheduled');
  return open.find((folio) => folio.number === number) ?? open[0] ?? null;
}

const draftOf = ({ policy, calendar }: DeskDeps, handOff: HandOff, area: Area, { conversation, now }: EffectContext) => ({
  type: 'person' as const,
  area,
  account: handOff.account,
  email: handOff.email,
  phone: handOff.phone,
  channel: conversation.channel,
  conversationId: conversation.id,
  description: handOff.matter ?? '',
  details: {},
  ...dueOf('person', now, policy, calendar),
  noticeAt: null,
});

/** Whoever is in the queue already has waited longer: this conversation joins it now. */
async function othersWaiting(store: Store, conversation: string): Promise<number> {
  const { items } = await store.conversations({ limit: QUEUE_PAGE });
  return items.filter(({ id, owner }) => owner === 'queue' && id !== conversation).length;
}
