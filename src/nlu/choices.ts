import { type Choice, ChoiceMatcher } from './choice-matcher.js';
import { commanded } from './commands.js';
import type { Context, Understood } from './reading.js';
import { CLEAR, type Recogniser } from './recogniser.js';
import { nameDays } from './relative-days.js';
import type { Utterance, Way } from './utterance.js';

const PERSON = 'person';
const matchers = new WeakMap<Recogniser, ChoiceMatcher>();

function matcherOf(recogniser: Recogniser): ChoiceMatcher {
  const matcher = matchers.get(recogniser) ?? new ChoiceMatcher(recogniser.phrases);
  matchers.set(recogniser, matcher);
  return matcher;
}

/** A button was pressed, or its words were typed. */
export const exactChoice: Way = ({ home, voices }, { choices }) => chosen(matcherOf(home).exact(voices[0]?.spoken.forms ?? [], choices));

/** "La segunda". */
export const countedChoice: Way = ({ home, voices }, { choices }) =>
  chosen(matcherOf(home).counted(voices[0]?.spoken.words ?? [], choices));

/**
 * Words of one of the choices, in a longer text. Where the state takes any matter and the choice is only another name for it, the matter wins,
 * because it keeps the customer's words.
 */
export const namedChoice: Way = (utterance, context) => {
  const match = matchOf(utterance, context);
  if (match?.kind === 'tie') return { type: 'unclear', intents: [] };
  if (!match || namesTheMatter(utterance, context, match.choice)) return null;
  return match.kind === 'whole' || !isClearMatter(utterance, context) || sharesIntent(utterance, context) ? chosen(match.choice) : null;
};

/** A choice that says the same as the text in other words, where the state wants no matter. */
export const impliedChoice: Way = (utterance, context) => {
  const { guess, home } = utterance;
  if (guess.probability < CLEAR) return null;
  const same = context.choices.filter(({ label }) => {
    const other = home.guessLabel(label);
    return other.intent === guess.intent && other.probability >= CLEAR;
  });
  return same.length === 1 ? chosen(same[0] ?? null) : null;
};

function matchOf({ home, voices, weekday }: Utterance, { choices }: Context) {
  const words = nameDays(voices[0]?.spoken.words ?? [], weekday, home.phrases.source);
  return matcherOf(home).named(words, choices);
}

const isClearMatter = ({ guess }: Utterance, { accepts }: Context): boolean => accepts.has('INTENT') && guess.probability >= CLEAR;

function namesTheMatter(utterance: Utterance, context: Context, choice: Choice): boolean {
  return (
    isClearMatter(utterance, context) &&
    !sharesIntent(utterance, context) &&
    utterance.home.guessLabel(choice.label).intent === utterance.guess.intent
  );
}

/** Several choices are about the matter of the text, as dates of a visit are: then it is one of them that is meant. */
const sharesIntent = ({ home, guess }: Utterance, { choices }: Context): boolean =>
  choices.filter(({ label }) => home.guessLabel(label).intent === guess.intent).length > 1;

function chosen(choice: Choice | null): Understood | null {
  if (!choice) return null;
  return choice.id === PERSON ? commanded({ type: PERSON }) : { type: 'event', event: { type: 'CHOICE', id: choice.id } };
}
