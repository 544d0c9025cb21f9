import { makePack } from './language-pack.js';
import { type Model, packModel } from './model.js';
import { fitRejection } from './rejection.js';
import { learn } from './scorer.js';
import type { TrainingData } from './training-data.js';

/** Trains one language: seconds, for the build and for tests. The same data give the same bits. @param hash of data and code, kept in the model. */
export function train({ language, examples, background, pack: source }: TrainingData, hash: string): Model {
  const pack = makePack(language, source);
  return packModel(learn(examples, background, pack), fitRejection(examples, background, pack), hash);
}
