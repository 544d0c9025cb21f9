import { describe, expect, it } from '@jest/globals';
import { asking, slots, understood } from './contexts.js';

describe('among dates', () => {
  it('a place among the dates is no day of the month, but a number may be one', () => {
    const dates = asking(['CHOICE', 'INTENT', 'NO'], null, [
      ['slot-0', 'lunes, 30 de noviembre, por la mañana (09:00 a 13:00)'],
      ['slot-1', 'martes, 1 de diciembre, por la mañana (09:00 a 13:00)'],
      ['later', 'Ver más fechas', 'más tarde'],
    ]);
    expect(understood('la primera', dates)).toBe('CHOICE slot-0');
    expect(understood('el 1', dates)).toBe('CHOICE slot-1');
    expect(understood('1', dates)).toBe('CHOICE slot-0');
    expect(understood('la última', dates)).toBe('CHOICE slot-1');
    expect(understood('más tarde', dates)).toBe('CHOICE later');
  });

  it('dates beside a question are named, but not counted', () => {
    const confirm = asking(['YES', 'NO', 'CHOICE', 'INTENT'], null, [
      ['yes', 'Sí'],
      ['no', 'No'],
      ['slot-0', 'miércoles, 25 de noviembre, por la mañana (09:00 a 13:00)'],
      ['slot-2', 'jueves, 26 de noviembre, por la mañana (09:00 a 13:00)'],
    ]);
    expect(understood('mejor el jueves', confirm)).toBe('CHOICE slot-2');
    for (const text of ['la primera', 'la última', 'cualquiera']) expect(understood(text, confirm)).toBe('unclear');
    expect(understood('sí', confirm)).toBe('YES');
  });

  it('what one of many dates may also be called is found alone, and in no longer text', () => {
    const [first, second, ...others] = slots.choices;
    const also = { ...slots, choices: [first, second].flatMap((date) => (date ? [{ ...date, synonyms: ['cuando sea'] }] : [])) };
    const state = { ...also, choices: [...also.choices, ...others] };
    expect(understood('cuando sea', state)).toBe('CHOICE slot-0');
    expect(understood('cuándo viene el técnico', state)).toBe('INTENT folio_status');
  });
});
