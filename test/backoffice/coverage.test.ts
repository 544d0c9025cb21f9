import { describe, expect, it } from '@jest/globals';
import type { CoverageArea, CoverageColonia, Ring } from '../../src/backoffice/coverage-data.js';
import { demoBackoffice } from '../../src/backoffice/demo.js';
import { localCoverage } from '../../src/backoffice/local-coverage.js';
import { unconnectedBackoffice } from '../../src/backoffice/unconnected.js';

const demo = demoBackoffice({ now: () => 0 });
const colonia = (postalCode: string, name: string, aliases: readonly string[] = []): CoverageColonia => ({
  postalCode,
  colonia: name,
  aliases,
  state: 'yes',
  zone: null,
  note: null,
});

describe('where the demo provider serves', () => {
  it.each([
    [19.04, -98.2, 'yes', 'centro'],
    [19.07, -98.2, 'check', 'norte'],
    [19.04, -98.15, 'planned', 'oriente'],
    [20.5, -99.1, 'no', null],
  ])('latitude %d, longitude %d: %s', async (latitude, longitude, state, zone) => {
    expect(await demo.checkCoverage({ latitude, longitude })).toMatchObject({ state, zone });
  });

  it.each([
    ['72000', 'Centro', 'yes'],
    ['72100', 'norte', 'check'],
    ['72200', 'Oriente', 'planned'],
    ['75000', 'Lejano', 'no'],
    ['72000', 'Norte', 'check'],
    ['99999', 'Nadie Sabe', 'check'],
  ])('%s %s: %s', async (postalCode, name, state) => {
    expect(await demo.checkCoverage({ postalCode, colonia: name })).toMatchObject({ state });
  });

  it('has to be looked into just outside a border, and where there is no map', async () => {
    expect(await demo.checkCoverage({ latitude: 19.0515, longitude: -98.2 })).toMatchObject({ state: 'check', zone: 'centro' });
    expect(await demo.checkCoverage({ latitude: 19.055, longitude: -98.2 })).toMatchObject({ state: 'no' });
    expect(await unconnectedBackoffice.checkCoverage({ latitude: 19.04, longitude: -98.2 })).toMatchObject({ state: 'check' });
  });
});

describe('an area on the map', () => {
  const square = (from: number, to: number): Ring => [
    { latitude: from, longitude: from },
    { latitude: from, longitude: to },
    { latitude: to, longitude: to },
    { latitude: to, longitude: from },
    { latitude: from, longitude: from },
  ];
  const area = (state: CoverageArea['state'], ...polygons: CoverageArea['polygons']): CoverageArea => ({
    name: state,
    state,
    zone: state,
    note: null,
    polygons,
  });
  const at = async (areas: readonly CoverageArea[], latitude: number, longitude = latitude) =>
    (await localCoverage({ areas, colonias: [] }).checkCoverage({ latitude, longitude })).state;

  it('may have a hole and several parts', async () => {
    const areas = [area('yes', [square(0, 10), square(4, 6)], [square(20, 21)])];
    expect(await Promise.all([2, 5, 20.5, 15].map((place) => at(areas, place)))).toEqual(['yes', 'no', 'yes', 'no']);
  });

  it('has to be looked into where a part of what is served does', async () => {
    const areas = [area('planned', [square(0, 10)]), area('yes', [square(0, 8)]), area('check', [square(2, 3)])];
    expect(await Promise.all([1, 2.5, 9].map((place) => at(areas, place)))).toEqual(['yes', 'check', 'planned']);
  });
});

describe('the colonia that a text names', () => {
  const list = localCoverage({
    areas: [],
    colonias: [
      colonia('72000', 'Centro', ['Centro Histórico']),
      colonia('72100', 'Norte'),
      colonia('72160', 'La Paz'),
      colonia('72530', 'Villa Universitaria'),
      colonia('72531', 'Villa'),
      colonia('72700', 'Centro'),
      colonia('72540', 'Ampliación Reforma'),
      colonia('72541', 'Reforma'),
    ],
  });
  const found = async (text: string, postalCode: string | null = null): Promise<string[]> =>
    (await list.findColonias({ text, postalCode })).map((match) => `${match.postalCode} ${match.colonia}${match.exact ? '' : '?'}`);

  it.each([
    ['¿llegan a la colonia Norte?', ['72100 Norte']],
    ['llegan a NORTE', ['72100 Norte']],
    ['norte', ['72100 Norte']],
    ['col. la paz, atrás del parque', ['72160 La Paz']],
    ['colonia paz', ['72160 La Paz']],
    ['vivo en villa universitaria', ['72530 Villa Universitaria']],
    ['mi colonia es ampliacion reforma', ['72540 Ampliación Reforma']],
    ['5 norte 203, colonia reforma', ['72541 Reforma']],
    ['hay servicio en mi colonia, la paz', ['72160 La Paz']],
    ['colonia centro', ['72000 Centro', '72700 Centro']],
    ['centro historico', ['72000 Centro']],
  ])('%s', async (text, names) => {
    expect(await found(text)).toEqual(names);
  });

  it.each([
    ['colonia nrote', ['72100 Norte?']],
    ['colonia nortte', ['72100 Norte?']],
    ['villa universtaria', ['72530 Villa Universitaria?']],
    ['vivo al norte de la ciudad', ['72100 Norte?']],
  ])('%s, to be confirmed', async (text, names) => {
    expect(await found(text)).toEqual(names);
  });

  it.each(['calle norte 3', '5 norte 203', 'avenida reforma 10', 'colonia lomas verdes, 3 norte', 'aquí en mi casa', 'colonia sur', ''])(
    'none in: %s',
    async (text) => {
      expect(text === '' ? await found(text, '00000') : await found(text)).toEqual([]);
    },
  );

  it('is one of its postal code, and all of these without words', async () => {
    expect(await found('centro', '72700')).toEqual(['72700 Centro']);
    expect(await found('centro', '72100')).toEqual([]);
    expect(await found('', '72100')).toEqual(['72100 Norte?']);
  });
});
