import { describe, expect, it } from '@jest/globals';
import { account, asking, email, folio, phone, read, understood, words, yesNo } from './contexts.js';

describe('a matter that stands beside numbers and addresses', () => {
  it.each([
    ['no tengo internet, mi cuenta es la 100002, beto.luna@example.com 2220000002', 'technical_failure'],
    ['100005 ana.torres@example.com 2220000001 quiero saber mi saldo', 'balance_inquiry'],
    ['my internet is down, account 100005, elena.mora@example.com, 222 000 0005', 'technical_failure'],
  ])('"%s" is %s', (text, intent) => {
    expect(understood(text)).toBe(`INTENT ${intent}`);
  });

  it.each([
    'mi correo es ana.torres@example.com y mi tel 2220000001',
    'mi cuenta es la 100002, beto.luna@example.com 2220000002',
    'call me at 222 000 0003',
    'you can reach me at 2220000001',
  ])('there is none in "%s"', (text) => {
    expect(understood(text)).toBe('INTENT provide_identifiers');
  });

  it('is learned with since when', () => {
    const { facts } = read('no tengo internet desde ayer, mi cuenta es la 100002, beto.luna@example.com 2220000002');
    expect(facts).toMatchObject({ account: '100002', outageSince: '2026-11-23T06:00:00.000Z' });
  });
});

describe('where a value is asked for', () => {
  it.each([
    ['ya estoy de vuelta', email],
    ['deje busco dónde lo apunté', account],
    ['let me look for it', email],
    ['ahorita se lo digo joven', phone],
  ])('"%s" is no wrong value', (text, state) => {
    expect(understood(text, state)).toBe('unclear');
  });

  it.each([
    ['elena.mora', email],
    ['elena arroba', email],
    ['elenamora', email],
    ['mi correo es de gmail', email],
    ['el 123', account],
    ['tres cuatro cinco', phone],
  ])('"%s" is one', (text, state) => {
    expect(understood(text, state)).toBe('ANSWER null');
  });

  it.each(['correo elena', 'ana.torres'])('"%s" does not mean that there is none', (text) => {
    expect(understood(text, email)).not.toBe('CHOICE noEmail');
  });

  it('what is no answer at all does not mean that there is none', () => {
    expect(understood('sigue sin servir', account)).toBe('INTENT restart_still_failing');
  });

  it('who denies having one still is understood', () => {
    expect(['NO', 'CHOICE noEmail']).toContain(understood('ahorita no cuento con ningún correo', email));
  });

  it('free words are always an answer', () => {
    expect(understood('ya estoy de vuelta', words)).toBe('ANSWER ya estoy de vuelta');
  });

  it('a telephone called by its name corrects the one before, one without a name is only told', () => {
    expect(understood('mi teléfono es 2220000001', account)).toBe('CORRECTION phone +522220000001');
    expect(understood('2220000001', account)).toBe('ANSWER null');
    expect(read('2220000001', account).facts).toEqual({ phone: '+522220000001' });
  });

  it('six figures in place of a folio are an account', () => {
    expect(understood('100006', folio)).toBe('ANSWER null');
    expect(read('100006', folio).facts).toEqual({ account: '100006' });
  });
});

describe('yes and no in more words', () => {
  it.each([
    ['sí, eso es', 'YES'],
    ['sí, así es', 'YES'],
    ['no, esperemos', 'NO'],
    ['no, mejor espero', 'NO'],
    ['yes, that’s it', 'YES'],
    ['yes, that’s right', 'YES'],
    ['no, let’s wait', 'NO'],
  ])('"%s" is %s', (text, expected) => {
    expect(understood(text, yesNo)).toBe(expected);
    expect(understood(text, yesNo, 'en')).toBe(expected);
  });

  it('are matters of their own where no yes and no is asked', () => {
    expect(understood('no, esperemos', asking(['CHOICE', 'INTENT']))).toBe('INTENT deny');
  });
});
