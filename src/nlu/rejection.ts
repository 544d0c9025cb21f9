import type { TrainingPack } from './language-pack.js';
import { fitLogistic, type Logistic, type Observation } from './logistic.js';
import { seededRandom, shuffled } from './random.js';
import { type Example, learn, Scorer } from './scorer.js';

const FOLDS = 5;
const SEED = 5;

/** How much a text of a hidden label counts: unknown matters are rarer than known ones. */
const HIDDEN_WEIGHT = 0.25;

/**
 * Learns how far a best guess can be trusted. Each fold is scored by a model that saw neither its texts nor a fifth of the labels, so that
 * texts of unknown matters are among those to distrust, as are the background's.
 */
export function fitRejection(examples: readonly Example[], background: readonly string[], pack: TrainingPack): Logistic {
  const random = seededRandom(SEED);
  const labels = shuffled([...new Set(examples.map(({ label }) => label))].sort(), random);
  const hides = labels.length >= 2 * FOLDS;
  const hiddenIn = new Map(labels.map((label, index) => [label, hides ? index % FOLDS : -1]));
  const foldOf = foldsOf(examples, random);
  const observations: Observation[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const seen = examples.filter(({ label }, index) => foldOf[index] !== fold && hiddenIn.get(label) !== fold);
    const unrelated = background.filter((_, index) => index % FOLDS !== fold);
    const scorer = new Scorer(learn(seen, unrelated, pack));
    const observe = (text: string, label: string | null, weight: number): void => {
      const { ranking, signals } = scorer.score(text);
      observations.push({ features: signals, truth: label !== null && ranking[0]?.label === label ? 1 : 0, weight });
    };
    examples.forEach(({ label, text }, index) => {
      if (foldOf[index] === fold) observe(text, label, hiddenIn.get(label) === fold ? HIDDEN_WEIGHT : 1);
    });
    background.forEach((text, index) => {
      if (index % FOLDS === fold) observe(text, null, 1);
    });
  }
  return fitLogistic(observations);
}

/** The fold of each example, every label spread evenly. */
export function foldsOf(examples: readonly Example[], random: () => number): readonly number[] {
  const byLabel = new Map<string, number[]>();
  examples.forEach(({ label }, index) => {
    byLabel.set(label, [...(byLabel.get(label) ?? []), index]);
  });
  const folds = new Array<number>(examples.length).fill(0);
  for (const members of byLabel.values()) {
    shuffled(members, random).forEach((example, place) => {
      folds[example] = place % FOLDS;
    });
  }
  return folds;
}
