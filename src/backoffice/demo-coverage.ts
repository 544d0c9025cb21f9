import type { CoverageArea, CoverageColonia, CoverageData, Ring } from './coverage-data.js';

/** Of an area between two latitudes and two longitudes. */
function box(south: number, north: number, west: number, east: number): readonly Ring[] {
  const corners = [
    { latitude: south, longitude: west },
    { latitude: south, longitude: east },
    { latitude: north, longitude: east },
    { latitude: north, longitude: west },
  ];
  return [[...corners, { latitude: south, longitude: west }]];
}

const NO_PORTS = 'a box of the zone has no free ports';

const AREAS: readonly CoverageArea[] = [
  { name: 'Centro', state: 'yes', zone: 'centro', note: null, polygons: [box(19.03, 19.05, -98.22, -98.19)] },
  { name: 'Norte', state: 'check', zone: 'norte', note: NO_PORTS, polygons: [box(19.06, 19.08, -98.22, -98.19)] },
  { name: 'Oriente', state: 'planned', zone: 'oriente', note: null, polygons: [box(19.03, 19.05, -98.17, -98.14)] },
];

const COLONIAS: readonly CoverageColonia[] = [
  { postalCode: '72000', colonia: 'Centro', aliases: ['Centro Histórico'], state: 'yes', zone: 'centro', note: null },
  { postalCode: '72100', colonia: 'Norte', aliases: [], state: 'check', zone: 'norte', note: NO_PORTS },
  { postalCode: '72200', colonia: 'Oriente', aliases: [], state: 'planned', zone: 'oriente', note: null },
  { postalCode: '75000', colonia: 'Lejano', aliases: [], state: 'no', zone: null, note: null },
];

/** Where Red Ejemplo serves: three areas on the map and four colonias, one of each answer. */
export const DEMO_COVERAGE: CoverageData = { areas: AREAS, colonias: COLONIAS };
