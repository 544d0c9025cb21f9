import { StoreUnavailable } from '../store.js';

const LOCKED = 'Another program keeps the database locked: close it (a backup, an SQL shell?).';

/** What a person can do, by SQLite's primary result code. All others are mistakes of the program. */
const ADVICE: ReadonlyMap<number, string> = new Map([
  [3, 'The database may not be opened: give the service permission on the file and its folder.'],
  [5, LOCKED],
  [6, LOCKED],
  [7, 'The machine has no memory left: free some, then start the service again.'],
  [8, 'The database may not be written: give the service write permission on the file and its folder.'],
  [10, 'The disk failed to read or write: check it (dmesg, quotas, free space); the service goes on by itself.'],
  [11, 'The database is damaged: stop the service and restore the last backup.'],
  [13, 'The disk is full: free some space; the service goes on by itself.'],
  [14, 'The database cannot be opened: check that its folder exists and that the service may write in it.'],
  [15, LOCKED],
  [26, 'The file is not a database of this program: check STORE_URL.'],
]);

/** The driver's I/O errors as {@link StoreUnavailable} with what to do; anything else as it is. */
export function storeError(error: unknown): unknown {
  const { message = '', rawCode } = (error ?? {}) as { readonly message?: string; readonly rawCode?: number };
  const advice = ADVICE.get((rawCode ?? openingCode(message)) & PRIMARY);
  return advice === undefined ? error : new StoreUnavailable(`${advice} (SQLite says: ${message})`, { cause: error });
}

/** Extended codes keep the primary one in their low byte. */
const PRIMARY = 0xff;

/** A refusal to open has its code in the text only: `ConnectionFailed("… /data/ventanilla.db: 14")`. */
const openingCode = (message: string): number => Number(/^ConnectionFailed\(.*: (\d+)"?\)$/s.exec(message)?.[1] ?? 0);
