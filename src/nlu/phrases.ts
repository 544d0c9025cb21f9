/** The fixed phrases of a language, from `phrases.json`: data that a business user may extend. */
export interface PhraseSource {
  readonly person: readonly string[];
  readonly cancel: readonly string[];
  /** "Cancelar" without more: this procedure or the service, by what is under way. */
  readonly cancelAlone: readonly string[];
  readonly back: readonly string[];
  readonly repeat: readonly string[];
  readonly menu: readonly string[];
  readonly help: readonly string[];
  /** In any language: that this one is wanted. */
  readonly language: readonly string[];
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** Neither yes nor no, whatever it begins with. */
  readonly unsure: readonly string[];
  /** Any of the choices will do. */
  readonly any: readonly string[];
  /** May stand around a phrase without changing it. */
  readonly courtesies: readonly string[];
  /** What a correction begins with. */
  readonly corrections: readonly string[];
  /** What marks a correction anywhere. */
  readonly correctionMarks: readonly string[];
  /** Names of the first, second… of several choices. */
  readonly ordinals: readonly (readonly string[])[];
  readonly last: readonly string[];
  /** May stand around a choice's number. */
  readonly choiceWords: readonly string[];
  /** Words that tell no choice from another. */
  readonly emptyWords: readonly string[];
  readonly negations: readonly string[];
  /** Monday first. */
  readonly weekdays: readonly string[];
  /** "Tomorrow" and the like -> days from today. */
  readonly relativeDays: Readonly<Record<string, number>>;
  /** Behind these, a word of `relativeDays` is a part of the day ("la mañana"). */
  readonly partOfDayAfter: readonly string[];
}

export type PhraseList =
  | 'person'
  | 'cancel'
  | 'cancelAlone'
  | 'back'
  | 'repeat'
  | 'menu'
  | 'help'
  | 'language'
  | 'yes'
  | 'no'
  | 'unsure'
  | 'any'
  | 'corrections'
  | 'correctionMarks';
const LISTS: readonly PhraseList[] = [
  'person',
  'cancel',
  'cancelAlone',
  'back',
  'repeat',
  'menu',
  'help',
  'language',
  'yes',
  'no',
  'unsure',
  'any',
  'corrections',
  'correctionMarks',
];

/** No phrase and no choice is longer. */
const MOST_WORDS = 60;

/** A text as phrases are looked up: its words as they stand and with their spelling corrected, each also without courtesies. */
export interface Spoken {
  readonly words: readonly string[];
  readonly forms: readonly string[];
}

/** Recognises the fixed phrases of one language. */
export class Phrases {
  private readonly lists: ReadonlyMap<PhraseList, ReadonlySet<string>>;
  private readonly longest: ReadonlyMap<PhraseList, number>;
  private readonly courtesies: readonly (readonly string[])[];

  /** @param words splits as the classifier does. @param correct the word most likely meant. */
  constructor(
    readonly source: PhraseSource,
    private readonly words: (text: string) => readonly string[],
    private readonly correct: (word: string) => string,
  ) {
    this.lists = new Map(LISTS.map((list) => [list, new Set(source[list].map((phrase) => words(phrase).join(' ')))]));
    this.longest = new Map(
      [...this.lists].map(([list, phrases]) => [list, Math.max(0, ...[...phrases].map((phrase) => phrase.split(' ').length))]),
    );
    this.courtesies = source.courtesies.map(words).sort((a, b) => b.length - a.length);
  }

  speak(text: string): Spoken {
    const words = this.words(text).slice(0, MOST_WORDS);
    const corrected = words.map(this.correct);
    const readings = corrected.some((word, index) => word !== words[index]) ? [words, corrected] : [words];
    const forms = readings.flatMap((each) => [each.join(' '), this.bare(each).join(' ')]);
    return { words, forms: [...new Set(forms)].filter(Boolean) };
  }

  /** The whole text is one of the phrases. */
  is(list: PhraseList, { forms }: Spoken): boolean {
    const phrases = this.lists.get(list);
    return forms.some((form) => phrases?.has(form));
  }

  /** How many words of the longest phrase that the text begins with; 0: none. */
  begins(list: PhraseList, { words }: Spoken): number {
    for (let length = Math.min(words.length, this.longest.get(list) ?? 0); length > 0; length--) {
      if (this.lists.get(list)?.has(words.slice(0, length).join(' '))) return length;
    }
    return 0;
  }

  /** One of the phrases stands somewhere in the text. */
  contains(list: PhraseList, { words }: Spoken): boolean {
    return words.some((_, start) => this.begins(list, { words: words.slice(start), forms: [] }) > 0);
  }

  /** The words without courtesies at either end. */
  bare(words: readonly string[]): readonly string[] {
    let rest = words;
    for (let changed = true; changed && rest.length > 0; ) {
      changed = false;
      for (const courtesy of this.courtesies) {
        if (courtesy.length > rest.length) continue;
        if (courtesy.every((word, index) => rest[index] === word)) {
          rest = rest.slice(courtesy.length);
          changed = true;
        } else if (courtesy.every((word, index) => rest[rest.length - courtesy.length + index] === word)) {
          rest = rest.slice(0, rest.length - courtesy.length);
          changed = true;
        }
      }
    }
    return rest;
  }
}
