import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Calendar, makeCalendar } from '../../src/cases/calendar.js';
import { dueOf } from '../../src/cases/deadlines.js';
import { FOLIO_TYPES, type FolioType } from '../../src/cases/folio.js';
import type { Policy } from '../../src/cases/policy.js';
import { demoPolicy } from '../support/demo-policy.js';

let policy: Policy;
let calendar: Calendar;
beforeAll(async () => {
  policy = await demoPolicy();
  calendar = makeCalendar(policy);
});

/** Friday 23:00 in Mexico City. */
const FRIDAY = Date.parse('2026-07-04T05:00:00Z');

describe('the deadline of a folio', () => {
  it.each<[FolioType, string, string]>([
    ['failure', '2026-07-05T05:00:00.000Z', 'repairDeadlineHours'],
    ['person', '2026-07-05T05:00:00.000Z', 'firstResponseHoursAsync'],
    ['claim', '2026-07-11T05:59:59.999Z', 'undueChargeRefundBusinessDays'],
    ['privacy', '2026-08-01T05:59:59.999Z', 'arcoAnswerBusinessDays'],
  ])('%s: %s by %s', (type, dueAt, dueRule) => {
    expect(dueOf(type, FRIDAY, policy, calendar)).toEqual({ dueAt, dueRule });
  });

  it('follows the policy in amount, rule and unit', () => {
    const other: Policy = { ...policy, repairDeadlineHours: 72, dueRules: { ...policy.dueRules, person: 'equipmentPickupNaturalDays' } };
    expect(dueOf('failure', FRIDAY, other, calendar).dueAt).toBe('2026-07-07T05:00:00.000Z');
    expect(dueOf('person', FRIDAY, other, calendar)).toEqual({ dueAt: '2026-07-14T05:59:59.999Z', dueRule: 'equipmentPickupNaturalDays' });
  });

  it('exists for every type', () => {
    expect(FOLIO_TYPES.filter((type) => Date.parse(dueOf(type, FRIDAY, policy, calendar).dueAt) > FRIDAY)).toEqual(FOLIO_TYPES);
  });
});
