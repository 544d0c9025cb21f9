import type { Registry } from '../engine/flow.js';
import type { Reader, Understood } from '../nlu/reading.js';
import type { HelpShelf } from './help-shelf.js';

/** The intent of what no procedure takes. */
const OTHER = 'other';
const QUESTION_MARK = /[?¿]/;

/** What is heard of words that begin politely, whatever they ask. */
const GREETING = 'greeting';
/** What words that can be read in two ways may not be taken from: where it is the likelier of the two, and where it is either. */
const SERIOUS: ReadonlySet<string> = new Set(['undue_charge_claim', 'outage_refund_claim', 'privacy_arco_request']);
const GRAVE: ReadonlySet<string> = new Set(['service_cancellation', 'service_complaint', 'talk_to_human']);
/** Where it is the likelier of the two, only a question is none of it. */
const TECHNICAL: ReadonlySet<string> = new Set(['technical_failure', 'power_check_off', 'restart_still_failing']);

/**
 * A reader that takes words which it does not understand for another matter where a help article answers them. In the middle of a
 * procedure's own question only what is put as a question counts: other words may be an answer that was not understood.
 */
export function helpfulReader(reader: Reader, shelf: HelpShelf, { entry, byIntent }: Registry): Reader {
  const open = new Set([entry, byIntent.get(OTHER)]);
  return {
    read(text, context, language, now) {
      const reading = reader.read(text, context, language, now);
      const isQuestion = QUESTION_MARK.test(text);
      const mayAsk = isQuestion || context === null || open.has(context.flow);
      if (!mayAsk || !mayBeOther(reading.understood, isQuestion)) return reading;
      if (shelf.find(text, reading.language ?? language) === null) return reading;
      return { ...reading, understood: { type: 'event', event: { type: 'INTENT', intent: OTHER, text: text.trim() } } };
    },
  };
}

function mayBeOther(understood: Understood, isQuestion: boolean): boolean {
  if (understood.type === 'event') return understood.event.type === 'INTENT' && understood.event.intent === GREETING;
  if (understood.type !== 'unclear') return false;
  const [likelier = ''] = understood.intents;
  return !SERIOUS.has(likelier) && !understood.intents.some((intent) => GRAVE.has(intent)) && (isQuestion || !TECHNICAL.has(likelier));
}
