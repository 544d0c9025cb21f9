import { type Connection, type Model, Schema } from 'mongoose';
import { AREAS, type Area } from '../../cases/folio.js';
import { FIRST_FOLIO, formatFolioNumber } from '../../cases/folio-number.js';
import { type Cell, Cells } from './cells.js';
import type { FolioDoc } from './folio-model.js';
import type { Form } from './form.js';
import { insertValid, isDuplicate } from './insert-valid.js';
import { OPTIONS, part, required, STAMP } from './schema-options.js';
import { isRefusal } from './store-error.js';

/** The one document from which all numbers come. */
export interface Counter extends Cell {
  /** Folios numbered so far. */
  readonly place: number;
  /** Last number by area, in the order of {@link AREAS}; one below the first: none yet. */
  readonly last: readonly number[];
  /** Numbers given whose folios may not have them yet: whoever comes next writes them there. */
  readonly given: readonly Given[];
}

interface Given {
  readonly folio: string;
  readonly number: string;
  readonly place: number;
}

const schema = new Schema(
  {
    _id: required(String),
    rev: required(Number),
    writes: [String],
    format: STAMP,
    place: required(Number),
    last: [Number],
    given: [part({ folio: required(String), number: required(String), place: required(Number) })],
  },
  OPTIONS,
);

export const counterModel = (connection: Connection): Model<Counter> =>
  connection.model('Counter', schema, 'counters') as unknown as Model<Counter>;

const ID = 'folios';
const BATCH = 200;

interface Job {
  readonly folio: FolioDoc;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gives folios their numbers, without gaps, also when nodes die at any instant.
 *
 * The folio is written first, without a number. Then one compare-and-set of the counter takes the number and says whose it is. Last the
 * number goes into the folio; who dies before that leaves it in the counter, where the next one finds it. The counter is read before the
 * folios are, so that a folio without a number there, and not named in the counter, has none.
 * Folios that come together share these steps.
 */
export class FolioNumbers {
  private readonly counters: Cells<Counter>;
  private readonly queue: Job[] = [];
  private running = false;
  /** Places up to which this node knows that the folios have their numbers. */
  private written = new Set<number>();

  constructor(
    counters: Model<Counter>,
    counterForm: Form,
    private readonly folios: Model<FolioDoc>,
    private readonly folioForm: Form,
  ) {
    this.counters = new Cells(counters, counterForm);
  }

  /** Resolves when the folio with this id has a number, whoever opened it. */
  give(folio: FolioDoc): Promise<void> {
    return new Promise((resolve, reject) => {
      this.queue.push({ folio, resolve, reject });
      if (this.running) return;
      this.running = true;
      this.work().catch(reject);
    });
  }

  private async work(): Promise<void> {
    // What comes in this iteration of the event loop shares a batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.queue.length > 0) {
      const jobs = this.queue.splice(0, BATCH);
      try {
        await this.number([...new Map(jobs.map(({ folio }) => [folio._id, folio])).values()]);
        for (const { resolve } of jobs) resolve();
      } catch (error) {
        for (const { reject } of jobs) reject(error);
      }
    }
    this.running = false;
  }

  private async number(folios: readonly FolioDoc[]): Promise<void> {
    let wanting: readonly FolioDoc[] = [];
    let attempts = 0;
    const change = {
      prepare: async () => {
        attempts += 1;
        const inserted = attempts === 1 && (await this.insert(folios));
        wanting = inserted ? folios : await this.withoutNumber(folios);
      },
      apply: (counter: Counter) => this.taken(counter, wanting),
    };
    const given = (await this.counters.write(ID, change)) ?? (await this.counters.insert(NONE).then(() => this.counters.write(ID, change)));
    await this.writeNumbers(given ?? []);
  }

  /** False: some were there, or may have been. */
  private async insert(folios: readonly FolioDoc[]): Promise<boolean> {
    try {
      const format = this.folioForm.stamp();
      await insertValid(
        this.folios,
        folios.map((folio) => ({ ...folio, format })),
      );
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      if (isRefusal(error)) throw error;
      // Unknown: what is not there must not be given a number.
      const found = await this.folios.countDocuments({ _id: { $in: folios.map(({ _id }) => _id) } });
      if (found < folios.length) throw error;
      return false;
    }
  }

  private async withoutNumber(folios: readonly FolioDoc[]): Promise<readonly FolioDoc[]> {
    const found = (await this.folios.find({ _id: { $in: folios.map(({ _id }) => _id) }, place: null }, { area: 1 }).lean()) as FolioDoc[];
    // Of a folio that was there the area is the first draft's.
    return found.sort((a, b) => order(folios, a) - order(folios, b));
  }

  private taken(counter: Counter, wanting: readonly FolioDoc[]): readonly [Counter, readonly Given[]] {
    const named = new Set(counter.given.map(({ folio }) => folio));
    const last = [...counter.last];
    let { place } = counter;
    const added = wanting
      .filter(({ _id }) => !named.has(_id))
      .map(({ _id, area }) => {
        place += 1;
        return { folio: _id, number: nextNumber(last, area), place };
      });
    if (added.length === 0) return [counter, counter.given];
    const given = [...counter.given.filter((each) => !this.written.has(each.place)), ...added];
    return [{ ...counter, place, last, given }, given];
  }

  private async writeNumbers(given: readonly Given[]): Promise<void> {
    const missing = given.filter(({ place }) => !this.written.has(place));
    if (missing.length === 0) return;
    await this.folios.bulkWrite(
      missing.map(({ folio, number, place }) => ({
        updateOne: { filter: { _id: folio, place: null }, update: { $set: { number, place }, $inc: { rev: 1 } } },
      })),
      { ordered: false },
    );
    this.written = new Set(given.map(({ place }) => place));
  }
}

const NONE: Counter = { _id: ID, rev: 0, writes: [], place: 0, last: AREAS.map(() => FIRST_FOLIO - 1), given: [] };

const order = (folios: readonly FolioDoc[], { _id }: FolioDoc): number => folios.findIndex((folio) => folio._id === _id);

function nextNumber(last: number[], area: Area): string {
  const index = AREAS.indexOf(area);
  const n = (last[index] ?? FIRST_FOLIO - 1) + 1;
  last[index] = n;
  return formatFolioNumber(area, n);
}
