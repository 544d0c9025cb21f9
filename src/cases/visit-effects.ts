import { z } from 'zod';
import type { CaseDeps } from './case-deps.js';
import { defineEffect, type EffectOutput, FolioUnavailable } from './effect.js';
import { SHIFTS, type Visit } from './folio.js';
import { isOpenFolio, ownFolio } from './proof.js';
import { capacityOf, freeSlots, searchDates, slotOf, UNKNOWN_ZONE, visitBegan } from './visits.js';

const zone = z.string().min(1).nullable();
const notBefore = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).nullable();
const slot = z.object({ date: z.iso.date(), shift: z.enum(SHIFTS), from: z.string(), to: z.string() });
const search = z.object({ zone, notBefore });
const booking = z.object({ folio: z.string().min(1), zone, slot });
const cancelling = z.object({ folio: z.string().min(1) });

export const findSlots = ({ store, policy, calendar }: CaseDeps) =>
  defineEffect('findSlots', search, async (input, { now }) => {
    const name = input.zone ?? UNKNOWN_ZONE;
    const query = {
      now,
      notBefore: instantOf(input.notBefore, (date) => calendar.instantOf(date, '00:00')),
      capacity: capacityOf(policy, name),
    };
    const { from, to } = searchDates(policy, calendar, query);
    const load = await store.visitLoad(name, from, to);
    return { slots: freeSlots(policy, calendar, query, load) };
  });

/**
 * Books or moves the folio's visit. A slot that is no longer one (its hours began while the customer was thinking, or
 * nobody works then) counts as full: the procedure offers others. Agreed twice, it is booked once.
 */
export const bookVisit = (deps: CaseDeps) =>
  defineEffect('bookVisit', booking, async (input, { key, conversation, now }): Promise<EffectOutput<'bookVisit'>> => {
    const { store, policy, calendar } = deps;
    const folio = await ownFolio(deps, input.folio, conversation);
    if (!isOpenFolio(folio)) throw new FolioUnavailable();
    const { date, shift } = input.slot;
    const visit: Visit = { date, shift, zone: input.zone ?? UNKNOWN_ZONE };
    if (folio.visit?.date === date && folio.visit.shift === shift) return { result: 'booked' };

    const works = slotOf(policy, calendar, date, shift) !== null && date <= searchDates(policy, calendar, { now, notBefore: null }).to;
    if (!works || visitBegan(policy, calendar, visit, now)) return { result: 'full' };
    const { result } = await store.bookVisit(key, folio.number, visit, capacityOf(policy, visit.zone), now);
    if (result === 'unknown') throw new FolioUnavailable();
    return { result };
  });

/** Gives the visit up; the folio stays open. `done` is false when it is too late: the hours of the visit have begun. */
export const cancelVisit = (deps: CaseDeps) =>
  defineEffect('cancelVisit', cancelling, async (input, { key, conversation, now }) => {
    const { store, policy, calendar } = deps;
    const folio = await ownFolio(deps, input.folio, conversation);
    if (folio.visit === null) return { done: true };
    if (visitBegan(policy, calendar, folio.visit, now)) return { done: false };
    await store.updateFolio(key, folio.number, { visit: null, status: 'open' }, 'bot', 'visit cancelled', now);
    return { done: true };
  });

const instantOf = (value: string | null, startOf: (date: string) => number): number | null => {
  if (value === null) return null;
  return value.includes('T') ? Date.parse(value) : startOf(value);
};
