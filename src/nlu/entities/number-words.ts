/** Number words of Spanish and English, folded. */
const SMALL: Readonly<Record<string, number>> = {
  cero: 0,
  un: 1,
  uno: 1,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
  once: 11,
  doce: 12,
  trece: 13,
  catorce: 14,
  quince: 15,
  dieciseis: 16,
  diecisiete: 17,
  dieciocho: 18,
  diecinueve: 19,
  veinte: 20,
  veintiuno: 21,
  veintidos: 22,
  veintitres: 23,
  veinticuatro: 24,
  veinticinco: 25,
  veintiseis: 26,
  veintisiete: 27,
  veintiocho: 28,
  veintinueve: 29,
  zero: 0,
  oh: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
};
const TENS: Readonly<Record<string, number>> = {
  veinte: 20,
  treinta: 30,
  cuarenta: 40,
  cincuenta: 50,
  sesenta: 60,
  setenta: 70,
  ochenta: 80,
  noventa: 90,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const HUNDREDS: Readonly<Record<string, number>> = {
  cien: 100,
  ciento: 100,
  doscientos: 200,
  trescientos: 300,
  cuatrocientos: 400,
  quinientos: 500,
  seiscientos: 600,
  setecientos: 700,
  ochocientos: 800,
  novecientos: 900,
};
const THOUSAND = new Set(['mil', 'thousand']);
const AND = new Set(['y', 'and']);
const REPEATED: Readonly<Record<string, number>> = { doble: 2, double: 2, triple: 3 };
/** Fewer number words in a row are prose ("los dos", "una de tres"), not dictation. */
const DICTATED = 3;

const value = (table: Readonly<Record<string, number>>, word: string | undefined): number | null =>
  word !== undefined && Object.hasOwn(table, word) ? (table[word] ?? null) : null;

/** The number a word or figure stands for, or null: "tres", "3", "fifty". */
export function smallNumber(word: string): number | null {
  if (/^\d{1,4}$/.test(word)) return Number(word);
  return value(SMALL, word) ?? value(TENS, word) ?? value(HUNDREDS, word);
}

const isNumberWord = (word: string): boolean =>
  Object.hasOwn(SMALL, word) || Object.hasOwn(TENS, word) || Object.hasOwn(HUNDREDS, word) || THOUSAND.has(word) || word === 'hundred';

/** Writes dictated numbers as figures: "cuenta cien mil cinco" -> "cuenta 100005", "uno cero cero" -> "100". Text is folded. */
export function writeFigures(text: string): string {
  const pieces = text.split(/([a-z]+|\d+)/);
  let out = '';
  for (let index = 0; index < pieces.length; ) {
    const run = runFrom(pieces, index);
    if (run) {
      out += digitsOf(run.words);
      index = run.end;
    } else {
      out += pieces[index];
      index += 1;
    }
  }
  return out;
}

/** A dictated run that starts at a piece: its words, and the piece behind it. Words stand at odd places, what separates them at even ones. */
function runFrom(pieces: readonly string[], start: number): { words: string[]; end: number } | null {
  if (start % 2 === 0) return null;
  const words: string[] = [];
  let end = start;
  for (let index = start; index < pieces.length; index += 2) {
    const word = pieces[index] ?? '';
    const joins = AND.has(word) && words.length > 0 && isNumberWord(pieces[index + 2] ?? '');
    if (!isNumberWord(word) && !joins && !Object.hasOwn(REPEATED, word) && !(/^\d{1,3}$/.test(word) && words.length > 0)) break;
    words.push(word);
    end = index + 1;
    if (!/^[\s,.-]{1,2}$/.test(pieces[index + 1] ?? '')) break;
  }
  const spoken = words.filter(isNumberWord);
  return spoken.length >= DICTATED || (spoken.length >= 2 && spoken.some((word) => THOUSAND.has(word))) ? { words, end } : null;
}

function digitsOf(words: readonly string[]): string {
  let digits = '';
  for (let index = 0; index < words.length; ) {
    const times = value(REPEATED, words[index]) ?? 1;
    const from = times > 1 ? index + 1 : index;
    const { number, next } = readNumber(words, from);
    if (number !== null) digits += (/^\d+$/.test(words[from] ?? '') ? (words[from] ?? '') : String(number)).repeat(times);
    index = Math.max(next, index + 1);
  }
  return digits;
}

interface Read {
  readonly number: number | null;
  readonly next: number;
}

function readNumber(words: readonly string[], from: number): Read {
  if (/^\d+$/.test(words[from] ?? '')) return { number: Number(words[from]), next: from + 1 };
  const head = THOUSAND.has(words[from] ?? '') ? { number: 1, next: from } : belowThousand(words, from);
  if (head.number === null || !THOUSAND.has(words[head.next] ?? '')) return head;
  const rest = belowThousand(words, AND.has(words[head.next + 1] ?? '') ? head.next + 2 : head.next + 1);
  return rest.number ? { number: head.number * 1000 + rest.number, next: rest.next } : { number: head.number * 1000, next: head.next + 1 };
}

function belowThousand(words: readonly string[], from: number): Read {
  const hundreds = value(HUNDREDS, words[from]);
  const spelt = words[from + 1] === 'hundred' ? value(SMALL, words[from]) : null;
  if (hundreds === null && spelt === null) return belowHundred(words, from);
  const next = spelt === null ? from + 1 : from + 2;
  const head = hundreds ?? (spelt ?? 0) * 100;
  // "Cien" takes nothing behind it: "cien cinco" is two numbers.
  if (words[from] === 'cien') return { number: head, next };
  const rest = belowHundred(words, AND.has(words[next] ?? '') ? next + 1 : next);
  return rest.number ? { number: head + rest.number, next: rest.next } : { number: head, next };
}

function belowHundred(words: readonly string[], from: number): Read {
  const tens = value(TENS, words[from]);
  if (tens === null) {
    const small = value(SMALL, words[from]);
    return { number: small, next: small === null ? from : from + 1 };
  }
  const joined = AND.has(words[from + 1] ?? '');
  const unit = value(SMALL, words[joined ? from + 2 : from + 1]);
  const takes = unit !== null && unit > 0 && unit < 10 && (joined || words[from]?.endsWith('ty'));
  return takes ? { number: tens + unit, next: from + (joined ? 3 : 2) } : { number: tens, next: from + 1 };
}
