import Database from 'libsql';

/** A database as SQL text, one statement after the other, with the version of its schema. */
export function dumpSql(file: string): string {
  const db = new Database(file);
  try {
    const rows = (sql: string): unknown[][] => db.prepare(sql).raw().all() as unknown[][];
    const [version] = rows('PRAGMA user_version')[0] ?? [];
    const schema = rows("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type = 'table' DESC, name");
    const inserts = schema
      .filter(([type]) => type === 'table')
      .flatMap(([, name]) => rows(`SELECT * FROM ${name}`).map((row) => `INSERT INTO ${name} VALUES (${row.map(literal).join(', ')})`));
    return [...schema.map(([, , sql]) => sql), ...inserts, `PRAGMA user_version = ${version}`].map((sql) => `${sql};\n`).join('');
  } finally {
    db.close();
  }
}

/** Makes a database from what {@link dumpSql} gave. */
export function restoreSql(file: string, sql: string): void {
  const db = new Database(file);
  // Tables come by name, so that some rows come before those that they refer to.
  db.exec(`PRAGMA foreign_keys = OFF; BEGIN; ${sql} COMMIT;`);
  db.close();
}

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString('hex')}'`;
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}
