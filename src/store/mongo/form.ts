import { type Fields, NewerData, type Stamp, type StoreFormat } from './format.js';

const UNSTAMPED: Stamp = { writer: 0, newest: 0, needs: 0 };

interface Stamped {
  readonly _id: string;
  readonly format?: Stamp;
}

/** How the documents of one collection are read and stamped by a program of one version. */
export class Form {
  readonly version: number;
  private readonly migrations: readonly (readonly [version: number, migrate: (document: Fields) => Fields])[];
  private readonly needs: number;

  /** @param refused told of each document that only a newer program may work on. */
  constructor(
    private readonly collection: string,
    { version, collections }: StoreFormat,
    private readonly refused: (error: NewerData) => void,
  ) {
    const { migrations = {}, needs = 0 } = collections[collection] ?? {};
    this.version = version;
    this.needs = needs;
    this.migrations = Object.entries(migrations)
      .map(([to, migrate]) => [Number(to), migrate] as const)
      .sort(([a], [b]) => a - b);
  }

  /** A condition for documents that this program may work on. */
  get workable(): object {
    return { 'format.needs': { $not: { $gt: this.version } } };
  }

  /** A document that is changed, as this program has it; the same one when there is nothing to migrate. @throws {NewerData} */
  read<D extends Stamped>(stored: D): D {
    const { writer, needs } = stored.format ?? UNSTAMPED;
    if (needs <= this.version) return this.migrated(stored, writer);
    const error = new NewerData(this.collection, stored._id, needs, this.version);
    this.refused(error);
    throw error;
  }

  /** A document that is written once, as this program has it. Only fields may come to such a one, so that anybody may read it. */
  readOnce<D extends { readonly format?: number }>(stored: D): D {
    return this.migrated(stored, stored.format ?? 0);
  }

  /** What goes into a document with a change of this program. */
  stamp(before: Stamp = UNSTAMPED): Stamp {
    const { version, needs } = this;
    if (before.writer === version && before.newest >= version && before.needs >= needs) return before;
    return { writer: version, newest: Math.max(before.newest, version), needs: Math.max(before.needs, needs) };
  }

  /** There may be more in the document than this program knows of. */
  isAhead({ format }: { readonly format?: Stamp }): boolean {
    return (format ?? UNSTAMPED).newest > this.version;
  }

  private migrated<D extends object>(stored: D, writer: number): D {
    if (writer >= this.version) return stored;
    let document = stored as Fields;
    for (const [to, migrate] of this.migrations) if (to > writer && to <= this.version) document = migrate(document);
    return document as D;
  }
}
