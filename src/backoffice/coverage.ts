/** Where the company serves. Coordinates are degrees of WGS 84. */

/** `planned`: not yet. `check`: only the technical area can tell, so a person has to look. */
export type CoverageState = 'yes' | 'planned' | 'no' | 'check';

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** A settlement as the post office and the neighbours call it. A postal code has several, and several codes have one of the same name. */
export interface Colonia {
  /** Five figures. */
  readonly postalCode: string;
  readonly colonia: string;
}

export interface CoverageAnswer {
  readonly state: CoverageState;
  /** Zone of the network that would serve it; null: none, or not known. */
  readonly zone: string | null;
  /** What people should know before they answer ("no free ports"); never shown to the customer. */
  readonly note: string | null;
}

export interface ColoniaMatch extends Colonia {
  /** False: spelt otherwise, or mentioned in a way that may mean something else; the customer has to confirm it. */
  readonly exact: boolean;
}

/** Coverage as one part of the back office. Public: nothing of it is about a customer. Throws `BackofficeDown` when it does not answer. */
export interface Coverage {
  /** A place that is on no list and no map is `check`: silence of the data is no "no". */
  checkCoverage(place: Point | Colonia): Promise<CoverageAnswer>;
  /**
   * The known colonias that a text names, best first; with an empty text all of the postal code. At most {@link MOST_COLONIAS}.
   * @param postalCode those of this code alone, or null.
   */
  findColonias(search: { readonly text: string; readonly postalCode: string | null }): Promise<readonly ColoniaMatch[]>;
}

/** More than these are no help to choose from. */
export const MOST_COLONIAS = 8;
