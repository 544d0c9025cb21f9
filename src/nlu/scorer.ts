import { featuresOf } from './features.js';
import type { LanguagePack, TrainingPack } from './language-pack.js';
import { addScores, centroids, type Matrix } from './matrix.js';
import { wordsOf } from './normalise.js';
import { Speller } from './speller.js';
import { stemmerFor } from './stem.js';
import { trainSvm } from './svm.js';
import { Vocabulary } from './vocabulary.js';

export interface Example {
  readonly label: string;
  readonly text: string;
}

/** What is learned from examples, before rejection. */
export interface Learned {
  readonly pack: LanguagePack;
  /** The last is the background when `background`: texts that belong to no label. */
  readonly labels: readonly string[];
  readonly background: boolean;
  readonly vocabulary: Vocabulary;
  readonly svm: Matrix;
  readonly centroids: Matrix;
  readonly frequency: ReadonlyMap<string, number>;
}

export interface Scores {
  /** Labels but the background, best first. */
  readonly ranking: readonly { readonly label: string; readonly score: number }[];
  /** What the rejection weighs: best score, its share among all, cosine to its centroid, known share of the words. */
  readonly signals: readonly number[];
}

/** What one feature added to a label's score. */
export interface Why {
  readonly feature: string;
  readonly share: number;
}

export const BACKGROUND = 'out_of_scope';
/** Words beyond this add time, not sense. */
const MOST_WORDS = 160;
const LONGEST_WORD = 40;

/** Learns to tell the labels apart. `background`: examples of nothing in particular, told apart from every label. */
export function learn(examples: readonly Example[], background: readonly string[], pack: TrainingPack): Learned {
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  if (background.length) labels.push(BACKGROUND);
  const position = new Map(labels.map((label, index) => [label, index]));
  const all = [...examples, ...background.map((text) => ({ label: BACKGROUND, text }))];
  const gold = all.map(({ label }) => position.get(label) ?? 0);
  const stem = stemmerFor(pack.language);
  const words = all.map(({ text }) => wordsOf(text, pack.lexicon));
  const features = words.map((list) => featuresOf(list, stem, pack));
  const vocabulary = Vocabulary.fit(features);
  const vectors = features.map((text) => vocabulary.vector(text));
  const frequency = new Map<string, number>();
  for (const word of [...words.flat(), ...pack.knownWords]) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  return {
    pack,
    labels,
    background: background.length > 0,
    vocabulary,
    svm: trainSvm(vectors, gold, labels.length, vocabulary.size),
    centroids: centroids(vectors, gold, labels.length, vocabulary.size),
    frequency,
  };
}

/** Scores texts against what was learned: the mean of the text as it stands and of the text with its spelling corrected. */
export class Scorer {
  private readonly stem: (word: string) => string;
  private readonly speller: Speller;

  constructor(private readonly learned: Learned) {
    this.stem = stemmerFor(learned.pack.language);
    this.speller = new Speller(learned.frequency);
  }

  score(text: string): Scores {
    const readings = this.readings(text);
    const { labels, svm, centroids: means, vocabulary } = this.learned;
    const scores = new Float64Array(labels.length);
    const cosines = new Float64Array(labels.length);
    let coverage = 0;
    for (const reading of readings) {
      const vector = vocabulary.vector(featuresOf(reading, this.stem, this.learned.pack));
      addScores(svm, vector, 1 / readings.length, scores);
      addScores(means, vector, 1 / readings.length, cosines);
      coverage += vector.coverage / readings.length;
    }
    return this.rank(scores, cosines, coverage);
  }

  /** The word of the training data most likely meant. */
  correct(word: string): string {
    return this.speller.fix(word);
  }

  /** The features that spoke most for a label, the strongest first. */
  why(text: string, label: string): readonly Why[] {
    const { labels, svm, vocabulary } = this.learned;
    const column = labels.indexOf(label);
    const reading = this.readings(text).at(-1) ?? [];
    const { ids, values } = vocabulary.vector(featuresOf(reading, this.stem, this.learned.pack));
    return [...ids]
      .map((id, index) => ({
        feature: vocabulary.terms[id] ?? '',
        share: (values[index] ?? 0) * (svm.weights[id * svm.labels + column] ?? 0) * svm.scale,
      }))
      .sort((a, b) => b.share - a.share)
      .slice(0, 8);
  }

  /** The words as they stand and, where that differs, with their spelling corrected. */
  private readings(text: string): readonly (readonly string[])[] {
    const words = wordsOf(text, this.learned.pack.lexicon)
      .slice(0, MOST_WORDS)
      .map((word) => word.slice(0, LONGEST_WORD));
    const corrected = words.map((word) => this.speller.fix(word));
    return corrected.some((word, index) => word !== words[index]) ? [words, corrected] : [words];
  }

  private rank(scores: Float64Array, cosines: Float64Array, coverage: number): Scores {
    const { labels, background } = this.learned;
    const named = labels.slice(0, background ? -1 : undefined);
    const ranking = named.map((label, index) => ({ label, score: scores[index] ?? 0, index })).sort((a, b) => b.score - a.score);
    const best = ranking[0] ?? { score: 0, index: 0 };
    const total = scores.reduce((sum, score) => sum + Math.exp(3 * (score - best.score)), 0);
    return {
      ranking: ranking.map(({ label, score }) => ({ label, score })),
      signals: [best.score, 1 / total, cosines[best.index] ?? 0, coverage],
    };
  }
}
