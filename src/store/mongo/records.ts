import { type Connection, type Model, Schema } from 'mongoose';
import type { RecordChange } from '../records.js';
import { StoreUnavailable } from '../store.js';
import { type Cell, Cells } from './cells.js';
import type { Form } from './form.js';
import { OPTIONS, required, STAMP } from './schema-options.js';

export interface RecordDoc extends Cell {
  /** JSON text. */
  readonly body: string;
  readonly until: number;
}

const schema = new Schema(
  { _id: required(String), rev: required(Number), writes: [String], format: STAMP, body: required(String), until: required(Number) },
  OPTIONS,
);
schema.index({ until: 1 });

export const recordModel = (connection: Connection): Model<RecordDoc> =>
  connection.model('Record', schema, 'records') as unknown as Model<RecordDoc>;

/** An empty record between two that look for it and make it; more in a row means that it is deleted as fast as it is made. */
const ATTEMPTS = 5;
const NOTHING = 'null';

/** Small records under compare-and-set: one more document each, so that no conversation waits for them. */
export class SmallRecords {
  private readonly cells: Cells<RecordDoc>;

  constructor(
    private readonly model: Model<RecordDoc>,
    form: Form,
  ) {
    this.cells = new Cells(model, form);
  }

  async read(id: string, now: number): Promise<unknown> {
    const found = await this.cells.read(id);
    return found === null ? null : contentOf(found, now);
  }

  /** Records past their time go as well: no job has to sweep them. */
  async change<T>(id: string, now: number, change: (kept: unknown) => RecordChange<T>): Promise<T> {
    await this.model.deleteMany({ until: { $lte: now } });
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const done = await this.cells.write(id, {
        apply: (document) => {
          const { record, until, result } = change(contentOf(document, now));
          return [{ ...document, body: JSON.stringify(record), until: record === null ? now : until }, { result }];
        },
      });
      if (done) return done.result;
      await this.cells.insert({ _id: id, rev: 0, writes: [], body: NOTHING, until: now + BIRTH_MS });
    }
    throw new StoreUnavailable('A record could not be kept: try again.');
  }
}

/** How long a record that its maker did not live to fill stays behind. */
const BIRTH_MS = 60_000;

const contentOf = ({ body, until }: RecordDoc, now: number): unknown => (until > now ? JSON.parse(body) : null);
