import type { Matrix } from './matrix.js';
import { seededRandom } from './random.js';
import type { Vector } from './vocabulary.js';

const COST = 2;
const TOLERANCE = 0.1;
const MOST_PASSES = 60;
const SEED = 1;

/** The vectors end to end: the inner loops run over flat arrays. */
interface Rows {
  readonly starts: Int32Array;
  readonly ids: Int32Array;
  readonly values: Float32Array;
  /** Squared length, with the bias's 1. */
  readonly squares: Float64Array;
}

/**
 * One linear support vector machine a label against the rest: L2-regularised squared hinge loss, dual coordinate descent with shrinking
 * (Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", 2008).
 */
export function trainSvm(vectors: readonly Vector[], gold: readonly number[], labels: number, features: number): Matrix {
  const weights = new Float32Array(features * labels);
  const biases = new Float32Array(labels);
  const rows = flatten(vectors);
  const random = seededRandom(SEED);
  for (let label = 0; label < labels; label++) {
    const signs = Int8Array.from(gold, (own) => (own === label ? 1 : -1));
    const machine = new OneAgainstRest(rows, signs, features, random);
    machine.train();
    for (let feature = 0; feature < features; feature++) weights[feature * labels + label] = machine.weights[feature] as number;
    biases[label] = machine.bias;
  }
  return { labels, scale: 1, weights, biases };
}

function flatten(vectors: readonly Vector[]): Rows {
  const starts = new Int32Array(vectors.length + 1);
  vectors.forEach(({ ids }, row) => {
    starts[row + 1] = (starts[row] as number) + ids.length;
  });
  const ids = new Int32Array(starts[vectors.length] as number);
  const values = new Float32Array(ids.length);
  const squares = new Float64Array(vectors.length);
  vectors.forEach((vector, row) => {
    ids.set(vector.ids, starts[row] as number);
    values.set(vector.values, starts[row] as number);
    squares[row] = vector.values.reduce((sum, value) => sum + value * value, 1);
  });
  return { starts, ids, values, squares };
}

class OneAgainstRest {
  readonly weights: Float64Array;
  bias = 0;
  private readonly alpha: Float64Array;
  /** Texts in the order of the pass; those behind `active` sit out until the rest has converged. */
  private readonly order: Int32Array;
  private active: number;
  private shrinkAbove = Number.POSITIVE_INFINITY;

  constructor(
    private readonly rows: Rows,
    private readonly signs: Int8Array,
    features: number,
    private readonly random: () => number,
  ) {
    this.weights = new Float64Array(features);
    this.alpha = new Float64Array(signs.length);
    this.order = Int32Array.from(signs, (_, text) => text);
    this.active = signs.length;
  }

  train(): void {
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      const { most, least } = this.pass();
      if (most - least > TOLERANCE) {
        this.shrinkAbove = most <= 0 ? Number.POSITIVE_INFINITY : most;
      } else if (this.active === this.signs.length) {
        return;
      } else {
        this.active = this.signs.length;
        this.shrinkAbove = Number.POSITIVE_INFINITY;
      }
    }
  }

  /** Visits every active text once, in random order. Gives the range of the projected gradients. */
  private pass(): { most: number; least: number } {
    let most = Number.NEGATIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    for (let place = 0; place < this.active; place++) this.swap(place, place + Math.floor(this.random() * (this.active - place)));
    for (let place = 0; place < this.active; place++) {
      const text = this.order[place] as number;
      const gradient = this.gradient(text);
      const resting = this.alpha[text] === 0;
      if (resting && gradient > this.shrinkAbove) {
        this.active -= 1;
        this.swap(place, this.active);
        place -= 1;
        continue;
      }
      const projected = resting ? Math.min(gradient, 0) : gradient;
      most = Math.max(most, projected);
      least = Math.min(least, projected);
      if (Math.abs(projected) > 1e-12) this.step(text, gradient);
    }
    return { most, least };
  }

  private gradient(text: number): number {
    const { weights } = this;
    const { ids, values, starts } = this.rows;
    const end = starts[text + 1] as number;
    let score = this.bias;
    for (let index = starts[text] as number; index < end; index++) {
      score += (weights[ids[index] as number] as number) * (values[index] as number);
    }
    return (this.signs[text] as number) * score - 1 + (this.alpha[text] as number) * (0.5 / COST);
  }

  private step(text: number, gradient: number): void {
    const { weights, alpha } = this;
    const { ids, values, starts, squares } = this.rows;
    const before = alpha[text] as number;
    const after = Math.max(before - gradient / ((squares[text] as number) + 0.5 / COST), 0);
    alpha[text] = after;
    const change = (after - before) * (this.signs[text] as number);
    this.bias += change;
    const end = starts[text + 1] as number;
    for (let index = starts[text] as number; index < end; index++) {
      const id = ids[index] as number;
      weights[id] = (weights[id] as number) + change * (values[index] as number);
    }
  }

  private swap(one: number, other: number): void {
    const held = this.order[one] as number;
    this.order[one] = this.order[other] as number;
    this.order[other] = held;
  }
}
