import { DateTime } from 'luxon';
import type { Area } from './folio.js';
import { type HolidayTable, holidayTable } from './holidays.js';
import type { Policy } from './policy.js';
import type { Span, Weekday } from './policy-schema.js';

/** The provider's time: opening hours, business days, holidays. Pure. Instants are epoch ms, dates YYYY-MM-DD and times HH:MM in its zone. */
export interface Calendar {
  dateOf(at: number): string;
  /** The instant of a local time; one that the clocks skip is moved forward. `24:00` is the end of the day. */
  instantOf(date: string, time: string): number;
  weekdayOf(date: string): Weekday;
  nextDate(date: string, days: number): string;
  isHoliday(date: string): boolean;
  /** Whether the area's office hours, of a day that is no holiday, contain the instant. */
  isOpen(area: Area, at: number): boolean;
  /** `at` itself when the area is open then, else its next opening; null when it opens on no day of the coming year. */
  nextOpening(area: Area, at: number): number | null;
  /** Hours that pass, whatever the clocks show. */
  addHours(at: number, hours: number): number;
  /** Last instant of the n-th business day after the day of `at`, which itself never counts. */
  addBusinessDays(at: number, days: number): number;
  /** Last instant of the n-th day after the day of `at`. */
  addNaturalDays(at: number, days: number): number;
}

const DAYS_AHEAD = 366;
const MS_PER_HOUR = 3_600_000;
const WEEKDAYS: Readonly<Record<number, Weekday>> = { 1: 'mon', 2: 'tue', 3: 'wed', 4: 'thu', 5: 'fri', 6: 'sat', 7: 'sun' };

/** @param isHoliday replaces the policy's own table, for tests. */
export function makeCalendar(policy: Policy, isHoliday: HolidayTable = holidayTable(policy.holidays)): Calendar {
  const zone = policy.provider.timeZone;
  const local = (at: number): DateTime => DateTime.fromMillis(at, { zone });
  const day = (date: string): DateTime => DateTime.fromISO(date, { zone });
  const dateOf = (at: number): string => local(at).toFormat('yyyy-MM-dd');
  const instantOf = (date: string, time: string): number => DateTime.fromISO(`${date}T${time}`, { zone }).toMillis();
  const weekdayOf = (date: string): Weekday => WEEKDAYS[day(date).weekday] ?? 'mon';
  const nextDate = (date: string, days: number): string => day(date).plus({ days }).toFormat('yyyy-MM-dd');
  const endOf = (date: string): number => day(date).endOf('day').toMillis();

  const isBusinessDay = (date: string): boolean => policy.businessDays.includes(weekdayOf(date)) && !isHoliday(date);
  const hoursOf = (area: Area, date: string): readonly Span[] => {
    const weekday = weekdayOf(date);
    const spans = policy.areas[area].hours.filter((span) => span.days.includes(weekday));
    return spans.length > 0 && isHoliday(date) ? [] : spans;
  };
  const isOpen = (area: Area, at: number): boolean => {
    const time = local(at).toFormat('HH:mm');
    return hoursOf(area, dateOf(at)).some((span) => span.from <= time && time < span.to);
  };

  return {
    dateOf,
    instantOf,
    weekdayOf,
    nextDate,
    isHoliday,
    isOpen,
    nextOpening(area, at) {
      if (isOpen(area, at)) return at;
      const today = dateOf(at);
      for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
        const date = nextDate(today, ahead);
        const openings = hoursOf(area, date).map((span) => instantOf(date, span.from));
        const later = openings.filter((opening) => opening > at);
        if (later.length > 0) return Math.min(...later);
      }
      return null;
    },
    addHours: (at, hours) => at + hours * MS_PER_HOUR,
    addBusinessDays(at, days) {
      let date = dateOf(at);
      for (let left = days; left > 0; ) {
        date = nextDate(date, 1);
        if (isBusinessDay(date)) left -= 1;
      }
      return endOf(date);
    },
    addNaturalDays: (at, days) => endOf(nextDate(dateOf(at), days)),
  };
}
