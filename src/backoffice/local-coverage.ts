import { ColoniaIndex } from './colonia-index.js';
import type { Coverage, CoverageAnswer, CoverageState, Point } from './coverage.js';
import type { CoverageArea, CoverageData } from './coverage-data.js';
import { distanceTo, inPolygon } from './polygons.js';

/** So near to a border neither a telephone's position nor the drawing is to be trusted. */
const NEAR_METRES = 300;

/** Of areas that overlap, the first of these holds: what has to be looked into is a part of what is served. */
const ORDER: readonly CoverageState[] = ['check', 'yes', 'planned', 'no'];

const UNKNOWN: CoverageAnswer = { state: 'check', zone: null, note: null };

/** Coverage from the company's own map and list, held in memory. */
export function localCoverage({ areas, colonias }: CoverageData): Coverage {
  const index = new ColoniaIndex(colonias);
  return {
    async checkCoverage(place) {
      if ('latitude' in place) return atPoint(areas, place);
      const found = index.at(place.postalCode, place.colonia);
      return found ? { state: found.state, zone: found.zone, note: found.note } : UNKNOWN;
    },
    findColonias: async ({ text, postalCode }) => index.search(text, postalCode),
  };
}

/** Without a map nothing is known of any point; far from all that is on it, there is no service. */
function atPoint(areas: readonly CoverageArea[], point: Point): CoverageAnswer {
  if (areas.length === 0) return UNKNOWN;
  const within = areas
    .filter(({ polygons }) => polygons.some((polygon) => inPolygon(point, polygon)))
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))[0];
  if (within) return { state: within.state, zone: within.zone, note: within.note };
  const near = areas.find(({ state, polygons }) => state !== 'no' && polygons.some((polygon) => distanceTo(point, polygon) <= NEAR_METRES));
  return near ? { state: 'check', zone: near.zone, note: `near the border of ${near.name}` } : { state: 'no', zone: null, note: null };
}
