/** How long one unit of work took, ms. */
export interface Unit {
  readonly accepted: number;
  readonly replied: number;
}

/** The customers of one contender. */
export interface Talker {
  readonly customers: number;
  /** One unit of work of customer `index`, who has no other under way. @throws when the answer is wrong: a fast wrong server has no speed. */
  work(index: number): Promise<Unit>;
  /** What is wrong with all that the contender stored; empty: nothing. */
  verify(): Promise<readonly string[]>;
}
