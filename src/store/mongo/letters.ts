import { type Connection, type Model, Schema } from 'mongoose';
import type { Letter, NewLetter } from '../letters.js';
import type { Form } from './form.js';
import { insertValid, isDuplicate } from './insert-valid.js';
import { newPlace } from './places.js';
import { OPTIONS, required } from './schema-options.js';

export interface LetterDoc extends Omit<Letter, 'id'> {
  readonly _id: string;
  /** Sorts by when it was put down. */
  readonly place: string;
  /** When it may be tried next; a lease moves it on. */
  readonly dueAt: number;
  /** Version of the program that wrote it. Absent: 0. */
  readonly format?: number;
}

const schema = new Schema(
  {
    _id: required(String),
    place: required(String),
    kind: { ...required(String), enum: ['email', 'sms'] },
    sealed: { type: String, default: null },
    until: { type: Number, default: null },
    status: { ...required(String), enum: ['queued', 'sent', 'failed', 'void'] },
    at: required(Number),
    dueAt: required(Number),
    sentAt: { type: Number, default: null },
    attempts: required(Number),
    error: { type: String, default: null },
    format: Number,
  },
  OPTIONS,
);
schema.index({ status: 1, dueAt: 1 });
schema.index({ place: -1 });

export const letterModel = (connection: Connection): Model<LetterDoc> =>
  connection.model('Letter', schema, 'letters') as unknown as Model<LetterDoc>;

/** The collection of letters. */
export interface Letterbox {
  readonly model: Model<LetterDoc>;
  readonly form: Form;
}

const toLetter = ({ _id: id, kind, sealed, until, status, at, sentAt, attempts, error }: LetterDoc): Letter => ({
  id,
  kind,
  sealed,
  until,
  status,
  at,
  sentAt,
  attempts,
  error,
});

export async function postLetter(
  { model, form }: Letterbox,
  { id, kind, sealed, until, isVoid }: NewLetter,
  now: number,
): Promise<boolean> {
  const document: LetterDoc = {
    _id: id,
    place: newPlace(now),
    kind,
    // Of a void one: nobody will ever read it.
    sealed: isVoid ? null : sealed,
    until,
    status: isVoid ? 'void' : 'queued',
    at: now,
    dueAt: now,
    sentAt: null,
    attempts: 0,
    error: null,
    format: form.version,
  };
  try {
    await insertValid(model, [document]);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** Of several nodes that find the same letter, one moves its instant on. */
export async function claimLetters({ model, form }: Letterbox, now: number, leaseMs: number, limit: number): Promise<readonly Letter[]> {
  const due = (await model
    .find({ status: 'queued', dueAt: { $lte: now } })
    .sort({ dueAt: 1 })
    .limit(limit)
    .lean()) as LetterDoc[];
  const claimed: Letter[] = [];
  for (const letter of due) {
    const { _id, dueAt, attempts } = letter;
    const change = { $set: { dueAt: now + leaseMs, attempts: attempts + 1 } };
    const { matchedCount } = await model.updateOne({ _id, status: 'queued', dueAt, attempts }, change);
    if (matchedCount === 1) claimed.push(toLetter(form.readOnce({ ...letter, attempts: attempts + 1 })));
  }
  return claimed;
}

export async function letterSent({ model }: Letterbox, id: string, keep: boolean, now: number): Promise<void> {
  const sent = { status: 'sent', sentAt: now, error: null, ...(keep ? {} : { sealed: null }) } as const;
  await model.updateOne({ _id: id, status: { $in: ['queued', 'failed'] } }, { $set: sent });
}

/** One that will never leave says nothing to anybody any more. */
export async function letterUnsent({ model }: Letterbox, id: string, retryAt: number | null, error: string): Promise<void> {
  const change = retryAt === null ? ({ status: 'failed', sealed: null, error } as const) : { dueAt: Math.ceil(retryAt), error };
  await model.updateOne({ _id: id, status: 'queued' }, { $set: change });
}

export async function letters({ model, form }: Letterbox, limit: number): Promise<readonly Letter[]> {
  const found = (await model
    .find({ status: { $ne: 'void' } })
    .sort({ place: -1 })
    .limit(limit)
    .lean()) as LetterDoc[];
  return found.map((letter) => toLetter(form.readOnce(letter)));
}
