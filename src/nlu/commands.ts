import type { Command } from '../engine/state.js';
import type { PhraseList } from './phrases.js';
import { CLEAR } from './recogniser.js';
import { CHANGE_OF_TOPIC, type Utterance, type Way } from './utterance.js';

const SIMPLE = ['person', 'cancel', 'back', 'menu', 'help', 'repeat'] as const satisfies readonly PhraseList[];

/** What works in every state: the phrases for it, in whatever language. */
export const command: Way = ({ voices }) => {
  for (const { recogniser, spoken } of voices) {
    if (recogniser.phrases.is('language', spoken)) return commanded({ type: 'language', language: recogniser.language });
    const type = SIMPLE.find((list) => recogniser.phrases.is(list, spoken));
    if (type) return commanded({ type });
  }
  return null;
};

/** Asking for a person in one's own words. Where a value is asked for, the words have to be plainer. */
export const person: Way = ({ guess }, { slot }) =>
  guess.intent === 'talk_to_human' && guess.probability >= (slot === null ? CLEAR : CHANGE_OF_TOPIC) ? commanded({ type: 'person' }) : null;

/**
 * "Cancelar" and no more. As the first words of a conversation it is notice, which counts from the moment it is given; in the middle of a
 * procedure it gives that up, and who means the service can still say so.
 */
export const cancelAlone: Way = (utterance, { flow }) => {
  if (!says(utterance, 'cancelAlone')) return null;
  if (flow !== '') return commanded({ type: 'cancel' });
  return { type: 'event', event: { type: 'INTENT', intent: 'service_cancellation', text: utterance.text } };
};

/** The whole text is one of the phrases, in any language. */
export const says = ({ voices }: Utterance, list: PhraseList): boolean =>
  voices.some(({ recogniser, spoken }) => recogniser.phrases.is(list, spoken));

export const commanded = (which: Command) => ({ type: 'command', command: which }) as const;
