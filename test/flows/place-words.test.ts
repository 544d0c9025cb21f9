import { expect, it } from '@jest/globals';
import { namesOther, tellsPlace } from '../../flows/shared/place-words.js';

it.each([
  '¿llegan a lomas verdes?',
  'hay cobertura en el rancho la esperanza',
  'tienen servicio en san antonio texcala',
  'vivo en calle hidalgo 45, si llega?',
  'dan servicio en tehuacan?',
  'quiero contratar internet en villa frontera',
  'estoy en la carretera a tecali km 12',
  'do you cover cholula?',
  'is there service on oak street?',
])('a place is told: %s', (text) => {
  expect(tellsPlace(text, false)).toBe(true);
});

it.each([
  'quiero contratar',
  'quiero contratar internet para mi casa',
  'llegan a mi colonia?',
  '¿hay cobertura en mi calle?',
  'tienen cobertura aqui',
  'hay cobertura en el código postal 91234',
  'vi su anuncio en face quiero mas informacion',
  'que papeles piden para contratar',
  'i want internet at my house',
])('no place is told: %s', (text) => {
  expect(tellsPlace(text, false)).toBe(false);
});

it('a bare name is a place where one was asked for, and "here" is none', () => {
  expect(['lomas verdes', 'tecali', 'calle 3 número 4', 'privada del sol'].map((text) => tellsPlace(text, true))).toEqual(
    Array(4).fill(true),
  );
  const none = [
    'aquí en mi casa',
    'pues aquí donde vivo',
    '72000',
    'cp 72000',
    'en mi domicilio',
    'right here',
    'gracias, luego les aviso',
    '',
  ];
  expect(none.map((text) => tellsPlace(text, true))).toEqual(Array(none.length).fill(false));
});

it('another place is named in passing, or none', () => {
  const named = ['¿y a la Norte?', '¿y en cholula?', '¿y en el 72100?', '¿también dan servicio en la colonia reforma de puebla capital?'];
  expect(named.map(namesOther)).toEqual(Array(named.length).fill(true));
  const none = ['¿cuándo llegan?', '¿en cuánto tiempo instalan?', '¿y cuánto tardan?', 'when will you be here?', ''];
  expect(none.map(namesOther)).toEqual(Array(none.length).fill(false));
});
