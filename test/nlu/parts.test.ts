import { describe, expect, it } from '@jest/globals';
import { editDistance } from '../../src/nlu/edit-distance.js';
import { loadModels, ModelsMissing } from '../../src/nlu/load.js';
import { fitLogistic, probability } from '../../src/nlu/logistic.js';
import { fold, wordsOf } from '../../src/nlu/normalise.js';
import { toBase64, toFloats, toShorts } from '../../src/nlu/pack-numbers.js';
import { Speller } from '../../src/nlu/speller.js';

describe('normalising', () => {
  it('folds case, accents and what cannot be seen', () => {
    expect(fold('¿ÁÉÍÓÚ Ñandú\u200b?')).toBe('¿aeiou nandu?');
  });

  it('squeezes repeats and writes out what is written short', () => {
    const lexicon = new Map([
      ['q', ['que']],
      ['xfa', ['por', 'favor']],
    ]);
    expect(wordsOf('Q ondaaaa, xfa!! 100005 👍', lexicon)).toEqual(['que', 'onda', 'por', 'favor', '100005', '👍']);
    expect(wordsOf('constructor __proto__', new Map())).toEqual(['constructor', 'proto']);
  });
});

describe('the distance between two words', () => {
  it.each([
    ['internet', 'internet', 0],
    ['internet', 'intenet', 1],
    ['internet', 'itnernet', 1],
    ['internet', 'intrenett', 2],
    ['internet', 'modem', 3],
    ['', 'ab', 2],
  ])('%s and %s: %s', (one, other, distance) => {
    expect(editDistance(one, other, 2)).toBe(distance);
  });
});

describe('the speller', () => {
  const speller = new Speller(
    new Map([
      ['internet', 9],
      ['visita', 5],
      ['factura', 7],
      ['luz', 3],
      ['fractura', 1],
    ]),
  );

  it.each([
    ['intenet', 'internet'],
    ['itnernet', 'internet'],
    ['intrenett', 'internet'],
    ['bisita', 'visita'],
    ['factrua', 'factura'],
    ['factura', 'factura'],
    ['fractura', 'fractura'],
    ['lus', 'lus'],
    ['zapato', 'zapato'],
    ['1nternet', '1nternet'],
  ])('makes of %s %s', (word, fixed) => {
    expect(speller.fix(word)).toBe(fixed);
  });
});

describe('the logistic regression', () => {
  it('learns what tells right from wrong, and counts weights', () => {
    const rows = Array.from({ length: 40 }, (_, index) => ({
      features: [index / 40, (index * 7) % 3],
      truth: index >= 20 ? 1 : 0,
      weight: 1,
    }));
    const model = fitLogistic(rows);
    expect(probability(model, [0.9, 1])).toBeGreaterThan(0.9);
    expect(probability(model, [0.1, 1])).toBeLessThan(0.1);
    const heavier = fitLogistic(rows.map((row) => ({ ...row, weight: row.truth ? 1 : 5 })));
    expect(probability(heavier, [0.5, 1])).toBeLessThan(probability(model, [0.5, 1]));
  });
});

describe('stored numbers', () => {
  it('come back as they were', () => {
    expect(toFloats(toBase64(Float32Array.of(0, -1.5, 3.25)))).toEqual(Float32Array.of(0, -1.5, 3.25));
    expect(toShorts(toBase64(Int16Array.of(0, -32_767, 12)))).toEqual(Int16Array.of(0, -32_767, 12));
  });
});

it('a program that was not built says so', async () => {
  await expect(loadModels('/nowhere')).rejects.toThrow(ModelsMissing);
});
