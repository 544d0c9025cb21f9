import { makePack } from './language-pack.js';
import { seededRandom } from './random.js';
import { foldsOf } from './rejection.js';
import { type Example, learn, Scorer } from './scorer.js';
import type { TrainingData } from './training-data.js';

export interface Validation {
  /** Share of the examples whose best intent was right when the model had not seen them. */
  readonly accuracy: number;
  readonly perIntent: readonly { readonly intent: string; readonly examples: number; readonly accuracy: number }[];
  readonly mistakes: readonly (Example & { readonly guess: string })[];
}

const SEED = 7;
const FOLDS = 5;

/** Five-fold cross-validation of the training data: says where examples are missing, not how good the product is. */
export function crossValidate({ examples, background, language, pack: source }: TrainingData): Validation {
  const pack = makePack(language, source);
  const foldOf = foldsOf(examples, seededRandom(SEED));
  const mistakes: (Example & { guess: string })[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const seen = examples.filter((_, index) => foldOf[index] !== fold);
    const scorer = new Scorer(learn(seen, background, pack));
    for (const example of examples.filter((_, index) => foldOf[index] === fold)) {
      const guess = scorer.score(example.text).ranking[0]?.label ?? '';
      if (guess !== example.label) mistakes.push({ ...example, guess });
    }
  }
  const rightOf = (label: string): { examples: number; accuracy: number } => {
    const total = examples.filter((example) => example.label === label).length;
    return { examples: total, accuracy: 1 - mistakes.filter((mistake) => mistake.label === label).length / total };
  };
  const intents = [...new Set(examples.map(({ label }) => label))];
  return {
    accuracy: 1 - mistakes.length / examples.length,
    perIntent: intents.map((intent) => ({ intent, ...rightOf(intent) })).sort((a, b) => a.accuracy - b.accuracy),
    mistakes,
  };
}
