import { makePack } from './language-pack.js';
import { type Model, packModel } from './model.js';
import { fitRejection } from './rejection.js';
import { learn } from './scorer.js';
import { readTrainingData, type TrainingData, trainedLanguages } from './training-data.js';

/** Trains one language. The same data give the same bits. @param hash of data and code, kept in the model. */
export function train({ language, examples, background, pack: source }: TrainingData, hash: string): Model {
  const pack = makePack(language, source);
  return packModel(learn(examples, background, pack), fitRejection(examples, background, pack), hash);
}

/** Trains every language of a `locales` folder. Seconds: for the build and for tests, never at start. @throws {TrainingDataInvalid} */
export function trainFromLocales(locales: string): ReadonlyMap<string, Model> {
  return new Map(
    trainedLanguages(locales).map((language) => {
      const data = readTrainingData(locales, language);
      return [language, train(data, data.hash)];
    }),
  );
}
