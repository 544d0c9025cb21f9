import type { Model } from 'mongoose';
import type { Form } from './form.js';
import type { MessageDoc } from './message-model.js';

/** The collection of messages, each written once and then only marked. */
export class Messages {
  constructor(
    readonly model: Model<MessageDoc>,
    readonly form: Form,
  ) {}

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, MessageDoc>> {
    if (ids.length === 0) return new Map();
    const found = (await this.model.find({ _id: { $in: [...ids] } }).lean()) as MessageDoc[];
    return new Map(found.map((document) => [document._id, this.form.readOnce(document)]));
  }

  /** Lines of a conversation that have their place in (after, to], but for void ones, in order. */
  async placed(conversation: string, after: number, to: number, limit: number): Promise<readonly MessageDoc[]> {
    const found = (await this.model
      .find({ conversation, seq: { $gt: Math.max(after, 0), $lte: to }, status: { $ne: 'void' } })
      .sort({ seq: 1 })
      .limit(limit)
      .lean()) as MessageDoc[];
    return found.map((document) => this.form.readOnce(document));
  }
}
