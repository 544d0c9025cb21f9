import { type Choice, ChoiceMatcher } from './choice-matcher.js';
import { commanded, says } from './commands.js';
import type { Context, Understood } from './reading.js';
import { CLEAR, type Recogniser } from './recogniser.js';
import { nameDays } from './relative-days.js';
import type { Utterance, Way } from './utterance.js';
import { otherMatter, triesToAnswer } from './values.js';

const PERSON = 'person';
const matchers = new WeakMap<Recogniser, ChoiceMatcher>();

function matcherOf(recogniser: Recogniser): ChoiceMatcher {
  const matcher = matchers.get(recogniser) ?? new ChoiceMatcher(recogniser.phrases);
  matchers.set(recogniser, matcher);
  return matcher;
}

/** A button was pressed, or its words were typed. */
export const exactChoice: Way = ({ home, voices }, context) =>
  chosen(matcherOf(home).exact(voices[0]?.spoken.forms ?? [], context.choices), context);

/** "La segunda". */
export const countedChoice: Way = ({ home, voices }, context) =>
  chosen(matcherOf(home).counted(voices[0]?.spoken.words ?? [], context.choices), context);

/**
 * Words of one of the choices, in a longer text. Where the state takes any matter and the choice is only another name for it, the matter is
 * what was said, because it keeps the customer's words.
 */
export const namedChoice: Way = (utterance, context) => {
  if (says(utterance, 'unsure')) return null;
  const match = matchOf(utterance, context);
  if (!match) return null;
  if (match.kind === 'tie') return { type: 'unclear', intents: [] };
  const { guess, text, home } = utterance;
  const several = matcherOf(home).ofAKind(context.choices).includes(match.choice);
  const isClear = context.accepts.has('INTENT') && guess.probability >= CLEAR;
  if (isClear && !several && home.guess(match.choice.label).intent === guess.intent) {
    return { type: 'event', event: { type: 'INTENT', intent: guess.intent, text } };
  }
  return match.kind === 'whole' || several || !(isClear || otherMatter(utterance, context)) ? chosen(match.choice, context) : null;
};

/** "Cualquiera", where the choices are several of a kind before all others: the first of them. */
export const anyChoice: Way = (utterance, context) => {
  const { choices } = context;
  const [first] = choices;
  return first && says(utterance, 'any') && matcherOf(utterance.home).ofAKind(choices)[0] === first ? chosen(first, context) : null;
};

/** A choice that says the same as the text in other words, where the state wants no matter. */
export const impliedChoice: Way = (utterance, context) => {
  const { guess, home } = utterance;
  if (guess.probability < CLEAR || triesToAnswer(utterance, context)) return null;
  const same = context.choices.filter(({ label }) => {
    const other = home.guess(label);
    return other.intent === guess.intent && other.probability >= CLEAR;
  });
  return same.length === 1 ? chosen(same[0] ?? null, context) : null;
};

function matchOf({ home, voices, weekday }: Utterance, { choices }: Context) {
  const words = nameDays(voices[0]?.spoken.words ?? [], weekday, home.phrases.source);
  return matcherOf(home).named(words, choices);
}

/** The choices "yes" and "no" are the events of the same name, however they were given. */
function chosen(choice: Choice | null, { accepts }: Context): Understood | null {
  if (!choice) return null;
  if (choice.id === PERSON) return commanded({ type: PERSON });
  if (choice.id === 'yes' && accepts.has('YES')) return { type: 'event', event: { type: 'YES' } };
  if (choice.id === 'no' && accepts.has('NO')) return { type: 'event', event: { type: 'NO' } };
  return { type: 'event', event: { type: 'CHOICE', id: choice.id } };
}
