/** Small records, the outbox of letters to contacts on file, and the ways in which people look for folios. */
export const RECORDS_AND_LETTERS = `
  CREATE TABLE records (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX records_by_end ON records (until);

  CREATE TABLE letters (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    sealed TEXT,
    until INTEGER,
    status TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- When it may be tried next; a lease moves it on.
    due_at INTEGER NOT NULL,
    sent_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT
  ) STRICT;
  CREATE INDEX letters_to_send ON letters (due_at) WHERE status = 'queued';
  CREATE INDEX letters_shown ON letters (at) WHERE status <> 'void';

  CREATE INDEX folios_by_account_and_type ON folios (account, type) WHERE account IS NOT NULL;
  CREATE INDEX folios_by_conversation_and_type ON folios (conversation, type);
  `;
