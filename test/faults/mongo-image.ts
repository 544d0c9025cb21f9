import { createConnection, type mongo } from 'mongoose';
import { AREAS, type Folio } from '../../src/cases/folio.js';
import { FIRST_FOLIO, formatFolioNumber } from '../../src/cases/folio-number.js';
import type { Counter } from '../../src/store/mongo/folio-numbers.js';
import { openMongoStore } from '../../src/store/mongo/mongo-store.js';
import type { StoredEvent } from '../../src/store/mongo/session.js';
import type { Slot } from '../../src/store/mongo/visits.js';
import type { Store } from '../../src/store/store.js';
import { type ConversationImage, endOf, type StoreImage, takeoverOf } from './store-image.js';

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
  const all = async <T>(collection: string): Promise<readonly T[]> => (await raw.collection(collection).find().toArray()) as unknown as T[];
  try {
    const tampered = await store.verifyEvents();
    const moved = await all<StoredEvent & { conversation: string }>('events');
    const sessions = await all<Stored>('conversations');
    const folios = (await store.folios({ limit: ALL })).items.toReversed();
    const counters = await all<Counter>('counters');
    const bare = (await raw.collection('folios').find({ place: null }).toArray()).map(({ _id }) => String(_id));
    return {
      damage: [
        ...(tampered === null ? [] : [`the log was changed at entry ${tampered}`]),
        ...counted(counters, folios),
        ...placed(await all<Slot>('slots'), folios),
      ],
      conversations: await Promise.all(
        sessions.map((session) =>
          readConversation(
            store,
            session,
            moved.filter(({ conversation }) => conversation === session._id),
          ),
        ),
      ),
      folios,
      given: counters.flatMap(({ given }) => given.filter(({ folio }) => bare.includes(folio)).map(({ number }) => number)),
      unnumbered: bare.filter((key) => !counters.some(({ given }) => given.some(({ folio }) => folio === key))),
    };
  } finally {
    await raw.close();
    await store.close();
  }
}

/**
 * Makes the timers of this conversation due at once, as if the time had passed, whatever the database does meanwhile.
 * @returns false when it certainly waited for none.
 */
export async function strikeTimers(url: string, conversation: string): Promise<boolean> {
  for (let isSure = true; ; isSure = false) {
    const struck = await strikeOnce(url, conversation).catch(() => null);
    if (struck !== null) return struck > 0 || !isSure;
  }
}

async function strikeOnce(url: string, conversation: string): Promise<number> {
  const raw = await createConnection(url, { serverSelectionTimeoutMS: 1_000, socketTimeoutMS: 5_000 }).asPromise();
  try {
    // As a node changes a document: who has read it before has to read it again.
    const change = { $set: { 'timers.$[].dueAt': 1, timerAt: 1 }, $inc: { rev: 1 } };
    const sessions = raw.collection('conversations') as unknown as mongo.Collection<Stored>;
    return (await sessions.updateOne({ _id: conversation, timerAt: { $gte: 2 } }, change)).matchedCount;
  } finally {
    await raw.close();
  }
}

/** The counter is where the numbers are. */
function counted(counters: readonly Counter[], folios: readonly Folio[]): readonly string[] {
  const last = counters[0]?.last ?? AREAS.map(() => FIRST_FOLIO - 1);
  return folios
    .filter(({ area, number }) => number > formatFolioNumber(area, last[AREAS.indexOf(area)] ?? 0))
    .map(({ number }) => `the counter does not know of ${number}`);
}

/** Each visit has its place, so that no two customers are promised the same one. */
function placed(slots: readonly Slot[], folios: readonly Folio[]): readonly string[] {
  return folios
    .filter(({ number, visit }) => {
      const has = ({ zone, date, shift, booked }: Slot) =>
        zone === visit?.zone && date === visit.date && shift === visit.shift && booked.includes(number);
      return visit !== null && !slots.some(has);
    })
    .map(({ number }) => `the visit of ${number} has no place`);
}

async function readConversation(store: Store, session: Stored, moved: readonly StoredEvent[]): Promise<ConversationImage> {
  const { _id: id, inbox, signals, calls, timers } = session;
  const loaded = await store.load(id);
  if (!loaded) throw new Error(`The conversation ${id} cannot be loaded.`);
  const { owner, lastSeq, version, state } = loaded.conversation;
  const byPlace = new Map([...moved, ...session.events].map((event) => [event.n, event]));
  const events = [...byPlace.values()].sort((a, b) => a.n - b.n);
  return {
    id,
    owner,
    lastSeq,
    version,
    state,
    lines: await store.transcript(id, 0, ALL),
    pending: signals.length + inbox.filter(({ consumed }) => !consumed).length,
    unread: loaded.messages.length,
    signals: signals.map(({ key }) => key),
    calls: calls.map((call) => call.id),
    timers: timers.map((timer) => timer.id),
    ended: events.filter(({ what }) => what.startsWith('procedure-')).map(({ what, data }) => endOf(what, JSON.parse(data))),
    takeovers: events.filter(({ what }) => what === 'takeover').map(({ by, data }) => takeoverOf(by, data)),
  };
}
