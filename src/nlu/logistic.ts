/** A logistic regression over a few standardised features. Plain data. */
export interface Logistic {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  /** One coefficient a feature, then the constant. */
  readonly coefficients: readonly number[];
}

const RIDGE = 0.01;
const MOST_STEPS = 25;

export function probability(model: Logistic, features: readonly number[]): number {
  const standard = standardise(model, features);
  return sigmoid(standard.reduce((sum, value, index) => sum + value * (model.coefficients[index] ?? 0), 0));
}

export interface Observation {
  readonly features: readonly number[];
  /** What the probability should have been: 0 or 1. */
  readonly truth: number;
  /** How much it counts beside the others. */
  readonly weight: number;
}

/** Fitted by Newton's method with a small ridge. */
export function fitLogistic(observations: readonly Observation[]): Logistic {
  const rows = observations.map(({ features }) => features);
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? 0));
  const means = columns.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  const deviations = columns.map((values, column) => {
    const variance = values.reduce((sum, value) => sum + (value - (means[column] ?? 0)) ** 2, 0) / values.length;
    return Math.sqrt(variance) || 1;
  });
  const coefficients = new Array<number>(width + 1).fill(0);
  const model = { means, deviations, coefficients };
  const standard = rows.map((row) => standardise(model, row));
  for (let step = 0; step < MOST_STEPS; step++) {
    const change = newtonStep(standard, observations, coefficients);
    change.forEach((delta, index) => {
      coefficients[index] = (coefficients[index] ?? 0) + delta;
    });
    if (Math.max(...change.map(Math.abs)) < 1e-6) break;
  }
  return model;
}

function newtonStep(rows: readonly (readonly number[])[], observations: readonly Observation[], coefficients: readonly number[]): number[] {
  const width = coefficients.length;
  const gradient = new Array<number>(width).fill(0);
  const curvature = Array.from({ length: width }, () => new Array<number>(width).fill(0));
  rows.forEach((row, index) => {
    const guess = sigmoid(row.reduce((sum, value, column) => sum + value * (coefficients[column] ?? 0), 0));
    const { truth, weight } = observations[index] as Observation;
    const slope = weight * guess * (1 - guess) + 1e-9;
    for (let i = 0; i < width; i++) {
      gradient[i] = (gradient[i] ?? 0) + weight * (truth - guess) * (row[i] ?? 0);
      const line = curvature[i] as number[];
      for (let j = 0; j < width; j++) line[j] = (line[j] ?? 0) + slope * (row[i] ?? 0) * (row[j] ?? 0);
    }
  });
  const penalty = RIDGE * observations.reduce((sum, { weight }) => sum + weight, 0);
  for (let i = 0; i < width - 1; i++) {
    gradient[i] = (gradient[i] ?? 0) - penalty * (coefficients[i] ?? 0);
    const line = curvature[i] as number[];
    line[i] = (line[i] ?? 0) + penalty;
  }
  return solve(curvature, gradient);
}

/** Gauss-Jordan elimination with pivoting, for a handful of unknowns. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  const size = rows.length;
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) if (Math.abs(at(row, column)) > Math.abs(at(pivot, column))) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = at(row, column) / at(column, column);
      for (let k = column; k <= size; k++) (rows[row] as number[])[k] = at(row, k) - factor * at(column, k);
    }
  }
  return rows.map((_, index) => at(index, size) / at(index, index));
}

const standardise = (model: Logistic, features: readonly number[]): number[] => [
  ...features.map((value, index) => (value - (model.means[index] ?? 0)) / (model.deviations[index] ?? 1)),
  1,
];

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));
