import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Calendar, makeCalendar } from '../../src/cases/calendar.js';
import type { Area } from '../../src/cases/folio.js';
import type { Policy } from '../../src/cases/policy.js';
import { demoPolicy } from '../support/demo-policy.js';

let policy: Policy;
let calendar: Calendar;
beforeAll(async () => {
  policy = await demoPolicy();
  calendar = makeCalendar(policy);
});

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
/** Mexico City is six hours behind all year. */
const mexico = (local: string): number => Date.parse(`${local}-06:00`);

describe('holidays', () => {
  it.each([
    ['2026-01-01', true, 'I'],
    ['2026-02-02', true, 'II, first Monday of February'],
    ['2026-02-05', false, 'the day itself is worked'],
    ['2026-03-16', true, 'III, third Monday of March'],
    ['2026-05-01', true, 'IV'],
    ['2026-09-16', true, 'V'],
    ['2026-11-16', true, 'VI, third Monday of November'],
    ['2026-12-25', true, 'VIII'],
    ['2027-06-06', true, 'IX, election day, from the policy'],
    ['2030-10-01', true, 'VII, from the policy'],
    ['2030-12-01', false, 'VII, the date before the reform'],
    ['2026-04-03', false, 'Good Friday: a bank holiday only'],
    ['2026-12-12', false, 'Our Lady of Guadalupe: a bank holiday only'],
    ['2026-05-10', false, "Mothers' Day"],
    ['2027-01-01', true, 'the next year'],
  ])('%s: %s (%s)', (date, holiday) => {
    expect(calendar.isHoliday(date)).toBe(holiday);
  });
});

describe('office hours', () => {
  it.each<[string, Area, boolean, string | null]>([
    // Wednesday.
    ['2026-07-01T08:59:59', 'atencion', false, '2026-07-01T09:00:00'],
    ['2026-07-01T09:00:00', 'atencion', true, '2026-07-01T09:00:00'],
    ['2026-07-01T18:59:59', 'atencion', true, '2026-07-01T18:59:59'],
    ['2026-07-01T19:00:00', 'atencion', false, '2026-07-02T09:00:00'],
    // Saturday 14:00: customer care until Monday, the technical area until Sunday.
    ['2026-07-04T13:59:00', 'atencion', true, '2026-07-04T13:59:00'],
    ['2026-07-04T14:00:00', 'atencion', false, '2026-07-06T09:00:00'],
    ['2026-07-04T14:00:00', 'tecnica', false, '2026-07-05T10:00:00'],
    // Sunday.
    ['2026-07-05T11:00:00', 'tecnica', true, '2026-07-05T11:00:00'],
    ['2026-07-05T11:00:00', 'administrativa', false, '2026-07-06T09:00:00'],
    ['2026-07-05T14:00:00', 'tecnica', false, '2026-07-06T09:00:00'],
    // A long weekend: Monday 2 February is a holiday.
    ['2026-01-31T15:00:00', 'comercial', false, '2026-02-03T09:00:00'],
    ['2026-02-02T12:00:00', 'tecnica', false, '2026-02-03T09:00:00'],
    // Election Sunday.
    ['2027-06-06T11:00:00', 'tecnica', false, '2027-06-07T09:00:00'],
    // Year end: Thursday 31 December, Friday 1 January.
    ['2026-12-31T19:30:00', 'atencion', false, '2027-01-02T09:00:00'],
    ['2027-01-01T12:00:00', 'tecnica', false, '2027-01-02T09:00:00'],
  ])('%s, %s: open %s, next %s', (at, area, open, next) => {
    expect(calendar.isOpen(area, mexico(at))).toBe(open);
    expect(iso(calendar.nextOpening(area, mexico(at)))).toBe(iso(next === null ? null : mexico(next)));
  });

  it('an area without hours never opens', () => {
    const closed = makeCalendar({
      ...policy,
      areas: { ...policy.areas, comercial: { hours: [{ days: [], from: '09:00', to: '19:00' }] } },
    });
    expect(closed.isOpen('comercial', mexico('2026-07-01T12:00:00'))).toBe(false);
    expect(closed.nextOpening('comercial', mexico('2026-07-01T12:00:00'))).toBeNull();
  });

  it('an area may be open until midnight', () => {
    const late = makeCalendar({
      ...policy,
      areas: { ...policy.areas, tecnica: { hours: [{ days: ['wed'], from: '00:00', to: '24:00' }] } },
    });
    expect(late.isOpen('tecnica', mexico('2026-07-01T23:59:59'))).toBe(true);
    expect(late.isOpen('tecnica', mexico('2026-07-02T00:00:00'))).toBe(false);
    expect(iso(late.instantOf('2026-07-01', '24:00'))).toBe(iso(mexico('2026-07-02T00:00:00')));
  });
});

describe('deadlines in days', () => {
  it.each([
    ['2026-07-01T10:00:00', 5, '2026-07-08', 'Wednesday to Wednesday, over a weekend'],
    ['2026-07-03T23:59:00', 5, '2026-07-10', 'late on Friday'],
    ['2026-07-04T10:00:00', 5, '2026-07-10', 'a Saturday counts as no business day'],
    ['2026-07-05T10:00:00', 1, '2026-07-06', 'Sunday to Monday'],
    ['2026-01-30T10:00:00', 1, '2026-02-03', 'over a long weekend'],
    ['2026-12-23T10:00:00', 5, '2026-12-31', 'over Christmas'],
    ['2026-12-30T10:00:00', 2, '2027-01-04', 'over the new year'],
    ['2026-09-15T10:00:00', 20, '2026-10-14', 'twenty, over Independence Day'],
  ])('%s + %d business days: %s (%s)', (at, days, date) => {
    expect(iso(calendar.addBusinessDays(mexico(at), days))).toBe(iso(mexico(`${date}T23:59:59.999`)));
  });

  it('natural days include all', () => {
    expect(iso(calendar.addNaturalDays(mexico('2026-12-24T10:00:00'), 10))).toBe(iso(mexico('2027-01-03T23:59:59.999')));
  });
});

describe('where clocks change', () => {
  let tijuana: Calendar;
  beforeAll(() => {
    const areas = { ...policy.areas, tecnica: { hours: [{ days: ['sun' as const], from: '02:30', to: '14:00' }] } };
    tijuana = makeCalendar({ ...policy, areas, provider: { ...policy.provider, timeZone: 'America/Tijuana' } });
  });

  it('hours are hours that pass', () => {
    const before = Date.parse('2026-03-07T20:00:00Z');
    expect(tijuana.addHours(before, 24) - before).toBe(24 * 3_600_000);
  });

  it('local hours stay local on both sides of the change', () => {
    // Sunday 8 March 2026, 02:00 becomes 03:00; Sunday 1 November, 02:00 becomes 01:00.
    expect(iso(tijuana.nextOpening('atencion', Date.parse('2026-03-07T23:00:00Z')))).toBe('2026-03-09T16:00:00.000Z');
    expect(iso(tijuana.nextOpening('atencion', Date.parse('2026-10-31T23:00:00Z')))).toBe('2026-11-02T17:00:00.000Z');
  });

  it('an hour that the clocks skip opens when they go on', () => {
    const opening = tijuana.nextOpening('tecnica', Date.parse('2026-03-08T08:00:00Z'));
    expect(iso(opening)).toBe('2026-03-08T10:30:00.000Z');
    expect(tijuana.isOpen('tecnica', opening ?? 0)).toBe(true);
  });

  it('days are days, of 23 or 25 hours', () => {
    expect(iso(tijuana.addNaturalDays(Date.parse('2026-03-07T20:00:00Z'), 1))).toBe('2026-03-09T06:59:59.999Z');
    expect(iso(tijuana.addBusinessDays(Date.parse('2026-10-30T20:00:00Z'), 1))).toBe('2026-11-03T07:59:59.999Z');
    expect(tijuana.nextDate('2026-11-01', 1)).toBe('2026-11-02');
  });
});
