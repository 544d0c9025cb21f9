import type { Policy } from '../cases/policy.js';

/** What articles may name in braces, as the policy has it, in the words of one language. An empty one: the policy does not say. */
export type HelpWords = Readonly<Record<string, string>>;

type Spans = Policy['areas']['atencion']['hours'];

/** The seven days in their order: Monday was the 5th of January 1970, whatever the zone. */
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const dayOf = (index: number): Date => new Date(Date.UTC(1970, 0, 5 + index));

/** "lunes – viernes 09:00–19:00; sábado 09:00–14:00": days that follow one another are written as one. */
function hoursIn(language: string, spans: Spans): string {
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  const list = new Intl.ListFormat(language);
  return spans
    .filter(({ days }) => days.length > 0)
    .map(({ days, from, to }) => {
      const runs = runsOf(days.map((day) => WEEKDAYS.indexOf(day)));
      const names = runs.map(([first, last]) =>
        first === last ? weekday.format(dayOf(first)) : weekday.formatRange(dayOf(first), dayOf(last)),
      );
      return `${list.format(names)} ${from}–${to}`;
    })
    .join('; ');
}

/** First and last of each run of numbers that follow one another. */
function runsOf(numbers: readonly number[]): readonly (readonly [first: number, last: number])[] {
  const runs: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

const placeLine = ({ name, phone, url }: Policy['complaintPlaces'][number]): string =>
  `• ${[name, phone, url].filter((part) => part !== null).join(', ')}`;

export const helpWords = ({ provider, areas, visitWindows, reconnectHours, complaintPlaces }: Policy, language: string): HelpWords => ({
  provider: provider.name,
  address: provider.address,
  phone: provider.phone,
  email: provider.email,
  site: provider.site,
  payUrl: provider.payUrl ?? provider.site,
  reconnectHours: String(reconnectHours),
  customerCareHours: hoursIn(language, areas.atencion.hours),
  technicalHours: hoursIn(language, areas.tecnica.hours),
  billingHours: hoursIn(language, areas.administrativa.hours),
  salesHours: hoursIn(language, areas.comercial.hours),
  morningVisits: hoursIn(language, visitWindows.morning),
  afternoonVisits: hoursIn(language, visitWindows.afternoon),
  complaintPlaces: complaintPlaces.map(placeLine).join('\n'),
});
