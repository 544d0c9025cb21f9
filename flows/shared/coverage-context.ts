import type { ChoiceSpec, EntryInput, Facts, UserEvent, Vars } from '../../src/engine/flow.js';
import type { CoverageInput, CoverageOutput, Pin, Place, PlanOffer, ProspectInput } from './coverage-effects.js';
import { namesOther, tellsPlace } from './place-words.js';

export const COVERAGE = 'coverage_new_service';

/** What `coverage` keeps in mind. */
export interface CoverageContext extends CoverageInput {
  readonly facts: Facts;
  /** All that the customer said about what is wanted and where, for people to read. */
  readonly words: string;
  /** A full address was asked for: nobody is asked twice. */
  readonly addressed: boolean;
  readonly found: CoverageOutput | null;
  /** It was said that the technical area has to look. */
  readonly told: boolean;
  /** How often the place was asked for. */
  readonly tries: number;
  readonly folio: string | null;
}

/** Longer words are in the conversation, which people read as well. */
const LONGEST = 400;

const cut = (text: string): string => text.trim().slice(0, LONGEST);
const codeIn = (text: string): string | null => /(?<![\d+-])\d{5}(?![\d-])/.exec(text)?.[0] ?? null;

/** The last place that was sent, if one was. */
function pinOf({ location }: Facts): Pin | null {
  const [latitude, longitude] = (location ?? '').split(',').map(Number);
  if (latitude === undefined || longitude === undefined || !Number.isFinite(latitude) || !Number.isFinite(longitude)) return null;
  return { latitude, longitude };
}

/** Nothing was looked up yet. */
const FRESH = { chosen: null, placed: false, addressed: false, found: null, told: false } as const;

export const beginning = ({ facts, text }: EntryInput): CoverageContext => ({
  ...FRESH,
  facts,
  words: cut(text),
  text: cut(text),
  placed: tellsPlace(text, false),
  postalCode: codeIn(text) ?? facts.postalCode ?? null,
  pin: pinOf(facts),
  tries: 0,
  folio: null,
});

/** Something is known of where. */
export const hasPlace = ({ text, postalCode, pin }: CoverageContext): boolean => text !== '' || postalCode !== null || pin !== null;

/** Words about where, in answer to the question. Whoever said "no sé" has told no place. */
export function toldPlace(context: CoverageContext, event: UserEvent): Partial<CoverageContext> {
  if (event.type !== 'ANSWER') return {};
  const text = cut(event.value ?? '');
  const words = context.words.includes(text) ? context.words : cut([context.words, text].filter(Boolean).join('\n'));
  return {
    chosen: null,
    pin: null,
    placed: tellsPlace(text, true),
    text,
    words,
    postalCode: codeIn(text) ?? event.facts?.postalCode ?? context.postalCode,
  };
}

/** "¿Y a la colonia Oriente?": about this matter, and another place. */
export const asksElsewhere = (event: UserEvent): boolean => event.type === 'INTENT' && event.intent === COVERAGE && namesOther(event.text);

/** Another place is asked about: what was found of the one before is of no use for it. */
export function otherPlace(event: UserEvent): Partial<CoverageContext> {
  const text = event.type === 'INTENT' ? cut(event.text) : '';
  return { ...FRESH, pin: null, placed: tellsPlace(text, true), text, words: text, postalCode: codeIn(text), tries: 0 };
}

export const sentPin = (event: UserEvent): Partial<CoverageContext> =>
  event.type === 'LOCATION' ? { chosen: null, text: '', pin: { latitude: event.latitude, longitude: event.longitude } } : {};

/** It was looked up: the words have done their work. Which of the colonias it is, is still to be asked of the same postal code. */
export function looked({ tries }: CoverageContext, found: CoverageOutput): Partial<CoverageContext> {
  const open = found.result === 'which' || found.result === 'confirm' || found.result === 'nowhere';
  return { found, text: '', chosen: null, placed: false, tries: open ? tries : 0 };
}

/** The colonia that a choice stands for, if it was offered. */
export function chosenPlace({ found }: CoverageContext, event: UserEvent): Place | null {
  const options = found?.options ?? [];
  const isYes = event.type === 'YES' || (event.type === 'CHOICE' && event.id === 'yes');
  if (isYes) return options.length === 1 ? (options[0] ?? null) : null;
  return event.type === 'CHOICE' ? (options.find((place) => coloniaId(place) === event.id) ?? null) : null;
}

const coloniaId = ({ postalCode, colonia }: Place): string => `${postalCode}:${colonia}`;

/** Of one postal code the names are enough to tell them apart. */
export function coloniaChoices({ found }: CoverageContext): readonly ChoiceSpec[] {
  const options = found?.options ?? [];
  if (options.length === 0) return [];
  const key = new Set(options.map(({ postalCode }) => postalCode)).size > 1 ? 'coverage.coloniaWithCode' : 'coverage.colonia';
  return [...options.map((place) => ({ id: coloniaId(place), key, vars: { ...place } })), 'otherColonia'];
}

/** The plan that a choice stands for, if it was offered. */
export const chosenPlan = ({ found }: CoverageContext, event: UserEvent): PlanOffer | null =>
  event.type === 'CHOICE' ? (found?.plans.find(({ id }) => planId(id) === event.id) ?? null) : null;

const planId = (id: string): string => `plan-${id}`;
const CENTAVOS = 100;

export const planChoices = ({ found }: CoverageContext): readonly ChoiceSpec[] => [
  ...(found?.plans ?? []).map(({ id, name, monthlyPrice }) => ({
    id: planId(id),
    key: 'coverage.plan',
    vars: { name, price: monthlyPrice / CENTAVOS },
  })),
  'undecided',
  'notNow',
];

/** How a message names the place: by its colonia, by the pin, or not at all. */
export function placeVars({ found, pin }: CoverageContext): Vars {
  const place = found?.place ?? found?.options[0];
  return place ? { at: 'colonia', ...place } : { at: pin ? 'pin' : 'other' };
}

/** Street and number, or a pin: enough for the technical area to go and look. */
export const isDetailed = ({ addressed, pin, words }: CoverageContext): boolean =>
  addressed || pin !== null || /\d/.test(words.replace(/\d{5}/g, ''));

export const lookUp = ({ pin, chosen, text, placed, postalCode }: CoverageContext): CoverageInput => ({
  pin,
  chosen,
  text,
  placed,
  postalCode,
});

/** What is known of the wish before it is asked how to reach the prospect. */
export type Wish = Omit<ProspectInput, 'account' | 'email' | 'phone' | 'name'>;

export function wishOf(context: CoverageContext, purpose: Wish['purpose'], plan: PlanOffer | null = null): Wish {
  const { found, words, postalCode, pin } = context;
  const state = found?.result;
  return {
    purpose,
    coverage: state === 'yes' || state === 'planned' || state === 'no' ? state : 'check',
    words,
    place: found?.place ?? null,
    postalCode,
    pin,
    zone: found?.zone ?? null,
    note: found?.note ?? null,
    plan,
    consent: purpose === 'interest',
  };
}
