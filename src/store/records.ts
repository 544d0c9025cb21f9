/** A small record as it is to be from now on, and what its change tells. */
export interface RecordChange<T> {
  /** Plain JSON; null: none is kept. */
  readonly record: unknown;
  /** Epoch ms from which it counts as forgotten. */
  readonly until: number;
  readonly result: T;
}

/** The part of the store port that keeps counts and proofs: small records by id, which concern no conversation's turn. */
export interface Records {
  /** Null: there is none, or its time is over. */
  record(id: string, now: number): Promise<unknown>;
  /**
   * Changes a record in one step: changes of one id follow each other, also those of several nodes, and each sees what the one before has left.
   * @param change pure; asked again when somebody else was faster. `kept` is null when there is no record.
   */
  changeRecord<T>(id: string, now: number, change: (kept: unknown) => RecordChange<T>): Promise<T>;
}
