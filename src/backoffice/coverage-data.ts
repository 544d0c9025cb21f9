import type { Colonia, CoverageState, Point } from './coverage.js';

/** A closed line of places, first and last the same; the first ring is the border, the others are holes. */
export type Ring = readonly Point[];

/** An area on the map, as importers leave it. */
export interface CoverageArea {
  readonly name: string;
  readonly state: CoverageState;
  readonly zone: string | null;
  readonly note: string | null;
  readonly polygons: readonly (readonly Ring[])[];
}

/** A colonia on the operator's list. */
export interface CoverageColonia extends Colonia {
  /** What else people call it. */
  readonly aliases: readonly string[];
  readonly state: CoverageState;
  readonly zone: string | null;
  readonly note: string | null;
}

/** All that the company says of where it serves. Either list may be empty. */
export interface CoverageData {
  readonly areas: readonly CoverageArea[];
  readonly colonias: readonly CoverageColonia[];
}
