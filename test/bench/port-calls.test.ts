import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { callPort } from '../../bench/plans/port-calls.js';
import { sqliteRig } from '../store/sqlite-rig.js';

/** They look for nothing in the store. */
const QUIET = ['close', 'onChange', 'turnWithMessage'];

/** Names of the operations that an interface declares. */
function operations(file: string, name: string): readonly string[] {
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = tree.statements.find((one): one is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(one) && one.name.text === name);
  return (found?.members ?? []).filter((member) => ts.isMethodSignature(member)).map(({ name }) => name?.getText() ?? '');
}

describe("the bench's use of the store port", () => {
  it('uses every operation, so that no query goes without a plan', async () => {
    const port = [
      ...operations('src/store/store.ts', 'Store'),
      ...operations('src/store/letters.ts', 'Letters'),
      ...operations('src/store/records.ts', 'Records'),
    ];
    const used = new Set<string | symbol>(QUIET);
    const rig = await sqliteRig();
    const watched = new Proxy(rig.store, {
      get: (target, name) => {
        used.add(name);
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    await callPort(watched);
    await rig.close();
    expect(port.length).toBeGreaterThan(30);
    expect(port.filter((name) => !used.has(name))).toEqual([]);
  });
});
