import { describe, expect, it } from '@jest/globals';
import { findCode } from '../../src/nlu/entities/code.js';
import { asking, read, understood } from './contexts.js';

const code = asking(['ANSWER', 'CHOICE', 'NO'], 'code', [
  ['notReceived', 'No me llegó', 'no me ha llegado', 'no recibí nada'],
  ['person', 'Hablar con alguien', 'asesor'],
]);

const answer = (text: string, language = 'es-MX'): string | null => {
  const { understood: meaning } = read(text, code, language);
  return meaning.type === 'event' && meaning.event.type === 'ANSWER'
    ? meaning.event.value
    : `no answer: ${understood(text, code, language)}`;
};

describe('a one-time code', () => {
  it.each([
    ['123456', '123456'],
    ['012345', '012345'],
    ['12 34 56', '123456'],
    ['123 456', '123456'],
    ['123-456', '123456'],
    ['1 2 3 4 5 6', '123456'],
    ['el código es 123456, gracias', '123456'],
    ['mi código: 123456', '123456'],
    ['no, perdón, es 123456', '123456'],
    ['sí, 123456', '123456'],
    ['uno dos tres cuatro cinco seis', '123456'],
    ['no era 111111, es 222222', '222222'],
  ])('is read in %s', (text, wanted) => {
    expect(answer(text)).toBe(wanted);
  });

  it('is read in English', () => {
    expect(answer('my code is 12 34 56', 'en')).toBe('123456');
  });

  it.each(['12345', '1234567', 'son 12'])('is not in %s, which tries to give one', (text) => {
    expect(answer(text)).toBeNull();
  });

  it('is never taken for the account, nor the account for it', () => {
    expect(read('123456', code).facts).toEqual({});
    expect(read('no, es 123456', code).facts).toEqual({});
    expect(understood('no, mi cuenta es 100004', code)).toBe('CORRECTION account 100004');
    expect(findCode('mi cuenta es 100004')).toBeNull();
  });

  it('leaves other answers to what they mean', () => {
    expect(understood('no me llegó', code)).toBe('CHOICE notReceived');
    expect(understood('todavía no me ha llegado nada', code)).toMatch(/CHOICE notReceived|NO/);
    expect(understood('quiero hablar con una persona', code)).toBe('person');
    expect(understood('ya se cayó otra vez el internet', code)).toBe('INTENT technical_failure');
  });
});
