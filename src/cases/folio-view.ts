import type { CaseDeps } from './case-deps.js';
import type { EffectContext, EffectOutput } from './effect.js';
import type { Folio } from './folio.js';
import { hoursOfVisit, visitOver } from './visits.js';

/** What procedures get to know of a folio. */
export type FolioView = NonNullable<EffectOutput<'findFolio'>['folio']>;

export function viewOf({ policy, calendar }: CaseDeps, folio: Folio, { conversation, now }: EffectContext): FolioView {
  const { number, type, area, status, createdAt, dueAt, visit, account, details } = folio;
  return {
    number,
    type,
    area,
    status,
    createdAt,
    dueAt,
    visit: visit && {
      ...visit,
      ...hoursOfVisit(policy, calendar, visit.date, visit.shift),
      over: visitOver(policy, calendar, visit, now),
    },
    finding: typeof details.finding === 'string' ? details.finding : null,
    tested: typeof details.reason === 'string',
    here: folio.conversationId === conversation.id,
    account,
  };
}
