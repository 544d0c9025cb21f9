import type { Calendar } from './calendar.js';
import { SHIFTS, type Shift, type Visit } from './folio.js';
import type { Policy } from './policy.js';
import type { Span } from './policy-schema.js';

/** A possible visit: date in the provider's zone, local times HH:MM. */
export interface VisitSlot {
  readonly date: string;
  readonly shift: Shift;
  readonly from: string;
  readonly to: string;
}

/** Visits already booked. */
export type VisitLoad = readonly { readonly date: string; readonly shift: Shift; readonly booked: number }[];

/** Where the technicians of a customer whose zone is not known are counted. */
export const UNKNOWN_ZONE = 'unknown';
/** More than this is a list that nobody reads in a chat. */
const MAX_OFFERED = 6;
/** With fewer than this there is nothing to agree on: the offer goes on beyond the deadline. */
const FAIR_CHOICE = 3;

export function capacityOf({ visitCapacity }: Policy, zone: string): number {
  return (Object.hasOwn(visitCapacity.byZone, zone) ? visitCapacity.byZone[zone] : undefined) ?? visitCapacity.default;
}

/** Hours of a shift on a date. One that the policy no longer has keeps the hours of the shift's first line, so that an agreed visit can be told. */
export function hoursOfVisit(policy: Policy, calendar: Calendar, date: string, shift: Shift): Pick<Span, 'from' | 'to'> {
  const windows = policy.visitWindows[shift];
  const weekday = calendar.weekdayOf(date);
  const span = windows.find((window) => window.days.includes(weekday)) ?? windows[0];
  return { from: span?.from ?? '00:00', to: span?.to ?? '24:00' };
}

/** The slot of a date and shift if technicians work then, else null. */
export function slotOf(policy: Policy, calendar: Calendar, date: string, shift: Shift): VisitSlot | null {
  const weekday = calendar.weekdayOf(date);
  const span = policy.visitWindows[shift].find((window) => window.days.includes(weekday));
  return span === undefined || calendar.isHoliday(date) ? null : { date, shift, from: span.from, to: span.to };
}

/** Whether the technician may already be on the way: the visit's hours have begun. */
export function visitBegan(policy: Policy, calendar: Calendar, { date, shift }: Visit, now: number): boolean {
  return calendar.instantOf(date, hoursOfVisit(policy, calendar, date, shift).from) <= now;
}

/** Whether the visit's hours have passed. */
export function visitOver(policy: Policy, calendar: Calendar, { date, shift }: Visit, now: number): boolean {
  return calendar.instantOf(date, hoursOfVisit(policy, calendar, date, shift).to) <= now;
}

export interface VisitQuery {
  readonly now: number;
  /** Nothing that ends by this instant is offered; null: as soon as possible. */
  readonly notBefore: number | null;
  readonly capacity: number;
}

/** First and last date of the search, so that the load of these days can be fetched. */
export function searchDates(
  policy: Policy,
  calendar: Calendar,
  { now, notBefore }: Omit<VisitQuery, 'capacity'>,
): { from: string; to: string } {
  const today = calendar.dateOf(now);
  return { from: calendar.dateOf(Math.max(now, notBefore ?? now)), to: calendar.nextDate(today, policy.visitHorizonDays) };
}

/**
 * Free visits, soonest first, at most six. Asked for no date: those that begin within the visit deadline, and later
 * ones only when these leave no choice. Asked for a date: from that date on.
 */
export function freeSlots(policy: Policy, calendar: Calendar, query: VisitQuery, load: VisitLoad): VisitSlot[] {
  const { now, notBefore, capacity } = query;
  const earliest = calendar.addHours(now, policy.visitLeadHours);
  const taken = new Map(load.map(({ date, shift, booked }) => [`${date} ${shift}`, booked]));
  const startOf = (slot: VisitSlot): number => calendar.instantOf(slot.date, slot.from);

  const free: VisitSlot[] = [];
  const { from, to } = searchDates(policy, calendar, query);
  for (let date = from; date <= to; date = calendar.nextDate(date, 1)) {
    const slots = SHIFTS.map((shift) => slotOf(policy, calendar, date, shift)).filter((slot) => slot !== null);
    free.push(
      ...slots
        .filter((slot) => (taken.get(`${date} ${slot.shift}`) ?? 0) < capacity)
        .filter((slot) => startOf(slot) >= earliest && calendar.instantOf(date, slot.to) > (notBefore ?? now))
        .sort((a, b) => a.from.localeCompare(b.from)),
    );
  }
  const deadline = calendar.addHours(now, policy.visitDeadlineHours);
  const inTime = notBefore === null ? free.filter((slot) => startOf(slot) <= deadline) : [];
  return (inTime.length >= FAIR_CHOICE ? inTime : free).slice(0, MAX_OFFERED);
}
