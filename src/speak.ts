import type { Say } from './engine/flow.js';
import type { Expectation } from './engine/state.js';
import type { ChoiceText, Locales } from './locales.js';
import type { Choice, NewMessage, Trace } from './store/store.js';

/** The choice that every question of the bot offers, whatever the procedure. */
const PERSON = 'person';

/** A choice as the reader needs it: label and synonyms in the customer's language. */
export function choicesOf(locales: Locales, language: string, expected: Expectation): readonly (ChoiceText & { readonly id: string })[] {
  const own = expected.choices.map(({ id, key, fallback, vars }) => ({ id, ...locales.choice(language, { key, fallback, vars }) }));
  if (own.some(({ id }) => id === PERSON || id === 'leave')) return own;
  return [...own, { id: PERSON, ...locales.choice(language, { key: `common.${PERSON}`, fallback: null, vars: null }) }];
}

const botLine = (key: string, text: string, choices: readonly Choice[], trace: Trace, files: Say['files'] = []): NewMessage => ({
  from: 'bot',
  content: { type: 'text', text, location: null, files },
  key,
  choices,
  trace,
});

/** A statement as a line of the transcript. */
export const statement = (locales: Locales, language: string, say: Say, trace: Trace): NewMessage =>
  botLine(say.key, locales.render(language, say), [], trace, say.files);

/** The question of the waiting state, with its choices. */
export function prompt(locales: Locales, language: string, expected: Expectation, trace: Trace): NewMessage {
  const choices = choicesOf(locales, language, expected).map(({ id, label }) => ({ id, label }));
  return botLine(expected.prompt.key, locales.render(language, expected.prompt), choices, trace);
}
