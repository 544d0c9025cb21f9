import { CsvError, parse } from 'csv-parse/sync';

/** One line of a table, with the number under which a text editor shows where it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The quotes of a line do not fit: what follows cannot be told apart. */
export class CsvBroken extends Error {
  readonly code = 'CSV_BROKEN';
  constructor(readonly line: number) {
    super(`The quotes in line ${line} do not fit; close the one that is open, and write a quote inside of a cell twice.`);
  }
}

const OPTIONS = { bom: true, trim: true, relax_column_count: true, skip_empty_lines: true, info: true, raw: true } as const;

/** What the parser tells of a row; `lines`: the one in which it ends. */
interface Parsed {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

/**
 * The rows of a table as RFC 4180 and the usual spreadsheets write it: separated by commas, semicolons or tabs (whichever the first line has
 * most of), quoted where a cell has such a mark or a line break. Empty lines are left out, cells trimmed. @throws {CsvBroken}
 */
export function csvRows(text: string): readonly CsvRow[] {
  return parsed(text)
    .map(({ record, raw, info }) => ({ line: info.lines - breaksIn(raw), cells: record }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
}

function parsed(text: string): readonly Parsed[] {
  try {
    return parse(text, { ...OPTIONS, delimiter: separatorOf(text) }) as unknown as readonly Parsed[];
  } catch (error) {
    if (error instanceof CsvError) throw new CsvBroken(Number(error.lines));
    throw error;
  }
}

const breaksIn = (row: string): number => row.trim().split('\n').length - 1;

function separatorOf(text: string): string {
  const [head = ''] = text.split(/[\r\n]/, 1);
  const counts = [',', ';', '\t', '|'].map((mark) => [mark, head.split(mark).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
