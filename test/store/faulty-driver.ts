import Database from 'libsql';
import type { OpenDriver } from '../../src/store/sqlite/connection.js';

/** A real driver that shows its statements, and fails or changes those it is told to. */
export class FaultyDriver {
  /** SQL handed to `exec`, in order. */
  readonly executed: string[] = [];
  /** SQL of every prepared statement. */
  readonly prepared = new Set<string>();
  /** Called with each SQL before `exec`: what it returns is run instead; it may throw. */
  before: (sql: string) => string = (sql) => sql;
  private real: Database.Database | null = null;

  readonly open: OpenDriver = (file) => {
    const real = new Database(file);
    this.real = real;
    const exec = (sql: string): void => {
      this.executed.push(sql);
      real.exec(this.before(sql));
    };
    const prepare = (sql: string): Database.Statement => {
      this.prepared.add(sql);
      return real.prepare(sql);
    };
    return new Proxy(real, {
      get: (target, name) => {
        if (name === 'exec') return exec;
        if (name === 'prepare') return prepare;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  };

  /** The connection beneath, which nothing watches. */
  get connection(): Database.Database {
    if (!this.real) throw new Error('not open yet');
    return this.real;
  }

  /** How many transactions were committed. */
  get commits(): number {
    return this.executed.filter((sql) => sql === 'COMMIT').length;
  }
}

/** What the driver throws when the disk fails. */
export const ioError = (): Error => new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC', 1034);
