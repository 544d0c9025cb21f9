import { type CrashPoint, crashPoint } from '../../crash.js';
import { StoreUnavailable } from '../store.js';
import type { Connection } from './connection.js';
import { EventChain, type NewEvent } from './events.js';
import { storeError } from './store-error.js';

/** What a job may ask for besides its rows; dropped when the job fails. */
export interface Transaction {
  readonly db: Connection;
  /** Listeners are told of this conversation once the commit is durable. `work`: it was given something for a turn. */
  changed(conversation: string, work: boolean): void;
  /** Adds to the event log, in this transaction. */
  log(event: NewEvent): void;
  /** A crash point to pass between the commit and the answer. */
  passAfterCommit(point: CrashPoint): void;
}

/** Conversations, and whether each was given work. */
type Changes = ReadonlyMap<string, boolean>;

type Job = { readonly work: (tx: Transaction) => () => void; readonly reject: (error: unknown) => void };
/** What is owed for a job once its transaction is durable. */
interface Owed {
  readonly settle: () => void;
  readonly changed: Map<string, boolean>;
  readonly points: CrashPoint[];
}

/** Bounds how long one transaction keeps the event loop; larger batches gain nothing. */
const JOBS_PER_COMMIT = 256;

/** Unwinds a transaction whose jobs are to be run again, each guarded. */
class JobFailed extends Error {}

/**
 * Many jobs, one fsync. The jobs of one event-loop iteration share a transaction; a bad one does not fail its neighbours. Answers are
 * given after the COMMIT only; when it fails, all jobs fail with {@link StoreUnavailable}.
 */
export class GroupCommit {
  private readonly queue: Job[] = [];
  private scheduled: NodeJS.Immediate | null = null;
  /** Why nothing is done any more, for good. */
  private refusal: StoreUnavailable | null = null;
  private closed = false;
  private lastProblem: string | null = null;

  constructor(
    private readonly db: Connection,
    private readonly notify: (changes: Changes) => void,
  ) {}

  /** Why the last transaction failed, or null. */
  get problem(): string | null {
    return this.lastProblem;
  }

  /**
   * Queues a job. It runs synchronously inside the transaction; what it throws rejects its own promise alone. Because of a neighbour it may
   * be undone and run once more, so it has no effect but in the database.
   */
  write<T>(work: (tx: Transaction) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const refusal = this.closed ? closedError() : this.refusal;
      if (refusal) {
        reject(refusal);
        return;
      }
      this.queue.push({
        work: (tx) => {
          const result = work(tx);
          return () => resolve(result);
        },
        reject,
      });
      this.schedule();
    });
  }

  /** Reads what is committed: never inside a transaction, since those begin and end in one go. */
  async read<T>(work: (db: Connection) => T): Promise<T> {
    if (this.closed) throw closedError();
    if (this.refusal) throw this.refusal;
    try {
      return work(this.db);
    } catch (error) {
      throw storeError(error);
    }
  }

  /** From now on nothing is read or written, what is queued included. */
  refuse(refusal: StoreUnavailable): void {
    this.refusal = refusal;
  }

  /** Commits what is queued and takes nothing more. @returns false when it was closed already. */
  close(): boolean {
    if (this.closed) return false;
    if (this.scheduled) clearImmediate(this.scheduled);
    this.scheduled = null;
    this.closed = true;
    while (this.queue.length > 0) this.flush();
    return true;
  }

  private schedule(): void {
    this.scheduled ??= setImmediate(() => {
      this.scheduled = null;
      this.flush();
    });
  }

  private flush(): void {
    const jobs = this.queue.splice(0, JOBS_PER_COMMIT);
    if (this.queue.length > 0 && !this.closed) this.schedule();
    const owed = this.commit(jobs);
    const changes = new Map<string, boolean>();
    for (const { settle, changed } of owed) {
      settle();
      for (const [conversation, work] of changed) changes.set(conversation, work || changes.get(conversation) === true);
    }
    if (changes.size > 0) this.notify(changes);
  }

  private commit(jobs: readonly Job[]): readonly Owed[] {
    if (this.refusal) return this.failed(jobs, this.refusal);
    try {
      return this.transaction(jobs, (job, events) => this.runUnguarded(job, events));
    } catch (error) {
      this.rollBack();
      return error instanceof JobFailed ? this.commitGuarded(jobs) : this.failed(jobs, storeError(error));
    }
  }

  /** One of the jobs has failed, which is rare: all begin anew, each in a savepoint, so that the bad one alone is undone. */
  private commitGuarded(jobs: readonly Job[]): readonly Owed[] {
    try {
      return this.transaction(jobs, (job, events) => this.runGuarded(job, events));
    } catch (error) {
      this.rollBack();
      return this.failed(jobs, storeError(error));
    }
  }

  private transaction(jobs: readonly Job[], run: (job: Job, events: EventChain) => Owed): readonly Owed[] {
    this.db.exec('BEGIN IMMEDIATE');
    const events = new EventChain(this.db);
    const owed = jobs.map((job) => run(job, events));
    crashPoint('BEFORE_COMMIT');
    this.db.exec('COMMIT');
    this.lastProblem = null;
    for (const { points } of owed) for (const point of points) crashPoint(point);
    return owed;
  }

  /** A savepoint would cost a fifth of a busy server's time: SQLite keeps a copy of every page that changes in one. */
  private runUnguarded(job: Job, events: EventChain): Owed {
    try {
      return this.run(job, events);
    } catch (error) {
      throw storeError(error) instanceof StoreUnavailable ? error : new JobFailed();
    }
  }

  private runGuarded(job: Job, events: EventChain): Owed {
    this.db.exec('SAVEPOINT job');
    try {
      const owed = this.run(job, events);
      this.db.exec('RELEASE job');
      return owed;
    } catch (error) {
      // A disk that fails has failed everybody; SQLite may even have ended the transaction already.
      if (storeError(error) instanceof StoreUnavailable) throw error;
      this.db.exec('ROLLBACK TO job; RELEASE job');
      events.forget();
      return nothingBut(() => job.reject(error));
    }
  }

  private run(job: Job, events: EventChain): Owed {
    const changed = new Map<string, boolean>();
    const points: CrashPoint[] = [];
    const settle = job.work({
      db: this.db,
      changed: (conversation, work) => changed.set(conversation, work || changed.get(conversation) === true),
      log: (event) => events.append(event),
      passAfterCommit: (point) => points.push(point),
    });
    return { settle, changed, points };
  }

  private rollBack(): void {
    try {
      if (this.db.inTransaction) this.db.exec('ROLLBACK');
    } catch {
      // The first error is the one to tell; a transaction left open fails the next BEGIN.
    }
  }

  private failed(jobs: readonly Job[], error: unknown): readonly Owed[] {
    this.lastProblem = error instanceof Error ? error.message : String(error);
    return jobs.map(({ reject }) => nothingBut(() => reject(error)));
  }
}

const nothingBut = (settle: () => void): Owed => ({ settle, changed: new Map(), points: [] });

const closedError = (): StoreUnavailable => new StoreUnavailable('The store is closed: the service is stopping.');
