import tokenizers from 'natural/lib/natural/tokenizers/regexp_tokenizer.js';

/** How a word is written here -> the words it stands for ("xq" -> "por que"). Keys and words are folded. */
export type Lexicon = ReadonlyMap<string, readonly string[]>;

const tokenizer = new tokenizers.RegexpTokenizer({ pattern: /\p{L}+|\p{N}+|\p{Extended_Pictographic}/gu, gaps: false });

/** Letters of other alphabets that look like Latin ones: "сancelar" must not slip through. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  е: 'e',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  ѕ: 's',
  α: 'a',
  ε: 'e',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  ß: 'ss',
};
const LOOKALIKE = new RegExp(`[${Object.keys(LOOKALIKES).join('')}]`, 'gu');

/**
 * Lower case, no accents, no invisible characters, look-alikes as Latin. Punctuation and spacing stay.
 * Accents go before stemming, because most customers do not write them.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(LOOKALIKE, (letter) => LOOKALIKES[letter] ?? letter);
}

/** The words of a text as the classifier and the phrase lists know them: folded, repeats squeezed, lexicon applied. */
export function wordsOf(text: string, lexicon: Lexicon): string[] {
  const words: string[] = [];
  for (const word of tokensOf(text)) {
    const meaning = lexicon.get(word);
    if (meaning) words.push(...meaning);
    else words.push(word);
  }
  return words;
}

/** Each language and the classifier ask for the words of the same text, one after the other. */
let latest: { readonly text: string; readonly tokens: readonly string[] } = { text: '', tokens: [] };

function tokensOf(text: string): readonly string[] {
  if (latest.text === text) return latest.tokens;
  const squeezed = fold(text)
    // One letter of some scripts unfolds into twenty.
    .slice(0, 2 * text.length)
    .replace(/['’`´]/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1');
  latest = { text, tokens: tokenizer.tokenize(squeezed) ?? [] };
  return latest.tokens;
}
