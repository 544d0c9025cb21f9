import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import type { Policy } from './policy.js';

/** Tells whether a date (YYYY-MM-DD) is a holiday. */
export type HolidayTable = (date: string) => boolean;

const require = createRequire(import.meta.url);

/**
 * The policy's holidays: the country's public ones by rule, without the removed, with the extra. The rules of all
 * the world's countries take a tenth of a second to load, so they are loaded when the first date is asked about.
 */
export function holidayTable({ country, extra, removed }: Policy['holidays']): HolidayTable {
  const added = new Set(extra.map((day) => day.date));
  const dropped = new Set(removed);
  const years = new Map<number, ReadonlySet<string>>();
  let rules: Holidays | undefined;

  const publicDays = (year: number): ReadonlySet<string> => {
    const known = years.get(year);
    if (known) return known;
    rules ??= new (require('date-holidays') as typeof Holidays)(country);
    const days = rules.getHolidays(year).filter((day) => day.type === 'public');
    const dates = new Set(days.map((day) => day.date.slice(0, 10)));
    years.set(year, dates);
    return dates;
  };
  return (date) => added.has(date) || (!dropped.has(date) && publicDays(Number(date.slice(0, 4))).has(date));
}
