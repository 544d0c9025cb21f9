import type { Connection } from './connection.js';
import { FOLIO_CLOCKS } from './folio-clocks.js';
import { RECORDS_AND_LETTERS } from './records-schema.js';

/** Migration n brings a database from version n-1 to n. A released one is never changed again: add another. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE conversations (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    language TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 0,
    epoch INTEGER NOT NULL DEFAULT 0,
    -- Epoch of the last change of owner to an agent: the bot's words of an earlier epoch never leave.
    bot_since INTEGER NOT NULL DEFAULT 0,
    owner TEXT NOT NULL DEFAULT 'bot',
    state TEXT NOT NULL,
    folio TEXT,
    created_at INTEGER NOT NULL,
    last_seq INTEGER NOT NULL DEFAULT 0,
    -- Messages and signals that no turn has consumed.
    pending INTEGER NOT NULL DEFAULT 0,
    lease_node TEXT,
    lease_until INTEGER NOT NULL DEFAULT 0,
    -- When the oldest unsent message may be tried (a lease moves it on), null: nothing to send.
    outbox_at INTEGER,
    UNIQUE (address, channel)
  ) STRICT;
  CREATE INDEX conversations_by_channel ON conversations (channel);
  CREATE INDEX conversations_with_work ON conversations (lease_until) WHERE pending > 0;
  CREATE INDEX conversations_to_send ON conversations (outbox_at) WHERE outbox_at IS NOT NULL;

  CREATE TABLE messages (
    n INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversations (n),
    seq INTEGER NOT NULL,
    author TEXT NOT NULL,
    status TEXT NOT NULL,
    pending INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL,
    sent_at TEXT,
    epoch INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    inbound_key TEXT,
    native_id TEXT,
    client_id TEXT,
    key TEXT,
    content TEXT NOT NULL,
    choices TEXT,
    trace TEXT,
    error TEXT,
    raw TEXT,
    UNIQUE (conversation, seq)
  ) STRICT;
  CREATE UNIQUE INDEX messages_inbound ON messages (inbound_key) WHERE inbound_key IS NOT NULL;
  CREATE INDEX messages_inbox ON messages (conversation, seq) WHERE pending = 1;
  CREATE INDEX messages_outbox ON messages (conversation, seq) WHERE status IN ('queued', 'sending');

  CREATE TABLE signals (
    n INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (n),
    type TEXT NOT NULL,
    payload TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX signals_by_conversation ON signals (conversation);

  CREATE TABLE calls (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (n),
    call TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    -- A lease moves it on.
    due_at INTEGER NOT NULL,
    lease_node TEXT
  ) STRICT;
  CREATE INDEX calls_due ON calls (due_at);
  CREATE INDEX calls_by_conversation ON calls (conversation);

  CREATE TABLE timers (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (n),
    due_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX timers_due ON timers (due_at);
  CREATE INDEX timers_by_conversation ON timers (conversation);

  CREATE TABLE folio_counters (area TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
  CREATE TABLE folios (
    n INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    area TEXT NOT NULL,
    status TEXT NOT NULL,
    account TEXT,
    email TEXT,
    phone TEXT,
    channel TEXT NOT NULL,
    conversation TEXT NOT NULL,
    description TEXT NOT NULL,
    details TEXT NOT NULL,
    created_at TEXT NOT NULL,
    due_at TEXT,
    due_rule TEXT,
    notice_at TEXT,
    visit_date TEXT,
    visit_shift TEXT,
    visit_zone TEXT,
    closed_at TEXT
  ) STRICT;
  CREATE INDEX folios_by_account ON folios (account) WHERE account IS NOT NULL;
  CREATE INDEX folios_by_conversation ON folios (conversation);
  CREATE INDEX folios_by_type ON folios (type);
  CREATE INDEX folios_by_visit ON folios (visit_zone, visit_date, visit_shift) WHERE visit_date IS NOT NULL;
  CREATE TABLE folio_history (
    folio INTEGER NOT NULL REFERENCES folios (n),
    step INTEGER NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (folio, step)
  ) STRICT, WITHOUT ROWID;
  -- Changes of folios that were made, by the caller's key: the same one again changes nothing.
  CREATE TABLE applied_keys (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

  CREATE TABLE events (
    n INTEGER PRIMARY KEY,
    conversation TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    what TEXT NOT NULL,
    data TEXT NOT NULL,
    -- SHA-256 of this row and of the hash before it.
    hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_by_conversation ON events (conversation);

  CREATE TABLE files (
    id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    at INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;

  CREATE TABLE resumes (
    hash TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    user TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX resumes_by_expiry ON resumes (expires_at);
  `,
  RECORDS_AND_LETTERS,
  FOLIO_CLOCKS,
];

/** Brings the database to the newest version, each step whole or not at all. @throws on one that a newer program has written. */
export function migrate(db: Connection, migrations: readonly string[] = MIGRATIONS): void {
  while (step(db, migrations));
}

/** One migration, if one is due. The version is read under the write lock: another process may be migrating too. */
function step(db: Connection, migrations: readonly string[]): boolean {
  db.exec('BEGIN IMMEDIATE');
  try {
    const version = db.get<[number]>('PRAGMA user_version')?.[0] ?? 0;
    if (version > migrations.length) throw new Error(newerDatabase(version, migrations.length));
    const migration = migrations[version];
    if (migration !== undefined) db.exec(`${migration}; PRAGMA user_version = ${version + 1}`);
    db.exec('COMMIT');
    return migration !== undefined;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** What is wrong when another program has brought the database to a version that this one does not know, or null. */
export function newerThanThis(db: Connection): string | null {
  const version = db.get<[number]>('PRAGMA user_version')?.[0] ?? 0;
  return version > MIGRATIONS.length ? newerDatabase(version, MIGRATIONS.length) : null;
}

const newerDatabase = (theirs: number, ours: number): string =>
  `The database has schema version ${theirs}, this program knows ${ours} at most: start the newer program that wrote it, or restore a backup made before the upgrade.`;
