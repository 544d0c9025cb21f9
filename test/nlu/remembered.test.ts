import { describe, expect, it } from '@jest/globals';
import { remembered } from '../../src/nlu/remembered.js';

describe('what is remembered of texts', () => {
  function counting() {
    const made: string[] = [];
    const of = remembered((text) => {
      made.push(text);
      return { text };
    });
    return { made, of };
  }

  it('is made once for a short text, and each time for a long one', () => {
    const { made, of } = counting();
    const long = 'no tengo internet desde ayer por la tarde, ya lo reinicié';
    for (const text of ['sí', long, 'sí', long]) expect(of(text)).toEqual({ text });
    expect(made).toEqual(['sí', long, long]);
  });

  it('takes no more room however many texts come', () => {
    const { made, of } = counting();
    for (let index = 0; index < 1_001; index++) of(`${index}`);
    made.length = 0;
    of('1000');
    of('0');
    expect(made).toEqual(['0']);
  });
});
