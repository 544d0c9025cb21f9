import { BACKGROUND } from './scorer.js';

/** One message of an evaluation. `gold`: every label that is right; more than one where the message is ambiguous. */
export interface Judged {
  readonly text: string;
  readonly gold: readonly string[];
  readonly guess: string;
}

/** Shares from 0 to 1; null where there is nothing to divide by. */
export interface Metrics {
  readonly messages: number;
  /** Of all messages, those out of scope included. */
  readonly accuracy: number | null;
  /** Of the messages that have an intent: right, and refused as out of scope. */
  readonly inScopeAccuracy: number | null;
  readonly inScopeRefused: number | null;
  /** Mean of the labels' F1; every label of the file counts the same. */
  readonly macroF1: number | null;
  readonly outOfScopeRecall: number | null;
  readonly outOfScopePrecision: number | null;
  readonly perIntent: readonly {
    readonly intent: string;
    readonly messages: number;
    readonly precision: number | null;
    readonly recall: number | null;
  }[];
}

export function measure(judged: readonly Judged[]): Metrics {
  const inScope = judged.filter(({ gold }) => !gold.includes(BACKGROUND));
  const labels = [...new Set(judged.flatMap(({ gold }) => gold))].sort();
  const perIntent = labels.map((intent) => scoreOf(intent, judged));
  const outOfScope = scoreOf(BACKGROUND, judged);
  return {
    messages: judged.length,
    accuracy: share(judged, isRight),
    inScopeAccuracy: share(inScope, isRight),
    inScopeRefused: share(inScope, ({ guess }) => guess === BACKGROUND),
    macroF1: labels.length ? perIntent.reduce((sum, { precision, recall }) => sum + f1(precision, recall), 0) / labels.length : null,
    outOfScopeRecall: outOfScope.recall,
    outOfScopePrecision: outOfScope.precision,
    perIntent,
  };
}

export const isRight = ({ gold, guess }: Judged): boolean => gold.includes(guess);

/** A message with several right labels counts for the one that was guessed, else for the first. */
const labelOf = (judged: Judged): string | undefined => (isRight(judged) ? judged.guess : judged.gold[0]);

function scoreOf(intent: string, judged: readonly Judged[]): Metrics['perIntent'][number] {
  const own = judged.filter((each) => labelOf(each) === intent);
  return {
    intent,
    messages: own.length,
    precision: share(
      judged.filter(({ guess }) => guess === intent),
      isRight,
    ),
    recall: share(own, isRight),
  };
}

function share(judged: readonly Judged[], holds: (each: Judged) => boolean): number | null {
  return judged.length ? judged.filter(holds).length / judged.length : null;
}

function f1(precision: number | null, recall: number | null): number {
  return precision && recall ? (2 * precision * recall) / (precision + recall) : 0;
}
