import type { Calendar } from './calendar.js';
import type { FolioType } from './folio.js';
import type { Policy } from './policy.js';

/** A deadline and the name of the policy's rule that gave it, as a folio records them. */
export interface Due {
  readonly dueAt: string;
  readonly dueRule: string;
}

/** Rule of a deadline that the known restoration of a mass outage moved. */
export const OUTAGE_RULE = 'outageRestoration';

const isoOf = (at: number): string => new Date(at).toISOString();

/** The deadline of a folio received at an instant. The unit is in the rule's name. */
export function dueOf(type: FolioType, receivedAt: number, policy: Policy, calendar: Calendar): Due {
  const dueRule = policy.dueRules[type];
  const amount = policy[dueRule];
  if (dueRule.endsWith('BusinessDays')) return { dueAt: isoOf(calendar.addBusinessDays(receivedAt, amount)), dueRule };
  if (dueRule.endsWith('NaturalDays')) return { dueAt: isoOf(calendar.addNaturalDays(receivedAt, amount)), dueRule };
  return { dueAt: isoOf(calendar.addHours(receivedAt, amount)), dueRule };
}
