import jaroWinkler from 'natural/lib/natural/distance/jaro-winkler_distance.js';
import type { Phrases } from './phrases.js';
import type { Context } from './reading.js';

export type Choice = Context['choices'][number];

/** `whole`: the text says nothing but the choice. `tie`: it fits several equally well. */
export type Match = { readonly kind: 'whole' | 'part'; readonly choice: Choice } | { readonly kind: 'tie' } | null;

interface Alias {
  readonly form: string;
  /** The words that tell it from others. */
  readonly telling: readonly string[];
  readonly denies: boolean;
}

const KEPT = 2_000;
/** Two words this much alike, and long enough, are one word with a slip. */
const ALIKE = 0.93;
const SHORTEST_SLIP = 5;

/** Finds which of the offered choices a text names, in one language. */
export class ChoiceMatcher {
  private readonly aliases = new Map<string, Alias>();
  /** A choice's synonyms are one list for as long as the texts are loaded; labels may carry data. */
  private readonly ofSynonyms = new WeakMap<readonly string[], Map<string, readonly Alias[]>>();

  constructor(private readonly phrases: Phrases) {}

  /** The text is the label, a synonym or the id, courtesies aside. */
  exact(forms: readonly string[], choices: readonly Choice[]): Choice | null {
    return choices.find((choice) => forms.includes(choice.id) || this.aliasesOf(choice).some(({ form }) => forms.includes(form))) ?? null;
  }

  /**
   * "2", "la segunda", "opción dos", "la última". Where several of a kind are offered, "la última" is the last of these; and where other
   * choices come before them ("sí", "no"), only a number counts from the beginning.
   */
  counted(words: readonly string[], choices: readonly Choice[]): Choice | null {
    const { ordinals, last, choiceWords } = this.phrases.source;
    const [word, ...more] = words.filter((each) => !choiceWords.includes(each));
    const only = word ?? words.at(-1);
    if (only === undefined || more.length > 0) return null;
    const kind = this.ofAKind(choices);
    const apart = kind.length > 0 && kind[0] !== choices[0];
    if (last.includes(only)) return apart ? null : ((kind.length > 0 ? kind : choices).at(-1) ?? null);
    const place = ordinals.findIndex((names) => names.includes(only));
    const number = place >= 0 ? place + 1 : /^\d{1,2}$/.test(only) ? Number(only) : 0;
    // Of the names of a place, the last is the number itself: "la primera" is a place, "el uno" may be a day.
    const isOrdinal = place >= 0 && ordinals[place]?.at(-1) !== only;
    if (isOrdinal && apart) return null;
    // "El 2" is a day when one of the choices has it.
    const isDay =
      !isOrdinal &&
      words.length > 1 &&
      choices.some((choice) => this.aliasesOf(choice).some(({ telling }) => telling.includes(String(number))));
    return isDay ? null : (choices[number - 1] ?? null);
  }

  /** The choice whose words the text has: of several of a kind that fit equally well, the first. @param words with days named as the choices name them. */
  named(words: readonly string[], choices: readonly Choice[]): Match {
    const telling = this.telling(words);
    // "No" alone is the no of every choice that has one.
    if (telling.every((word) => this.phrases.source.negations.includes(word))) return null;
    const denies = this.denies(words);
    const kind = this.ofAKind(choices);
    const fits = choices.flatMap((choice) => {
      const closest = this.aliasesOf(choice)
        .filter((alias) => alias.denies === denies)
        .map((alias) => overlap(telling, alias.telling))
        .sort((a, b) => b.shared - a.shared || Number(b.whole) - Number(a.whole))[0];
      // What one of many dates may also be called ("cuando sea") is not to be found in any longer text.
      return closest && (closest.whole || (closest.part && !kind.includes(choice))) ? [{ choice, ...closest }] : [];
    });
    const most = Math.max(0, ...fits.map(({ shared }) => shared));
    const best = fits.filter(({ shared }) => shared === most);
    // "Por la tarde" is every afternoon on offer, rather than the "más tarde" of another choice.
    const first = best.find(({ choice }) => kind.includes(choice)) ?? best[0];
    if (!first) return null;
    if (best.length > 1 && !kind.includes(first.choice)) return { kind: 'tie' };
    return { kind: first.whole ? 'whole' : 'part', choice: first.choice };
  }

  /** The choices that are several of one thing, as dates of a visit are: neighbours with figures, and words in common. None: fewer than two. */
  ofAKind(choices: readonly Choice[]): readonly Choice[] {
    const start = choices.findIndex((choice, index) => this.areAlike(choice, choices[index + 1]));
    if (start < 0) return [];
    const end = choices.findIndex((choice, index) => index >= start && !this.areAlike(choice, choices[index + 1]));
    return choices.slice(start, end + 1);
  }

  private areAlike(one: Choice, other: Choice | undefined): boolean {
    if (other === undefined || !/\d/.test(one.label) || !/\d/.test(other.label)) return false;
    const { telling } = this.aliasOf(other.label);
    return this.aliasOf(one.label).telling.some((word) => telling.includes(word));
  }

  private aliasesOf({ label, synonyms }: Choice): readonly Alias[] {
    const known = this.ofSynonyms.get(synonyms)?.get(label);
    if (known) return known;
    const aliases = [label, ...synonyms].map((text) => this.aliasOf(text));
    const labels = this.ofSynonyms.get(synonyms) ?? new Map<string, readonly Alias[]>();
    this.ofSynonyms.set(synonyms, labels);
    if (labels.size < KEPT) labels.set(label, aliases);
    return aliases;
  }

  private aliasOf(text: string): Alias {
    const known = this.aliases.get(text);
    if (known) return known;
    const words = this.phrases.speak(text).words.filter((word, _, all) => /[\p{L}\p{N}]/u.test(word) || all.length === 1);
    const alias = { form: this.phrases.bare(words).join(' ') || words.join(' '), telling: this.telling(words), denies: this.denies(words) };
    if (this.aliases.size < KEPT) this.aliases.set(text, alias);
    return alias;
  }

  private telling(words: readonly string[]): readonly string[] {
    const { emptyWords } = this.phrases.source;
    return words.filter((word) => !emptyWords.includes(word)).map((word) => word.replace(/^0+(?=\d)/, ''));
  }

  private denies(words: readonly string[]): boolean {
    return words.some((word) => this.phrases.source.negations.includes(word));
  }
}

function overlap(text: readonly string[], alias: readonly string[]): { shared: number; whole: boolean; part: boolean } {
  const met: string[] = [];
  let shared = 0;
  for (const word of text) {
    let isShared = false;
    for (const other of alias) {
      if (!isAlike(word, other)) continue;
      isShared = true;
      met.push(other);
    }
    if (isShared) shared += 1;
  }
  const all = alias.every((word) => met.includes(word));
  // A choice of several words stands out in half of a text, one of a single word only where little else is said.
  const part = all && alias.length > 0 && (alias.length > 1 ? shared * 2 >= text.length : text.length <= 3);
  return { shared, whole: shared === text.length, part };
}

/** Of words this different in length no distance is above {@link ALIKE}: the costly comparison can be left out. */
const SHORTER = 0.65;

function isAlike(one: string, other: string): boolean {
  if (one === other) return true;
  const shortest = Math.min(one.length, other.length);
  if (shortest < SHORTEST_SLIP || shortest < SHORTER * Math.max(one.length, other.length)) return false;
  return !/\d/.test(one) && !/\d/.test(other) && jaroWinkler(one, other) >= ALIKE;
}
