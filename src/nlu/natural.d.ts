/** The parts of `natural` that are used, imported by sub-path: its root import costs seconds and reads `.env`. */
declare module 'natural/lib/natural/stemmers/porter_stemmer_es.js' {
  const stemmer: { stem(word: string): string };
  export default stemmer;
}
declare module 'natural/lib/natural/stemmers/porter_stemmer.js' {
  const stemmer: { stem(word: string): string };
  export default stemmer;
}
declare module 'natural/lib/natural/tokenizers/regexp_tokenizer.js' {
  class RegexpTokenizer {
    constructor(options: { pattern: RegExp; gaps: boolean });
    /** With `gaps: false`: the matches, or null when there is none. */
    tokenize(text: string): string[] | null;
  }
  const tokenizers: { RegexpTokenizer: typeof RegexpTokenizer };
  export default tokenizers;
}
declare module 'natural/lib/natural/distance/jaro-winkler_distance.js' {
  /** 0 (nothing in common) to 1 (the same). */
  export default function jaroWinkler(one: string, other: string): number;
}
