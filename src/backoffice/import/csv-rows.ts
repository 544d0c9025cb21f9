/** One line of a table, with the number under which a text editor shows where it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A quote was opened and never closed: what follows cannot be told apart. */
export class CsvUnclosed extends Error {
  readonly code = 'CSV_UNCLOSED';
  constructor(readonly line: number) {
    super(`A quote opened in line ${line} is never closed; close it or remove it.`);
  }
}

const BOM = '\uFEFF';

/**
 * The rows of a table as RFC 4180 and the usual spreadsheets write it: separated by commas, semicolons or tabs (whichever the first line has
 * most of), quoted where a cell has such a mark or a line break. Empty lines are left out, cells trimmed. @throws {CsvUnclosed}
 */
export function csvRows(text: string): readonly CsvRow[] {
  const source = text.startsWith(BOM) ? text.slice(1) : text;
  const reader = new Reader(source, separatorOf(source));
  const rows: CsvRow[] = [];
  while (reader.more) rows.push(reader.row());
  return rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
}

function separatorOf(text: string): string {
  const head = text.slice(0, (text.search(/[\r\n]/) + 1 || text.length + 1) - 1);
  const counts = [',', ';', '\t', '|'].map((mark) => [mark, head.split(mark).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

class Reader {
  private at = 0;
  private line = 1;

  constructor(
    private readonly text: string,
    private readonly separator: string,
  ) {}

  get more(): boolean {
    return this.at < this.text.length;
  }

  row(): CsvRow {
    const { line } = this;
    const cells: string[] = [];
    for (;;) {
      cells.push(this.cell().trim());
      const mark = this.text[this.at];
      if (mark === this.separator) this.at += 1;
      else break;
    }
    this.endLine();
    return { line, cells };
  }

  private cell(): string {
    const quoted = /[^\S\r\n\t]*"/y;
    quoted.lastIndex = this.at;
    if (!quoted.test(this.text)) return this.plain();
    this.at = quoted.lastIndex;
    return this.quoted() + this.plain();
  }

  private plain(): string {
    const start = this.at;
    while (this.more && this.text[this.at] !== this.separator && !/[\r\n]/.test(this.text[this.at] ?? '')) this.at += 1;
    return this.text.slice(start, this.at);
  }

  /** Up to the closing quote; two quotes are one. */
  private quoted(): string {
    const opened = this.line;
    let cell = '';
    for (;;) {
      const end = this.text.indexOf('"', this.at);
      if (end < 0) throw new CsvUnclosed(opened);
      const part = this.text.slice(this.at, end);
      this.line += part.split('\n').length - 1;
      cell += part;
      this.at = end + 1;
      if (this.text[this.at] !== '"') return cell;
      cell += '"';
      this.at += 1;
    }
  }

  private endLine(): void {
    if (this.text.startsWith('\r\n', this.at)) this.at += 2;
    else if (this.more) this.at += 1;
    this.line += 1;
  }
}
