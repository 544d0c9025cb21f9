import { z } from 'zod';
import type { CoverageArea, Ring } from '../coverage-data.js';
import { coverageState, HOW_TO_WRITE_STATE } from './coverage-words.js';
import { allOrNothing, type Imported, type ImportProblem, refused } from './problem.js';

/** GeoJSON puts the longitude first. A third number, the height, may follow. */
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], z.number());
const ring = z
  .array(position)
  .min(4, 'a ring needs at least three corners and its first one again')
  .refine((corners) => same(corners[0], corners.at(-1)), 'a ring ends where it began: repeat its first corner')
  .transform((corners): Ring => corners.map(([longitude, latitude]) => ({ latitude, longitude })));
const polygon = z.array(ring).min(1, 'a polygon needs a ring');
const geometry = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('Polygon'), coordinates: polygon }).transform(({ coordinates }) => [coordinates]),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }).transform(({ coordinates }) => coordinates),
  ],
  'draw it as a Polygon or a MultiPolygon',
);
const words = z.union([z.string(), z.number().transform(String)]).nullish();
const feature = z.object({
  type: z.literal('Feature', "write type 'Feature'"),
  properties: z.record(z.string(), z.unknown()).nullable(),
  geometry,
});
const collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) });

const same = (one: readonly number[] | undefined, other: readonly number[] | undefined): boolean =>
  one !== undefined && other !== undefined && one[0] === other[0] && one[1] === other[1];

/**
 * The operator's map: a FeatureCollection of RFC 7946 with an area a feature. Its properties are `name` (or `nombre`), `cobertura` (or
 * `coverage`; left out: it is served), `zona` (or `zone`) and `nota` (or `note`).
 */
export function importAreas(text: string): Imported<CoverageArea> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return refused('the file', 'it is no JSON; export the map as GeoJSON again');
  }
  const file = collection.safeParse(parsed);
  if (!file.success) return refused('the file', 'it is no FeatureCollection; export the map as GeoJSON with all its areas');
  const { features } = file.data;
  if (features.length === 0) return refused('the file', 'it has no areas; draw at least one');
  return allOrNothing(features.map(areaOf));
}

function areaOf(value: unknown, index: number): CoverageArea | ImportProblem {
  const where = `feature ${index + 1}`;
  const parsed = feature.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { where, problem: `${issue?.path.join('.') || 'feature'}: ${issue?.message ?? 'it cannot be read'}` };
  }
  const { properties, geometry: polygons } = parsed.data;
  const property = (...names: readonly string[]): string | null =>
    names.map((name) => words.safeParse(properties?.[name]).data?.trim() ?? '').find((text) => text !== '') ?? null;
  const written = property('cobertura', 'coverage');
  const state = written === null ? 'yes' : coverageState(written);
  if (state === null) return { where, problem: `'${written}' is no answer; ${HOW_TO_WRITE_STATE}` };
  return {
    name: property('name', 'nombre') ?? where,
    state,
    zone: property('zona', 'zone'),
    note: property('nota', 'note', 'description'),
    polygons,
  };
}
