import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, EJSON } from 'bson';
import type { Connection } from 'mongoose';

/** Documents by collection. */
export type Documents = Readonly<Record<string, readonly Document[]>>;

const SUFFIX = '.jsonl';

/** All documents of a database, by id. */
export async function dumpDocuments(connection: Connection): Promise<Documents> {
  const collections = (await connection.db?.collections()) ?? [];
  const all = await Promise.all(
    collections.map(async (collection) => [collection.collectionName, await collection.find().sort({ _id: 1 }).toArray()] as const),
  );
  return Object.fromEntries(all.filter(([, found]) => found.length > 0).sort(([a], [b]) => a.localeCompare(b)));
}

export async function restoreDocuments(connection: Connection, documents: Documents): Promise<void> {
  await Promise.all(Object.entries(documents).map(([name, all]) => connection.db?.collection(name).insertMany([...all])));
}

/** One file for a collection, one line for a document. */
export function readDocuments(folder: string): Documents {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(SUFFIX)) : [];
  return Object.fromEntries(files.map((name) => [name.slice(0, -SUFFIX.length), readLines(join(folder, name))]));
}

export function writeDocuments(folder: string, documents: Documents): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, all] of Object.entries(documents)) {
    writeFileSync(join(folder, `${name}${SUFFIX}`), all.map((document) => `${EJSON.stringify(document)}\n`).join(''));
  }
}

const readLines = (file: string): Document[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => EJSON.parse(line) as Document);
