import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { changesOf, type Shape } from './shape.js';

const ROOT = 'test/store/golden';

export const folderOf = (store: 'mongo' | 'sqlite', version: number): string => join(ROOT, store, `${version}`);

/** The versions of which there are golden data, oldest first. */
export const versionsOf = (store: 'mongo' | 'sqlite'): readonly number[] =>
  readdirSync(join(ROOT, store))
    .map(Number)
    .sort((a, b) => a - b);

/** The golden data of the present version are to be written anew. */
export const IS_UPDATE = process.env.UPDATE_GOLDEN === '1';

/** @throws when what is written now has another shape than the golden data of this version. */
export function demandSameShape(what: string, version: number, golden: Shape, now: Shape): void {
  const changes = changesOf(golden, now);
  if (changes.length === 0) return;
  throw new Error(
    [
      `${what} are not written as version ${version} has them:`,
      ...changes.map((change) => `  ${change}`),
      `If version ${version} was released, give the change a version of its own (CONTRIBUTING.md, "Changing stored data").`,
      'Then, or if it was not: UPDATE_GOLDEN=1 npm run test:suite -- test/store/versions, and commit test/store/golden.',
    ].join('\n'),
  );
}
