import { randomBytes } from 'node:crypto';
import type { Model } from 'mongoose';
import { crashPoint } from '../../crash.js';
import { StoreUnavailable } from '../store.js';
import type { Form } from './form.js';
import type { Stamp } from './format.js';
import { insertValid, isDuplicate } from './insert-valid.js';
import { isRefusal } from './store-error.js';

/** A document that is changed by compare-and-set only. */
export interface Cell {
  readonly _id: string;
  /** Grows by one at every change. */
  readonly rev: number;
  /** Ids of the last changes, oldest first: the one that led to `rev` is the last. */
  readonly writes: readonly string[];
  /** Absent: of version 0, or not written yet. */
  readonly format?: Stamp;
}

/** A change of a document, which may have to be computed several times before it is written. */
export interface Change<D, T> {
  /** Reads or writes elsewhere, after the document was read and before it is changed. */
  readonly prepare?: (document: D) => Promise<void>;
  /** Pure. The same document: nothing to write. What it throws rejects this change alone. */
  readonly apply: (document: D) => readonly [next: D, result: T];
}

interface Job<D> {
  readonly prepare: ((document: D) => Promise<void>) | undefined;
  readonly apply: (document: D) => readonly [D, () => void];
  readonly absent: () => void;
  readonly reject: (error: unknown) => void;
}

/** How many changes a document remembers: enough to tell, after a lost answer, whether ours was among them. */
const REMEMBERED = 32;
const JOBS_PER_WRITE = 64;
const CACHED = 2_000;
/** Each lost race means that another node has written: so many in a row are no race any more. */
const MAX_RACES = 500;
const MAX_ISSUES = 3;
const CONFIRM_MS = 5_000;

/**
 * Documents of one collection under compare-and-set. Changes of one document that come together share a write; no two writes of one
 * document are under way on this node. What was last written is remembered, so that a change usually costs one round trip: a change
 * computed from an outdated copy cannot be written, and one that writes nothing is computed again from what the server has.
 */
export class Cells<D extends Cell> {
  private readonly queues = new Map<string, Job<D>[]>();
  private readonly cache = new Map<string, D>();
  /** Of documents that were migrated: as they are stored. */
  private readonly migrated = new WeakMap<D, D>();

  constructor(
    private readonly model: Model<D>,
    private readonly form: Form,
    private readonly derive: (document: D) => D = (document) => document,
  ) {}

  /** As the server has it, or null. @throws {NewerData} */
  async read(id: string): Promise<D | null> {
    const found = (await this.model.findById(id).lean()) as D | null;
    return found && this.found(found);
  }

  /** Those that a query finds, but for such as only a newer program may work on. */
  async find(filter: object, order: Readonly<Record<string, 1 | -1>>, limit: number): Promise<readonly D[]> {
    const found = (await this.model
      .find({ ...filter, ...this.form.workable } as object)
      .sort(order)
      .limit(limit)
      .lean()) as D[];
    return found.map((document) => this.found(document));
  }

  /** A document as a query has found it, whole, in the form that this program knows. @throws {NewerData} */
  found(stored: D): D {
    const document = this.form.read(stored);
    if (document !== stored) this.migrated.set(document, stored);
    this.remember(document);
    return document;
  }

  /** There may be more in the document than this program knows of. */
  isAhead(document: D): boolean {
    return this.form.isAhead(document);
  }

  /** What this node last saw, or undefined. It may be outdated. */
  peek(id: string): D | undefined {
    return this.cache.get(id);
  }

  /** Unless something newer is known. */
  private remember(document: D): void {
    const known = this.cache.get(document._id);
    if (known && known.rev >= document.rev) return;
    this.cache.delete(document._id);
    this.cache.set(document._id, document);
    const [oldest] = this.cache.keys();
    if (this.cache.size > CACHED && oldest !== undefined) this.cache.delete(oldest);
  }

  /** Adds a document. False: one with the same id or another unique key is there. */
  async insert(document: D): Promise<boolean> {
    const made = { ...this.derive(document), writes: [newWriteId()], format: this.form.stamp() };
    try {
      await insertValid(this.model, [made]);
      this.remember(made);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      if (isRefusal(error)) throw error;
      // The outcome is unknown: only our own document has our write id.
      const found = await this.confirmed(document._id);
      if (found) return found.writes[0] === made.writes[0];
      throw error;
    }
  }

  /** @returns what the change gave once it is durable, or null when there is no such document. */
  write<T>(id: string, change: Change<D, T>): Promise<T | null> {
    return new Promise<T | null>((resolve, reject) => {
      const job: Job<D> = {
        prepare: change.prepare,
        apply: (document) => {
          const [next, result] = change.apply(document);
          return [next, () => resolve(result)];
        },
        absent: () => resolve(null),
        reject,
      };
      const waiting = this.queues.get(id);
      if (waiting) waiting.push(job);
      else {
        this.queues.set(id, [job]);
        this.work(id).catch(reject);
      }
    });
  }

  private async work(id: string): Promise<void> {
    for (let queue = this.queues.get(id); queue && queue.length > 0; queue = this.queues.get(id)) {
      const jobs = queue.splice(0, JOBS_PER_WRITE);
      try {
        await this.writeAll(id, jobs);
      } catch (error) {
        this.cache.delete(id);
        // One that the schema or the database refuses does not take the others with it.
        if (jobs.length > 1 && isRefusal(error)) await this.writeEach(id, jobs);
        else for (const { reject } of jobs) reject(error);
      }
    }
    this.queues.delete(id);
  }

  private async writeEach(id: string, jobs: readonly Job<D>[]): Promise<void> {
    for (const job of jobs) await this.writeAll(id, [job]).catch(job.reject);
  }

  private async writeAll(id: string, all: readonly Job<D>[]): Promise<void> {
    let jobs = all;
    let known = this.cache.get(id);
    for (let race = 0; race < MAX_RACES; race += 1) {
      const document = known ?? (await this.read(id));
      if (!document) {
        for (const { absent } of jobs) absent();
        return;
      }
      jobs = await prepared(document, jobs);
      const { next, settled, failed } = applied(document, jobs);
      const changed = next !== document;
      const current = changed ? await this.set(document, next) : known === undefined;
      known = undefined;
      if (!current) continue;
      for (const settle of settled) settle();
      for (const { job, error } of failed) job.reject(error);
      return;
    }
    throw new StoreUnavailable('Too many nodes write to one conversation at once: try again in a moment.');
  }

  /** The compare-and-set. False: somebody else was faster, and nothing was written. */
  private async set(document: D, wanted: D): Promise<boolean> {
    const write = newWriteId();
    const writes = [...document.writes.slice(1 - REMEMBERED), write];
    const next = { ...this.derive(wanted), rev: document.rev + 1, writes, format: this.form.stamp(document.format) };
    const changes = differences(this.migrated.get(document) ?? document, next);
    crashPoint('BEFORE_COMMIT');
    for (let issue = 1; ; issue += 1) {
      try {
        const { matchedCount } = await this.model.updateOne(
          { _id: document._id, rev: document.rev } as object,
          { $set: changes },
          { runValidators: true },
        );
        // Only a first attempt that found another revision is known not to have been written.
        if (matchedCount === 1 || issue === 1) return this.wrote(matchedCount === 1, next);
      } catch (error) {
        if (isRefusal(error)) throw error;
      }
      const outcome = outcomeOf(await this.confirmed(document._id), document.rev, write);
      if (outcome !== 'not yet') return this.wrote(outcome === 'written', next);
      if (issue === MAX_ISSUES) throw new StoreUnavailable('The database takes no change at the moment: try again.');
    }
  }

  private wrote(yes: boolean, next: D): boolean {
    if (yes) this.remember(next);
    return yes;
  }

  /** A read that no later failover can take back. */
  private async confirmed(id: string): Promise<D | null> {
    return (await this.model.findById(id).read('primary').readConcern('linearizable').maxTimeMS(CONFIRM_MS).lean()) as D | null;
  }
}

async function prepared<D>(document: D, jobs: readonly Job<D>[]): Promise<readonly Job<D>[]> {
  if (jobs.every(({ prepare }) => prepare === undefined)) return jobs;
  const ready = await Promise.all(
    jobs.map(async (job) => {
      try {
        await job.prepare?.(document);
        return job;
      } catch (error) {
        job.reject(error);
        return null;
      }
    }),
  );
  return ready.filter((job) => job !== null);
}

interface Applied<D> {
  readonly next: D;
  readonly settled: readonly (() => void)[];
  readonly failed: readonly { readonly job: Job<D>; readonly error: unknown }[];
}

function applied<D>(document: D, jobs: readonly Job<D>[]): Applied<D> {
  let next = document;
  const settled: (() => void)[] = [];
  const failed: { job: Job<D>; error: unknown }[] = [];
  for (const job of jobs) {
    try {
      const [after, settle] = job.apply(next);
      next = after;
      settled.push(settle);
    } catch (error) {
      failed.push({ job, error });
    }
  }
  return { next, settled, failed };
}

/** Whether the change that was to lead from revision `rev` on is in a document read afterwards. */
function outcomeOf(found: Cell | null, rev: number, write: string): 'written' | 'lost' | 'not yet' {
  if (!found) return 'lost';
  if (found.writes.includes(write)) return 'written';
  if (found.rev === rev) return 'not yet';
  if (found.rev - rev <= REMEMBERED) return 'lost';
  throw new StoreUnavailable('The database did not say whether a change was made, and too much has happened since to tell.');
}

/** Top-level fields that are other values: what an older program does not know of stays as it is. */
const differences = <D extends object>(before: D, after: D): Partial<D> =>
  Object.fromEntries(Object.entries(after).filter(([name, value]) => value !== Reflect.get(before, name))) as Partial<D>;

const newWriteId = (): string => randomBytes(9).toString('base64url');
