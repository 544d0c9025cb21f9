import { describe, expect, it } from '@jest/globals';
import { parseFolioNumber } from '../../src/cases/folio-number.js';
import { entityFinder } from '../../src/nlu/entities/entities.js';
import { NOW } from './contexts.js';

const OPTIONS = { timeZone: 'America/Mexico_City', parseFolio: parseFolioNumber };
const found = (text: string, slot: string | null = null) => entityFinder(OPTIONS)(text, slot, NOW).values;

describe('an account number', () => {
  it.each([
    '100005',
    'cuenta 100005',
    'Cuenta: 100005.',
    'cta100005',
    'mi cuenta es la 100005 gracias',
    'no tengo internet desde ayer, cuenta 100005',
    'es el 100 005',
    '1 0 0 0 0 5',
    '10-00-05',
    'cien mil cinco',
    'mi cuenta es cien mil cinco por favor',
    'uno cero cero cero cero cinco',
    'uno, cero, cero, cero, cero, cinco',
    'diez cero cero 0 5',
    'uno doble cero doble cero cinco',
    'no es 100004, es 100005',
    'es 100005, no 100004',
    'account #100005',
    'my account number is 100005',
    'one zero zero zero zero five',
    'one hundred thousand five',
    'cuenta 100005 y mi cel 222 000 0005',
  ])('is found in "%s"', (text) => {
    expect(found(text).account).toBe('100005');
  });

  it.each([
    '2220000005',
    '222 000 0005',
    'folio 100017',
    'mi reporte es 100017',
    'referencia 998877',
    'T100017',
    '1000056',
    '12345',
    'cp 72000',
    'mi rfc es TOAA800101AB1',
    'desde las 10 del 24',
    'los dos o tres',
    'pago 450 pesos',
  ])('is not found in "%s"', (text) => {
    expect(found(text).account).toBeUndefined();
  });

  it('has as many figures as the provider gives it', () => {
    expect(entityFinder({ ...OPTIONS, accountDigits: 8 })('cuenta 12345678', null, NOW).values.account).toBe('12345678');
  });
});

describe('a telephone', () => {
  it.each([
    '2220000005',
    '222 000 0005',
    '(222) 000-0005',
    '222.000.0005',
    '22 20 00 00 05',
    '+52 222 000 0005',
    '+522220000005',
    '+5212220000005',
    '52 1 222 000 0005',
    '044 222 000 0005',
    '0452220000005',
    '01 222 000 0005',
    'mi cel es el 222 000 0005 gracias',
    'cuenta 100005 2220000005',
    'dos veintidos cero cero cero cero cero cero cinco',
    'call me at 222 000 0005',
  ])('is found in "%s"', (text) => {
    expect(found(text).phone).toBe('+522220000005');
  });

  it('of another country needs its plus', () => {
    expect(found('+1 415 555 2671').phone).toBe('+14155552671');
  });

  it.each(['100005', 'clabe 012345678901234567', 'referencia 9988776655', 'pago 100 megas y llegan 8', '12345'])(
    'is not found in "%s"',
    (text) => {
      expect(found(text).phone).toBeUndefined();
    },
  );
});

describe('a mail address', () => {
  it.each([
    ['ana@ejemplo.com', 'ana@ejemplo.com'],
    ['ANA.Torres@Ejemplo.COM.MX.', 'ana.torres@ejemplo.com.mx'],
    ['mi correo es ana+casa@ejemplo.com, gracias', 'ana+casa@ejemplo.com'],
    ['correo:ana@ejemplo.com', 'ana@ejemplo.com'],
    ['<ana@ejemplo.com>', 'ana@ejemplo.com'],
    ['ana @ ejemplo.com', 'ana@ejemplo.com'],
    ['ana@ ejemplo.com', 'ana@ejemplo.com'],
    ['ana arroba ejemplo punto com', 'ana@ejemplo.com'],
    ['es ana punto torres arroba ejemplo punto com punto mx', 'ana.torres@ejemplo.com.mx'],
    ['ana guion bajo torres arroba gmail punto com', 'ana_torres@gmail.com'],
    ['ana arroba gmail.com', 'ana@gmail.com'],
    ['my email is ana at example dot com', 'ana@example.com'],
  ])('is found in "%s"', (text, address) => {
    expect(found(text).email).toBe(address);
  });

  it.each(['i am at home', 'estoy en mi casa', 'ana@', '@ana', 'ana@ejemplo', 'no tengo correo', 'la arroba no sale'])(
    'is not found in "%s"',
    (text) => {
      expect(found(text).email).toBeUndefined();
    },
  );
});

describe('a folio', () => {
  it.each([
    'T100017',
    't100017',
    'T-100017',
    'folio T 10001 7',
    'cómo va mi folio T100017',
    'mi reporte t-10001-7 por favor',
    'folio T100017 2 veces',
  ])('is found in "%s"', (text) => {
    expect(found(text).folio).toBe('T100017');
  });

  it('may be spaced when it was asked for', () => {
    expect(found('es la t 100 017', 'folio').folio).toBe('T100017');
  });

  it.each(['T100018', 'cambió a 100017', 'tel 100017', 'folio 100017', 'tengo 100017'])('is not found in "%s"', (text) => {
    expect(found(text).folio).toBeUndefined();
  });
});

describe('the lights', () => {
  it.each([
    'foquito rojo',
    'LOS en rojo',
    'el LOS está rojo',
    'me sale una luz roja en donde dice LOS',
    'el modem tiene el foco en rojo',
    'no sirve, foco rojo',
    'there is a red light',
    'the LOS light is red',
  ])('are red in "%s"', (text) => {
    expect(found(text).lights).toBe('los');
  });

  it.each(['no hay luz roja', 'ya no está rojo el foco', 'los cables rojos', 'no hay red', 'luz verde', 'the light is green'])(
    'are not in "%s"',
    (text) => {
      expect(found(text).lights).toBeUndefined();
    },
  );
});

describe('a postal code', () => {
  it.each([
    ['cp 72000', null],
    ['C.P. 72000', null],
    ['código postal: 72000', null],
    ['zip code 72000', null],
    ['calle 5 de mayo 20, 72000 Puebla', 'address'],
  ])('is found in "%s"', (text, slot) => {
    expect(found(text, slot).postalCode).toBe('72000');
  });

  it('needs its name where no address is asked for', () => {
    expect(found('72000').postalCode).toBeUndefined();
  });
});

it('several in one message are all found', () => {
  expect(found('cuenta 100005, ana@ejemplo.com, cel 222 000 0005, folio T100017, luz roja desde ayer')).toEqual({
    account: '100005',
    email: 'ana@ejemplo.com',
    phone: '+522220000005',
    folio: 'T100017',
    lights: 'los',
    outageSince: '2026-11-23T06:00:00.000Z',
  });
});
