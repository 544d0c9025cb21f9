/** The oldest server that is tried. */
const OLDEST = 6;

export interface Verdict {
  /** It may not be used, and what to do. */
  readonly problem: string | null;
  /** It is used all the same, and what to do. */
  readonly warning: string | null;
}

/** What the answers to `buildInfo` and `hello` mean for us. FerretDB keeps its data in PostgreSQL, which looks after its own copies. */
export function judgeServer(
  { version = '0', ferretdb }: { readonly version?: string; readonly ferretdb?: unknown },
  { setName, msg }: { readonly setName?: unknown; readonly msg?: unknown },
): Verdict {
  if (ferretdb !== undefined) return { problem: null, warning: null };
  if (Number.parseInt(version, 10) < OLDEST) {
    return { problem: `The database server is version ${version}: use MongoDB ${OLDEST} or newer.`, warning: null };
  }
  if (setName !== undefined || msg === 'isdbgrid') return { problem: null, warning: null };
  return {
    problem: null,
    warning:
      'The database is a single mongod: what it acknowledged may be lost with its disk. Make it a replica set of three (mongod --replSet, rs.initiate()).',
  };
}
