import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EntityOptions } from './entities/entities.js';
import type { Model } from './model.js';
import { makeReader } from './reader.js';
import type { Reader } from './reading.js';

/** No model was built. */
export class ModelsMissing extends Error {
  readonly code = 'MODELS_MISSING';
}

const SUFFIX = '.model.json';

/** Where the build puts the models: beside this file's own folder, `dist/nlu`. */
export const modelsFolder = (): string => fileURLToPath(new URL('../../nlu', import.meta.url));
export const modelFile = (folder: string, language: string): string => join(folder, `${language}${SUFFIX}`);

/** The models that the build left, by language. @throws {ModelsMissing} */
export async function loadModels(folder: string = modelsFolder()): Promise<ReadonlyMap<string, Model>> {
  const names = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith(SUFFIX)).sort() : [];
  if (names.length === 0) throw new ModelsMissing(`There is no language model in ${folder}. Run "npm run nlu:build".`);
  const models = await Promise.all(names.map(async (name) => JSON.parse((await readFile(join(folder, name))).toString()) as Model));
  return new Map(models.map((model) => [model.language, model]));
}

/** The reader of all languages, from the models of the build: a few dozen milliseconds. @throws {ModelsMissing} */
export async function loadReader(options: EntityOptions, folder: string = modelsFolder()): Promise<Reader> {
  return makeReader(await loadModels(folder), options);
}
