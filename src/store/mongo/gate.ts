import { type Connection, type Model, Schema } from 'mongoose';
import { StoreUnavailable } from '../store.js';
import type { StoreFormat } from './format.js';
import { isDuplicate } from './insert-valid.js';
import { OPTIONS, required } from './schema-options.js';

/** The one document that says which programs have worked on the store, and which may. */
interface FormatDoc {
  readonly _id: string;
  /** The newest that has started here. */
  readonly newest: number;
  /** The oldest that may work on it. */
  readonly oldest: number;
}

const schema = new Schema({ _id: required(String), newest: required(Number), oldest: required(Number) }, OPTIONS);
const ID = 'store';

/** This program is too old for the store. It has written nothing. */
export class Outdated extends StoreUnavailable {}

/** Keeps programs out that are too old for what newer ones write. */
export class Gate {
  private readonly model: Model<FormatDoc>;
  private refusal: Outdated | null = null;

  constructor(
    connection: Connection,
    private readonly format: StoreFormat,
  ) {
    this.model = connection.model('Format', schema, 'format') as unknown as Model<FormatDoc>;
  }

  /** @throws {Outdated} from the moment on at which {@link look} has seen that this program may not work here any more. */
  hold(): void {
    if (this.refusal) throw this.refusal;
  }

  /** Before anything else is written: says that this program works here from now on. @throws {Outdated} */
  async enter(): Promise<void> {
    await this.look();
    const { version, beside } = this.format;
    const enter = () => this.model.updateOne({ _id: ID }, { $max: { newest: version, oldest: beside } }, { upsert: true });
    try {
      await enter();
    } catch (error) {
      // Two nodes made it at once.
      if (!isDuplicate(error)) throw error;
      await enter();
    }
  }

  /** Sees whether a newer program has shut this one out. @throws {Outdated} */
  async look(): Promise<void> {
    const { version } = this.format;
    const found = (await this.model.findById(ID).lean()) as FormatDoc | null;
    if (!found || found.oldest <= version) return;
    this.refusal = new Outdated(
      `The database is used by a newer release, which needs data format ${found.oldest} or newer; this program knows ${version}. Nothing was written. Start that release here, or restore a backup made before its first start.`,
    );
    throw this.refusal;
  }
}
