import { DateTime } from 'luxon';
import { anyChoice, countedChoice, exactChoice, impliedChoice, namedChoice } from './choices.js';
import { cancelAlone, command, person } from './commands.js';
import { type EntityOptions, entityFinder } from './entities/entities.js';
import type { Model } from './model.js';
import type { Context, Reader, Reading, Understood } from './reading.js';
import { CLEAR, PLAUSIBLE, Recogniser } from './recogniser.js';
import { type Ear, hear, type Utterance, type Way } from './utterance.js';
import { ANSWERS, askedCode, askedValue, correction, otherAnswer, otherMatter, strayNumber, triesToAnswer } from './values.js';
import { doubt, impliedYesNo, leadingYesNo, plainYesNo, unaskedYesNo, YES_NO } from './yes-no.js';

/** Nothing is asked: any matter may be told. */
const NOTHING_ASKED: Context = { flow: '', state: '', slot: null, accepts: new Set(['INTENT']), choices: [] };

/** An address is made of any words: where one is asked for, only a question is a matter, or what takes leave. */
const NO_ADDRESS: ReadonlySet<string> = new Set(['thanks_goodbye', 'deny']);

/** A matter, where the state takes one. */
const acceptedMatter: Way = (utterance, context) => {
  const { guess, text } = utterance;
  if (!context.accepts.has('INTENT') || guess.probability < CLEAR || triesToAnswer(utterance, context)) return null;
  if (context.slot === 'address' && !text.includes('?') && !NO_ADDRESS.has(guess.intent)) return null;
  return { type: 'event', event: { type: 'INTENT', intent: guess.intent, text } };
};

/** In this order: what can only mean one thing, then what the question asks for, then what the words are about. */
const WAYS: readonly Way[] = [
  exactChoice,
  command,
  countedChoice,
  plainYesNo,
  askedValue,
  askedCode,
  correction,
  strayNumber,
  person,
  anyChoice,
  namedChoice,
  cancelAlone,
  doubt,
  acceptedMatter,
  unaskedYesNo,
  unlessChange(leadingYesNo),
  unlessChange(impliedYesNo),
  answersOnly(impliedChoice),
  otherMatter,
  otherAnswer,
];

/** Where a value is asked for, what is no answer at all ("sigue igual") does not imply that there is none to give either. */
function answersOnly(way: Way): Way {
  return (utterance, context) => (context.slot !== null && !ANSWERS.has(utterance.guess.intent) ? null : way(utterance, context));
}

/** Such a way gives way to a clear change of topic. */
function unlessChange(way: Way): Way {
  return (utterance, context) => {
    const found = way(utterance, context);
    const changes = found && impliedYesNo(utterance, context) === null && otherMatter(utterance, context) !== null;
    return changes ? null : found;
  };
}

/** "Sí, eso es": a yes or a no is the event of that name wherever the question takes it, whichever way it was found. */
function asAnswer(found: Understood, { accepts }: Context): Understood {
  const type = found.type === 'event' && found.event.type === 'INTENT' ? YES_NO.get(found.event.intent) : undefined;
  return type !== undefined && accepts.has(type) ? { type: 'event', event: { type } } : found;
}

function understand(utterance: Utterance, context: Context): Understood {
  for (const way of WAYS) {
    const found = way(utterance, context);
    if (found) return asAnswer(found, context);
  }
  const { intent, second, probability } = utterance.guess;
  if (probability >= CLEAR) return { type: 'event', event: { type: 'INTENT', intent, text: utterance.text } };
  return { type: 'unclear', intents: probability >= PLAUSIBLE ? [intent, second] : [] };
}

/** Matters in which "desde ayer" tells since when the service fails, and not when something was paid or reported. */
const FAILURES: ReadonlySet<string> = new Set(['technical_failure', 'outage_refund_claim', 'restart_still_failing', 'power_check_off']);

/** What may be learned whatever the message means. Figures that answer another question badly are no account number. */
function factsOf(utterance: Utterance, slot: string | null): Reading['facts'] {
  const { values, named } = utterance.entities;
  const { outageSince, account, ...others } = values;
  const isSince = outageSince !== undefined && (slot === 'when' || FAILURES.has(utterance.guess.intent));
  const isAccount = slot === null || slot === 'folio' || named.has('account');
  return {
    ...others,
    ...(account !== undefined && isAccount ? { account } : {}),
    ...(isSince ? { outageSince } : {}),
  };
}

/** "Quiero hablar con alguien para cancelar": who asks for a person for it has given notice all the same; its procedure calls the person. */
function noticeToPerson(understood: Understood, { guess, text }: Utterance): Understood | null {
  if (understood.type !== 'command' || understood.command.type !== 'person') return null;
  const { intent, second, secondScore } = guess;
  if (intent !== 'talk_to_human' || second !== 'service_cancellation' || secondScore <= 0) return null;
  return { type: 'event', event: { type: 'INTENT', intent: second, text } };
}

/** @param models by language, as the build left them; at least one. */
export function makeReader(models: ReadonlyMap<string, Model>, options: EntityOptions): Reader {
  const ear: Ear = {
    recognisers: [...models.values()].map((model) => new Recogniser(model)),
    find: entityFinder(options),
    weekdayAt: (now) => DateTime.fromMillis(now, { zone: options.timeZone }).weekday,
  };
  return {
    read(text, context, language, now) {
      const utterance = hear(ear, text.trim(), context?.slot ?? null, language, now);
      const understood = understand(utterance, context ?? NOTHING_ASKED);
      return {
        understood: noticeToPerson(understood, utterance) ?? understood,
        facts: factsOf(utterance, context?.slot ?? null),
        language: utterance.language,
        get guess() {
          const { intent, probability } = utterance.guess;
          return probability >= PLAUSIBLE ? { intent, probability } : { intent: 'out_of_scope' as const, probability: 1 - probability };
        },
      };
    },
  };
}
