import type { Model } from 'mongoose';
import type { Conversation, Message } from '../store.js';
import type { Cells } from './cells.js';
import { type LineDoc, toMessage } from './message-model.js';
import type { Messages } from './messages.js';
import { type Session, toConversation } from './session.js';
import { inboxLines } from './turns.js';

/**
 * Lines up to where the session ends now, wherever they are: its own copy is read first, so that what is moved on meanwhile is found
 * in its collection, and what is added meanwhile is left for the next reading.
 */
export async function transcript(
  sessions: Cells<Session>,
  messages: Messages,
  id: string,
  after: number,
  limit: number,
): Promise<readonly Message[]> {
  const session = await sessions.read(id);
  if (!session || session.lastSeq <= after) return [];
  const moved = await messages.placed(id, after, session.lastSeq, limit + session.marks.length);
  const waiting = await inboxLines(
    messages,
    id,
    session.inbox.filter(({ seq }) => seq > after),
  );
  const fates = fatesOf(session);
  const lines = new Map<number, Message>();
  for (const line of waiting) lines.set(line.seq, line);
  for (const line of session.lines) if (line.seq > after) lines.set(line.seq, toMessage(id, line.seq, { ...line, ...fates.get(line.seq) }));
  for (const { seq, ...line } of moved) {
    const known = line.status === 'queued' ? fates.get(seq ?? 0) : undefined;
    if (seq !== null) lines.set(seq, toMessage(id, seq, { ...line, ...known }));
  }
  return [...lines.values()]
    .filter(({ status }) => status !== 'void')
    .sort((a, b) => a.seq - b.seq)
    .slice(0, limit);
}

type Fate = Pick<LineDoc, 'status'> & { readonly nativeId?: string | null };

/** What the session knows of its messages and their documents do not yet. */
function fatesOf({ outbox, marks }: Session): ReadonlyMap<number, Fate> {
  return new Map<number, Fate>([
    ...outbox.map(({ seq, sending }) => [seq, { status: sending ? 'sending' : 'queued' }] as const),
    ...marks.map(({ seq, status, nativeId }) => [seq, { status, nativeId }] as const),
  ]);
}

/** The last line of each, in one query on ids. */
export async function heads(model: Model<Session>, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const found = (await model.find({ _id: { $in: ids } }, { lastSeq: 1 }).lean()) as Pick<Session, '_id' | 'lastSeq'>[];
  return new Map(found.map(({ _id, lastSeq }) => [_id, lastSeq]));
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** Newest first. One more than asked for is read, which tells whether there is a next page. */
export async function conversations(
  model: Model<Session>,
  sessions: Cells<Session>,
  query: { readonly channel?: string; readonly address?: string; readonly before?: string | null; readonly limit: number },
): Promise<Page<Conversation>> {
  const { channel, address, before, limit } = query;
  const found = (await model
    .find({
      ...(channel === undefined ? {} : { channel }),
      ...(address === undefined ? {} : { address }),
      ...(before == null ? {} : { order: { $lt: before } }),
    })
    .sort({ order: -1 })
    .limit(limit + 1)
    .lean()) as Session[];
  const items = found.slice(0, limit).map((session) => toConversation(sessions.found(session)));
  return { items, next: found.length > limit ? (found[limit - 1]?.order ?? null) : null };
}
