import { setTimeout as pause } from 'node:timers/promises';
import { type Connection, createConnection, type mongo } from 'mongoose';
import { newPlace } from '../../src/store/mongo/places.js';

/** Conversations written at once. */
const AT_ONCE = 200;

type Document = Readonly<Record<string, unknown>> & { readonly _id: string };

/** A conversation with all that belongs to it, by collection. */
interface Original {
  readonly conversations: readonly Document[];
  readonly messages: readonly Document[];
  readonly events: readonly Document[];
  readonly folios: readonly Document[];
  readonly slots: readonly Document[];
}

const LOOKS = 100;
const LOOK_MS = 200;

/** Resolves when a server has moved the conversation's lines to where they stay: copies that have yet to be moved would be work for ever. */
export async function untilMoved(url: string, conversation: string): Promise<void> {
  const connection = await createConnection(url).asPromise();
  try {
    for (let look = 0; look < LOOKS; look++) {
      if (await collection(connection, 'conversations').findOne({ _id: conversation, unmoved: false })) return;
      await pause(LOOK_MS);
    }
    throw new Error(`The lines of the conversation ${conversation} were not moved on.`);
  } finally {
    await connection.close();
  }
}

/** Copies a conversation with all that belongs to it, under other ids, while no server works on the database. */
export async function fillMongo(url: string, conversation: string, copies: number): Promise<void> {
  const connection = await createConnection(url, { retryWrites: false }).asPromise();
  try {
    const original = await read(connection, conversation);
    const place = Math.max(0, ...original.folios.map((folio) => Number(folio.place)));
    for (let done = 0; done < copies; done += AT_ONCE) {
      const numbers = Array.from({ length: Math.min(AT_ONCE, copies - done) }, (_, index) => done + index + 1);
      await write(
        connection,
        numbers.map((number) => copied(original, conversation, place, number)),
      );
    }
    // The next folio comes behind the copies.
    await collection(connection, 'counters').updateOne({ _id: 'folios' }, {
      $set: { place: place + copies * original.folios.length },
      $inc: { rev: 1 },
    } as object);
  } finally {
    await connection.close();
  }
}

const collection = (connection: Connection, name: string): mongo.Collection<Document> => connection.collection<Document>(name) as never;

async function read(connection: Connection, conversation: string): Promise<Original> {
  const find = (name: string, filter: object): Promise<Document[]> => collection(connection, name).find(filter).toArray();
  const original = {
    conversations: await find('conversations', { _id: conversation }),
    messages: await find('messages', { conversation }),
    events: await find('events', { conversation }),
    folios: await find('folios', { conversationId: conversation }),
    slots: await find('slots', {}),
  };
  if (original.conversations.length === 0) throw new Error(`The conversation ${conversation} is not in the database.`);
  return original;
}

/** The copy `number`, from 1. Places for visits are of another zone: few share one, however many conversations there are. */
function copied(
  { conversations, messages, events, folios, slots }: Original,
  conversation: string,
  last: number,
  number: number,
): Original {
  const other = (text: unknown): string => {
    const id = `${conversation}-${number}`;
    return String(text).includes(conversation) ? String(text).replaceAll(conversation, id) : `${text}-${number}`;
  };
  const places = folios.map((_, index) => last + (number - 1) * folios.length + index + 1);
  return {
    conversations: conversations.map((session) => ({
      ...session,
      _id: other(session._id),
      address: other(session.address),
      order: newPlace(Date.now()),
      folio: session.folio === null ? null : other(session.folio),
      folioPlace: places.at(-1) ?? 0,
    })),
    messages: messages.map((message) => ({ ...message, _id: other(message._id), conversation: other(conversation) })),
    events: events.map((event) => ({ ...event, _id: other(event._id), conversation: other(conversation) })),
    folios: folios.map((folio, index) => ({
      ...folio,
      _id: other(folio._id),
      number: other(folio.number),
      account: other(folio.account),
      conversationId: other(conversation),
      place: places[index],
    })),
    slots: slots.map((slot) => ({ ...slot, _id: `${slot._id}-${number}`, zone: `${slot.zone}-${number}` })),
  };
}

async function write(connection: Connection, copies: readonly Original[]): Promise<void> {
  for (const name of ['conversations', 'messages', 'events', 'folios', 'slots'] as const) {
    const documents = copies.flatMap((copy) => copy[name]);
    if (documents.length > 0) await collection(connection, name).insertMany([...documents], { ordered: false });
  }
}
