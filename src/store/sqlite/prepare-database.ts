import type { Connection } from './connection.js';
import { migrate } from './schema.js';

/**
 * Settings that are of one connection, asked of every new one. 16 MB of pages, whatever the size of the database. The log may grow to 32 MB
 * before it is moved into the database: the pages of busy conversations are written again and again, and so are moved once for many turns.
 */
const SETTINGS = `PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
  PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 8000;`;
const FULL = 2;

/** Makes a fresh connection fit for use, or throws with what to do. */
export function prepareDatabase(db: Connection, file: string): void {
  db.exec(SETTINGS);
  // Settings are wishes: a pragma that does not take effect says nothing.
  const [synchronous = 0] = db.get<[number]>('PRAGMA synchronous') ?? [];
  if (synchronous < FULL) {
    throw new Error(
      `SQLite runs with synchronous=${synchronous}, below FULL: a power cut would lose acknowledged messages. Use the libsql package as installed by npm ci.`,
    );
  }
  const [journal] = db.get<[string]>('PRAGMA journal_mode') ?? [];
  if (journal !== 'wal' && file !== ':memory:') {
    throw new Error(
      `SQLite cannot keep a write-ahead log beside ${file} (journal mode is "${journal}"): put the database on a local disk, not on a network share.`,
    );
  }
  migrate(db);
}
