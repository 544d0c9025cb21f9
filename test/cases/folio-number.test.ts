import { describe, expect, it } from '@jest/globals';
import { AREAS } from '../../src/cases/folio.js';
import { FIRST_FOLIO, formatFolioNumber, parseFolioNumber } from '../../src/cases/folio-number.js';

const SOME = Array.from({ length: 400 }, (_, index) => FIRST_FOLIO + index * 223);
const NUMBERS = AREAS.flatMap((area) => SOME.map((n) => formatFolioNumber(area, n)));

/** Every number that differs from the given one by one digit. */
const wrongDigits = (number: string): string[] =>
  [...number.slice(1)].flatMap((digit, index) =>
    [...'0123456789'].filter((other) => other !== digit).map((other) => number.slice(0, index + 1) + other + number.slice(index + 2)),
  );

/** Every number in which two different neighbours have changed places. */
const swaps = (number: string): string[] =>
  [...number.slice(1, -1)].flatMap((digit, index) => {
    const next = number[index + 2] ?? '';
    return digit === next ? [] : [number.slice(0, index + 1) + next + digit + number.slice(index + 3)];
  });

describe('folio numbers', () => {
  it('stay as they were given out', () => {
    expect(AREAS.map((area) => formatFolioNumber(area, FIRST_FOLIO))).toEqual(['T100017', 'A100012', 'C100018', 'S100019']);
    expect(formatFolioNumber('tecnica', 123_456)).toBe('T1234560');
  });

  it('are read back, in whatever way they are written', () => {
    expect(NUMBERS.filter((number) => parseFolioNumber(number) !== number)).toEqual([]);
    const [number = ''] = NUMBERS;
    const [letter, ...digits] = number;
    const written = [
      number.toLowerCase(),
      ` ${number}\n`,
      `${letter}-${digits.join('')}`,
      `${letter} ${digits.join(' ')}`,
      `${letter}–${digits.slice(0, 3).join('')}.${digits.slice(3).join('')}`,
    ];
    expect(written.map(parseFolioNumber)).toEqual(written.map(() => number));
  });

  it('with one wrong digit are none', () => {
    expect(NUMBERS.flatMap(wrongDigits).filter((wrong) => parseFolioNumber(wrong) !== null)).toEqual([]);
  });

  it('with two neighbours swapped are none', () => {
    expect(NUMBERS.flatMap(swaps).length).toBeGreaterThan(NUMBERS.length);
    expect(NUMBERS.flatMap(swaps).filter((wrong) => parseFolioNumber(wrong) !== null)).toEqual([]);
  });

  it('of another area are none', () => {
    const others = NUMBERS.flatMap((number) =>
      [...'TACS'].filter((letter) => letter !== number[0]).map((letter) => letter + number.slice(1)),
    );
    expect(others.filter((wrong) => parseFolioNumber(wrong) !== null)).toEqual([]);
  });

  it.each(['', 'T', '100017', 'X100017', 'T10001', 'T0100017', 'T100017 please', 'TT100017', 'T１0001７', 'T1e5'])('%j is none', (text) => {
    expect(parseFolioNumber(text)).toBeNull();
  });
});
