import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { flowVersions } from '../../flows/index.js';
import { openStore } from '../../src/store/open-store.js';
import type { DatabaseProcesses } from '../cpu-time.js';
import type { MongoServer } from '../mongo-server.js';
import { environment, OURS, sqliteFile, sqliteUrl } from '../our-server.js';
import { type Contender, startServer } from '../processes.js';
import { fillMongo, untilMoved } from './fill-mongo.js';
import { fillSqlite } from './fill-sqlite.js';
import { tellStory } from './story.js';

export const STORE_KINDS = ['SQLite', 'MongoDB'] as const;
export type StoreKind = (typeof STORE_KINDS)[number];

/** A store with so many conversations, all like one that was really had. */
export interface FilledStore {
  readonly kind: StoreKind;
  readonly size: number;
  readonly dataDir: string;
  readonly storeUrl: string;
  readonly database: DatabaseProcesses | null;
  /** One of the copies. */
  readonly copy: { readonly conversation: string; readonly folio: string; readonly account: string };
}

/** Makes one for which `server` is null, on SQLite, or the server of MongoDB. */
export async function makeFilledStore(folder: string, size: number, server: MongoServer | null): Promise<FilledStore> {
  const kind = server ? 'MongoDB' : 'SQLite';
  const dataDir = join(folder, `${kind}-${size}`);
  mkdirSync(dataDir);
  const storeUrl = server?.url(databaseOf(size)) ?? sqliteUrl(dataDir);
  const first = await startOurs({ dataDir, storeUrl });
  const conversation = await tellStory(first.port, 'bench-story');
  if (server) await untilMoved(storeUrl, conversation);
  await first.stop();
  if (server) await fillMongo(storeUrl, conversation, size - 1);
  else fillSqlite(sqliteFile(dataDir), conversation, size - 1);
  const copy = await findCopy(storeUrl, `${conversation}-${Math.floor(size / 2)}`);
  return { kind, size, dataDir, storeUrl, database: server?.processes ?? null, copy };
}

/** Its database on MongoDB. */
export const databaseOf = (size: number): string => `ventanilla_bench_${process.pid}_${size}`;

/** Our server on a store. @param args for Node, before the program. */
export const startOurs = (
  { dataDir, storeUrl }: Pick<FilledStore, 'dataDir' | 'storeUrl'>,
  args: readonly string[] = [],
): Promise<Contender> => startServer([...args, OURS], environment(dataDir, storeUrl));

async function findCopy(storeUrl: string, conversation: string): Promise<FilledStore['copy']> {
  const store = await openStore(storeUrl, { alone: false, flows: flowVersions, warn: () => undefined });
  try {
    const { items } = await store.folios({ conversation, limit: 1 });
    const { number: folio, account } = items[0] ?? {};
    if (!folio || !account) throw new Error(`The copy ${conversation} has no folio.`);
    return { conversation, folio, account };
  } finally {
    await store.close();
  }
}
