import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Calendar, makeCalendar } from '../../src/cases/calendar.js';
import type { Policy } from '../../src/cases/policy.js';
import { capacityOf, freeSlots, hoursOfVisit, searchDates, type VisitLoad } from '../../src/cases/visits.js';
import { demoPolicy } from '../support/demo-policy.js';

let policy: Policy;
let calendar: Calendar;
beforeAll(async () => {
  policy = await demoPolicy();
  calendar = makeCalendar(policy);
});

const mexico = (local: string): number => Date.parse(`${local}-06:00`);
function offered(now: string, notBefore: string | null = null, load: VisitLoad = [], capacity = 2): string[] {
  const query = { now: mexico(now), notBefore: notBefore === null ? null : mexico(notBefore), capacity };
  return freeSlots(policy, calendar, query, load).map(({ date, shift }) => `${date.slice(5)} ${shift}`);
}

describe('visits on offer, as soon as possible', () => {
  it('begin after the lead time and within the visit deadline', () => {
    // Wednesday 06:00: the morning begins in exactly the lead time.
    expect(offered('2026-07-01T06:00:00')).toEqual(['07-01 morning', '07-01 afternoon', '07-02 morning', '07-02 afternoon']);
    expect(offered('2026-07-01T06:00:01')).toEqual(['07-01 afternoon', '07-02 morning', '07-02 afternoon']);
    expect(offered('2026-07-01T12:00:00')).toEqual(['07-02 morning', '07-02 afternoon', '07-03 morning']);
  });

  it('go on after the deadline when there is no choice within it', () => {
    // Saturday 12:00: Sunday nobody goes out, Monday's two shifts begin in time.
    expect(offered('2026-07-04T12:00:00')).toEqual([
      '07-06 morning',
      '07-06 afternoon',
      '07-07 morning',
      '07-07 afternoon',
      '07-08 morning',
      '07-08 afternoon',
    ]);
  });

  it('skip holidays', () => {
    expect(offered('2026-01-31T15:00:00')[0]).toBe('02-03 morning');
    expect(offered('2026-12-31T15:00:00')[0]).toBe('01-02 morning');
  });

  it('skip what is full, and offer what was given back', () => {
    const full = [
      { date: '2026-07-02', shift: 'morning', booked: 2 },
      { date: '2026-07-02', shift: 'afternoon', booked: 1 },
    ] as const;
    expect(offered('2026-07-01T12:00:00', null, full)[0]).toBe('07-02 afternoon');
    expect(offered('2026-07-01T12:00:00', null, full, 3)[0]).toBe('07-02 morning');
    expect(offered('2026-07-01T12:00:00', null, [], 0)).toEqual([]);
  });

  it('carry the hours of the policy', () => {
    const [slot] = freeSlots(policy, calendar, { now: mexico('2026-07-01T12:00:00'), notBefore: null, capacity: 1 }, []);
    expect(slot).toEqual({ date: '2026-07-02', shift: 'morning', from: '09:00', to: '13:00' });
  });

  it('may have other hours on some days', () => {
    const saturday = { days: ['sat' as const], from: '08:00', to: '11:00' };
    const week = { days: ['mon' as const], from: '10:00', to: '12:00' };
    const other: Policy = { ...policy, visitWindows: { ...policy.visitWindows, morning: [week, saturday] } };
    const slots = freeSlots(other, calendar, { now: mexico('2026-07-03T12:00:00'), notBefore: null, capacity: 1 }, []);
    expect(slots[0]).toEqual({ date: '2026-07-04', shift: 'morning', from: '08:00', to: '11:00' });
    expect(hoursOfVisit(other, calendar, '2026-07-06', 'morning')).toEqual({ from: '10:00', to: '12:00' });
    expect(hoursOfVisit(other, calendar, '2026-07-07', 'morning')).toEqual({ from: '10:00', to: '12:00' });
  });
});

describe('visits on offer from a date on', () => {
  it('are later ones too, at most six', () => {
    expect(offered('2026-07-01T12:00:00', '2026-07-10T00:00:00')).toEqual([
      '07-10 morning',
      '07-10 afternoon',
      '07-11 morning',
      '07-11 afternoon',
      '07-13 morning',
      '07-13 afternoon',
    ]);
  });

  it('leave out what ends before the wanted hour', () => {
    expect(offered('2026-07-01T12:00:00', '2026-07-10T13:00:00')[0]).toBe('07-10 afternoon');
    expect(offered('2026-07-01T12:00:00', '2026-07-10T12:00:00')[0]).toBe('07-10 morning');
  });

  it('keep the lead time when the date is today or past', () => {
    expect(offered('2026-07-01T12:00:00', '2026-06-01T00:00:00')[0]).toBe('07-02 morning');
  });

  it('end at the horizon', () => {
    expect(offered('2026-07-01T12:00:00', '2026-07-22T00:00:00')).toEqual(['07-22 morning', '07-22 afternoon']);
    expect(offered('2026-07-01T12:00:00', '2026-07-23T00:00:00')).toEqual([]);
  });

  it('need the load of these dates only', () => {
    const now = mexico('2026-07-01T12:00:00');
    expect(searchDates(policy, calendar, { now, notBefore: mexico('2026-07-10T00:00:00') })).toEqual({
      from: '2026-07-10',
      to: '2026-07-22',
    });
    expect(searchDates(policy, calendar, { now, notBefore: null })).toEqual({ from: '2026-07-01', to: '2026-07-22' });
  });
});

it('capacity is by zone', () => {
  const two: Policy = { ...policy, visitCapacity: { default: 1, byZone: { centro: 5 } } };
  expect([capacityOf(two, 'centro'), capacityOf(two, 'unknown'), capacityOf(two, 'toString')]).toEqual([5, 1, 1]);
});
