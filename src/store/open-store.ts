import type { Store } from './store.js';

/**
 * Opens the store that a URL names: `sqlite:<file>`, or `mongodb://…`, which several nodes may share. Only the driver that is needed is loaded.
 * @param warn told what does not stop the service but should be otherwise.
 * @param alone no other process works on it: what an earlier one had leased when it died goes on at once. Nobody can know that of MongoDB.
 */
export async function openStore(url: string, alone: boolean, warn: (warning: string) => void): Promise<Store> {
  if (url.startsWith('mongodb')) {
    const store = await (await import('./mongo/mongo-store.js')).openMongoStore(url);
    if (store.warning !== null) warn(store.warning);
    return store;
  }
  return (await import('./sqlite/sqlite-store.js')).openSqliteStore(url, { alone });
}
