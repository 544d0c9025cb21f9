import type { LanguagePack } from './language-pack.js';

export type Counts = Map<string, number>;

/** The three blocks of features of a text; each is weighed on its own. */
export interface Features {
  /** Words (`w`), stems (`s`) and pairs of stems with the ends of the text (`b`). */
  readonly words: Counts;
  /** Concepts (`k`) and pairs of them with whatever stands between (`m`). */
  readonly concepts: Counts;
  /** Runs of two to four characters inside a word (`c`): what survives a typing error. */
  readonly characters: Counts;
}

const SHORTEST_RUN = 2;
const LONGEST_RUN = 4;

function count(counts: Counts, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Any number is the same feature: which one it was is an entity's business. */
const isNumber = (word: string): boolean => /^\p{N}/u.test(word);

export function featuresOf(words: readonly string[], stem: (word: string) => string, pack: LanguagePack): Features {
  const features: Features = { words: new Map(), concepts: new Map(), characters: new Map() };
  let previous = '^';
  let before: readonly string[] = [];
  for (const word of words) {
    const shown = isNumber(word) ? '#' : word;
    const root = isNumber(word) ? '#' : stem(word);
    count(features.words, `w${shown}`);
    count(features.words, `s${root}`);
    count(features.words, `b${previous} ${root}`);
    previous = root;
    before = countConcepts(features.concepts, before, pack.concepts.get(root) ?? []);
    countRuns(features.characters, `_${shown}_`);
  }
  count(features.words, `b${previous} $`);
  return features;
}

/** @returns the concepts that the next one is paired with. */
function countConcepts(counts: Counts, before: readonly string[], here: readonly string[]): readonly string[] {
  for (const concept of here) {
    count(counts, `k${concept}`);
    for (const other of before) count(counts, `m${other} ${concept}`);
  }
  return here.length ? here : before;
}

function countRuns(counts: Counts, word: string): void {
  for (let length = SHORTEST_RUN; length <= LONGEST_RUN; length++) {
    for (let start = 0; start + length <= word.length; start++) count(counts, `c${word.slice(start, start + length)}`);
  }
}
