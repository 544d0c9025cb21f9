import { type ColoniaMatch, MOST_COLONIAS } from './coverage.js';
import type { CoverageColonia } from './coverage-data.js';
import { fold } from './fold.js';

/** Words after which the name of a colonia stands. */
const MARKERS = new Set(
  'colonia colonias col barrio fraccionamiento fracc frac unidad residencial ejido rancho neighborhood neighbourhood'.split(' '),
);
/** After these or a figure a name is that of a street: "calle Norte 3", "5 Norte 203". */
const STREETS = new Set(
  'calle avenida av boulevard blvd privada priv cerrada calzada prolongacion andador street st avenue ave'.split(' '),
);
/** Before a name that stands for itself: "llegan a Centro". */
const LEADS = new Set('a al en hasta de por es llama llamada to in at cover of is called'.split(' '));
/** "Mi colonia". */
const OWN = new Set('mi mis esta nuestra my our this'.split(' '));
const ARTICLES = new Set('la el los las del the'.split(' '));
/** Shorter words have too many neighbours one letter away. */
const SHORTEST_SLIP = 4;

const WORD = /[\p{L}\p{N}]+|[,;:.?!()]/gu;
const STOP = /^[,;:.?!()]$/;

const tokensOf = (text: string): readonly string[] => fold(text).match(WORD) ?? [];

interface Entry {
  readonly colonia: CoverageColonia;
  readonly names: readonly (readonly string[])[];
}
interface Hit {
  readonly colonia: CoverageColonia;
  readonly exact: boolean;
  readonly marked: boolean;
  readonly length: number;
}

/** Finds which colonias of a list a text names, whatever its accents, with one slip a word. */
export class ColoniaIndex {
  private readonly entries: readonly Entry[];
  private readonly byCode = new Map<string, Entry[]>();

  constructor(colonias: readonly CoverageColonia[]) {
    this.entries = colonias.map((colonia) => ({
      colonia,
      names: [colonia.colonia, ...colonia.aliases].flatMap(namesOf),
    }));
    for (const entry of this.entries) {
      const { postalCode } = entry.colonia;
      this.byCode.set(postalCode, [...(this.byCode.get(postalCode) ?? []), entry]);
    }
  }

  /** The one of exactly this name and code, or null. */
  at(postalCode: string, name: string): CoverageColonia | null {
    const wanted = fold(name);
    const entry = this.byCode.get(postalCode)?.find(({ colonia }) => fold(colonia.colonia) === wanted);
    return entry?.colonia ?? null;
  }

  search(text: string, postalCode: string | null): readonly ColoniaMatch[] {
    const entries = postalCode === null ? this.entries : (this.byCode.get(postalCode) ?? []);
    if (text.trim() === '') return entries.slice(0, MOST_COLONIAS).map(({ colonia }) => told(colonia, false));
    const words = tokensOf(text);
    const hits = entries.flatMap((entry) => hitOf(entry, words));
    return best(hits, hasMarker(words)).map(({ colonia, exact }) => told(colonia, exact));
  }
}

const told = ({ postalCode, colonia }: CoverageColonia, exact: boolean): ColoniaMatch => ({ postalCode, colonia, exact });

/** "Colonia Norte", but not "mi colonia". */
const hasMarker = (words: readonly string[]): boolean =>
  words.some((word, at) => MARKERS.has(word) && !OWN.has(words[at - 1] ?? '') && words[at + 1] !== undefined);

/** "La Paz" is also called "Paz". */
function namesOf(name: string): readonly (readonly string[])[] {
  const words = tokensOf(name).filter((word) => !STOP.test(word));
  return words.length > 1 && ARTICLES.has(words[0] ?? '') ? [words, words.slice(1)] : [words];
}

/** Where a text says "colonia", what stands there is meant and nothing else; then the longer name, then the one without a slip. */
function best(hits: readonly Hit[], marks: boolean): readonly Hit[] {
  const meant = marks ? hits.filter(({ marked }) => marked) : hits;
  const longest = Math.max(0, ...meant.map(({ length }) => length));
  const long = meant.filter(({ length }) => length === longest);
  const exact = long.filter((hit) => hit.exact);
  return (exact.length > 0 ? exact : long).slice(0, MOST_COLONIAS);
}

function hitOf({ colonia, names }: Entry, words: readonly string[]): readonly Hit[] {
  const hits = names.flatMap((name) => words.flatMap((_, at) => nameAt(name, words, at).map((hit) => ({ ...hit, colonia }))));
  const [first] = hits.sort((a, b) => Number(b.marked) - Number(a.marked) || b.length - a.length || Number(b.exact) - Number(a.exact));
  return first ? [first] : [];
}

/** The name, if it stands at this place of a text and is not that of a street. */
function nameAt(name: readonly string[], words: readonly string[], at: number): readonly Omit<Hit, 'colonia'>[] {
  if (name.length === 0 || !name.every((word, index) => isLike(word, words[at + index]))) return [];
  const before = words.slice(0, at).filter((word) => word !== '.' && !ARTICLES.has(word));
  const last = before.at(-1);
  if (last !== undefined && (STREETS.has(last) || /^\d{1,4}$/.test(last))) return [];
  const marked = last !== undefined && MARKERS.has(last);
  const spelt = name.every((word, index) => word === words[at + index]);
  return [{ marked, length: name.length, exact: spelt && (marked || standsAlone(last, words[at + name.length])) }];
}

/** "Al norte de la ciudad" names no colonia; "en Norte", "Norte, 72100" and "norte" do. */
const standsAlone = (before: string | undefined, after: string | undefined): boolean =>
  (before === undefined || LEADS.has(before) || STOP.test(before) || /^\d{5}$/.test(before)) &&
  (after === undefined || STOP.test(after) || /^(\d{5}|cp|c|codigo|postal|zip|por|please)$/.test(after));

/** The same word, or with one letter left out, added, replaced or swapped with the next. */
function isLike(word: string, other: string | undefined): boolean {
  if (other === undefined || word === other) return word === other;
  if (Math.min(word.length, other.length) < SHORTEST_SLIP || /\d/.test(word + other)) return false;
  let start = 0;
  while (start < word.length && word[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(word.length, other.length) - start && word.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [mine, its] = [word.slice(start, word.length - end), other.slice(start, other.length - end)];
  return (mine.length <= 1 && its.length <= 1) || (mine.length === 2 && mine === [...its].reverse().join(''));
}
