import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { writeFigures } from '../../src/nlu/entities/number-words.js';
import { findOutageSince } from '../../src/nlu/entities/outage-since.js';
import { fold } from '../../src/nlu/normalise.js';
import { NOW } from './contexts.js';

const ZONE = 'America/Mexico_City';

/** In the provider's zone, where it is Tuesday 24 November 2026, 15:30. */
function since(text: string, bare = false): string | null {
  const found = findOutageSince(writeFigures(fold(text)), NOW, ZONE, bare);
  return found && DateTime.fromISO(found, { zone: ZONE }).toFormat('ccc d HH:mm');
}

describe('since when the service fails', () => {
  it.each([
    ['no tengo internet desde ayer, cuenta 100005', 'Mon 23 00:00'],
    ['desde ayer en la noche', 'Mon 23 19:00'],
    ['desde ayer a las 8 pm', 'Mon 23 20:00'],
    ['desde ayer a las 5', 'Mon 23 17:00'],
    ['anoche se fue la señal', 'Mon 23 19:00'],
    ['desde antier', 'Sun 22 00:00'],
    ['desde antier en la tarde', 'Sun 22 12:00'],
    ['desde hoy en la mañana', 'Tue 24 06:00'],
    ['desde en la mañana', 'Tue 24 06:00'],
    ['desde la madrugada', 'Tue 24 00:00'],
    ['hace 3 días', 'Sat 21 15:30'],
    ['hace como dos horas', 'Tue 24 13:30'],
    ['desde hace media hora', 'Tue 24 15:00'],
    ['desde hace un par de días', 'Sun 22 15:30'],
    ['llevo una semana sin internet', 'Tue 17 15:30'],
    ['tengo 2 dias sin servicio', 'Sun 22 15:30'],
    ['desde el lunes', 'Mon 23 00:00'],
    ['desde el martes', 'Tue 17 00:00'],
    ['desde el sábado como a las 9', 'Sat 21 09:00'],
    ['desde el lunes en la tarde', 'Mon 23 12:00'],
    ['desde las 5', 'Tue 24 05:00'],
    ['desde las 5 de la tarde', 'Mon 23 17:00'],
    ['desde las 7:30 am', 'Tue 24 07:30'],
    ['desde las 12', 'Tue 24 12:00'],
    ['desde el 15', 'Sun 15 00:00'],
    ['desde el 15 de noviembre', 'Sun 15 00:00'],
    ['desde la semana pasada', 'Mon 16 00:00'],
    ['desde el fin de semana', 'Sat 21 00:00'],
    ['since yesterday', 'Mon 23 00:00'],
    ['since last night', 'Mon 23 19:00'],
    ['since this morning', 'Tue 24 06:00'],
    ['since Monday', 'Mon 23 00:00'],
    ['down for two days', 'Sun 22 15:30'],
    ['2 hours ago', 'Tue 24 13:30'],
    ['since 5 pm', 'Mon 23 17:00'],
  ])('"%s" is %s', (text, expected) => {
    expect(since(text)).toBe(expected);
  });

  it.each([
    'hoy no tengo internet',
    'no tengo internet',
    'desde mañana',
    '3 días',
    'desde el 30 de noviembre',
    'desde mi casa',
    'hace rato',
  ])('"%s" does not say', (text) => {
    expect(since(text)).toBeNull();
  });

  it.each([
    ['ayer', 'Mon 23 00:00'],
    ['el lunes', 'Mon 23 00:00'],
    ['3 días', 'Sat 21 15:30'],
    ['a las 5', 'Tue 24 05:00'],
    ['el 15', 'Sun 15 00:00'],
  ])('as an answer, "%s" is %s', (text, expected) => {
    expect(since(text, true)).toBe(expected);
  });

  it('is never after now', () => {
    expect(since('desde hoy en la noche')).toBe('Tue 24 15:30');
  });
});
