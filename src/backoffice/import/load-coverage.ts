import { readFile } from 'node:fs/promises';
import type { CoverageArea, CoverageColonia, CoverageData } from '../coverage-data.js';
import { importAreas } from './areas-geojson.js';
import { importColonias } from './colonias-csv.js';
import type { Imported } from './problem.js';

/** Nothing was imported. The message lists every bad entry of every file. */
export class CoverageInvalid extends Error {
  readonly code = 'COVERAGE_INVALID';
  constructor(readonly problems: readonly string[]) {
    super(
      `The coverage cannot be used, and none of it was taken. Correct it and start again:\n${problems.map((one) => `  - ${one}`).join('\n')}`,
    );
  }
}

/** More of a file that is wrong throughout is no help. */
const MOST_PROBLEMS = 50;

type Part = { readonly areas: readonly CoverageArea[] } | { readonly colonias: readonly CoverageColonia[] };

/** Reads the operator's files: `.csv` for colonias, `.geojson` or `.json` for areas on the map. @throws {CoverageInvalid} */
export async function loadCoverage(files: readonly string[]): Promise<CoverageData> {
  const problems: string[] = [];
  const parts = await Promise.all(
    files.map(async (file): Promise<readonly Part[]> => {
      const bytes = await readFile(file).catch(() => null);
      if (bytes === null) return note(problems, file, ['it cannot be read; is the path right?']);
      const text = decoded(bytes);
      if (/\.csv$/i.test(file)) return taken(problems, file, importColonias(text)).map((colonias) => ({ colonias }));
      if (/\.(geo)?json$/i.test(file)) return taken(problems, file, importAreas(text)).map((areas) => ({ areas }));
      return note(problems, file, ['its kind is not known; give a .csv or a .geojson file']);
    }),
  );
  if (problems.length > 0) throw new CoverageInvalid(problems);
  return {
    areas: parts.flat().flatMap((part) => ('areas' in part ? part.areas : [])),
    colonias: parts.flat().flatMap((part) => ('colonias' in part ? part.colonias : [])),
  };
}

/** Spreadsheets of Windows write an encoding of their own. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function taken<T>(problems: string[], file: string, imported: Imported<T>): readonly (readonly T[])[] {
  if (imported.ok) return [imported.items];
  const all = imported.problems.map(({ where, problem }) => `${where}: ${problem}`);
  const more = all.length - MOST_PROBLEMS;
  return note(problems, file, more > 0 ? [...all.slice(0, MOST_PROBLEMS), `and ${more} more`] : all);
}

function note(problems: string[], file: string, found: readonly string[]): readonly never[] {
  problems.push(...found.map((problem) => `${file}: ${problem}`));
  return [];
}
