import type { FactName } from '../engine/flow.js';
import { says } from './commands.js';
import { findCode } from './entities/code.js';
import { writeFigures } from './entities/number-words.js';
import { fold } from './normalise.js';
import type { Context, Understood } from './reading.js';
import { CLEAR } from './recogniser.js';
import { CHANGE_OF_TOPIC, NO_MATTER, type Utterance, type Way } from './utterance.js';

/** Which fact answers a question. Others (`text`, `address`) are answered by the words themselves. */
const FACT_OF_SLOT: Readonly<Record<string, FactName>> = {
  account: 'account',
  email: 'email',
  phone: 'phone',
  folio: 'folio',
  when: 'outageSince',
};
/** Facts that a customer may say anew. */
const CORRECTABLE: readonly FactName[] = ['account', 'email', 'phone', 'folio'];
const isFree = (slot: string | null): boolean => slot === 'text' || slot === 'address';

/** The value that was asked for. */
export const askedValue: Way = ({ text, entities }, { slot }) => {
  const fact = FACT_OF_SLOT[slot ?? ''];
  const value = fact && entities.values[fact];
  return value === undefined ? null : answered(text, value, entities.values);
};

/** A code that was sent: its figures are nothing else, however they are written and whatever stands around them. */
export const askedCode: Way = ({ text }, { slot }) => {
  const code = slot === 'code' ? findCode(writeFigures(fold(text))) : null;
  return code === null ? null : answered(text, code, {});
};

/** "No, mi cuenta es 100004": a fact that was not asked for, said anew; or, where another is asked for, by its name. */
export const correction: Way = (utterance, { slot }) => {
  const { entities } = utterance;
  if (!CORRECTABLE.some((fact) => entities.values[fact] !== undefined)) return null;
  if (slot !== null && entities.values[FACT_OF_SLOT[slot] ?? 'matter'] !== undefined) return null;
  const { guess } = utterance;
  if (guess.probability >= CLEAR && !NO_MATTER.has(guess.intent) && !onlyNamesFolio(utterance)) return null;
  const corrects = isMarked(utterance);
  const fact = CORRECTABLE.find(
    (each) => entities.values[each] !== undefined && (corrects || (slot !== null && !isFree(slot) && entities.named.has(each))),
  );
  const value = fact && entities.values[fact];
  return fact === undefined || value === undefined ? null : { type: 'event', event: { type: 'CORRECTION', fact, value } };
};

/** "No, el folio es…" sounds like asking how it goes, but asks nothing. */
const SHORT_WORDS = 6;
const onlyNamesFolio = ({ guess, entities, text, voices }: Utterance): boolean =>
  guess.intent === 'folio_status' &&
  entities.values.folio !== undefined &&
  !text.includes('?') &&
  (voices[0]?.spoken.words.length ?? 0) <= SHORT_WORDS;

const isMarked = ({ voices }: Utterance): boolean =>
  voices.some(
    ({ recogniser: { phrases }, spoken }) => phrases.begins('corrections', spoken) > 0 || phrases.contains('correctionMarks', spoken),
  );

/** What a text must have of the value that was asked for to be a try at it: figures, or a part of an address. */
const TRACES: Readonly<Record<string, RegExp>> = {
  account: /\d/,
  email: /[@\d]|[a-z][._-][a-z]|^[a-z]+$|\b(?:arroba|at|punto|dot|guionbajo|gmail|hotmail|outlook|yahoo|icloud)\b/,
  phone: /\d/,
  folio: /\d/,
  code: /\d/,
};
const FIGURES = /[\d@]/;
const hasTrace = ({ text, entities: { rest, values } }: Utterance, slot: string): boolean =>
  FIGURES.test(text) || TRACES[slot]?.test(rest.trim()) === true || CORRECTABLE.some((fact) => values[fact] !== undefined);

/**
 * The question is answered by the customer's own words, or not at all: then the flow says what was wrong with the value. Words that do not
 * even try to give one ("ya estoy de vuelta") are no wrong value.
 */
export const otherAnswer: Way = (utterance, { slot, accepts }) => {
  if (slot === null || !accepts.has('ANSWER')) return null;
  if (slot in TRACES && !hasTrace(utterance, slot)) return { type: 'unclear', intents: [] };
  const { text, entities } = utterance;
  return answered(text, isFree(slot) && !says(utterance, 'unsure') ? text : null, entities.values);
};

/** What an answer to a question for a value may look like to the classifier: never a change of topic, however clear. */
export const ANSWERS: ReadonlySet<string> = new Set(['provide_identifiers', 'affirm', 'deny', 'power_check_on', 'power_check_off']);

/** Figures, or what may be an address, in answer to a question for a value: a try that failed, unless it denies that there is one. */
export const triesToAnswer = (utterance: Utterance, { slot }: Context): boolean =>
  slot !== null && !isFree(slot) && ANSWERS.has(utterance.guess.intent) && (hasTrace(utterance, slot) || offers(utterance, slot));

/** "Correo elena": tells who, and denies nothing. Who has no folio at hand may tell that instead. */
const offers = ({ guess, voices }: Utterance, slot: string): boolean =>
  slot !== 'folio' &&
  guess.intent === 'provide_identifiers' &&
  !voices.some(({ recogniser: { phrases }, spoken }) => spoken.words.some((word) => phrases.source.negations.includes(word)));

/** A small number that no choice has and no question asked for. */
export const strayNumber: Way = ({ text }, { slot }) =>
  slot === null && /^[^\p{L}\p{N}]{0,3}\d{1,4}[^\p{L}\p{N}]{0,3}$/u.test(text) ? { type: 'unclear', intents: [] } : null;

/** A change of topic in the middle of another question. Where the answer is free text, only a question changes it. */
export const otherMatter: Way = ({ text, guess }, { slot }) => {
  if (guess.probability < CHANGE_OF_TOPIC || (slot !== null && ANSWERS.has(guess.intent))) return null;
  if (isFree(slot) && !text.includes('?')) return null;
  return { type: 'event', event: { type: 'INTENT', intent: guess.intent, text } };
};

const answered = (text: string, value: string | null, facts: Utterance['entities']['values']): Understood => ({
  type: 'event',
  event: { type: 'ANSWER', text, value, facts },
});
