import { makeCalendar } from '../../src/cases/calendar.js';
import { AREAS } from '../../src/cases/folio.js';
import { loadPolicy } from '../../src/cases/policy.js';

const calendar = makeCalendar(await loadPolicy('deploy/demo/policy.yaml'));

/** The day and who is at work: what customers are told may change with it, and with nothing else that the clock shows. */
const spell = (now = Date.now()): string => [calendar.dateOf(now), ...AREAS.filter((area) => calendar.isOpen(area, now))].join(' ');

/** Does a job again when the office opened, closed or changed days meanwhile. @returns what came of it, and under which hours. */
export async function withinOfficeHours<T>(job: () => Promise<T>): Promise<{ readonly result: T; readonly hours: string }> {
  for (;;) {
    const hours = spell();
    const result = await job();
    if (spell() === hours) return { result, hours };
  }
}

/** A job's result, which is the same under the same hours. */
export function perOfficeHours<T>(job: () => Promise<T>): (hours: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (hours) => {
    const found = known.get(hours) ?? job();
    known.set(hours, found);
    return found;
  };
}
