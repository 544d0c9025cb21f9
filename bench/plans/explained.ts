/** A query and how the database carries it out. */
export interface Explained {
  readonly query: string;
  readonly access: string;
  /** Everything is looked at, however much is stored. */
  readonly isScan: boolean;
  /** So many are looked at, of so many stored, if the query wants fewer than its index finds; else 0. */
  readonly reads: number;
  readonly stored: number;
  /** The index finds so much that it is as good as a scan. */
  readonly isTooMuch: boolean;
}

const SHARE = 0.1;
const FEW = 100;

export const readsTooMuch = (reads: number, stored: number): boolean => reads > FEW && reads > stored * SHARE;
