import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crossValidate, type Validation } from './cross-validate.js';
import { modelFile, modelsFolder } from './load.js';
import type { Model } from './model.js';
import { train } from './train.js';
import { readTrainingData, type TrainingData, TrainingDataInvalid, trainedLanguages } from './training-data.js';

const SECOND = 1000;

/** Of the code that trains: another method is another model. */
function codeHash(): string {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const hash = createHash('sha256');
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .sort())
    hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

function isUpToDate(file: string, hash: string): boolean {
  return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as Model).hash === hash;
}

function report({ language, examples, background }: TrainingData, { accuracy, perIntent, mistakes }: Validation): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return [
    `${language}: ${examples.length} examples of ${perIntent.length} intents, ${background.length} out of scope`,
    `cross-validated accuracy of the examples: ${percent(accuracy)}`,
    ...perIntent.map((intent) => `  ${percent(intent.accuracy).padStart(7)}  ${String(intent.examples).padStart(4)}  ${intent.intent}`),
    ...mistakes.map(({ label, guess, text }) => `  ${label} -> ${guess}: ${text}`),
    '',
  ].join('\n');
}

/** Trains what is not up to date, and writes model and report to `dist/nlu`. */
function build(locales: string): void {
  mkdirSync(modelsFolder(), { recursive: true });
  const code = codeHash();
  for (const language of trainedLanguages(locales)) {
    const started = Date.now();
    const data = readTrainingData(locales, language);
    const hash = createHash('sha256').update(code).update(data.hash).digest('hex');
    const file = modelFile(modelsFolder(), language);
    if (isUpToDate(file, hash)) continue;
    // A build that is interrupted leaves no half a model behind.
    writeFileSync(`${file}.new`, JSON.stringify(train(data, hash)));
    renameSync(`${file}.new`, file);
    const text = report(data, crossValidate(data));
    writeFileSync(join(modelsFolder(), `${language}.report.txt`), text);
    const shown = text.split('\n').filter((line) => !line.includes(' -> '));
    process.stdout.write(
      `${shown.join('\n')}  trained in ${((Date.now() - started) / SECOND).toFixed(1)} s; mistakes are listed in ${language}.report.txt\n`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    build('locales');
  } catch (error) {
    if (!(error instanceof TrainingDataInvalid)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
