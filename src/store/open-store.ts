import type { Store } from './store.js';

export interface StoreOptions {
  /** No other process works on it: what an earlier one had leased when it died goes on at once. Nobody can know that of MongoDB. */
  readonly alone: boolean;
  /** The procedures that this program knows, with their versions: nodes of a newer release keep what is in newer ones. */
  readonly flows: ReadonlyMap<string, number>;
  /** Told what does not stop the service but should be otherwise. */
  readonly warn: (warning: string) => void;
}

/**
 * Opens the store that a URL names: `sqlite:<file>`, or `mongodb://…`, which several nodes may share. Only the driver that is needed is loaded.
 */
export async function openStore(url: string, { alone, flows, warn }: StoreOptions): Promise<Store> {
  if (url.startsWith('mongodb')) {
    const store = await (await import('./mongo/mongo-store.js')).openMongoStore(url, { flows });
    if (store.warning !== null) warn(store.warning);
    return store;
  }
  return (await import('./sqlite/sqlite-store.js')).openSqliteStore(url, { alone });
}
