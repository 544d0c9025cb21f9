import { type Connection, createConnection, mongo } from 'mongoose';
import { type Explained, readsTooMuch } from './explained.js';
import { mongoPlan } from './plan.js';
import type { RecordedQuery } from './recording.js';

type Filter = Readonly<Record<string, unknown>>;

/** Asks the server how it carries these queries out. */
export async function explainMongo(url: string, queries: readonly RecordedQuery[]): Promise<readonly Explained[]> {
  const connection = await createConnection(url).asPromise();
  try {
    const explained: Explained[] = [];
    for (const query of queries) explained.push(await explainOne(connection, query));
    return explained;
  } finally {
    await connection.close();
  }
}

async function explainOne(connection: Connection, { collection: name, shape, explainable }: RecordedQuery): Promise<Explained> {
  const explain = mongo.BSON.EJSON.parse(explainable) as { readonly filter?: Filter; readonly limit?: number };
  const plan = mongoPlan(await connection.db?.command({ explain, verbosity: 'queryPlanner' }));
  const collection = connection.collection(name);
  const { filter = {}, limit } = explain;
  const fields = await indexedFields(connection, name, plan.indexes);
  const looked = Object.fromEntries(Object.entries(filter).filter(([field]) => fields.has(field)));
  const isFiltered = Object.keys(looked).length < Object.keys(filter).length;
  // What the index finds is all looked at, unless it comes in order and up to a limit.
  const reads = isFiltered || (plan.isSorted && limit !== undefined) ? await collection.countDocuments(looked) : 0;
  const stored = await collection.countDocuments({});
  return { query: shape, access: plan.access, isScan: plan.isScan && stored > 0, reads, stored, isTooMuch: readsTooMuch(reads, stored) };
}

async function indexedFields(connection: Connection, name: string, indexes: readonly string[]): Promise<ReadonlySet<string>> {
  const all = await connection.collection(name).listIndexes().toArray();
  return new Set(all.filter((index) => indexes.includes(String(index.name))).flatMap(({ key }) => Object.keys(Object(key))));
}
