import type { Vars } from '../../src/engine/flow.js';
import type { FolioView, Slot } from './effects.js';
import { slotVars } from './slot-vars.js';

/** Told only to whom it belongs: opened in this conversation, or of the account that was matched. */
export const belongsTo = (account: string | null, folio: FolioView | null): folio is FolioView =>
  folio !== null && (folio.here || (account !== null && folio.account === account));

export const isLive = (view: FolioView | null): view is FolioView => view?.status === 'open' || view?.status === 'scheduled';

/** The visit that is still to come, or null. */
export function visitOf(view: FolioView | null): Slot | null {
  if (!isLive(view) || !view.visit || view.visit.over) return null;
  const { date, shift, from, to } = view.visit;
  return { date, shift, from, to };
}

/** The technician should have been there, and the folio is not closed: nobody has heard yet how it went. */
export const isVisited = (view: FolioView | null): boolean => isLive(view) && view.visit?.over === true;

/**
 * All that messages say of a folio. `deadline` and `visit`: whether there is one to speak of. Once a visit is agreed its date is what counts for
 * the customer: a deadline beside it could only contradict it.
 */
export function folioVars(view: FolioView | null): Vars {
  if (!view) return {};
  const { number, type, area, status, dueAt, visit, finding } = view;
  const slot = visitOf(view);
  const deadline = isLive(view) && dueAt !== null && view.visit === null ? { deadline: 'yes', dueAt } : { deadline: 'no' };
  const when = slot
    ? { visit: 'yes', ...slotVars(slot) }
    : visit && isVisited(view)
      ? { visit: 'over', ...slotVars(visit) }
      : { visit: 'no' };
  return { folio: number, type, area, status, suspended: finding === 'suspended' ? 'yes' : 'no', ...deadline, ...when };
}
