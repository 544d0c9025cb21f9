import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

/** The dependency rule, the vendors' homes and the sizes of the house. */

const ROOT = resolve('.');
/** Where a suite that cannot run here is reported as skipped, with the reason; and this file, which names the marks. */
const REPORTED_SKIPS = ['test/architecture.test.ts', 'test/support/browser.ts', 'test/browser/real-server.test.ts'];
const MAX_FILE_LINES = 350;
const MAX_FUNCTION_LINES = 60;
const MAX_TURN_LINES = 150;

const files = ['src', 'flows', 'test', 'bench'].flatMap((top) =>
  readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name))),
);
const source = (file: string): string => readFileSync(file, 'utf8');
const lines = (file: string): number => source(file).split('\n').length - 1;
const isProduct = (file: string): boolean => file.startsWith('src/') || file.startsWith('flows/');

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

/** Every static and dynamic import; own files as paths, packages by name. */
function importsOf(file: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean): void => {
    const target = specifier.startsWith('.') ? relative(ROOT, resolve(dirname(file), specifier)).replace(/\.js$/, '.ts') : specifier;
    found.push({ file, target, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const everyType =
        named !== undefined &&
        ts.isNamedImports(named) &&
        clause?.name === undefined &&
        named.elements.every((element) => element.isTypeOnly);
      add(node.moduleSpecifier.text, clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || everyType);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) add(argument.text, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source(file), ts.ScriptTarget.Latest, true));
  return found;
}

const imports = files.flatMap(importsOf);

/** The layer of a file: its folder under src, or its own name for the few files beside them. */
function layerOf(file: string): string {
  if (file.startsWith('flows/')) return 'flows';
  const [, second = '', ...rest] = file.split('/');
  if (rest.length > 0) return second;
  return second.replace(/\.ts$/, '');
}

/** Who may import whom at run time. Types may also come from where they are declared, see TYPES. */
const LEAVES = ['clock', 'crash', 'errors'];
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  flows: ['flows', 'engine/flow'],
  nlu: ['engine/flow'],
  backoffice: ['store', 'cases', 'documents'],
  store: ['cases'],
  cases: ['store', 'backoffice', 'documents', 'locales'],
  documents: ['cases', 'locales'],
  help: ['nlu', 'locales'],
  desk: ['cases', 'store', 'backoffice'],
  mail: ['store', 'locales'],
  locales: [],
  speak: ['locales'],
  listen: ['engine', 'locales', 'nlu', 'speak'],
  turn: ['engine', 'locales', 'nlu', 'listen', 'speak', 'store', 'desk', 'cases'],
  jobs: ['turn', 'store', 'channels', 'cases', 'desk'],
  channels: ['turn', 'store'],
  web: ['turn', 'store', 'channels', 'cases', 'documents', 'locales'],
  config: [],
  main: ['*'],
};

function mayImport(from: string, target: string, typeOnly: boolean): boolean {
  const layer = layerOf(from);
  const rules = ALLOWED[layer] ?? [];
  const to = layerOf(target);
  if (to === layer || LEAVES.includes(to) || rules.includes('*') || rules.includes(to)) return true;
  if (rules.includes('engine/flow') && target === 'src/engine/flow.ts') return true;
  // A type costs nothing at run time; all but flows and engine may name the types of what they hand on.
  return typeOnly && layer !== 'flows' && layer !== 'engine';
}

const VENDORS: Readonly<Record<string, RegExp>> = {
  botbuilder: /^src\/(channels\/|web\/direct-line)/,
  telegraf: /^src\/channels\/telegram/,
  'whatsapp-web.js': /^src\/channels\/whatsapp-web/,
  mongoose: /^src\/store\/mongo\//,
  libsql: /^src\/store\/sqlite\//,
  natural: /^src\/nlu\//,
  xstate: /^(flows|src\/engine)\//,
  fastify: /^src\/web\//,
  pdfkit: /^src\/documents\//,
  minisearch: /^src\/help\//,
  'csv-parse': /^src\/backoffice\/import\//,
};

/** Name, length and place of every function with a body; machines' literals are data and are not counted. */
function functionsOf(file: string): { readonly name: string; readonly lines: number }[] {
  const tree = ts.createSourceFile(file, source(file), ts.ScriptTarget.Latest, true);
  const found: { name: string; lines: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const from = tree.getLineAndCharacterOfPosition(node.getStart()).line;
      const to = tree.getLineAndCharacterOfPosition(node.end).line;
      found.push({ name: `${file}:${from + 1}`, lines: to - from + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

describe('the dependency rule', () => {
  it('is kept by every import', () => {
    const broken = imports.filter(
      ({ file, target, typeOnly }) => isProduct(file) && isProduct(target) && !mayImport(file, target, typeOnly),
    );
    expect(broken.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it('knows every folder and file of src', () => {
    expect(files.filter((file) => isProduct(file) && !LEAVES.includes(layerOf(file)) && !(layerOf(file) in ALLOWED))).toEqual([]);
  });

  it('refuses what it should', () => {
    expect(mayImport('flows/reboot.ts', 'src/store/store.ts', true)).toBe(false);
    expect(mayImport('src/engine/advance.ts', 'src/store/store.ts', true)).toBe(false);
    expect(mayImport('src/nlu/reader.ts', 'src/store/store.ts', false)).toBe(false);
    expect(mayImport('src/turn.ts', 'src/web/server.ts', false)).toBe(false);
    expect(mayImport('src/web/server.ts', 'src/jobs/outbox.ts', false)).toBe(false);
  });

  it('gives each vendor package one home', () => {
    const strays = imports.filter(({ file, target }) => {
      const home = Object.entries(VENDORS).find(([name]) => target === name || target.startsWith(`${name}/`))?.[1];
      return home !== undefined && isProduct(file) && !home.test(file);
    });
    expect(strays.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it('lets flows import nothing but the flow contract, xstate and flows', () => {
    const strays = imports.filter(
      ({ file, target }) =>
        file.startsWith('flows/') && !target.startsWith('flows/') && target !== 'xstate' && target !== 'src/engine/flow.ts',
    );
    expect(strays.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });
});

describe('sizes', () => {
  it(`no file over ${MAX_FILE_LINES} lines, the median of the product under 100`, () => {
    expect(files.filter((file) => lines(file) > MAX_FILE_LINES)).toEqual([]);
    expect(median(files.filter(isProduct).map(lines))).toBeLessThan(100);
  });

  it(`src/turn.ts at most ${MAX_TURN_LINES} lines`, () => {
    expect(lines('src/turn.ts')).toBeLessThanOrEqual(MAX_TURN_LINES);
  });

  it(`no function over ${MAX_FUNCTION_LINES} lines, the median under 12`, () => {
    const functions = files.filter((file) => isProduct(file)).flatMap(functionsOf);
    expect(functions.filter((one) => one.lines > MAX_FUNCTION_LINES)).toEqual([]);
    expect(median(functions.map((one) => one.lines))).toBeLessThan(12);
  });
});

describe('names', () => {
  it('files are kebab-case', () => {
    expect(files.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|bench|d))?\.tsx?$/.test(file.split('/').at(-1) ?? ''))).toEqual([]);
  });

  it('nothing is left to do, skipped or switched off in the sources', () => {
    const marks = /\b(TODO|FIXME|XXX|HACK)\b|\.(skip|only)\(|@ts-(ignore|expect-error|nocheck)|biome-ignore-all|eslint-disable/;
    expect(files.filter((file) => !REPORTED_SKIPS.includes(file) && marks.test(source(file)))).toEqual([]);
  });
});
