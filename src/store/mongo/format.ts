import type { SchemaDefinition } from 'mongoose';
import { StoreUnavailable } from '../store.js';
import { withFlows } from './flow-versions.js';
import { withClock } from './folio-model.js';

/** A document, whatever is in it. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Pure. Turns a document of the version before into one of its own version. It may meet one that is so already, in part or whole, because an
 * older node has written it since: what is there it leaves as it is. It takes nothing away: an older node may need it.
 */
export type Migration = (document: Fields) => Fields;

export interface CollectionFormat {
  /** By the version that they lead to. */
  readonly migrations?: Readonly<Record<number, Migration>>;
  /** What a program must know to work on a document that is written now; older ones leave it alone. 0: nothing. */
  readonly needs?: number;
  /** Fields that the schema does not declare: of releases to come, in tests. */
  readonly fields?: SchemaDefinition;
}

/** How a release writes its documents. `CONTRIBUTING.md`, "Changing stored data", says what must change with what. */
export interface StoreFormat {
  /** Grows with every change of a document's shape. */
  readonly version: number;
  /** The oldest version whose programs may work on the store beside this one's: older ones stop, and do not start. */
  readonly beside: number;
  /** By the collection's name. */
  readonly collections: Readonly<Record<string, CollectionFormat>>;
}

/** What this program writes. Version 0 had no stamps. */
export const FORMAT: StoreFormat = {
  version: 1,
  beside: 1,
  collections: { conversations: { migrations: { 1: withFlows } }, folios: { migrations: { 1: withClock } } },
};

/** Who wrote a document that is changed, and who may work on it; all are versions of {@link StoreFormat}. */
export interface Stamp {
  /** Who wrote it last: what came later than this may be missing in it. */
  readonly writer: number;
  /** The newest that ever wrote it: there may be more in it than the last writer knew of. */
  readonly newest: number;
  readonly needs: number;
}

/** A document that only a newer program may work on. Nothing is done to it. */
export class NewerData extends StoreUnavailable {
  constructor(collection: string, id: string, needs: number, version: number) {
    super(
      `${collection}/${id} was written by a newer release (data format ${needs}, this program knows ${version}): it is left to newer nodes. Upgrade this node to that release.`,
    );
  }
}
