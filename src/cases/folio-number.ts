import { AREAS, type Area } from './folio.js';

/** An area's letter, and the digit it counts as in the check, so that a wrong letter shows too. */
const CODES: Readonly<Record<Area, readonly [letter: string, digit: string]>> = {
  tecnica: ['T', '6'],
  administrativa: ['A', '1'],
  comercial: ['C', '3'],
  atencion: ['S', '5'],
};

/** Damm's quasigroup of order 10: catches every wrong digit and every swap of two neighbours. */
const DAMM = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const;

/** The first number of every area, so that all folios have the same, short length for years. */
export const FIRST_FOLIO = 10_001;

/** `('tecnica', 10001)` → `T100017`: letter, number, check digit. `n` is a whole number from {@link FIRST_FOLIO} on. */
export function formatFolioNumber(area: Area, n: number): string {
  return `${CODES[area][0]}${n}${checkDigit(area, String(n))}`;
}

/** Canonical folio number in what a person typed or read aloud (`t-10001 7`), or null when it cannot be one. */
export function parseFolioNumber(text: string): string | null {
  const bare = text.replace(/[\s\-\u2010-\u2015.]/g, '').toUpperCase();
  const match = /^([TACS])([1-9]\d{4,13})(\d)$/.exec(bare);
  const area = AREAS.find((each) => CODES[each][0] === match?.[1]);
  if (!match?.[2] || !area) return null;
  return checkDigit(area, match[2]) === Number(match[3]) ? bare : null;
}

function checkDigit(area: Area, digits: string): number {
  return [CODES[area][1], ...digits].reduce((interim, digit) => DAMM[interim]?.[Number(digit)] ?? 0, 0);
}
