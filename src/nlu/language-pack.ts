import { fold, type Lexicon, wordsOf } from './normalise.js';
import type { PhraseSource } from './phrases.js';
import { stemmerFor } from './stem.js';

/** What is known of a language before any example: how words are written, which mean much the same here, fixed phrases. */
export interface LanguagePack {
  readonly language: string;
  readonly lexicon: Lexicon;
  /** Stem -> the concepts it stands for. */
  readonly concepts: ReadonlyMap<string, readonly string[]>;
  readonly phrases: PhraseSource;
}

/** What training needs beside it. */
export interface TrainingPack extends LanguagePack {
  /** Words that are well spelt even if no example has them. */
  readonly knownWords: readonly string[];
}

/** A pack as its files have it. */
export interface PackSource {
  readonly lexicon: Readonly<Record<string, string>>;
  readonly concepts: Readonly<Record<string, readonly string[]>>;
  readonly phrases: PhraseSource;
}

/** Lines of a data file without comments (`# …`) and blanks. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('# '));

/** `lexicon.tsv`: word, TAB, what it stands for. */
export const parseLexicon = (text: string): PackSource['lexicon'] =>
  Object.fromEntries(
    linesOf(text)
      .map((line) => line.split('\t'))
      .map(([word = '', meaning = '']) => [fold(word.trim()), fold(meaning.trim())]),
  );

/** `concepts.txt`: name, colon, words. */
export const parseConcepts = (text: string): PackSource['concepts'] =>
  Object.fromEntries(
    linesOf(text)
      .map((line) => line.split(':'))
      .map(([name = '', words = '']) => [name.trim(), fold(words).split(' ').filter(Boolean)]),
  );

/** Stems the concepts, which takes a while: at build time only. */
export function makePack(language: string, { lexicon, concepts, phrases }: PackSource): TrainingPack {
  const words: Lexicon = new Map(Object.entries(lexicon).map(([word, meaning]) => [word, meaning.split(' ')]));
  const stem = stemmerFor(language);
  const byStem = new Map<string, readonly string[]>();
  const known = new Set<string>();
  for (const [name, members] of Object.entries(concepts)) {
    for (const word of members.flatMap((each) => wordsOf(each, words))) {
      known.add(word);
      const before = byStem.get(stem(word)) ?? [];
      if (!before.includes(name)) byStem.set(stem(word), [...before, name]);
    }
  }
  for (const phrase of Object.values(phrases).flat(2)) {
    if (typeof phrase === 'string') for (const word of wordsOf(phrase, words)) known.add(word);
  }
  return { language, lexicon: words, concepts: byStem, knownWords: [...known], phrases };
}
