import { readFileSync, writeFileSync } from 'node:fs';
import type { Store } from '../../../src/store/store.js';
import { CONVERSATIONS, FILE } from './golden-life.js';

const ALL = 1_000;

/** What the port says, by what it was asked. */
export type Image = Readonly<Record<string, unknown>>;

/** All that the port says of the golden data, as plain JSON: what a store of any later version has to say of it too. */
export async function portImage(store: Store): Promise<Image> {
  const conversations = await Promise.all(
    CONVERSATIONS.map(async (id) => [id, { ...(await store.load(id)), lines: await store.transcript(id, 0, ALL) }] as const),
  );
  const file = await store.readFile(FILE.id);
  const image = {
    ...Object.fromEntries(conversations),
    folios: await store.folios({ limit: ALL }),
    places: await Promise.all(['sur', 'centro'].map((zone) => store.visitLoad(zone, '2026-01-01', '2026-12-31'))),
    file: { ...file, bytes: [...(file?.bytes ?? [])] },
    nextDue: await store.nextDue(),
    heads: [...(await store.heads(CONVERSATIONS))].sort(),
  };
  return JSON.parse(JSON.stringify(image)) as Image;
}

/** One line for a question. */
export const writeImage = (file: string, image: Image): void =>
  writeFileSync(
    file,
    Object.entries(image)
      .map((entry) => `${JSON.stringify(entry)}\n`)
      .join(''),
  );

export const readImage = (file: string): Image =>
  Object.fromEntries(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as [string, unknown]),
  );
