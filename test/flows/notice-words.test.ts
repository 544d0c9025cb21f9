import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readNotice, tellsOfAnother, tellsOfEarlier, tellsOfPart, tellsOfPerson } from '../../flows/shared/notice-words.js';

describe('words about cancelling are', () => {
  it.each([
    ['', 'given'],
    ['quiero cancelar', 'given'],
    ['quiero cancelar mi servicio', 'given'],
    ['cancelo', 'given'],
    ['ya me harté, quiero dar de baja el servicio', 'given'],
    ['vengan por su equipo, ya no quiero el servicio', 'given'],
    ['ya no quiero, denme de baja', 'given'],
    ['cancelen mi contrato a partir de hoy', 'given'],
    ['doy aviso de cancelacion de mi servicio cuenta 7741', 'given'],
    ['no me combiene el precio mejor lo cancelo', 'given'],
    ['¿me puede cancelar el servicio por favor?', 'given'],
    ['como ya no lo uso quiero cancelar', 'given'],
    ['¿cómo le hago? quiero dar de baja mi internet', 'given'],
    ['necesito q me cancelen y me den un comprobante', 'given'],
    ['no me dejan cancelar, cancelen ya', 'given'],
    ['quiero cancelar mi servicio, mi cuenta es 100001', 'given'],
    ['I want to cancel my service', 'given'],
    ['please cancel my contract', 'given'],
    ['i’d like to cancel', 'given'],
  ])('a notice: %s', (text, kind) => {
    expect(readNotice(text)).toBe(kind);
  });

  it.each([
    '¿Cómo le hago para cancelar?',
    'como cancelo mi servicio',
    'que necesito para cancelar',
    'cuanto me cobran por cancelar',
    'se puede cancelar por aqui?',
    'quiero saber cómo cancelar',
    'mi hermano quiere cancelar, que necesita',
    'a quien le entrego el equipo, ya voy a cancelar',
    'tengo plazo forzoso? quiero salirme',
    'how do I cancel?',
    'what do I need to cancel my service?',
    'is there a fee to cancel?',
  ])('a question: %s', (text) => {
    expect(readNotice(text)).toBe('asked');
  });

  it.each([
    'Si no me arreglan hoy cancelo',
    'si no vienen hoy mejor cancelo el servicio',
    'si no me arreglan hoy quiero cancelar',
    'o me lo arreglan o cancelo',
    'si siguen fallando me doy de baja',
    'a lo mejor cancelo',
    'estoy pensando en cancelar',
    'quiero cancelar mi cita',
    'If you do not fix it today I will cancel',
    'fix it or I will cancel',
    'I am thinking about cancelling',
  ])('no notice yet: %s', (text) => {
    expect(readNotice(text)).toBe('unsure');
  });

  it.each([
    'ya no quiero cancelar',
    'siempre no, mejor no cancelo',
    'me arrepentí, no cancelen',
    'no quiero que me den de baja',
    'retiro mi cancelación',
    'mejor me quedo, no me cancelen',
    'I changed my mind, do not cancel',
    "I don't want to cancel",
    'I no longer want to cancel',
  ])('none any more: %s', (text) => {
    expect(readNotice(text)).toBe('kept');
  });

  it('a notice in most of what customers are known to write, and a withdrawal in none of it', () => {
    const examples = readFileSync('locales/es-MX/nlu/service_cancellation.txt', 'utf8').split('\n').filter(Boolean);
    const kinds = examples.map(readNotice);
    expect(kinds.filter((kind) => kind === 'kept')).toEqual([]);
    expect(kinds.filter((kind) => kind === 'given').length / kinds.length).toBeGreaterThan(0.7);
  });
});

describe('words tell', () => {
  it.each([
    'solo quiero cancelar la tele',
    'quitenme el paquete de canales, lo demas lo dejo',
    'I want to cancel the tv and keep the internet',
  ])('of a part: %s', (text) => {
    expect(tellsOfPart(text)).toBe(true);
  });
  it.each(['quiero cancelar la línea de mi mamá', 'fallecio mi papa y el servicio esta a su nombre', "cancel my mother's line"])(
    'of somebody else: %s',
    (text) => {
      expect(tellsOfAnother(text)).toBe(true);
    },
  );
  it.each(['solicite la baja hace un mes y me siguen mandando recibo', 'I already cancelled last month'])(
    'of an earlier notice: %s',
    (text) => {
      expect(tellsOfEarlier(text)).toBe(true);
    },
  );
  it.each([
    'quiero hablar con alguien para cancelar',
    'páseme con una persona, quiero cancelar',
    'ocupo un asesor para la baja',
    'I want to speak to someone to cancel',
    'get me a human, I cancel',
  ])('of a person who is wanted: %s', (text) => {
    expect(tellsOfPerson(text)).toBe(true);
  });
  it('of none of it where it is not said', () => {
    for (const text of ['quiero cancelar mi servicio de internet', 'me cambio de casa, cancelen', 'I want to cancel my service', '']) {
      expect([tellsOfPart(text), tellsOfAnother(text), tellsOfEarlier(text), tellsOfPerson(text)]).toEqual([false, false, false, false]);
    }
  });
});
