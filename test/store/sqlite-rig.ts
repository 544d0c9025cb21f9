import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore, type SqliteOptions, type SqliteStore } from '../../src/store/sqlite/sqlite-store.js';

export interface SqliteRig {
  readonly store: SqliteStore;
  readonly file: string;
  reopen(options?: SqliteOptions): Promise<SqliteStore>;
  close(): Promise<void>;
}

/** A store on a file in a folder of its own, which goes with it. */
export async function sqliteRig(options: SqliteOptions = {}): Promise<SqliteRig> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-store-'));
  const file = join(folder, 'data', 'ventanilla.db');
  let current = await openSqliteStore(`sqlite:${file}`, options);
  return {
    store: current,
    file,
    reopen: async (changed = options) => {
      await current.close();
      current = await openSqliteStore(`sqlite:${file}`, changed);
      return current;
    },
    close: async () => {
      await current.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
