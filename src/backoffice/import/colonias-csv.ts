import type { CoverageColonia } from '../coverage-data.js';
import { fold } from '../fold.js';
import { coverageState, HOW_TO_WRITE_STATE } from './coverage-words.js';
import { CsvBroken, type CsvRow, csvRows } from './csv-rows.js';
import { allOrNothing, type Imported, type ImportProblem, refused } from './problem.js';

type Column = 'postalCode' | 'colonia' | 'coverage' | 'zone' | 'note' | 'aliases';

/** How the columns may be headed, without accents. */
const HEADINGS: ReadonlyMap<string, Column> = new Map<string, Column>([
  ...['cp', 'codigo postal', 'codigo_postal', 'd_codigo', 'postal code', 'postal_code', 'postalcode'].map(
    (name) => [name, 'postalCode'] as const,
  ),
  ...['colonia', 'asentamiento', 'd_asenta', 'localidad'].map((name) => [name, 'colonia'] as const),
  ...['cobertura', 'coverage'].map((name) => [name, 'coverage'] as const),
  ...['zona', 'zone'].map((name) => [name, 'zone'] as const),
  ...['nota', 'notas', 'note', 'notes'].map((name) => [name, 'note'] as const),
  ...['otros nombres', 'otros_nombres', 'alias', 'aliases'].map((name) => [name, 'aliases'] as const),
]);
const NEEDED = [
  ['postalCode', 'cp'],
  ['colonia', 'colonia'],
  ['coverage', 'cobertura'],
] as const satisfies readonly (readonly [Column, string])[];

/**
 * The operator's list of colonias: a row each, with the columns `cp`, `colonia` and `cobertura`, and `zona`, `nota` and `otros nombres`
 * (separated by `/`) where there is something to say. A spreadsheet that has dropped the zeros before a postal code is forgiven.
 */
export function importColonias(text: string): Imported<CoverageColonia> {
  try {
    const [head, ...rows] = csvRows(text);
    if (!head) return refused('the file', 'it is empty; write a first line with the columns cp, colonia and cobertura');
    const columns = head.cells.map((cell) => HEADINGS.get(fold(cell)) ?? null);
    const missing = NEEDED.filter(([column]) => !columns.includes(column)).map(([, name]) => name);
    if (missing.length > 0) return refused(`row ${head.line}`, `the first line lacks the column ${missing.join(', ')}; add it`);
    if (rows.length === 0) return refused('the file', 'it has no rows below its first line; add a row for each colonia');
    return unique(allOrNothing(rows.map((row) => coloniaOf(row, columns))), rows);
  } catch (error) {
    if (error instanceof CsvBroken) return refused(`row ${error.line}`, error.message);
    throw error;
  }
}

function coloniaOf({ line, cells }: CsvRow, columns: readonly (Column | null)[]): CoverageColonia | ImportProblem {
  const where = `row ${line}`;
  const cell = (column: Column): string => cells[columns.indexOf(column)] ?? '';
  if (cells.length > columns.length) return { where, problem: 'it has more cells than the first line; quote cells that have a comma' };
  const postalCode = cell('postalCode').padStart(5, '0');
  if (!/^\d{5}$/.test(postalCode) || cell('postalCode') === '') {
    return { where, problem: `'${cell('postalCode')}' is no postal code; write five figures` };
  }
  if (cell('colonia') === '') return { where, problem: 'the colonia is empty; write its name' };
  const state = coverageState(cell('coverage'));
  if (!state) return { where, problem: `'${cell('coverage')}' is no answer; ${HOW_TO_WRITE_STATE}` };
  const aliases = cell('aliases')
    .split('/')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return { postalCode, colonia: cell('colonia'), aliases, state, zone: cell('zone') || null, note: cell('note') || null };
}

/** Two rows about one colonia would answer by chance. */
function unique(imported: Imported<CoverageColonia>, rows: readonly CsvRow[]): Imported<CoverageColonia> {
  if (!imported.ok) return imported;
  const first = new Map<string, number>();
  const problems = imported.items.flatMap(({ postalCode, colonia }, index): readonly ImportProblem[] => {
    const name = `${postalCode} ${fold(colonia)}`;
    const line = rows[index]?.line ?? 0;
    const before = first.get(name);
    first.set(name, before ?? line);
    return before === undefined
      ? []
      : [{ where: `row ${line}`, problem: `the same colonia is in row ${before} already; keep one of them` }];
  });
  return problems.length > 0 ? { ok: false, problems } : imported;
}
