import { probability } from './logistic.js';
import { type Model, unpackModel } from './model.js';
import { wordsOf } from './normalise.js';
import { Phrases, type Spoken } from './phrases.js';
import { INTENTS, type Intent } from './reading.js';
import { remembered } from './remembered.js';
import { type Learned, Scorer, type Why } from './scorer.js';

/** Below it, the best intent is not even worth a question. */
export const PLAUSIBLE = 0.35;
/** From it on, the best intent is acted upon. */
export const CLEAR = 0.6;

export interface Guess {
  readonly intent: Intent;
  /** That the intent is right, 0 to 1. */
  readonly probability: number;
  /** The next best. */
  readonly second: Intent;
  /** How much speaks for it: below 0 more speaks against it. */
  readonly secondScore: number;
}

const KNOWN: ReadonlySet<string> = new Set(INTENTS);
interface Scored {
  readonly label: Intent;
  readonly score: number;
}
const isIntent = (label: string): label is Intent => KNOWN.has(label);

/** One language at work: its phrases and its classifier. */
export class Recogniser {
  readonly language: string;
  readonly phrases: Phrases;
  /** How a text is looked up among the phrases. */
  readonly speak: (text: string) => Spoken;
  readonly guess: (text: string) => Guess;
  private readonly learned: Learned;
  private readonly scorer: Scorer;

  constructor(private readonly model: Model) {
    this.language = model.language;
    this.learned = unpackModel(model);
    this.scorer = new Scorer(this.learned);
    this.phrases = new Phrases(
      model.pack.phrases,
      (text) => wordsOf(text, this.learned.pack.lexicon),
      (word) => this.scorer.correct(word),
    );
    this.speak = remembered((text) => this.phrases.speak(text));
    this.guess = remembered((text) => this.guessAnew(text));
  }

  private guessAnew(text: string): Guess {
    const { ranking, signals } = this.scorer.score(text);
    const [best, second] = ranking.filter((scored): scored is Scored => isIntent(scored.label));
    if (!best || !second) throw new Error(`the model of ${this.language} knows fewer than two intents: run "npm run nlu:build"`);
    return {
      intent: best.label,
      probability: probability(this.model.rejection, signals),
      second: second.label,
      secondScore: second.score,
    };
  }

  /** How often the training data of this language has a word, per ten thousand. */
  share(word: string): number {
    return ((this.learned.frequency.get(word) ?? 0) / this.learned.frequency.size) * 10_000;
  }

  /** The best intents of a text with their scores, and the features that spoke most for the first: for people who add examples. */
  explain(text: string): { readonly ranking: readonly { readonly label: string; readonly score: number }[]; readonly why: readonly Why[] } {
    const { ranking } = this.scorer.score(text);
    return { ranking: ranking.slice(0, 5), why: this.scorer.why(text, ranking[0]?.label ?? '') };
  }
}
