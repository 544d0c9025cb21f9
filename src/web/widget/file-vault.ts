/**
 * Keeps the files of messages that are not sent yet, so that a reload loses none of them: in IndexedDB, and
 * in memory where that is blocked.
 */
export class FileVault {
  private readonly memory = new Map<string, readonly File[]>();
  private readonly urls = new Map<string, readonly string[]>();

  constructor(private readonly name: string) {}

  async put(id: string, files: readonly File[]): Promise<void> {
    this.memory.set(id, files);
    await this.run('readwrite', (store) => store.put(files, id));
  }

  /** The files of a message, or null when this device has lost them. */
  async get(id: string): Promise<readonly File[] | null> {
    return this.memory.get(id) ?? (await this.run<readonly File[] | undefined>('readonly', (store) => store.get(id))) ?? null;
  }

  /** Forgets the stored copy; previews of this page stay. */
  async remove(id: string): Promise<void> {
    await this.run('readwrite', (store) => store.delete(id));
  }

  /** Addresses for showing the files of a message of this page, in order. */
  previews(id: string): readonly string[] {
    const known = this.urls.get(id);
    if (known) return known;
    const urls = (this.memory.get(id) ?? []).map((file) => URL.createObjectURL(file));
    if (urls.length > 0) this.urls.set(id, urls);
    return urls;
  }

  private async run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<T | undefined> {
    try {
      const database = await settled<IDBDatabase>(this.open());
      try {
        return await settled<T>(work(database.transaction('files', mode).objectStore('files')));
      } finally {
        database.close();
      }
    } catch {
      return undefined;
    }
  }

  private open(): IDBOpenDBRequest {
    const request = indexedDB.open(this.name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('files');
    return request;
  }
}

function settled<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error);
  });
}
