import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Folio } from '../../src/cases/folio.js';
import type { EngineState } from '../../src/engine/state.js';
import { Connection, openDriver } from '../../src/store/sqlite/connection.js';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import type { Conversation, Message, Owner } from '../../src/store/store.js';

/** All that a database holds of conversations and folios, as plain data. */
export interface StoreImage {
  /** What the database itself finds wrong, and entries of the log that were changed. */
  readonly damage: readonly string[];
  readonly conversations: readonly ConversationImage[];
  readonly folios: readonly Folio[];
  /** Folio numbers that have been given to folios which do not have them yet. */
  readonly given: readonly string[];
  /** Folios whose opening was never finished, by their keys. */
  readonly unnumbered: readonly string[];
}

export interface ConversationImage {
  readonly id: string;
  readonly owner: Owner;
  readonly lastSeq: number;
  /** Turns and takeovers so far. */
  readonly version: number;
  readonly state: EngineState;
  readonly lines: readonly Pick<Message, 'seq' | 'from' | 'key' | 'clientId' | 'status' | 'epoch'>[];
  /** Work that the conversation says is left, and the rows of it. */
  readonly pending: number;
  readonly unread: number;
  readonly signals: readonly string[];
  /** Ids of rows beside the state. */
  readonly calls: readonly string[];
  readonly timers: readonly string[];
  /** Procedures that ended or failed, in order: `flow outcome`. */
  readonly ended: readonly string[];
  /** What the event log says of agents who took the conversation, in order. */
  readonly takeovers: readonly Takeover[];
}

export interface Takeover {
  readonly by: string;
  /** The owner's epoch from then on. */
  readonly epoch: number;
}

export const DATABASE = 'ventanilla.db';
const ALL = 10_000;

/** Reads a copy, as a killed server left it, so that its successor finds the original untouched. */
export async function takeImage(dataDir: string): Promise<StoreImage> {
  const copy = mkdtempSync(join(tmpdir(), 'ventanilla-image-'));
  try {
    cpSync(dataDir, copy, { recursive: true });
    const file = join(copy, DATABASE);
    const store = await openSqliteStore(`sqlite:${file}`);
    const db = new Connection(openDriver(file));
    try {
      return await read(store, db);
    } finally {
      db.close();
      await store.close();
    }
  } finally {
    rmSync(copy, { recursive: true });
  }
}

async function read(store: SqliteStore, db: Connection): Promise<StoreImage> {
  const integrity = db.all<[string]>('PRAGMA integrity_check').map(([found]) => found);
  const tampered = await store.verifyEvents();
  const { items } = await store.conversations({ limit: ALL });
  return {
    damage: [...integrity.filter((found) => found !== 'ok'), ...(tampered === null ? [] : [`the log was changed at entry ${tampered}`])],
    conversations: await Promise.all(items.map((conversation) => readConversation(store, db, conversation))),
    folios: (await store.folios({ limit: ALL })).items.toReversed(),
    given: [],
    unnumbered: [],
  };
}

async function readConversation(store: SqliteStore, db: Connection, conversation: Conversation): Promise<ConversationImage> {
  const { id, owner, lastSeq, version, state } = conversation;
  const [n, pending] = db.get<[number, number]>('SELECT n, pending FROM conversations WHERE id = ?', id) ?? [0, 0];
  const ids = (sql: string): string[] => db.all<[string]>(sql, n).map(([found]) => found);
  return {
    id,
    owner,
    lastSeq,
    version,
    state,
    lines: await store.transcript(id, 0, ALL),
    pending,
    unread: (await store.load(id))?.messages.length ?? 0,
    signals: ids('SELECT key FROM signals WHERE conversation = ? ORDER BY n'),
    calls: ids('SELECT id FROM calls WHERE conversation = ? ORDER BY n'),
    timers: ids('SELECT id FROM timers WHERE conversation = ? ORDER BY n'),
    ended: db
      .all<[string, string]>("SELECT what, data FROM events WHERE conversation = ? AND what LIKE 'procedure-%' ORDER BY n", id)
      .map(([what, data]) => endOf(what, JSON.parse(data) as { flow: string; outcome?: string; message?: string })),
    takeovers: db
      .all<[string, string]>("SELECT by, data FROM events WHERE conversation = ? AND what = 'takeover' ORDER BY n", id)
      .map(([by, data]) => takeoverOf(by, data)),
  };
}

/** One end of a procedure, as the event log has it. */
export const endOf = (what: string, { flow, outcome, message }: { flow: string; outcome?: string; message?: string }): string =>
  what === 'procedure-ended' ? `${flow} ${outcome}` : `${flow} failed: ${message}`;

/** A takeover, as the event log has it. */
export const takeoverOf = (by: string, data: string): Takeover => ({ by, epoch: (JSON.parse(data) as { epoch: number }).epoch });

/** Makes every timer of a server that is down due at once. @returns how many there are. */
export const makeTimersDue = (dataDir: string): number => change(dataDir, 'UPDATE timers SET due_at = 1');

/** Ends the leases of a process that died while it sent. @returns how many messages wait to be sent, one a conversation. */
export const makeOutboxDue = (dataDir: string): number =>
  change(dataDir, 'UPDATE conversations SET outbox_at = 1, lease_until = 0 WHERE outbox_at IS NOT NULL');

function change(dataDir: string, sql: string): number {
  const db = new Connection(openDriver(join(dataDir, DATABASE)));
  try {
    return db.run(sql);
  } finally {
    db.close();
  }
}
