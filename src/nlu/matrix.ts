import type { Vector } from './vocabulary.js';

/** Weights of every feature for every label, row by feature, with one bias a label; `scale` turns stored numbers into real ones. */
export interface Matrix {
  readonly labels: number;
  readonly scale: number;
  readonly weights: Float32Array | Int16Array;
  readonly biases: Float32Array;
}

/** Adds `share` times the score of each label to `scores`. */
export function addScores(matrix: Matrix, vector: Vector, share: number, scores: Float64Array): void {
  const { labels, weights, biases } = matrix;
  const { ids, values } = vector;
  const scale = matrix.scale * share;
  for (let index = 0; index < ids.length; index++) {
    const row = (ids[index] as number) * labels;
    const value = (values[index] as number) * scale;
    for (let label = 0; label < labels; label++) scores[label] = (scores[label] as number) + value * (weights[row + label] as number);
  }
  for (let label = 0; label < labels; label++) scores[label] = (scores[label] as number) + share * (biases[label] as number);
}

/** The same matrix in a quarter of the digits: what is stored and loaded. */
export function quantised(matrix: Matrix): Matrix & { readonly weights: Int16Array } {
  let largest = 0;
  for (const weight of matrix.weights) largest = Math.max(largest, Math.abs(weight));
  const scale = (largest || 1) / 32_767;
  const weights = new Int16Array(matrix.weights.length);
  for (let cell = 0; cell < weights.length; cell++) weights[cell] = Math.round((matrix.weights[cell] as number) / scale);
  return { ...matrix, scale, weights };
}

/** The mean direction of each label's texts, of length 1: its score is a cosine. */
export function centroids(vectors: readonly Vector[], gold: readonly number[], labels: number, features: number): Matrix {
  const weights = new Float32Array(features * labels);
  vectors.forEach(({ ids, values }, text) => {
    const label = gold[text] as number;
    for (let index = 0; index < ids.length; index++) {
      const cell = (ids[index] as number) * labels + label;
      weights[cell] = (weights[cell] as number) + (values[index] as number);
    }
  });
  const squares = new Float64Array(labels);
  for (let cell = 0; cell < weights.length; cell++)
    squares[cell % labels] = (squares[cell % labels] as number) + (weights[cell] as number) ** 2;
  for (let cell = 0; cell < weights.length; cell++)
    weights[cell] = (weights[cell] as number) / (Math.sqrt(squares[cell % labels] as number) || 1);
  return { labels, scale: 1, weights, biases: new Float32Array(labels) };
}
