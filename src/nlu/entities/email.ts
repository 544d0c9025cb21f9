const LONGEST = 254;
const ADDRESS = /^[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;
/** How signs of an address are said. The longer come first. */
const SPOKEN: readonly (readonly [RegExp, string])[] = [
  [/^(?:guion bajo|guionbajo|underscore)$/, '_'],
  [/^(?:punto|dot)$/, '.'],
  [/^(?:guion|guion medio|dash|hyphen)$/, '-'],
];

export interface FoundEmail {
  readonly value: string;
  /** Words of the text it was read from, joined by blanks: what to blank out. */
  readonly source: string;
}

/** The mail address in a folded text, written or dictated ("ana arroba ejemplo punto com"). Lower case. */
export function findEmail(text: string): FoundEmail | null {
  const words = text
    .replace(/guion bajo/g, 'guionbajo')
    .split(/\s+/)
    .filter(Boolean);
  for (let place = 0; place < words.length; place++) {
    const word = words[place] ?? '';
    const found =
      word.length <= LONGEST && word.includes('@') && word.length > 1
        ? written(words, place)
        : isAt(words, place)
          ? dictated(words, place)
          : null;
    if (found) return found;
  }
  return null;
}

function written(words: readonly string[], place: number): FoundEmail | null {
  const word = words[place] ?? '';
  const value = clean(word);
  if (ADDRESS.test(value)) return { value, source: word };
  // "ana@ example.com", "ana @example.com"
  const joined = word.endsWith('@') ? word + (words[place + 1] ?? '') : word.startsWith('@') ? (words[place - 1] ?? '') + word : '';
  const whole = clean(joined);
  return joined.length <= LONGEST && ADDRESS.test(whole) ? { value: whole, source: word } : null;
}

/** "At" is also an English word: it counts only when a domain is dictated after it. */
const isAt = (words: readonly string[], place: number): boolean => {
  const word = words[place] ?? '';
  return (
    word === 'arroba' ||
    word === '@' ||
    word === '(at)' ||
    (word === 'at' && words.slice(place + 1, place + 4).some((next) => next === 'dot' || next.includes('.')))
  );
};

function dictated(words: readonly string[], place: number): FoundEmail | null {
  let from = place - 1;
  while (from >= 2 && sign(words[from - 1]) !== null) from -= 2;
  let to = place + 1;
  while (to + 2 < words.length && sign(words[to + 1]) !== null) to += 2;
  const source = words.slice(Math.max(0, from), to + 1);
  const said = source.map((word, index) => (from + index === place ? '@' : (sign(word) ?? word)));
  const value = clean(said.join(''));
  return value.length <= LONGEST && ADDRESS.test(value) ? { value, source: source.join(' ') } : null;
}

function sign(word: string | undefined): string | null {
  return SPOKEN.find(([pattern]) => pattern.test(word ?? ''))?.[1] ?? null;
}

/** Without what stands around an address in prose: brackets, quotes, a full stop, "correo:". */
function clean(word: string): string {
  const tail = word.slice(Math.max(word.lastIndexOf(':'), word.lastIndexOf('<'), word.lastIndexOf('('), word.lastIndexOf('=')) + 1);
  return tail.replace(/^[^a-z0-9]+/, '').replace(/[^a-z0-9]+$/, '');
}
