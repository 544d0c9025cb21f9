import { type Connection, type Model, Schema } from 'mongoose';
import type { ResumeTicket } from '../store.js';
import { insertValid } from './insert-valid.js';
import { OPTIONS, required } from './schema-options.js';

export interface ResumeDoc extends ResumeTicket {
  /** The hash. */
  readonly _id: string;
}

const schema = new Schema(
  { _id: required(String), conversation: required(String), user: required(String), expiresAt: required(Number) },
  OPTIONS,
);
schema.index({ expiresAt: 1 });

export const resumeModel = (connection: Connection): Model<ResumeDoc> =>
  connection.model('Resume', schema, 'resumes') as unknown as Model<ResumeDoc>;

export async function saveResume(model: Model<ResumeDoc>, hash: string, { conversation, user, expiresAt }: ResumeTicket): Promise<void> {
  await insertValid(model, [{ _id: hash, conversation, user, expiresAt }]);
}

/** Tickets past their time go as well: no job has to sweep them. Of several at once, each sees the instant that the one before has set. */
export async function useResume(model: Model<ResumeDoc>, hash: string, now: number, graceMs: number): Promise<ResumeTicket | null> {
  await model.deleteMany({ expiresAt: { $lte: now } });
  // The earlier of the two: using it again gives no more time.
  const found = (await model
    .findOneAndUpdate({ _id: hash, expiresAt: { $gt: now } }, { $min: { expiresAt: now + graceMs } }, { returnDocument: 'before' })
    .lean()) as ResumeDoc | null;
  return found && { conversation: found.conversation, user: found.user, expiresAt: found.expiresAt };
}
