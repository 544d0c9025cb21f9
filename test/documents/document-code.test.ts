import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatFolioNumber } from '../../src/cases/folio-number.js';
import { codeOf, hashOfNotice, type NoticeFacts, parseCode } from '../../src/documents/document-code.js';
import { inkOn } from '../../src/documents/pdf.js';

const NUMBER = formatFolioNumber('administrativa', 10_001);
const NOTICE: NoticeFacts = {
  folio: NUMBER,
  noticeAt: '2026-11-24T17:00:00.000Z',
  channel: 'directline',
  conversation: 'c-1',
  words: 'quiero cancelar',
};

describe('the code of a document', () => {
  it('comes of the notice: another date, word or conversation is another code', () => {
    const changes: readonly Partial<NoticeFacts>[] = [
      { noticeAt: '2026-11-24T17:00:01.000Z' },
      { words: 'quiero cancelar.' },
      { conversation: 'c-2' },
      { channel: 'telegram' },
    ];
    const codes = [{}, ...changes].map((change) => codeOf(NUMBER, hashOfNotice({ ...NOTICE, ...change })));
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes[0]).toBe(codeOf(NUMBER, hashOfNotice(NOTICE)));
  });

  it('is read back however it was typed', () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        const code = codeOf(NUMBER, hashOfNotice({ ...NOTICE, words }));
        expect(code).toMatch(/^A1\d{5}(-[0-9A-HJKMNP-TV-Z]{4}){4}$/);
        for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ' '), code.replaceAll('0', 'o').replaceAll('O', 'o')]) {
          const digits = typed.slice(7);
          expect(parseCode(`${NUMBER}${digits}`)).toEqual({ code, folio: NUMBER });
        }
      }),
    );
  });

  it.each([
    '',
    NUMBER,
    `${NUMBER}-1234`,
    'A100018-0000-0000-0000-0000',
    'X100017-0000-0000-0000-0000',
    '../../etc/passwd',
    `${NUMBER}${'-1111'.repeat(5)}`,
  ])('is nothing else: %s', (typed) => {
    expect(parseCode(typed)).toBeNull();
  });
});

describe('ink on a colour', () => {
  it.each([
    ['#a8124f', '#ffffff'],
    ['#000000', '#ffffff'],
    ['#ffffff', '#000000'],
    ['#f5b81c', '#000000'],
  ])('%s is %s', (colour, ink) => {
    expect(inkOn(colour)).toBe(ink);
  });
});
