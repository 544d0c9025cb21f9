import Database from 'libsql';

/** What SQLite can hold. A boolean or an object would abort the process inside the driver: the type keeps them out. */
export type Value = string | number | null | Uint8Array;

type Driver = Database.Database;
/** Opens the driver on a file; tests put a faulty one here. */
export type OpenDriver = (file: string) => Driver;

interface Prepared {
  readonly statement: Database.Statement;
  readonly parameters: number;
}

export const openDriver: OpenDriver = (file) => new Database(file);

/** One connection with its prepared statements, found again by their text. Rows are arrays in the order of the columns asked for. */
export class Connection {
  private readonly prepared = new Map<string, Prepared>();

  constructor(private readonly driver: Driver) {}

  get inTransaction(): boolean {
    return this.driver.inTransaction;
  }

  exec(sql: string): void {
    this.driver.exec(sql);
  }

  get<Row extends readonly Value[]>(sql: string, ...values: readonly Value[]): Row | undefined {
    return this.use(sql, values, (statement) => statement.get(values)) as Row | undefined;
  }

  all<Row extends readonly Value[]>(sql: string, ...values: readonly Value[]): Row[] {
    return this.use(sql, values, (statement) => statement.all(values)) as Row[];
  }

  /** @returns the number of rows changed. */
  run(sql: string, ...values: readonly Value[]): number {
    return this.use(sql, values, (statement) => statement.run(values).changes);
  }

  close(): void {
    this.prepared.clear();
    this.driver.close();
  }

  private use<T>(sql: string, values: readonly Value[], work: (statement: Database.Statement) => T): T {
    const { statement, parameters } = this.prepare(sql);
    // The driver would silently bind what the statement was run with before.
    if (parameters !== values.length) throw new Error(`${values.length} values for ${parameters} parameters: ${sql}`);
    try {
      return work(statement);
    } catch (error) {
      // The driver does not reset a statement that failed: it would fail the same way for ever.
      this.prepared.delete(sql);
      throw error;
    }
  }

  private prepare(sql: string): Prepared {
    const found = this.prepared.get(sql);
    if (found) return found;
    const statement = this.driver.prepare(sql);
    const made = { statement: statement.reader ? statement.raw() : statement, parameters: countParameters(sql) };
    this.prepared.set(sql, made);
    return made;
  }
}

/** `?` each count one, `?3` counts up to three. A statement uses one of the two ways. */
function countParameters(sql: string): number {
  const numbered = [...sql.matchAll(/\?(\d+)/g)].map((match) => Number(match[1]));
  return numbered.length > 0 ? Math.max(...numbered) : sql.split('?').length - 1;
}
