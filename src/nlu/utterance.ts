import type { Entities } from './entities/entities.js';
import type { Spoken } from './phrases.js';
import type { Context, Understood } from './reading.js';
import type { Guess, Recogniser } from './recogniser.js';

/** One message with all that is known of it before it is given a meaning. */
export interface Utterance {
  readonly text: string;
  /** The recogniser of the conversation's language: labels and synonyms of choices are in it. */
  readonly home: Recogniser;
  /** As each language would say it, the conversation's first: "no" and "ok" need no translation. */
  readonly voices: readonly { readonly recogniser: Recogniser; readonly spoken: Spoken }[];
  /** Language the text is clearly written in, or null. */
  readonly language: string | null;
  readonly entities: Entities;
  readonly guess: Guess;
  /** Weekday of now in the provider's zone, 1 is Monday. */
  readonly weekday: () => number;
}

/** One way to understand a message; null: not this way, try the next. */
export type Way = (utterance: Utterance, context: Context) => Understood | null;

/** From here on, a matter is clear enough to leave a question that asks for something else. */
export const CHANGE_OF_TOPIC = 0.75;

/** More of a text is not classified: what it is about stands at its beginning. */
const MOST_CHARACTERS = 1_000;

export interface Ear {
  readonly recognisers: readonly Recogniser[];
  readonly find: (text: string, slot: string | null, now: number) => Entities;
  readonly weekdayAt: (now: number) => number;
}

export function hear({ recognisers, find, weekdayAt }: Ear, text: string, slot: string | null, language: string, now: number): Utterance {
  const head = text.slice(0, MOST_CHARACTERS);
  const home = recognisers.find((each) => each.language === language) ?? (recognisers[0] as Recogniser);
  const voices = [home, ...recognisers.filter((each) => each !== home)].map((recogniser) => ({
    recogniser,
    spoken: recogniser.speak(head),
  }));
  const written = languageOf(voices);
  const reads = recognisers.find((each) => each.language === written) ?? home;
  // Most answers are understood by what was asked: the classifier, the dearest part, works only when somebody looks.
  let guess: Guess | null = null;
  const entities = find(text, slot, now);
  return {
    text,
    home,
    voices,
    language: written,
    entities,
    get guess() {
      guess ??= guessBeside(reads, head, entities);
      return guess;
    },
    weekday: () => weekdayAt(now),
  };
}

/** What a text that only says who or which may look like to the classifier. */
export const NO_MATTER: ReadonlySet<string> = new Set([
  'provide_identifiers',
  'affirm',
  'deny',
  'privacy_arco_request',
  'greeting',
  'thanks_goodbye',
]);
const IDENTIFIERS = ['account', 'email', 'phone', 'folio'] as const;

/** Numbers and addresses drown the matter that stands beside them ("no tengo internet, mi cuenta es…"): what is left without them may name it. */
function guessBeside(recogniser: Recogniser, text: string, { values, rest }: Entities): Guess {
  const whole = recogniser.guess(text);
  const drowned = NO_MATTER.has(whole.intent) && IDENTIFIERS.some((name) => values[name] !== undefined);
  const beside = drowned ? recogniser.guess(rest) : whole;
  return beside.probability >= CHANGE_OF_TOPIC && !NO_MATTER.has(beside.intent) ? beside : whole;
}

/** A word tells a language when it is this many times as frequent there, on a logarithmic scale. */
const CLEAR_LEAD = 4;
const MOST_A_WORD_TELLS = 2;
const LEAST_SHARE = 0.5;

/** The language that the words are plainly of, or null: one word alone, or words of both, do not tell. */
function languageOf(voices: Utterance['voices']): string | null {
  const [first] = voices;
  if (!first || voices.length < 2) return first?.recogniser.language ?? null;
  const scored = voices.map(({ recogniser, spoken }) => {
    const others = voices.filter((voice) => voice.recogniser !== recogniser);
    const lead = spoken.words.reduce((sum, word) => {
      const rival = Math.max(...others.map((voice) => voice.recogniser.share(word)));
      const ratio = Math.log((recogniser.share(word) + LEAST_SHARE) / (rival + LEAST_SHARE));
      return sum + Math.max(-MOST_A_WORD_TELLS, Math.min(MOST_A_WORD_TELLS, ratio));
    }, 0);
    return { language: recogniser.language, lead };
  });
  const best = scored.sort((a, b) => b.lead - a.lead)[0];
  return best && best.lead >= CLEAR_LEAD ? best.language : null;
}
