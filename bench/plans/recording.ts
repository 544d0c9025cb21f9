/** What was seen of a program's traffic with its store. */
export interface Recording {
  /** Queries of MongoDB, one of each shape. */
  readonly queries: readonly RecordedQuery[];
  /** Commands of MongoDB by kind, since the counting began. */
  readonly commands: readonly RecordedCommand[];
  /** Statements of SQLite that find rows, each once. */
  readonly statements: readonly string[];
}

export interface RecordedQuery {
  readonly collection: string;
  /** Values replaced by their types. */
  readonly shape: string;
  /** A command that `explain` takes, as extended JSON, with values that were really asked for. */
  readonly explainable: string;
}

export interface RecordedCommand {
  /** Command, collection, and the fields by which it looks for documents. */
  readonly kind: string;
  readonly count: number;
  /** From sending to the answer, all together. */
  readonly ms: number;
}

/** Where a recorded program writes its {@link Recording} when it ends. */
export const RECORD_TO = 'BENCH_RECORD_TO';
/** The signal at which it begins to count anew. */
export const COUNT_ANEW = 'SIGUSR2';

/** All that several recordings have seen; counts are those of none. */
export function merged(recordings: readonly Recording[]): Pick<Recording, 'queries' | 'statements'> {
  const queries = new Map(recordings.flatMap((one) => one.queries.map((query) => [query.shape, query] as const)));
  return {
    queries: [...queries.values()].sort((a, b) => a.shape.localeCompare(b.shape)),
    statements: [...new Set(recordings.flatMap(({ statements }) => statements))].sort(),
  };
}
