import english from 'natural/lib/natural/stemmers/porter_stemmer.js';
import spanish from 'natural/lib/natural/stemmers/porter_stemmer_es.js';
import { fold } from './normalise.js';

/** Longer "words" are noise, and the stemmers are slow on them. */
const LONGEST = 40;
const KEPT = 20_000;

/** A stemmer of folded words that remembers: `natural`'s take microseconds a word. */
export function stemmerFor(language: string): (word: string) => string {
  const stemmer = language.startsWith('es') ? spanish : english;
  const known = new Map<string, string>();
  return (word) => {
    if (word.length > LONGEST) return word.slice(0, LONGEST);
    const found = known.get(word);
    if (found !== undefined) return found;
    const stem = fold(stemmer.stem(word));
    if (known.size < KEPT) known.set(word, stem);
    return stem;
  };
}
