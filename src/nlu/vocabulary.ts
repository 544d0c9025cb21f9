import type { Counts, Features } from './features.js';

/** A text as a sparse vector of length 1. */
export interface Vector {
  readonly ids: Int32Array;
  readonly values: Float32Array;
  /** Share of the text's stems that the training data knows, 0 to 1. */
  readonly coverage: number;
}

/** How much each block weighs beside the others: measured by cross-validation. */
const WORD_WEIGHT = 1;
const CONCEPT_WEIGHT = 0.8;
const CHARACTER_WEIGHT = 1.2;
/** With so many texts, a pair of words or a run of characters that occurs once is chance, and costs room. */
const MANY_TEXTS = 1_000;
const CHANCY = /^[bc]/;

/** The known features and their weights: (1 + log tf) · √idf, each block and then the whole scaled to length 1. */
export class Vocabulary {
  private readonly ids: ReadonlyMap<string, number>;

  constructor(
    readonly terms: readonly string[],
    readonly weights: Float32Array,
  ) {
    this.ids = new Map(terms.map((term, id) => [term, id]));
  }

  static fit(texts: readonly Features[]): Vocabulary {
    const frequency: Counts = new Map();
    for (const text of texts) {
      for (const block of [text.words, text.concepts, text.characters])
        for (const term of block.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1);
    }
    const kept = [...frequency].filter(([term, seen]) => seen > 1 || texts.length <= MANY_TEXTS || !CHANCY.test(term));
    const terms = kept.map(([term]) => term);
    const weights = Float32Array.from(kept, ([, seen]) => Math.sqrt(Math.log((1 + texts.length) / (1 + seen)) + 1));
    return new Vocabulary(terms, weights);
  }

  get size(): number {
    return this.terms.length;
  }

  vector(text: Features): Vector {
    const ids: number[] = [];
    const values: number[] = [];
    this.addBlock(text.words, WORD_WEIGHT, ids, values);
    this.addBlock(text.concepts, CONCEPT_WEIGHT, ids, values);
    this.addBlock(text.characters, CHARACTER_WEIGHT, ids, values);
    const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
    return { ids: Int32Array.from(ids), values: Float32Array.from(values, (value) => value / length), coverage: this.coverage(text.words) };
  }

  private addBlock(block: Counts, weight: number, ids: number[], values: number[]): void {
    const first = values.length;
    let squares = 0;
    for (const [term, times] of block) {
      const id = this.ids.get(term);
      if (id === undefined) continue;
      const value = (1 + Math.log(times)) * (this.weights[id] ?? 0);
      squares += value * value;
      ids.push(id);
      values.push(value);
    }
    const scale = weight / (Math.sqrt(squares) || 1);
    for (let index = first; index < values.length; index++) values[index] = (values[index] ?? 0) * scale;
  }

  private coverage(words: Counts): number {
    let stems = 0;
    let known = 0;
    for (const term of words.keys()) {
      if (!term.startsWith('s')) continue;
      stems += 1;
      if (this.ids.has(term)) known += 1;
    }
    return stems ? known / stems : 0;
  }
}
