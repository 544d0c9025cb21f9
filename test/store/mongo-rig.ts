import { randomBytes } from 'node:crypto';
import { type Connection, createConnection } from 'mongoose';
import { type MongoOptions, type MongoStore, openMongoStore } from '../../src/store/mongo/mongo-store.js';
import type { MongoServer } from '../support/mongodb/find-server.js';

export interface MongoRig {
  readonly store: MongoStore;
  /** Of the database under the store. */
  readonly url: string;
  reopen(options?: MongoOptions): Promise<MongoStore>;
  close(): Promise<void>;
}

/** One database for a suite: made when it is first used, emptied before each test, dropped at the end. */
export class MongoDatabase {
  private readonly name = `ventanilla_test_${randomBytes(6).toString('hex')}`;
  private connected: Promise<Connection> | null = null;

  constructor(private readonly server: Pick<MongoServer, 'url'>) {}

  get url(): string {
    const url = new URL(this.server.url);
    url.pathname = this.name;
    return url.href;
  }

  /** A connection that nothing watches. */
  connection(): Promise<Connection> {
    this.connected ??= createConnection(this.url).asPromise();
    return this.connected;
  }

  async rig(options: MongoOptions = {}): Promise<MongoRig> {
    await this.empty();
    let current = await openMongoStore(this.url, options);
    return {
      store: current,
      url: this.url,
      reopen: async (changed = options) => {
        await current.close();
        current = await openMongoStore(this.url, changed);
        return current;
      },
      close: () => current.close(),
    };
  }

  async drop(): Promise<void> {
    const connection = await this.connection();
    await connection.dropDatabase();
    await connection.close();
  }

  private async empty(): Promise<void> {
    const connection = await this.connection();
    const collections = (await connection.db?.collections()) ?? [];
    await Promise.all(collections.map((collection) => collection.deleteMany({})));
  }
}
