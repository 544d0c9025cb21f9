import { says } from './commands.js';
import type { Understood } from './reading.js';
import { CLEAR } from './recogniser.js';
import type { Utterance, Way } from './utterance.js';

type Answer = 'YES' | 'NO';

/** The matters that are nothing but yes, or no. */
export const YES_NO: ReadonlyMap<string, Answer> = new Map([
  ['affirm', 'YES'],
  ['deny', 'NO'],
]);

const answer = (type: Answer): Understood => ({ type: 'event', event: { type } });

/** Nothing but yes, or no. */
export const plainYesNo: Way = (utterance, { accepts }) => {
  if (says(utterance, 'unsure')) return null;
  const type = says(utterance, 'yes') ? 'YES' : says(utterance, 'no') ? 'NO' : null;
  return type && accepts.has(type) ? answer(type) : null;
};

/** The same where the state has no use for it as an answer, in words that the classifier does not know. */
export const unaskedYesNo: Way = (utterance, { accepts }) => {
  const intent = says(utterance, 'yes') ? 'affirm' : says(utterance, 'no') ? 'deny' : null;
  return intent && accepts.has('INTENT') ? { type: 'event', event: { type: 'INTENT', intent, text: utterance.text } } : null;
};

/** "No sé": no yes and no no, though it may begin with one. */
export const doubt: Way = ({ voices, guess }) => {
  const doubts = voices.some(({ recogniser, spoken }) => recogniser.phrases.begins('unsure', spoken) > 0);
  return doubts && (guess.intent === 'affirm' || guess.intent === 'deny') ? { type: 'unclear', intents: [] } : null;
};

/** "No, todavía está apagado": begins with one of them and goes on. */
export const leadingYesNo: Way = (utterance, { accepts }) => {
  const type = leading(utterance);
  return type && accepts.has(type) ? answer(type) : null;
};

function leading({ voices }: Utterance): Answer | null {
  for (const { recogniser, spoken } of voices) {
    if (recogniser.phrases.begins('unsure', spoken)) return null;
    const yes = recogniser.phrases.begins('yes', spoken);
    const no = recogniser.phrases.begins('no', spoken);
    if (yes !== no) return yes > no ? 'YES' : 'NO';
  }
  return null;
}

/** What agrees to a question as it is usually put ("¿está prendido?", "¿ya tiene servicio?"), or denies it. */
const AGREES: ReadonlySet<string> = new Set(['affirm', 'power_check_on', 'restart_fixed']);
const DENIES: ReadonlySet<string> = new Set(['deny', 'power_check_off', 'restart_still_failing']);

/**
 * Yes or no in words that name the matter. A state that wants such words themselves takes INTENT and comes before; where a value is asked for,
 * how the service does tells nothing of the value.
 */
export const impliedYesNo: Way = ({ guess }, { accepts, slot }) => {
  if (guess.probability < CLEAR || (slot !== null && !YES_NO.has(guess.intent))) return null;
  const type = AGREES.has(guess.intent) ? 'YES' : DENIES.has(guess.intent) ? 'NO' : null;
  return type && accepts.has(type) ? answer(type) : null;
};
