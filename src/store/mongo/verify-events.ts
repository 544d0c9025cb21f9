import type { Model } from 'mongoose';
import { chained, type EventDoc } from './event-model.js';
import type { Session, StoredEvent } from './session.js';

/** Recomputes the chains of hashes of every conversation's log. @returns `<conversation>:<n>` of the first entry that is wrong or missing, or null. */
export async function verifyEvents(sessions: Model<Session>, events: Model<EventDoc>): Promise<string | null> {
  for await (const session of sessions
    .find({ logLength: { $gt: 0 } })
    .lean()
    .cursor()) {
    const bad = await firstBad(session as Session, events);
    if (bad !== null) return `${session._id}:${bad}`;
  }
  return null;
}

async function firstBad({ _id: id, events: waiting, logLength, logHash }: Session, model: Model<EventDoc>): Promise<number | null> {
  const moved = (await model.find({ conversation: id, n: { $lte: logLength } }).lean()) as EventDoc[];
  const entries = new Map<number, StoredEvent>([...moved, ...waiting].map((entry) => [entry.n, entry]));
  let previous = '';
  for (let n = 1; n <= logLength; n += 1) {
    const entry = entries.get(n);
    if (!entry) return n;
    const own = chained(previous, id, n, entry.at, entry.by, entry.what, entry.data);
    if (own !== entry.hash) return n;
    previous = own;
  }
  // Somebody may have computed the whole chain anew: the session knows how it ends.
  return previous === logHash ? null : logLength;
}
