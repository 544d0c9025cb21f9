import { IANAZone } from 'luxon';
import { z } from 'zod';
import { AREAS, FOLIO_TYPES, SHIFTS } from './folio.js';

/** Every message says what to write: it is read by the person who edits the file. */
const say = (error: string) => ({ error });

const text = (what: string) =>
  z
    .string(say(`write ${what}`))
    .trim()
    .min(1, say(`write ${what}`));
const hours = z.number(say('write a number of hours, such as 24')).min(0, say('write a number of hours, 0 or more'));
const days = z.int(say('write a whole number of days, such as 5')).min(1, say('write a whole number of days, 1 or more'));
const rate = z.number(say('write a share between 0 and 1, such as 0.20')).min(0, say('write 0 or more')).max(1, say('write 1 or less'));
const count = z.int(say('write a whole number, 0 or more')).min(0, say('write a whole number, 0 or more'));
const url = z.url({ protocol: /^https?$/, error: 'write a full address that begins with https://' });
const phone = z
  .string(say('write a telephone number'))
  .regex(/^\+[1-9]\d{6,14}$/, say("write it with + and the country, such as '+522220000000'"));

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];
const weekdays = z.array(
  z.enum(WEEKDAYS, say(`write days out of ${WEEKDAYS.join(', ')}`)),
  say('write a list of days, such as [mon, tue]'),
);

const clock = (upTo: RegExp, example: string) =>
  z.string(say(`write a local time in quotes, such as '${example}'`)).regex(upTo, say(`write a local time as HH:MM, such as '${example}'`));
const opening = clock(/^([01]\d|2[0-3]):[0-5]\d$/, '09:00');
const closing = clock(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, '19:00');
const span = z
  .strictObject(
    { days: weekdays, from: opening, to: closing },
    say("write days, from and to, such as { days: [mon], from: '09:00', to: '19:00' }"),
  )
  .refine(({ from, to }) => from.padStart(5, '0') < to.padStart(5, '0'), { error: 'write an end later than the beginning', path: ['to'] });
/** Local hours of some days of the week; `to` may be 24:00. */
export type Span = z.infer<typeof span>;

/** True when no day of the week has two spans that overlap. */
const apart = (spans: readonly Span[]): boolean =>
  WEEKDAYS.every((day) => {
    const own = spans.filter((value) => value.days.includes(day)).sort((a, b) => a.from.localeCompare(b.from));
    return own.every((value, index) => index === 0 || (own[index - 1]?.to ?? '') <= value.from);
  });
const spans = z
  .array(span, say('write a list of hours'))
  .min(1, say('write at least one line of hours (days may be empty)'))
  .refine(apart, say('hours of the same day overlap: separate or join them'));
/** One line of hours a day, so that a date and a shift name one visit. */
const windows = spans.refine(
  (lines) => WEEKDAYS.every((day) => lines.filter((line) => line.days.includes(day)).length <= 1),
  say('write each day only once in a shift'),
);

const date = z.iso.date(say('write a date as YYYY-MM-DD'));

/** The parameters that may be a folio's deadline; the ending of the name is the unit. */
export const DUE_RULES = [
  'repairDeadlineHours',
  'firstResponseHoursAsync',
  'visitDeadlineHours',
  'reconnectHours',
  'undueChargeRefundBusinessDays',
  'writtenConfirmationBusinessDays',
  'arcoAnswerBusinessDays',
  'installDeadlineBusinessDays',
  'equipmentPickupNaturalDays',
] as const;
export type DueRule = (typeof DUE_RULES)[number];

const provider = z.strictObject({
  name: text('the name that customers know'),
  legalName: text('the name of the company in its contracts'),
  address: text('the postal address of the company'),
  site: url,
  /** Where customers pay; left out: on the site. */
  payUrl: url.optional(),
  noticeUrl: url,
  /** Colour of its documents, `#rrggbb`; left out: a dark blue. */
  colour: z
    .string(say("write a colour, such as '#a8124f'"))
    .regex(/^#[0-9a-f]{6}$/i, say("write a colour as '#' and six figures or letters from a to f, such as '#a8124f'"))
    .optional(),
  email: z.email(say('write an e-mail address')),
  phone,
  timeZone: z
    .string(say('write a time zone, such as America/Mexico_City'))
    .refine((zone) => IANAZone.isValidZone(zone), say('write a time zone of the IANA list, such as America/Mexico_City')),
});

const holidays = z.strictObject({
  country: z
    .string(say('write a country by two letters, such as MX'))
    .regex(/^[A-Z]{2}$/, say('write a country by two capitals, such as MX')),
  extra: z.array(z.strictObject({ date, name: text('the name of the day') }), say('write a list, or [] for none')),
  removed: z.array(date, say('write a list of dates, or [] for none')),
});

const minutes = z.int(say('write a whole number of minutes, such as 10')).min(1, say('write a whole number of minutes, 1 or more'));
const times = z.int(say('write a whole number, such as 5')).min(1, say('write a whole number, 1 or more'));
const identity = z.strictObject(
  {
    codeMinutes: minutes,
    codeTries: times,
    codesPerDay: times,
    codesPerContactHour: times,
    rememberedMinutes: minutes,
    freshMinutes: minutes,
  },
  say('write the limits of one-time codes: codeMinutes, codeTries, codesPerDay, codesPerContactHour, rememberedMinutes, freshMinutes'),
);

const complaintPlace = z.strictObject({ name: text('the name of the place'), url: url.nullable(), phone: phone.nullable() });

/** The provider's policy: all that its contract and the law fix, under the names of the parameters' table. Amounts of time in the unit of the name. */
export const policySchema = z.strictObject({
  provider,
  repairDeadlineHours: hours,
  forceMajeureThresholdHours: hours,
  plannedOutageMaxHours: hours,
  providerFaultThresholdHours: hours,
  bonusRateOutage: rate,
  bonusApplyBy: z.literal('nextCutOff', say('write nextCutOff')),
  bonusRateUndueCharge: rate,
  undueChargeRefundBusinessDays: days,
  firstResponseHoursAsync: hours,
  writtenConfirmationBusinessDays: days,
  terminationEffective: z.literal('noticeReceived', say('write noticeReceived')),
  equipmentPickupNaturalDays: days,
  changeNoticeDays: days,
  renewalNoticeNaturalDays: days,
  suspensionGraceNaturalDays: days,
  reconnectHours: hours,
  reconnectOnsiteHours: hours,
  reconnectFeeMax: rate,
  additionalServiceCancelNaturalDays: days,
  arcoAnswerBusinessDays: days,
  arcoEffectBusinessDays: days,
  installDeadlineBusinessDays: days,
  dueRules: z.record(
    z.enum(FOLIO_TYPES),
    z.enum(DUE_RULES, say(`write one of ${DUE_RULES.join(', ')}`)),
    say('write a rule for each type of folio'),
  ),
  visitDeadlineHours: hours,
  visitWindows: z.record(z.enum(SHIFTS), windows, say(`write the hours of ${SHIFTS.join(' and ')}`)),
  /** Between now and the beginning of the earliest visit that is offered. */
  visitLeadHours: hours,
  visitHorizonDays: days,
  /** Visits of one shift of one day, by zone. */
  visitCapacity: z.strictObject({
    default: count,
    byZone: z.record(z.string(), count, say('write zones with their number of visits, or {}')),
  }),
  areas: z.record(z.enum(AREAS), z.strictObject({ hours: spans }), say(`write the hours of ${AREAS.join(', ')}`)),
  businessDays: weekdays.min(1, say('write at least one day')),
  holidays,
  /** One-time codes, and for how long a conversation need not prove again who it is with. */
  identity,
  complaintPlaces: z.array(complaintPlace, say('write a list, or [] for none')),
});

export type Policy = z.infer<typeof policySchema>;
