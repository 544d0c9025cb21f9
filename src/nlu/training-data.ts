import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf, makePack, type PackSource, parseConcepts, parseLexicon } from './language-pack.js';
import { wordsOf } from './normalise.js';
import type { PhraseSource } from './phrases.js';
import { INTENTS } from './reading.js';
import { BACKGROUND, type Example } from './scorer.js';

export interface TrainingData {
  readonly language: string;
  readonly examples: readonly Example[];
  readonly background: readonly string[];
  readonly pack: PackSource;
  /** Of every file it was read from. */
  readonly hash: string;
}

/** The training data cannot be used; the message names the file and what to do. */
export class TrainingDataInvalid extends Error {
  readonly code = 'TRAINING_DATA_INVALID';
}

const FEWEST_EXAMPLES = 25;
const PACK_FILES = ['concepts.txt', 'lexicon.tsv', 'phrases.json'];

/** Languages that have training data: the folders of `locales` with an `nlu` folder. */
export const trainedLanguages = (locales: string): string[] =>
  readdirSync(locales)
    .filter((language) => existsSync(join(locales, language, 'nlu')))
    .sort();

/** Reads `locales/<language>/nlu/*`. @throws {TrainingDataInvalid} */
export function readTrainingData(locales: string, language: string): TrainingData {
  const folder = join(locales, language, 'nlu');
  const texts = new Map(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
  const file = (name: string): string => {
    const text = texts.get(name);
    if (text === undefined) throw new TrainingDataInvalid(`${join(folder, name)} is missing. Create it; another language shows its form.`);
    return text;
  };
  const examplesOf = (intent: string): Example[] => linesOf(file(`${intent}.txt`)).map((text) => ({ label: intent, text }));
  const known = new Set([...[...INTENTS, BACKGROUND].map((intent) => `${intent}.txt`), ...PACK_FILES]);
  const stray = [...texts.keys()].find((name) => !known.has(name));
  if (stray !== undefined) throw new TrainingDataInvalid(`${join(folder, stray)} belongs to no intent. Rename or remove it.`);
  const pack: PackSource = {
    lexicon: parseLexicon(file('lexicon.tsv')),
    concepts: parseConcepts(file('concepts.txt')),
    phrases: JSON.parse(file('phrases.json')) as PhraseSource,
  };
  const examples = INTENTS.flatMap(examplesOf);
  const background = examplesOf(BACKGROUND);
  check(folder, [...examples, ...background], language, pack);
  const hash = createHash('sha256');
  for (const [name, text] of texts) hash.update(`${name}\n${text}\n`);
  return { language, examples, background: background.map(({ text }) => text), pack, hash: hash.digest('hex') };
}

/** No text may stand for two intents, and none may have too few. @throws {TrainingDataInvalid} */
function check(folder: string, examples: readonly Example[], language: string, source: PackSource): void {
  const { lexicon } = makePack(language, source);
  const seen = new Map<string, Example>();
  const counts = new Map<string, number>();
  for (const example of examples) {
    counts.set(example.label, (counts.get(example.label) ?? 0) + 1);
    const key = wordsOf(example.text, lexicon).join(' ');
    const other = seen.get(key);
    if (key && other && other.label !== example.label) {
      throw new TrainingDataInvalid(
        `${folder}: "${example.text}" (${example.label}) and "${other.text}" (${other.label}) are the same text for two intents. Keep one.`,
      );
    }
    seen.set(key, example);
  }
  for (const [label, count] of counts) {
    if (count < FEWEST_EXAMPLES)
      throw new TrainingDataInvalid(`${join(folder, label)}.txt has ${count} examples; write at least ${FEWEST_EXAMPLES}.`);
  }
}
