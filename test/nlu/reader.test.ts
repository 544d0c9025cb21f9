import { describe, expect, it } from '@jest/globals';
import { account, asking, email, folio, menu, phone, read, slots, understood, when, words, yesNo } from './contexts.js';

/** Of the kind that even people ask back about. */
const AMBIGUOUS = [
  'cuánto tardan en conectar y cobran reconexión?',
  'qué pasó con eso del pago',
  'lo de mi recibo y la visita',
  'quiten el internet de paga y pongan uno que sirva',
  'es por lo del otro día',
  'no me abre netflix en la tele smart',
];

describe('with no question asked', () => {
  it.each([
    ['no tengo internet desde ayer, cuenta 100005', 'INTENT technical_failure'],
    ['ola no ay inter', 'INTENT technical_failure'],
    ['my internet is down since yesterday, account 100005', 'INTENT technical_failure'],
    ['¿y cuánto debo?', 'INTENT balance_inquiry'],
    ['ya la prendí', 'INTENT power_check_on'],
    ['sigue igual', 'INTENT restart_still_failing'],
    ['ya jala', 'INTENT restart_fixed'],
    ['cómo va mi folio T100017', 'INTENT folio_status'],
    ['¿a qué hora viene el técnico?', 'INTENT folio_status'],
    ['quiero cambiar la visita', 'INTENT reschedule_visit'],
    ['quiero cancelar mi servicio', 'INTENT service_cancellation'],
    ['hola', 'INTENT greeting'],
    ['gracias', 'INTENT thanks_goodbye'],
    ['ándale pues', 'INTENT affirm'],
    ['no, mi cuenta es 100004', 'CORRECTION account 100004'],
    ['quiero hablar con una persona', 'person'],
    ['english please', 'language en'],
    ['asdfgh', 'unclear'],
    ['', 'unclear'],
  ])('"%s" is %s', (text, expected) => {
    expect(understood(text)).toBe(expected);
  });

  it('learns what a report says beside the matter', () => {
    const facts = { account: '100005', outageSince: '2026-11-23T06:00:00.000Z' };
    expect(read('no tengo internet desde ayer, cuenta 100005').facts).toEqual(facts);
    expect(read('my internet is down since yesterday, account 100005').facts).toEqual(facts);
  });

  it('takes "hace 3 días" for the beginning of a failure only where a failure is told', () => {
    expect(read('pagué hace 3 días y no me reconectan').facts).toEqual({});
  });

  it('asks which of two where it cannot tell, and no more than that', () => {
    const readings = AMBIGUOUS.map((text) => read(text));
    const asks = readings.filter(({ understood: { type } }) => type === 'unclear');
    expect(asks.some(({ guess }) => guess.intent !== 'out_of_scope')).toBe(true);
    for (const { understood: meaning, guess } of asks) {
      const candidates = meaning.type === 'unclear' ? meaning.intents : [];
      expect(candidates.length).toBe(guess.intent === 'out_of_scope' ? 0 : 2);
      expect(new Set(candidates).size).toBe(candidates.length);
    }
  });

  it.each([
    ['no tengo internet desde ayer', 'es-MX'],
    ['my internet is down since yesterday', 'en'],
    ['hola', null],
    ['ok', null],
    ['100005', null],
  ])('"%s" is written in %s', (text, language) => {
    expect(read(text).language).toBe(language);
  });

  it('reads a text in its own language, whatever the conversation’s', () => {
    expect(understood('i was charged twice on my bill', null, 'es-MX')).toBe('INTENT undue_charge_claim');
    expect(understood('me cobraron dos veces en mi recibo', null, 'en')).toBe('INTENT undue_charge_claim');
  });
});

describe('commands work in every state', () => {
  const states = [null, yesNo, account, menu, slots, words];

  it.each([
    ['asesor', 'person'],
    ['una persona por favor', 'person'],
    ['humano', 'person'],
    ['quiero hablar con alguien', 'person'],
    ['pásame con un acesor', 'person'],
    ['agent', 'person'],
    ['i want to talk to someone', 'person'],
    ['olvídalo', 'cancel'],
    ['ya no, gracias, déjelo', 'cancel'],
    ['never mind', 'cancel'],
    ['regresar', 'back'],
    ['atrás', 'back'],
    ['go back', 'back'],
    ['repite', 'repeat'],
    ['¿cómo?', 'repeat'],
    ['no entendí', 'repeat'],
    ['mande?', 'repeat'],
    ['menú', 'menu'],
    ['ayuda', 'help'],
    ['help', 'help'],
    ['english please', 'language en'],
    ['en inglés por favor', 'language en'],
    ['en español', 'language es-MX'],
    ['spanish please', 'language es-MX'],
  ])('"%s" is %s', (text, expected) => {
    for (const state of states) {
      expect(understood(text, state)).toBe(expected);
      expect(understood(text, state, 'en')).toBe(expected);
    }
  });

  it('but cancelling the service is a matter', () => {
    for (const state of [null, yesNo, menu, slots])
      expect(understood('quiero cancelar mi servicio', state)).toBe('INTENT service_cancellation');
    expect(understood('i want to cancel my service', yesNo, 'en')).toBe('INTENT service_cancellation');
  });

  it('"cancelar" alone gives a procedure up, and is notice where none is under way', () => {
    expect(understood('cancelar', yesNo)).toBe('cancel');
    expect(understood('cancelar', slots)).toBe('cancel');
    expect(understood('cancelar')).toBe('INTENT service_cancellation');
    expect(understood('cancelar', menu)).toBe('INTENT service_cancellation');
    expect(understood('cancel', yesNo, 'en')).toBe('cancel');
  });

  it('a button comes before the command of the same words', () => {
    const state = asking(['CHOICE'], null, [['menuOfDishes', 'Menú']]);
    expect(understood('menú', state)).toBe('CHOICE menuOfDishes');
  });
});

describe('yes and no', () => {
  it.each([
    'sí',
    'si',
    'siii',
    'sip',
    'simón',
    'claro',
    'claro que sí joven',
    'ándele',
    'órale pues',
    'va',
    'sale',
    'así es',
    'aja',
    'ok',
    'sí, por favor',
    'está bien',
    'creo que sí',
    '👍',
    'yes',
    'yeah',
    'sure',
  ])('"%s" is yes', (text) => {
    expect(understood(text, yesNo)).toBe('YES');
    expect(understood(text, yesNo, 'en')).toBe('YES');
  });

  it.each([
    'no',
    'nooo',
    'nel',
    'nop',
    'para nada',
    'todavía no',
    'aún no',
    'no gracias',
    'no señorita',
    'claro que no',
    'ahorita no',
    'creo que no',
    '👎',
    'nope',
    'not yet',
    'no thanks',
  ])('"%s" is no', (text) => {
    expect(understood(text, yesNo)).toBe('NO');
    expect(understood(text, yesNo, 'en')).toBe('NO');
  });

  it.each(['no sé', 'quién sabe', 'no estoy seguro', 'i don’t know'])('"%s" is neither', (text) => {
    expect(understood(text, yesNo)).toBe('unclear');
  });

  it('at the head of a longer answer', () => {
    const strict = asking(['YES', 'NO']);
    expect(understood('sí, los dos', strict)).toBe('YES');
    expect(understood('no, ninguno de los dos', strict)).toBe('NO');
    expect(understood('sí, ya jala', strict)).toBe('YES');
    expect(understood('todavía no jala', strict)).toBe('NO');
  });

  it('named by the matter, only where the state does not want the matter itself', () => {
    expect(understood('ya está prendido', asking(['YES', 'NO']))).toBe('YES');
    expect(understood('sigue sin servir', asking(['YES', 'NO']))).toBe('NO');
    expect(understood('ya está prendido', yesNo)).toBe('INTENT power_check_on');
    expect(understood('no, sigue igual', yesNo)).toBe('INTENT restart_still_failing');
  });

  it('are matters of their own where nothing of the kind is asked', () => {
    expect(understood('sí', asking(['INTENT']))).toBe('INTENT affirm');
    expect(understood('no', asking(['INTENT']))).toBe('INTENT deny');
  });
});

describe('choices', () => {
  it.each([
    ['Reportar una falla', 'CHOICE failure'],
    ['reportar una falla por favor', 'CHOICE failure'],
    ['1', 'CHOICE failure'],
    ['la 2', 'CHOICE folio'],
    ['opción dos', 'CHOICE folio'],
    ['la segunda', 'CHOICE folio'],
    ['el tercero', 'CHOICE cancelService'],
    ['otro asunto', 'CHOICE other'],
    ['hablar con alguien', 'person'],
    ['la última', 'person'],
    ['9', 'unclear'],
  ])('"%s" of a menu is %s', (text, expected) => {
    expect(understood(text, menu)).toBe(expected);
  });

  it('a matter told in full keeps its words', () => {
    expect(understood('quiero dar de baja mi internet', menu)).toBe('INTENT service_cancellation');
    expect(understood('no tengo internet desde ayer, cuenta 100005', menu)).toBe('INTENT technical_failure');
  });

  it.each([
    ['miércoles en la tarde', 'CHOICE slot-1'],
    ['el jueves', 'CHOICE slot-2'],
    ['mejor el jueves por la mañana', 'CHOICE slot-2'],
    ['jueves', 'CHOICE slot-2'],
    ['el 26', 'CHOICE slot-2'],
    ['mañana en la tarde', 'CHOICE slot-1'],
    ['pasado mañana', 'CHOICE slot-2'],
    ['en la tarde', 'CHOICE slot-1'],
    ['miercoles tarde', 'CHOICE slot-1'],
    ['miercols tarde', 'CHOICE slot-1'],
    ['la segunda', 'CHOICE slot-1'],
    ['cualquiera', 'CHOICE slot-0'],
    ['otra fecha', 'CHOICE later'],
    ['ninguna', 'CHOICE none'],
    ['no', 'NO'],
    ['el miércoles', 'CHOICE slot-0'],
    ['la última', 'CHOICE slot-2'],
    ['el último', 'CHOICE slot-2'],
    ['por la tarde', 'CHOICE slot-1'],
    ['mejor el lunes', 'INTENT reschedule_visit'],
  ])('"%s" of dates is %s', (text, expected) => {
    expect(understood(text, slots)).toBe(expected);
  });

  it('one denied is not chosen', () => {
    const state = asking(['CHOICE'], null, [
      ['on', 'Está prendido'],
      ['off', 'Está apagado'],
    ]);
    expect(understood('está prendido', state)).toBe('CHOICE on');
    expect(understood('no está prendido', state)).not.toBe('CHOICE on');
  });

  it('one said in other words is found where no matter is wanted', () => {
    const state = asking(['CHOICE'], null, [
      ['works', 'Ya funciona'],
      ['same', 'Sigue igual'],
    ]);
    expect(understood('ya quedó joven', state)).toBe('CHOICE works');
    expect(understood('no jala todavía', state)).toBe('CHOICE same');
  });
});

describe('a value that is asked for', () => {
  it.each([
    ['100005', account, 'ANSWER 100005'],
    ['es la cien mil cinco', account, 'ANSWER 100005'],
    ['no, es 100004', account, 'ANSWER 100004'],
    ['no, mi cuenta es 100004', account, 'ANSWER 100004'],
    ['12345', account, 'ANSWER null'],
    ['no me acuerdo', account, 'CHOICE noAccount'],
    ['no', account, 'NO'],
    ['ana arroba ejemplo punto com', email, 'ANSWER ana@ejemplo.com'],
    ['ana@ejemplo', email, 'ANSWER null'],
    ['no tengo correo', email, 'CHOICE noEmail'],
    ['222 000 0005', phone, 'ANSWER +522220000005'],
    ['100005', phone, 'ANSWER null'],
    ['T10001 7', folio, 'ANSWER T100017'],
    ['T100018', folio, 'ANSWER null'],
    ['desde ayer', when, 'ANSWER 2026-11-23T06:00:00.000Z'],
    ['ayer', when, 'ANSWER 2026-11-23T06:00:00.000Z'],
    ['quiero saber de sus horarios de oficina', words, 'ANSWER quiero saber de sus horarios de oficina'],
    ['necesito mi factura', words, 'INTENT invoice_request'],
  ])('"%s"', (text, state, expected) => {
    expect(understood(text, state)).toBe(expected);
  });

  it('comes with what else the answer says', () => {
    const { understood: meaning } = read('100005, mi correo es ana@ejemplo.com', account);
    expect(meaning).toMatchObject({ event: { type: 'ANSWER', value: '100005', facts: { email: 'ana@ejemplo.com' } } });
  });

  it('gives way to a clear change of topic', () => {
    expect(understood('¿y cuánto debo?', account)).toBe('INTENT balance_inquiry');
    expect(understood('no tengo internet', account)).toBe('INTENT technical_failure');
    expect(understood('how much do i owe?', account, 'en')).toBe('INTENT balance_inquiry');
  });

  it('badly given is not learned as something else', () => {
    expect(read('100005', phone).facts).toEqual({});
    expect(read('100005').facts).toEqual({ account: '100005' });
  });
});

describe('corrections', () => {
  it.each([
    ['no, mi cuenta es 100004', 'CORRECTION account 100004'],
    ['perdón, es 100005', 'CORRECTION account 100005'],
    ['me equivoqué, es la 100006', 'CORRECTION account 100006'],
    ['mi correo está mal, es ana@ejemplo.com', 'CORRECTION email ana@ejemplo.com'],
    ['disculpe, mi teléfono es 222 000 0002', 'CORRECTION phone +522220000002'],
    ['no, el folio es T100017', 'CORRECTION folio T100017'],
    ['sorry, my account is 100004', 'CORRECTION account 100004'],
    ['actually it’s 100004', 'CORRECTION account 100004'],
  ])('"%s" is %s', (text, expected) => {
    expect(understood(text, yesNo)).toBe(expected);
    expect(understood(text, slots)).toBe(expected);
  });

  it('by its name, even where another value is asked for', () => {
    expect(understood('mi cuenta es 100004', email)).toBe('CORRECTION account 100004');
    expect(understood('ana@ejemplo.com', phone)).toBe('CORRECTION email ana@ejemplo.com');
  });

  it('a matter that begins with no is none', () => {
    expect(understood('no tengo internet, mi cuenta es 100005', yesNo)).toBe('INTENT technical_failure');
  });
});

it('the same words mean what the question makes of them', () => {
  expect(understood('1', menu)).toBe('CHOICE failure');
  expect(understood('1', slots)).toBe('CHOICE slot-0');
  expect(understood('en la tarde', slots)).toBe('CHOICE slot-1');
  expect(understood('ya', yesNo)).toBe('YES');
  expect(understood('100005', account)).toBe('ANSWER 100005');
  expect(understood('100005', menu)).toBe('INTENT provide_identifiers');
});
