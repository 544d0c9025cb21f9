import { describe, expect, it } from '@jest/globals';
import {
  givesVisitUp,
  mistypesFolio,
  tellsOfBlackout,
  tellsOfElectricity,
  tellsOfLights,
  tellsOfRestart,
} from '../../flows/shared/own-words.js';

/** What is looked for, words that tell it, and words that sound like it and do not. */
const WORDS: readonly (readonly [name: string, tells: (text: string) => boolean, yes: readonly string[], no: readonly string[]])[] = [
  [
    'a restart',
    tellsOfRestart,
    ['ya lo reinicié y sigue igual', 'YA LO APAGUE Y LO PRENDI', 'lo desconecté y lo conecté', 'I already restarted it', 'I unplugged it'],
    [
      'sigue igual',
      'se reinicia solo a cada rato',
      'no lo he reiniciado',
      'todavía no lo apagué',
      'está apagado',
      'cómo lo reinicio',
      "I haven't restarted it",
      'i could not, how do i restart it',
    ],
  ],
  ['lights', tellsOfLights, ['conectado y con luces', 'está prendido', 'the lights are on'], ['sí está conectado', 'yes it is plugged in']],
  [
    'a house without electricity',
    tellsOfBlackout,
    ['se fue la luz en la colonia', 'no hay luz en toda la cuadra', 'hay apagón', 'CFE nos cortó', 'the power is out'],
    ['no tiene luz', 'el módem no tiene electricidad', 'está desconectado', 'it is off'],
  ],
  [
    'electricity alone',
    tellsOfElectricity,
    ['ya volvió la luz', 'ya hay electricidad', 'the power is back'],
    ['ya volvió la luz y el internet', 'ya quedó', 'ya volvió la señal'],
  ],
  [
    'a visit that is not wanted',
    givesVisitUp,
    ['quiero cancelar mi visita', 'ya no vengan', 'que ya no venga el técnico', 'ya no quiero la visita', 'cancel my visit', "don't come"],
    ['cambiar mi visita', 'no la cancelen, muévanla', 'la pueden mover', "don't cancel it", 'move my visit'],
  ],
];

describe.each(WORDS)('the customer’s own words tell of %s', (_, tells, yes, no) => {
  it.each(yes)('"%s"', (text) => expect(tells(text)).toBe(true));
  it.each(no)('but not in "%s"', (text) => expect(tells(text)).toBe(false));
});

describe('a folio with a wrong figure', () => {
  it.each(['mi folio es T100018', 'folio t-10001 8', 'a100018'])('is seen in "%s"', (text) => {
    expect(mistypesFolio(text, undefined)).toBe(true);
    expect(mistypesFolio(text, 'T100017')).toBe(true);
  });
  it('is none where it could be read', () => {
    expect(mistypesFolio('folio T100017', 'T100017')).toBe(false);
    expect(mistypesFolio('folio t-10001 7, tel 2220000001', 'T100017')).toBe(false);
  });
  it.each(['mi cuenta es 100006', 'a 100006', 'cómo va mi folio', 'tengo 12345 dudas'])('nor is there any in "%s"', (text) =>
    expect(mistypesFolio(text, undefined)).toBe(false),
  );
});
