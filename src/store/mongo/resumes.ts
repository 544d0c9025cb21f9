import { type Connection, type Model, Schema } from 'mongoose';
import type { ResumeTicket } from '../store.js';
import type { Form } from './form.js';
import { insertValid } from './insert-valid.js';
import { OPTIONS, required } from './schema-options.js';

export interface ResumeDoc extends ResumeTicket {
  /** The hash. */
  readonly _id: string;
  readonly format?: number;
}

const schema = new Schema(
  { _id: required(String), conversation: required(String), user: required(String), expiresAt: required(Number), format: Number },
  OPTIONS,
);
schema.index({ expiresAt: 1 });

export const resumeModel = (connection: Connection): Model<ResumeDoc> =>
  connection.model('Resume', schema, 'resumes') as unknown as Model<ResumeDoc>;

/** The collection of tickets, each written once. */
export interface Resumes {
  readonly model: Model<ResumeDoc>;
  readonly form: Form;
}

export async function saveResume({ model, form }: Resumes, hash: string, { conversation, user, expiresAt }: ResumeTicket): Promise<void> {
  await insertValid(model, [{ _id: hash, conversation, user, expiresAt, format: form.version }]);
}

/** Tickets past their time go as well: no job has to sweep them. Of several at once, each sees the instant that the one before has set. */
export async function useResume({ model, form }: Resumes, hash: string, now: number, graceMs: number): Promise<ResumeTicket | null> {
  await model.deleteMany({ expiresAt: { $lte: now } });
  // The earlier of the two: using it again gives no more time.
  const found = (await model
    .findOneAndUpdate({ _id: hash, expiresAt: { $gt: now } }, { $min: { expiresAt: now + graceMs } }, { returnDocument: 'before' })
    .lean()) as ResumeDoc | null;
  if (!found) return null;
  const { conversation, user, expiresAt } = form.readOnce(found);
  return { conversation, user, expiresAt };
}
