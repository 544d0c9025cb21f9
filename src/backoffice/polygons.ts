import type { Point } from './coverage.js';
import type { Ring } from './coverage-data.js';

/** Metres of one degree of latitude. */
const DEGREE = 111_320;

/** Inside the border and in none of the holes. */
export const inPolygon = (point: Point, [border, ...holes]: readonly Ring[]): boolean =>
  border !== undefined && inRing(point, border) && !holes.some((hole) => inRing(point, hole));

/** Counts how often a line from the point to the east meets the ring: an odd number of times from inside. */
function inRing({ latitude, longitude }: Point, ring: Ring): boolean {
  let inside = false;
  ring.forEach((to, index) => {
    const from = ring.at(index - 1);
    if (!from || from.latitude > latitude === to.latitude > latitude) return;
    const share = (latitude - from.latitude) / (to.latitude - from.latitude);
    if (longitude < from.longitude + share * (to.longitude - from.longitude)) inside = !inside;
  });
  return inside;
}

/** Metres from a point to the nearest border or hole. Of a plane, which is exact enough for the few hundred metres that it is asked for. */
export function distanceTo(point: Point, polygon: readonly Ring[]): number {
  const edges = polygon.flatMap((ring) => ring.map((to, index) => [ring.at(index - 1) ?? to, to] as const));
  return Math.min(...edges.map(([from, to]) => toEdge(toPlane(point, from), toPlane(point, to))));
}

type Flat = readonly [x: number, y: number];

/** Metres to the east and the north of the point. */
const toPlane = (centre: Point, { latitude, longitude }: Point): Flat => [
  (longitude - centre.longitude) * DEGREE * Math.cos((centre.latitude * Math.PI) / 180),
  (latitude - centre.latitude) * DEGREE,
];

function toEdge([x, y]: Flat, [toX, toY]: Flat): number {
  const [dx, dy] = [toX - x, toY - y];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(x * dx + y * dy) / length));
  return Math.hypot(x + share * dx, y + share * dy);
}
