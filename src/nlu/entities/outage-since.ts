import { DateTime } from 'luxon';
import { smallNumber } from './number-words.js';
import { anyOf, DAYS, MONTHS, PARTS, UNITS, WEEKDAYS } from './time-words.js';

const START = '(?:desde|dsd|since|a partir de|apartir de)';
const PART = `(?:(?: ?,? ?(?:en|por|a|de|in|at)(?: ?la| ?el| ?the)?| el| la)? ?(${anyOf(Object.keys(PARTS))}))?`;
const CLOCK = `(?:,? ?(?:como |tipo |around |about )?(?:a las?|las?|at) ?(\\d{1,2})(?:[:.](\\d{2}))?(?: ?(?:hrs?|horas))?(?: ?([ap])\\.? ?m\\b)?${PART})?`;
const AMOUNT = '(\\d{1,3}|[a-z]{1,12}|un par de|a couple of|media|half an)';
const UNIT = `(${anyOf(Object.keys(UNITS))})`;

const NEARLY = '(?:ya |como |mas de |casi |unos |unas |about |over |almost |more than |the past |the last )?';

const AGO = new RegExp(`\\b(?:hace|ace|llevo|llevamos|lleva|tengo|tenemos|van|desde|for|been|since) ${NEARLY}${AMOUNT} ${UNIT}\\b`);
const WITHOUT = new RegExp(`\\b${AMOUNT} ${UNIT} (?:sin|without|ago|atras|que no|de no|de estar sin)\\b`);
/** As an answer: "3 días". */
const STRETCH = new RegExp(`^${START} ${NEARLY}${AMOUNT} ${UNIT}\\b`);
const DAY = new RegExp(`\\b(${START} )?(?:el |the )?(${anyOf(Object.keys(DAYS))})\\b${PART}${CLOCK}`);
const WEEKDAY = new RegExp(`\\b${START} (?:el |la |este |last )?(?:dia )?(${anyOf(Object.keys(WEEKDAYS))})\\b(?: pasado)?${PART}${CLOCK}`);
const DATE = new RegExp(
  `\\b${START} ((?:el |the )(?:dia )?|dia )?(\\d{1,2})(?:st|nd|rd|th)?(?:(?: de| of)? ?(${MONTHS.join('|')}))?\\b(?!:)${PART}${CLOCK}`,
);
const TODAY = new RegExp(`\\b${START} (?:hoy )?(?:en |por |esta |this |temprano en )?(?:la )?(${anyOf(Object.keys(PARTS))})\\b${CLOCK}`);
const HOUR = new RegExp(
  `\\b${START} (?:como |around |about )?(?:a las? |las? |at )?(\\d{1,2})(?:[:.](\\d{2}))?(?: ?(?:hrs?|horas))?(?: ?([ap])\\.? ?m\\b)?${PART}`,
);
const WEEK = new RegExp(`\\b${START} (?:la semana pasada|last week)\\b`);
const WEEKEND = new RegExp(`\\b${START} (?:el fin(?: de semana)?|el finde|the weekend)\\b`);

/** Who says more has said something else. */
const OLDEST_DAYS = 180;

/** When and where "now" is. `bare`: the question was "since when?", so that "el lunes" is enough. */
export interface Moment {
  /** Worked out only when the words have a time: the calendar of a zone is slow. */
  readonly now: () => DateTime;
  readonly bare: boolean;
}

type Matcher = (text: string, moment: Moment) => DateTime | null;

/**
 * Since when the service fails, as an ISO instant in UTC, or null. The earliest instant that the words allow, never after now.
 * @param text folded, with dictated numbers as figures. @param zone the provider's.
 */
export function findOutageSince(text: string, now: number, zone: string, bare: boolean): string | null {
  const moment = { now: () => DateTime.fromMillis(now, { zone }), bare };
  const said = bare && !new RegExp(`\\b${START}\\b`).test(text) ? `desde ${text}` : text;
  for (const matcher of MATCHERS) {
    const found = matcher(said, moment);
    if (found) return isoOf(found, moment.now());
  }
  return null;
}

/** Null when it is too long ago to be true. */
const isoOf = (found: DateTime, now: DateTime): string | null =>
  now.diff(found).as('days') > OLDEST_DAYS ? null : DateTime.min(found, now).toUTC().toISO();

const ago: Matcher = (text, { now, bare }) => {
  const match = AGO.exec(text) ?? WITHOUT.exec(text) ?? (bare ? STRETCH.exec(text) : null);
  const amount = match && amountOf(match[1] ?? '');
  return match && amount ? now().minus({ minutes: amount * (UNITS[match[2] ?? ''] ?? 0) }) : null;
};

function amountOf(words: string): number | null {
  if (/par|couple/.test(words)) return 2;
  if (/media|half/.test(words)) return 0.5;
  return words === 'a' || words === 'an' ? 1 : smallNumber(words);
}

const namedDay: Matcher = (text, { now }) => {
  const match = DAY.exec(text);
  const [days, hour] = DAYS[match?.[2] ?? ''] ?? [];
  if (!match || days === undefined || hour === undefined) return null;
  // "Hoy no tengo internet" says nothing of since when.
  if (days === 0 && !match[1] && !match[3] && !match[4]) return null;
  return atTime(now().minus({ days }).startOf('day').set({ hour }), match.slice(3), now());
};

const weekday: Matcher = (text, { now }) => {
  const match = WEEKDAY.exec(text);
  const day = WEEKDAYS[match?.[1] ?? ''];
  if (!match || day === undefined) return null;
  const today = now();
  const back = (today.weekday - day + 7) % 7 || 7;
  return atTime(today.minus({ days: back }).startOf('day'), match.slice(2), today);
};

const date: Matcher = (text, { now }) => {
  const match = DATE.exec(text);
  const [, article, number, monthName, ...time] = match ?? [];
  const day = Number(number);
  // "Desde 5" alone is no date.
  if (!match || day < 1 || day > 31 || !(article || monthName)) return null;
  const month = MONTHS.findIndex((names) => names.split('|').includes(monthName ?? '')) + 1;
  const today = now();
  let start = month ? today.set({ month, day }) : today.set({ day });
  if (start > today) start = start.minus(month ? { years: 1 } : { months: 1 });
  return start.day === day ? atTime(start.startOf('day'), time, today) : null;
};

const partOfToday: Matcher = (text, { now }) => {
  const match = TODAY.exec(text);
  // "Desde mañana" is from tomorrow on.
  if (!match || new RegExp(`${START} manana`).test(match[0])) return null;
  const today = now();
  const start = today.startOf('day').set({ hour: PARTS[match[1] ?? ''] ?? 0 });
  return atTime(start > today ? start.minus({ days: 1 }) : start, [undefined, ...match.slice(2)], today);
};

/** "Desde las 5": the last five o'clock there was. */
const hour: Matcher = (text, { now }) => {
  const match = HOUR.exec(text);
  if (!match?.[1]) return null;
  const today = now();
  const candidates = [1, 0].flatMap((days) => [0, 12].map((half) => clock(today.minus({ days }).startOf('day'), match.slice(1), half)));
  const past = candidates.filter((time): time is DateTime => time !== null && time <= today);
  return past.sort((a, b) => b.toMillis() - a.toMillis())[0] ?? null;
};

const week: Matcher = (text, { now }) => (WEEK.test(text) ? now().minus({ weeks: 1 }).startOf('week') : null);

const weekend: Matcher = (text, { now }) => {
  if (!WEEKEND.test(text)) return null;
  const today = now();
  return today.minus({ days: today.weekday === 6 ? 0 : (today.weekday + 1) % 7 }).startOf('day');
};

/** Puts the part of the day and the clock on a day. @param said part, hour, minutes, a or p, part after the clock. */
function atTime(day: DateTime, said: readonly (string | undefined)[], now: DateTime): DateTime {
  const [part, ...time] = said;
  const start = part === undefined ? day : day.set({ hour: PARTS[part] ?? day.hour });
  if (time[0] === undefined) return start;
  const late = part !== undefined && (PARTS[part] ?? 0) >= 12;
  const timed = clock(day.startOf('day'), time, late ? 12 : 0) ?? start;
  // "Ayer a las 5" without more: the afternoon, if there was one.
  const afternoon = timed.plus({ hours: 12 });
  const open = part === undefined && time[2] === undefined && time[3] === undefined && timed.hour < 7;
  return open && afternoon <= now ? afternoon : timed;
}

/** @param half 0 or 12, when the words do not tell. */
function clock(day: DateTime, [hours, minutes, meridiem, part]: readonly (string | undefined)[], half: number): DateTime | null {
  const named = Number(hours);
  if (!Number.isInteger(named) || named > 23) return null;
  const told = meridiem ?? (part === undefined ? null : (PARTS[part] ?? 0) >= 12 ? 'p' : 'a');
  const late = told === null ? half === 12 : told === 'p';
  return day.set({ hour: named < 12 && late ? named + 12 : named === 12 && !late ? 0 : named, minute: Number(minutes ?? 0) });
}

const MATCHERS: readonly Matcher[] = [week, weekend, namedDay, weekday, partOfToday, ago, date, hour];
