import { createConnection } from 'mongoose';
import { openMongoStore } from '../../src/store/mongo/mongo-store.js';
import type { StoredEvent } from '../../src/store/mongo/session.js';
import type { Store } from '../../src/store/store.js';
import { type ConversationImage, endOf, type StoreImage } from './store-image.js';

const ALL = 10_000;

/** What a conversation's document holds, as far as a checker of faults has to know. */
interface Stored {
  readonly _id: string;
  readonly inbox: readonly { readonly consumed: boolean }[];
  readonly signals: readonly { readonly key: string }[];
  readonly calls: readonly { readonly id: string }[];
  readonly timers: readonly { readonly id: string }[];
  readonly events: readonly StoredEvent[];
}

/** All that a MongoDB database holds of conversations and folios, read when no node works on it any more. */
export async function takeMongoImage(url: string): Promise<StoreImage> {
  const store = await openMongoStore(url);
  const raw = await createConnection(url).asPromise();
  try {
    const tampered = await store.verifyEvents();
    const moved = (await raw.collection('events').find().toArray()) as unknown as (StoredEvent & { conversation: string })[];
    const sessions = (await raw.collection('conversations').find().toArray()) as unknown as Stored[];
    return {
      damage: tampered === null ? [] : [`the log was changed at entry ${tampered}`],
      conversations: await Promise.all(
        sessions.map((session) =>
          readConversation(
            store,
            session,
            moved.filter(({ conversation }) => conversation === session._id),
          ),
        ),
      ),
      folios: (await store.folios({ limit: ALL })).items.toReversed(),
    };
  } finally {
    await raw.close();
    await store.close();
  }
}

async function readConversation(store: Store, session: Stored, moved: readonly StoredEvent[]): Promise<ConversationImage> {
  const { _id: id, inbox, signals, calls, timers } = session;
  const loaded = await store.load(id);
  if (!loaded) throw new Error(`The conversation ${id} cannot be loaded.`);
  const { owner, lastSeq, state } = loaded.conversation;
  const events = new Map([...moved, ...session.events].map((event) => [event.n, event]));
  return {
    id,
    owner,
    lastSeq,
    state,
    lines: await store.transcript(id, 0, ALL),
    pending: signals.length + inbox.filter(({ consumed }) => !consumed).length,
    unread: loaded.messages.length,
    signals: signals.map(({ key }) => key),
    calls: calls.map((call) => call.id),
    timers: timers.map((timer) => timer.id),
    ended: [...events.values()]
      .sort((a, b) => a.n - b.n)
      .filter(({ what }) => what.startsWith('procedure-'))
      .map(({ what, data }) => endOf(what, JSON.parse(data))),
  };
}
