import type { Vars } from '../../src/engine/flow.js';
import type { FolioView, Slot } from './effects.js';
import { slotVars } from './slot-vars.js';

/** Told only to whom it belongs: opened in this conversation, or of the account that was matched. */
export const belongsTo = (account: string | null, folio: FolioView | null): folio is FolioView =>
  folio !== null && (folio.here || (account !== null && folio.account === account));

export const isLive = (view: FolioView | null): view is FolioView => view?.status === 'open' || view?.status === 'scheduled';

/** The visit that can still be changed, or null. */
export function visitOf(view: FolioView | null): Slot | null {
  if (!isLive(view) || !view.visit) return null;
  const { date, shift, from, to } = view.visit;
  return { date, shift, from, to };
}

/** All that messages say of a folio. `deadline` and `visit`: whether there is one to speak of. */
export function folioVars(view: FolioView | null): Vars {
  if (!view) return {};
  const { number, area, status, dueAt } = view;
  const deadline = isLive(view) && dueAt !== null ? { deadline: 'yes', dueAt } : { deadline: 'no' };
  const slot = visitOf(view);
  return { folio: number, area, status, ...deadline, ...(slot ? { visit: 'yes', ...slotVars(slot) } : { visit: 'no' }) };
}
