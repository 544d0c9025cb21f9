import type { FolioDraft, FolioPatch, Visit } from '../../cases/folio.js';
import { crashPoint } from '../../crash.js';
import type { Notice } from '../../engine/state.js';
import type { NewLetter } from '../letters.js';
import type { RecordChange } from '../records.js';
import { type ConversationRef, type Inbound, type ResumeTicket, type Store, StoreUnavailable, type TurnCommit } from '../store.js';
import { accept, open } from './accept.js';
import { ClaimedCalls, claimCalls, retryCall, settleCall } from './calls.js';
import type { StoredFile } from './files.js';
import { claimFolios, folioMinded, notify } from './folio-clocks.js';
import { toFolio } from './folio-model.js';
import { findFolio, folios, openFolio } from './folios.js';
import { FORMAT, type StoreFormat } from './format.js';
import { Outdated } from './gate.js';
import { claimLetters, letterSent, letters, letterUnsent, postLetter } from './letters.js';
import { Link, type LinkOptions } from './link.js';
import { messagePlace } from './message-model.js';
import { claimOutbox, markSent, markUnsent } from './outbox.js';
import { claim, takeover } from './ownership.js';
import { Parts } from './parts.js';
import { saveResume, useResume } from './resumes.js';
import { Serial } from './serial.js';
import { toConversation } from './session.js';
import { storeError } from './store-error.js';
import { fireTimers, nextDue } from './timers.js';
import { conversations, heads, transcript } from './transcript.js';
import { commitTurn, load } from './turns.js';
import { verifyEvents } from './verify-events.js';
import { bookVisit, updateFolio, visitLoad } from './visits.js';

export interface MongoOptions extends LinkOptions {
  /** How long a node that accepted a message keeps the conversation to itself, ms: after its death nobody answers for so long. */
  readonly acceptLeaseMs?: number;
  /** Version by procedure, as this program knows them: conversations in newer ones are left to nodes that know those. Absent: all are worked on. */
  readonly flows?: ReadonlyMap<string, number>;
  /** Another release's, for tests of two releases on one database. */
  readonly format?: StoreFormat;
}

/**
 * Opens `mongodb://…` or `mongodb+srv://…` (database `ventanilla` unless the address names one) and prepares its collections. A server
 * that cannot be reached yet is no error: `ready()` says so, and every operation tries again. @throws when the address cannot be read, and
 * when the database is a newer release's.
 */
export async function openMongoStore(url: string, options: MongoOptions = {}): Promise<MongoStore> {
  if (!/^mongodb(\+srv)?:\/\//.test(url)) throw new Error('STORE_URL has to begin with mongodb:// or mongodb+srv://.');
  const format = options.format ?? FORMAT;
  const link = new Link(url, options, format);
  const store = new MongoStore(link, new Parts(link.connection, format, options.flows ?? null), options.acceptLeaseMs ?? 5_000);
  try {
    await store.start();
  } catch (error) {
    if (!(error instanceof StoreUnavailable) || error instanceof Outdated) {
      await store.close();
      throw error;
    }
  }
  return store;
}

type Listener = Parameters<Store['onChange']>[0];

/** The store port on a database that speaks MongoDB's protocol, for any number of nodes at once. What is written together is in the files beside this one. */
export class MongoStore implements Store {
  private readonly listeners = new Set<Listener>();
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly lookers = { turns: new Serial(), calls: new Serial(), timers: new Serial(), outbox: new Serial(), folios: new Serial() };
  private readonly claimed = new ClaimedCalls();
  private closing: Promise<void> | null = null;

  constructor(
    private readonly link: Link,
    private readonly parts: Parts,
    private readonly acceptLeaseMs: number,
  ) {}

  /** What is not as it should be but does not stop anything, or null: to be logged once. */
  get warning(): string | null {
    return this.link.warning;
  }

  /** @throws {@link StoreUnavailable} when the database is not ready yet. */
  start(): Promise<void> {
    return this.link.start();
  }

  async ready(): Promise<{ readonly ok: boolean; readonly problem: string | null }> {
    const problem = this.closing !== null ? CLOSED : ((await this.link.check()) ?? this.parts.refused?.message ?? null);
    return { ok: problem === null, problem: problem ?? this.parts.ahead.notice };
  }

  /** Finishes what is under way. A second call has no effect. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  sharedTime() {
    return this.run(() => this.link.time());
  }

  accept(inbound: readonly Inbound[], node: string, now: number) {
    return this.run(async () => {
      const told = (id: string): void => this.changed(id, true);
      return accept(this.parts, inbound, this.lease(node, now), now, told);
    });
  }

  open(ref: ConversationRef, node: string, now: number) {
    return this.run(async () => {
      const opened = await open(this.parts, ref, this.lease(node, now), now);
      if (opened !== null) this.changed(opened, true);
      return opened !== null;
    });
  }

  conversation(id: string) {
    return this.run(async () => {
      const session = await this.parts.sessions.read(id);
      return session && toConversation(session);
    });
  }

  claim(node: string, now: number, leaseMs: number, limit: number) {
    return this.run(async () => {
      const { sessions, ahead, relay } = this.parts;
      await Promise.all([relay.sweep(), this.link.gate.look()]);
      return this.lookers.turns.run(() => claim(sessions, ahead, node, now, leaseMs, limit));
    });
  }

  load(id: string) {
    return this.run(() => load(this.parts, id));
  }

  commitTurn(turn: TurnCommit, now: number) {
    return this.run(async () => {
      const committed = await commitTurn(this.parts.sessions, turn, now);
      if (committed.result === 'stale') return committed;
      crashPoint('AFTER_TURN_COMMIT');
      this.parts.relay.changed(turn.conversation);
      if (turn.replies.length + turn.calls.length + turn.timers.length > 0) this.changed(turn.conversation, false);
      return committed;
    });
  }

  takeover(id: string, agent: string, epoch: number, now: number) {
    return this.run(async () => {
      const taken = await takeover(this.parts.sessions, id, agent, epoch, now);
      if (taken) crashPoint('TAKEOVER_COMMIT');
      this.parts.relay.changed(id);
      return taken;
    });
  }

  transcript(id: string, after: number, limit: number) {
    return this.run(() => transcript(this.parts.sessions, this.parts.messages, id, after, limit));
  }

  heads(ids: readonly string[]) {
    return this.run(() => heads(this.parts.sessionModel, ids));
  }

  claimCalls(_node: string, now: number, leaseMs: number, limit: number) {
    const { sessions, ahead } = this.parts;
    return this.run(() => this.lookers.calls.run(async () => this.claimed.keep(await claimCalls(sessions, ahead, now, leaseMs, limit))));
  }

  settleCall(call: string, result: { readonly ok: boolean; readonly output: unknown }, now: number) {
    return this.run(async () => {
      const conversation = await settleCall(this.parts.sessions, this.parts.sessionModel, call, this.claimed.get(call), result, now);
      this.claimed.forget(call);
      if (conversation !== null) this.changed(conversation, true);
    });
  }

  retryCall(call: string, dueAt: number) {
    return this.run(async () => {
      await retryCall(this.parts.sessions, this.parts.sessionModel, call, this.claimed.get(call), dueAt);
      this.claimed.forget(call);
    });
  }

  fireTimers(now: number, limit: number) {
    return this.run(async () => {
      const fired = await this.lookers.timers.run(() => fireTimers(this.parts.sessions, now, limit));
      for (const conversation of fired) this.changed(conversation, true);
      return fired;
    });
  }

  nextDue() {
    return this.run(() => nextDue(this.parts.sessionModel));
  }

  claimOutbox(now: number, leaseMs: number, limit: number) {
    return this.run(() => this.lookers.outbox.run(() => claimOutbox(this.parts, now, leaseMs, limit)));
  }

  markSent(message: string, nativeId: string | null, now: number) {
    return this.run(async () => {
      await markSent(this.parts.sessions, message, nativeId, now);
      this.parts.relay.changed(messagePlace(message).conversation);
    });
  }

  markUnsent(message: string, retryAt: number | null, error: string) {
    return this.run(async () => {
      await markUnsent(this.parts.sessions, message, retryAt, error);
      this.parts.relay.changed(messagePlace(message).conversation);
    });
  }

  openFolio(key: string, draft: FolioDraft, now: number) {
    return this.run(() => openFolio(this.parts, key, draft, now));
  }

  folio(number: string) {
    return this.run(async () => {
      const found = await findFolio(this.parts, number);
      return found && toFolio(found);
    });
  }

  folios(query: Parameters<Store['folios']>[0]) {
    return this.run(() => folios(this.parts, query));
  }

  updateFolio(key: string, number: string, patch: FolioPatch, by: string, what: string, now: number) {
    return this.run(() => updateFolio(this.parts, key, number, patch, { by, what, now }));
  }

  visitLoad(zone: string, from: string, to: string) {
    return this.run(() => visitLoad(this.parts, zone, from, to));
  }

  bookVisit(key: string, number: string, visit: Visit, capacity: number, now: number) {
    return this.run(() => bookVisit(this.parts, key, number, visit, capacity, now));
  }

  claimFolios(now: number, leaseMs: number, limit: number) {
    return this.run(() => this.lookers.folios.run(() => claimFolios(this.parts.folios, now, leaseMs, limit)));
  }

  folioMinded(number: string, lease: number, now: number, next: number | null) {
    return this.run(() => folioMinded(this.parts, number, lease, now, next));
  }

  notify(conversation: string, notice: Notice, now: number) {
    return this.run(async () => {
      if (await notify(this.parts.sessions, conversation, notice, now)) this.changed(conversation, true);
    });
  }

  saveFile(file: StoredFile, now: number) {
    return this.run(() => this.parts.files.save(file, now));
  }

  readFile(id: string) {
    return this.run(() => this.parts.files.read(id));
  }

  saveResume(hash: string, ticket: ResumeTicket) {
    return this.run(() => saveResume(this.parts.resumes, hash, ticket));
  }

  useResume(hash: string, now: number, graceMs: number) {
    return this.run(() => useResume(this.parts.resumes, hash, now, graceMs));
  }

  record(id: string, now: number) {
    return this.run(() => this.parts.records.read(id, now));
  }

  changeRecord<T>(id: string, now: number, change: (kept: unknown) => RecordChange<T>) {
    return this.run(() => this.parts.records.change(id, now, change));
  }

  postLetter(letter: NewLetter, now: number) {
    return this.run(() => postLetter(this.parts.letterbox, letter, now));
  }

  claimLetters(now: number, leaseMs: number, limit: number) {
    return this.run(() => claimLetters(this.parts.letterbox, now, leaseMs, limit));
  }

  letterSent(id: string, keep: boolean, now: number) {
    return this.run(() => letterSent(this.parts.letterbox, id, keep, now));
  }

  letterUnsent(id: string, retryAt: number | null, error: string) {
    return this.run(() => letterUnsent(this.parts.letterbox, id, retryAt, error));
  }

  letters(limit: number) {
    return this.run(() => letters(this.parts.letterbox, limit));
  }

  conversations(query: Parameters<Store['conversations']>[0]) {
    return this.run(() => conversations(this.parts.sessionModel, this.parts.sessions, query));
  }

  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Checks the event logs of all conversations. @returns the first entry that was tampered with, or null. */
  verifyEvents(): Promise<string | null> {
    return this.run(() => verifyEvents(this.parts.sessionModel, this.parts.events));
  }

  /** One operation of the port: not after the end, on a prepared database, its errors as the port has them. */
  private async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.closing !== null) throw new StoreUnavailable(CLOSED);
    const operation = this.link.start().then(work);
    this.underWay.add(operation);
    try {
      return await operation;
    } catch (error) {
      throw storeError(error);
    } finally {
      this.underWay.delete(operation);
    }
  }

  private async end(): Promise<void> {
    await Promise.allSettled([...this.underWay]);
    await this.parts.relay.end();
    await this.link.close();
  }

  private changed(conversation: string, work: boolean): void {
    for (const listener of this.listeners) listener(conversation, work);
  }

  private lease(node: string, now: number) {
    return { node, until: now + this.acceptLeaseMs };
  }
}

const CLOSED = 'The store is closed: the service is stopping.';
