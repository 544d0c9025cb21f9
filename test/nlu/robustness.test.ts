import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { account, email, folio, menu, NOW, phone, read, slots, when, words, yesNo } from './contexts.js';

const STATES = [null, yesNo, account, email, phone, folio, when, words, menu, slots];
const TYPES = ['event', 'command', 'unclear'];

/** What people, machines and attackers write: any characters, and the words that the reader looks for, in any order. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        'no',
        'sí',
        'desde',
        'ayer',
        'hace',
        '3',
        'días',
        'el',
        'lunes',
        'a las',
        '5',
        'pm',
        'cien',
        'mil',
        'cinco',
        'cuenta',
        '100005',
        '222 000 0005',
        'arroba',
        'punto',
        'com',
        '@',
        'T10001',
        '7',
        'folio',
        'la',
        'segunda',
        'mañana',
        'cancelar',
        'constructor',
        '__proto__',
        'toString',
        '‮',
        '👍🏽',
        '\u0000',
        '1️⃣',
        '99999999999',
        '-1',
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(' ')),
);

describe('whatever the text', () => {
  it('it is read, in every state and language, and always the same way', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...STATES), fc.constantFrom('es-MX', 'en', 'fr'), (text, state, language) => {
        const reading = read(text, state, language);
        expect(TYPES).toContain(reading.understood.type);
        expect(reading.guess.probability).toBeGreaterThanOrEqual(0);
        expect(reading.guess.probability).toBeLessThanOrEqual(1);
        expect(read(text, state, language)).toEqual(reading);
      }),
      { numRuns: 1_500 },
    );
  });

  it('facts are canonical', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { account: number, email: address, phone: telephone, folio: folioNumber, outageSince, lights, postalCode } = read(text).facts;
        if (number !== undefined) expect(number).toMatch(/^\d{6}$/);
        if (address !== undefined) expect(address).toMatch(/^[^\s@A-Z]+@[^\s@A-Z]+\.[^\s@A-Z]+$/);
        if (telephone !== undefined) expect(telephone).toMatch(/^\+\d{7,15}$/);
        if (folioNumber !== undefined) expect(folioNumber).toMatch(/^[TACS]\d{6,}$/);
        if (outageSince !== undefined) expect(Date.parse(outageSince)).toBeLessThanOrEqual(NOW);
        if (lights !== undefined) expect(lights).toBe('los');
        if (postalCode !== undefined) expect(postalCode).toMatch(/^\d{5}$/);
      }),
      { numRuns: 1_000 },
    );
  });

  // An expression that backtracks would not come back from these within the test's time.
  it.each([
    'a',
    '1',
    '1 ',
    'no ',
    'ﷺ',
    'á',
    '@',
    't1 ',
    'desde ',
    'arroba ',
    'cien mil ',
    'hace 3 ',
    'la luz ',
    '😂',
    '\u0000',
    '.',
    'a@',
    '(222)',
    'xq ',
  ])('20,000 characters of "%s" do no harm', (part) => {
    const text = part.repeat(Math.ceil(20_000 / part.length)).slice(0, 20_000);
    for (const state of STATES) expect(TYPES).toContain(read(text, state).understood.type);
  });

  it('letters of other alphabets do not hide a word', () => {
    const plain = read('quiero cancelar mi servicio').understood;
    const disguised = read('quiеrо саnсеlаr mi sеrviсiо').understood;
    const wide = read('ｑｕｉｅｒｏ ｃａｎｃｅｌａｒ ｍｉ ｓｅｒｖｉｃｉｏ').understood;
    for (const each of [plain, disguised, wide]) expect(each).toMatchObject({ event: { type: 'INTENT', intent: 'service_cancellation' } });
  });

  it('the matter of a long message stands at its beginning, its data anywhere near', () => {
    const text = `no tengo internet desde ayer. ${'Mi vecino sí tiene y yo no, qué barbaridad. '.repeat(20)} Mi cuenta es 100005.`;
    expect(read(text).facts.account).toBe('100005');
    expect(read(text).understood).toMatchObject({ event: { type: 'INTENT', text } });
  });
});
