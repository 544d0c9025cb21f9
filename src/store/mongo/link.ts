import { type Connection, type ConnectOptions, createConnection, type Model, mongo } from 'mongoose';
import { StoreUnavailable } from '../store.js';
import type { StoreFormat } from './format.js';
import { Gate } from './gate.js';
import { judgeServer } from './judge-server.js';
import { isRefusal, storeError, withoutCredentials } from './store-error.js';

export interface LinkOptions {
  /** How long a server is looked for before an operation fails, ms. */
  readonly selectionMs?: number;
  /** How long an answer is waited for before its outcome counts as unknown, ms. */
  readonly answerMs?: number;
}

/** The connection, with what must be true of the server and its collections before anything is written. */
export class Link {
  readonly connection: Connection = createConnection();
  readonly gate: Gate;
  /** What is wrong with the server that is used all the same, or null. */
  warning: string | null = null;
  private problem: string | null = null;
  private starting: Promise<void> | null = null;
  private started = false;

  constructor(
    private readonly url: string,
    private readonly options: LinkOptions,
    format: StoreFormat,
  ) {
    this.gate = new Gate(this.connection, format);
  }

  /** The collections' models; all of them, before {@link start}. */
  private get models(): readonly Model<unknown>[] {
    return Object.values(this.connection.models) as Model<unknown>[];
  }

  /**
   * Connects and prepares the collections, unless that is done or under way. @throws {@link StoreUnavailable} when it cannot yet, or when
   * the store is for newer programs only.
   */
  async start(): Promise<void> {
    this.gate.hold();
    if (this.started) return;
    this.starting ??= this.connect().finally(() => {
      this.starting = null;
    });
    await this.starting;
  }

  /** What is wrong and what to do, or null. Asks the server. */
  async check(): Promise<string | null> {
    try {
      await this.start();
      await this.gate.look();
      return this.problem ?? (await this.missingIndexes());
    } catch (error) {
      return messageOf(storeError(error));
    }
  }

  /** By the server's clock, epoch ms. */
  async time(): Promise<number> {
    const hello = await this.connection.db?.admin().command({ hello: 1 });
    if (!(hello?.localTime instanceof Date)) throw new StoreUnavailable('The database does not say what time it is: try again.');
    return hello.localTime.getTime();
  }

  async close(): Promise<void> {
    await this.starting?.catch(() => undefined);
    await this.connection.close();
  }

  private async connect(): Promise<void> {
    try {
      await this.connection.openUri(this.url, connectOptions(this.url, this.options));
      this.problem = await this.examineServer();
      if (this.problem === null) {
        await this.gate.enter();
        await this.prepareCollections();
      }
    } catch (error) {
      if (isUnreadable(error))
        throw new Error(`STORE_URL cannot be read: ${messageOf(error)}. It has to be like mongodb://host:27017/ventanilla.`);
      throw storeError(error);
    }
    this.started = this.problem === null;
    if (this.problem !== null) throw new StoreUnavailable(this.problem);
  }

  private async examineServer(): Promise<string | null> {
    const admin = this.connection.db?.admin();
    const [info, hello] = await Promise.all([admin?.command({ buildInfo: 1 }), admin?.command({ hello: 1 })]);
    const { problem, warning } = judgeServer(info ?? {}, hello ?? {});
    this.warning = warning;
    return problem;
  }

  private async prepareCollections(): Promise<void> {
    for (const model of this.models) {
      await model.createCollection();
      try {
        await model.createIndexes();
      } catch (error) {
        // What is in the collection, or what the user may do, does not allow it: readiness says which index is missing.
        if (!isRefusal(error) && !(error instanceof mongo.MongoServerError)) throw storeError(error);
      }
    }
  }

  private async missingIndexes(): Promise<string | null> {
    const missing = await Promise.all(
      this.models.map(async (model) => {
        const { toCreate } = await model.diffIndexes();
        return (toCreate as unknown[]).map((index) => `${model.collection.collectionName} ${JSON.stringify(index)}`);
      }),
    );
    const all = missing.flat();
    if (all.length === 0) return null;
    return `Indexes are missing: ${all.join('; ')}. Start the service again, which creates them; if that does not help, the collection holds what they forbid, or the database user may not create them.`;
  }
}

function connectOptions(url: string, { selectionMs = 5_000, answerMs = 10_000 }: LinkOptions): ConnectOptions {
  const named = /^[^/]+:\/\/[^/]+\/[^?]/.test(url);
  return {
    appName: 'ventanilla',
    ...(named ? {} : { dbName: 'ventanilla' }),
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    // These stand above what the URL says: acknowledged is durable on most nodes, and read is what most nodes have.
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    readPreference: 'primary',
    // A lost answer is settled by looking (cells.ts), which also helps where the driver's one retry would not.
    retryWrites: false,
    serverSelectionTimeoutMS: selectionMs,
    connectTimeoutMS: selectionMs,
    socketTimeoutMS: answerMs,
    maxPoolSize: 30,
  };
}

/** The address itself is wrong: waiting does not help. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof TypeError ||
  (error instanceof Error && error.name === 'MongoParseError') ||
  (error instanceof mongo.MongoAPIError && !(error instanceof mongo.MongoNotConnectedError));

const messageOf = (error: unknown): string => withoutCredentials(error instanceof Error ? error.message : String(error));
