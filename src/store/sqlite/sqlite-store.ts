import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as nextIteration } from 'node:timers/promises';
import type { FolioDraft, FolioPatch, Visit } from '../../cases/folio.js';
import type { Notice } from '../../engine/state.js';
import type { NewLetter } from '../letters.js';
import type { RecordChange } from '../records.js';
import {
  type ComputeTurn,
  type ConversationRef,
  type Inbound,
  type ResumeTicket,
  type Store,
  StoreUnavailable,
  type TurnCommit,
} from '../store.js';
import { accept, open } from './accept.js';
import { claimCalls, retryCall, settleCall } from './calls.js';
import { Connection, type OpenDriver, openDriver } from './connection.js';
import { endLeases } from './end-leases.js';
import { checkEvents } from './events.js';
import { readFile, type StoredFile, saveFile, saveResume, useResume } from './files.js';
import { claimFolios, folioMinded, notify } from './folio-clocks.js';
import { findFolio } from './folio-rows.js';
import { folios, openFolio, updateFolio } from './folios.js';
import { GroupCommit } from './group-commit.js';
import { claimLetters, letterSent, letters, letterUnsent, postLetter } from './letters.js';
import { claimOutbox, markSent, markUnsent } from './outbox.js';
import { claim, takeover } from './ownership.js';
import { prepareDatabase } from './prepare-database.js';
import { changeRecord, record } from './records.js';
import { newerThanThis } from './schema.js';
import { Sessions } from './sessions.js';
import { storeError } from './store-error.js';
import { fireTimers, nextDue } from './timers.js';
import { conversation, conversations, heads, transcript } from './transcript.js';
import { commitTurn, load } from './turns.js';
import { bookVisit, visitLoad } from './visits.js';

export interface SqliteOptions {
  /** How long a node that accepted a message keeps the conversation to itself, ms: after its death nobody answers for so long. */
  readonly acceptLeaseMs?: number;
  /** No other process works on this database: what an earlier one had leased when it died goes on at once. */
  readonly alone?: boolean;
  readonly openDriver?: OpenDriver;
}

/**
 * Opens `sqlite:<file>`, making file and folder, or `sqlite::memory:` (gone at the end of the process), brings it to the newest schema
 * and makes sure that a commit is durable. @throws with what to do when it cannot.
 */
export async function openSqliteStore(url: string, options: SqliteOptions = {}): Promise<SqliteStore> {
  const file = /^sqlite:(.+)$/.exec(url)?.[1];
  if (!file) throw new Error(`STORE_URL is "${url}": it has to be sqlite: and a file, such as sqlite:data/ventanilla.db.`);
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const db = new Connection((options.openDriver ?? openDriver)(file));
    prepareDatabase(db, file);
    if (options.alone) endLeases(db);
    return new SqliteStore(db, options.acceptLeaseMs ?? 5_000);
  } catch (error) {
    throw storeError(error);
  }
}

type Listener = Parameters<Store['onChange']>[0];

/** The store port on one SQLite file: rows live in the files beside this one, this class says what shares a transaction. */
export class SqliteStore implements Store {
  private readonly listeners = new Set<Listener>();
  private readonly group: GroupCommit;
  private readonly sessions = new Sessions();
  private turns: { readonly compute: ComputeTurn; readonly committed: (commit: TurnCommit) => void } | null = null;

  constructor(
    private readonly db: Connection,
    private readonly acceptLeaseMs: number,
  ) {
    this.group = new GroupCommit(db, (changes) => {
      for (const [conversation, work] of changes) for (const listener of this.listeners) listener(conversation, work);
    });
  }

  /** Cheap while all goes well; after a failed commit it tries to write, so that the service is ready again without traffic. */
  async ready(): Promise<{ readonly ok: boolean; readonly problem: string | null }> {
    try {
      if (this.group.problem === null) await this.group.read((db) => this.demandOurs(db));
      else await this.group.write(({ db }) => rewriteHeader(db));
      return { ok: true, problem: null };
    } catch (error) {
      return { ok: false, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Commits what is queued. A second call has no effect. */
  async close(): Promise<void> {
    if (!this.group.close()) return;
    // The driver leaves the log to whoever opens the file next, because of its prepared statements.
    this.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.db.close();
  }

  async accept(inbound: readonly Inbound[], node: string, now: number) {
    const { turns, sessions } = this;
    const here = turns && { compute: turns.compute, sessions };
    const { accepted, turn } = await this.group.write((tx) => accept(tx, inbound, this.lease(node, now), now, here));
    if (turn) this.keep(turn);
    if (turn) turns?.committed(turn);
    return accepted;
  }

  turnWithMessage(compute: ComputeTurn, committed: (commit: TurnCommit) => void): () => void {
    this.turns = { compute, committed };
    return () => {
      this.turns = null;
    };
  }

  open(ref: ConversationRef, node: string, now: number) {
    return this.group.write((tx) => open(tx, ref, this.lease(node, now), now));
  }

  conversation(id: string) {
    return this.group.read((db) => conversation(db, this.sessions, id));
  }

  claim(node: string, now: number, leaseMs: number, limit: number) {
    return this.group.write(({ db }) => {
      this.demandOurs(db);
      return claim(db, node, now, leaseMs, limit);
    });
  }

  load(id: string) {
    return this.group.read((db) => load(db, this.sessions, id));
  }

  async commitTurn(turn: TurnCommit, now: number) {
    const done = await this.group.write((tx) => commitTurn(tx, turn, now));
    if (done.result === 'committed') this.keep(turn);
    return done;
  }

  takeover(id: string, agent: string, epoch: number, now: number) {
    return this.group.write((tx) => takeover(tx, id, agent, epoch, now));
  }

  transcript(id: string, after: number, limit: number) {
    return this.group.read((db) => transcript(db, id, after, limit));
  }

  heads(ids: readonly string[]) {
    return this.group.read((db) => heads(db, ids));
  }

  claimCalls(node: string, now: number, leaseMs: number, limit: number) {
    return this.group.write(({ db }) => claimCalls(db, node, now, leaseMs, limit));
  }

  settleCall(call: string, result: { readonly ok: boolean; readonly output: unknown }, now: number) {
    return this.group.write((tx) => settleCall(tx, call, result, now));
  }

  retryCall(call: string, dueAt: number) {
    return this.group.write(({ db }) => retryCall(db, call, dueAt));
  }

  fireTimers(now: number, limit: number) {
    return this.group.write((tx) => fireTimers(tx, now, limit));
  }

  nextDue() {
    return this.group.read(nextDue);
  }

  claimOutbox(now: number, leaseMs: number, limit: number) {
    return this.group.write(({ db }) => claimOutbox(db, now, leaseMs, limit));
  }

  markSent(message: string, nativeId: string | null, now: number) {
    return this.group.write(({ db }) => markSent(db, message, nativeId, now));
  }

  markUnsent(message: string, retryAt: number | null, error: string) {
    return this.group.write(({ db }) => markUnsent(db, message, retryAt, error));
  }

  openFolio(key: string, draft: FolioDraft, now: number) {
    return this.group.write((tx) => openFolio(tx, key, draft, now));
  }

  folio(number: string) {
    return this.group.read((db) => findFolio(db, 'number', number)?.folio ?? null);
  }

  folios(query: Parameters<Store['folios']>[0]) {
    return this.group.read((db) => folios(db, query));
  }

  updateFolio(key: string, number: string, patch: FolioPatch, by: string, what: string, now: number) {
    return this.group.write((tx) => updateFolio(tx, number, patch, { key, by, what }, now));
  }

  visitLoad(zone: string, from: string, to: string) {
    return this.group.read((db) => visitLoad(db, zone, from, to));
  }

  bookVisit(key: string, number: string, visit: Visit, capacity: number, now: number) {
    return this.group.write((tx) => bookVisit(tx, key, number, visit, capacity, now));
  }

  claimFolios(now: number, leaseMs: number, limit: number) {
    return this.group.write(({ db }) => claimFolios(db, now, leaseMs, limit));
  }

  folioMinded(number: string, lease: number, now: number, next: number | null) {
    return this.group.write(({ db }) => folioMinded(db, number, lease, now, next));
  }

  notify(conversation: string, notice: Notice, now: number) {
    return this.group.write((tx) => notify(tx, conversation, notice, now));
  }

  saveFile(file: StoredFile, now: number) {
    return this.group.write(({ db }) => saveFile(db, file, now));
  }

  readFile(id: string) {
    return this.group.read((db) => readFile(db, id));
  }

  saveResume(hash: string, ticket: ResumeTicket) {
    return this.group.write(({ db }) => saveResume(db, hash, ticket));
  }

  useResume(hash: string, now: number, graceMs: number) {
    return this.group.write(({ db }) => useResume(db, hash, now, graceMs));
  }

  record(id: string, now: number) {
    return this.group.read((db) => record(db, id, now));
  }

  changeRecord<T>(id: string, now: number, change: (kept: unknown) => RecordChange<T>) {
    return this.group.write(({ db }) => changeRecord(db, id, now, change));
  }

  postLetter(letter: NewLetter, now: number) {
    return this.group.write(({ db }) => postLetter(db, letter, now));
  }

  claimLetters(now: number, leaseMs: number, limit: number) {
    return this.group.write(({ db }) => claimLetters(db, now, leaseMs, limit));
  }

  letterSent(id: string, keep: boolean, now: number) {
    return this.group.write(({ db }) => letterSent(db, id, keep, now));
  }

  letterUnsent(id: string, retryAt: number | null, error: string) {
    return this.group.write(({ db }) => letterUnsent(db, id, retryAt, error));
  }

  letters(limit: number) {
    return this.group.read((db) => letters(db, limit));
  }

  conversations(query: Parameters<Store['conversations']>[0]) {
    return this.group.read((db) => conversations(db, this.sessions, query));
  }

  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Recomputes the event log's chain of hashes. @returns the number of the first row that was tampered with, or null. */
  async verifyEvents(): Promise<number | null> {
    let at = { bad: null as number | null, last: 0, hash: '', rows: 0 };
    do {
      at = await this.group.read((db) => checkEvents(db, at.last, at.hash, 1_000));
      await nextIteration();
    } while (at.bad === null && at.rows > 0);
    return at.bad;
  }

  /** A newer program may have migrated the file while this one ran: what that one writes, this one must not touch. Asked now and then. */
  private demandOurs(db: Connection): void {
    const problem = newerThanThis(db);
    if (problem === null) return;
    const refusal = new StoreUnavailable(problem);
    this.group.refuse(refusal);
    throw refusal;
  }

  /** A turn makes the version that it was computed from the next one. */
  private keep({ conversation, version, state }: TurnCommit): void {
    this.sessions.keep(conversation, version + 1, state);
  }

  private lease(node: string, now: number) {
    return { node, until: now + this.acceptLeaseMs };
  }
}

/** The smallest write there is: the schema's version, as it was. */
function rewriteHeader(db: Connection): void {
  const [version = 0] = db.get<[number]>('PRAGMA user_version') ?? [];
  db.exec(`PRAGMA user_version = ${version}`);
}
