import type { LanguagePack } from './language-pack.js';
import type { Logistic } from './logistic.js';
import { type Matrix, quantised } from './matrix.js';
import { toBase64, toFloats, toShorts } from './pack-numbers.js';
import type { Learned } from './scorer.js';
import { Vocabulary } from './vocabulary.js';

/** Everything that a language needs at run time: plain JSON, the same bits for the same data. */
export interface Model {
  readonly language: string;
  /** Of the data and the code it was made from. */
  readonly hash: string;
  readonly labels: readonly string[];
  readonly background: boolean;
  readonly pack: StoredPack;
  /** Features, one a line. */
  readonly terms: string;
  readonly termWeights: string;
  readonly svm: PackedMatrix;
  readonly centroids: PackedMatrix;
  /** Words of the training data, and how often each occurs. */
  readonly words: string;
  readonly counts: readonly number[];
  readonly rejection: Logistic;
}

/** {@link LanguagePack} without maps. */
interface StoredPack {
  readonly lexicon: Readonly<Record<string, readonly string[]>>;
  readonly concepts: Readonly<Record<string, readonly string[]>>;
  readonly phrases: LanguagePack['phrases'];
}

interface PackedMatrix {
  readonly scale: number;
  readonly weights: string;
  readonly biases: string;
}

export function packModel(learned: Learned, rejection: Logistic, hash: string): Model {
  const { labels, background, vocabulary, frequency, pack } = learned;
  return {
    language: pack.language,
    hash,
    labels,
    background,
    pack: { lexicon: Object.fromEntries(pack.lexicon), concepts: Object.fromEntries(pack.concepts), phrases: pack.phrases },
    terms: vocabulary.terms.join('\n'),
    termWeights: toBase64(vocabulary.weights),
    svm: packMatrix(learned.svm),
    centroids: packMatrix(learned.centroids),
    words: [...frequency.keys()].join('\n'),
    counts: [...frequency.values()],
    rejection,
  };
}

export function unpackModel(model: Model): Learned {
  const words = model.words.split('\n');
  const { lexicon, concepts, phrases } = model.pack;
  return {
    pack: { language: model.language, lexicon: new Map(Object.entries(lexicon)), concepts: new Map(Object.entries(concepts)), phrases },
    labels: model.labels,
    background: model.background,
    vocabulary: new Vocabulary(model.terms.split('\n'), toFloats(model.termWeights)),
    svm: unpackMatrix(model.svm, model.labels.length),
    centroids: unpackMatrix(model.centroids, model.labels.length),
    frequency: new Map(words.map((word, index) => [word, model.counts[index] ?? 0])),
  };
}

function packMatrix(matrix: Matrix): PackedMatrix {
  const { scale, weights, biases } = quantised(matrix);
  return { scale, weights: toBase64(weights), biases: toBase64(biases) };
}

const unpackMatrix = ({ scale, weights, biases }: PackedMatrix, labels: number): Matrix => ({
  labels,
  scale,
  weights: toShorts(weights),
  biases: toFloats(biases),
});
