import type { Model } from 'mongoose';
import { crashPoint } from '../../crash.js';
import { type Accepted, type ConversationRef, type Inbound, StoreUnavailable } from '../store.js';
import type { Ahead } from './ahead.js';
import type { Cells, Change } from './cells.js';
import { insertValid, isDuplicate } from './insert-valid.js';
import { inboundId, type MessageDoc } from './message-model.js';
import type { Messages } from './messages.js';
import { newPlace } from './places.js';
import { isUntouched, type Lease, newSession, type Session } from './session.js';
import { withSignal } from './signals.js';
import { isRefusal } from './store-error.js';

export interface Inlet {
  readonly sessions: Cells<Session>;
  readonly sessionModel: Model<Session>;
  readonly messages: Messages;
  readonly ahead: Ahead;
}

/**
 * All messages of one delivery, each once.
 *
 * A message is written by itself first, without a place; its id is its key, so that it is there once for ever, in one conversation. Then
 * the session gives it its place, which is the commit. Whoever comes upon a message without a place (its writer died, or is under way)
 * does the same: both read the session before they look whether the message has a place, and only one can then write that revision.
 * @param told of each conversation that has new work, also when another one of the delivery fails.
 */
export async function accept(
  inlet: Inlet,
  inbound: readonly Inbound[],
  lease: Lease,
  now: number,
  told: (conversation: string) => void,
): Promise<readonly Accepted[]> {
  const known = await knownMessages(inlet.messages.model, inbound);
  const ids = await conversationsOf(inlet, inbound, known, lease, now);
  const places = new Map<Inbound, Accepted>();
  const groups = new Map<string, Inbound[]>();
  for (const message of inbound) {
    const { conversation, seq = null } = known.get(inboundId(message.key)) ?? {
      conversation: ids.get(addressOf(message.conversation)) ?? '',
    };
    if (seq !== null) places.set(message, { conversation, seq, duplicate: true });
    else groups.set(conversation, [...(groups.get(conversation) ?? []), message]);
  }
  const results = await Promise.allSettled([...groups].map(([id, messages]) => acceptInto(inlet, id, messages, lease, now, places)));
  crashPoint('AFTER_COMMIT_BEFORE_ACK');
  [...groups].forEach(([id, messages], index) => {
    if (results[index]?.status === 'fulfilled' && messages.some((message) => places.get(message)?.duplicate === false)) told(id);
  });
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return inbound.map((message) => placeOf(places, message));
}

/** Makes the conversation with the signal `open`, unless it is there. */
export async function open({ sessions, sessionModel }: Outer, ref: ConversationRef, lease: Lease, now: number): Promise<string | null> {
  const known = await sessionModel.findOne({ address: ref.address, channel: ref.channel }, { _id: 1 }).lean();
  const id = known?._id ?? (await create({ sessions, sessionModel }, ref, lease, now));
  const opened = await sessions.write(id, {
    apply: (session) => (isUntouched(session) ? [withSignal(session, `open:${id}`, { type: 'open' }, now), true] : [session, false]),
  });
  return opened ? id : null;
}

/** What it takes to make a conversation. */
type Outer = Pick<Inlet, 'sessions' | 'sessionModel'>;

type Known = ReadonlyMap<string, { readonly conversation: string; readonly seq: number | null }>;

async function knownMessages(messages: Model<MessageDoc>, inbound: readonly Inbound[]): Promise<Known> {
  const ids = [...new Set(inbound.map(({ key }) => inboundId(key)))];
  const found = (await messages.find({ _id: { $in: ids } }, { conversation: 1, seq: 1 }).lean()) as MessageDoc[];
  return new Map(found.map(({ _id, conversation, seq }) => [_id, { conversation, seq: seq ?? null }]));
}

const addressOf = ({ channel, address }: ConversationRef): string => JSON.stringify([channel, address]);

/** The conversations of messages not known yet, made where they are missing; before any message is written, since that may be refused. */
async function conversationsOf(
  inlet: Inlet,
  inbound: readonly Inbound[],
  known: Known,
  lease: Lease,
  now: number,
): Promise<ReadonlyMap<string, string>> {
  const refs = new Map(
    inbound.filter(({ key }) => !known.has(inboundId(key))).map(({ conversation }) => [addressOf(conversation), conversation]),
  );
  const ids = new Map<string, string>();
  if (refs.size === 0) return ids;
  const wanted = [...refs.values()].map(({ address, channel }) => ({ address, channel }));
  const found = (await inlet.sessionModel.find(wanted.length === 1 ? (wanted[0] ?? {}) : { $or: wanted }).lean()) as Session[];
  for (const stored of found) {
    const session = inlet.sessions.found(stored);
    ids.set(addressOf({ ...session, id: session._id }), session._id);
  }
  for (const [address, ref] of refs) if (!ids.has(address)) ids.set(address, await create(inlet, ref, lease, now));
  return ids;
}

/** @returns the id of the conversation at this address, whoever made it. */
async function create({ sessions, sessionModel }: Outer, ref: ConversationRef, lease: Lease, now: number): Promise<string> {
  if (await sessions.insert(newSession(ref, newPlace(now), lease, now))) return ref.id;
  const other = await sessionModel.findOne({ address: ref.address, channel: ref.channel }, { _id: 1 }).lean();
  if (!other) throw new Error(`The conversation id ${ref.id} belongs to another address.`);
  return other._id;
}

async function acceptInto(
  { sessions, messages, ahead }: Inlet,
  id: string,
  inbound: readonly Inbound[],
  lease: Lease,
  now: number,
  places: Map<Inbound, Accepted>,
): Promise<void> {
  const once = inbound.filter((message, index) => inbound.findIndex(({ key }) => key === message.key) === index);
  let elsewhere: Known = new Map();
  let attempts = 0;
  const change: Change<Session, ReadonlyMap<string, Accepted>> = {
    prepare: async () => {
      attempts += 1;
      const inserted = attempts === 1 ? await insertMessages(messages, id, once, now) : false;
      elsewhere = inserted ? new Map() : await knownMessages(messages.model, once);
    },
    // What a newer node has to work on is not kept from it.
    apply: (session) => placed(session, once, elsewhere, ahead.isLeft(session) ? null : lease, now),
  };
  const given = await sessions.write(id, change);
  if (!given) throw new StoreUnavailable(`The conversation ${id} is gone: deliver its messages again.`);
  for (const message of inbound) {
    const place = given.get(message.key);
    if (!place) throw new Error(`The message ${message.key} has no place.`);
    // A key twice in one delivery: the second is a duplicate of the first.
    places.set(message, once.includes(message) ? place : { ...place, duplicate: true });
  }
}

/** The session with places for those messages that have none. */
function placed(
  session: Session,
  inbound: readonly Inbound[],
  known: Known,
  lease: Lease | null,
  now: number,
): readonly [Session, ReadonlyMap<string, Accepted>] {
  const conversation = session._id;
  const inbox = [...session.inbox];
  const given = new Map<string, Accepted>();
  let { lastSeq } = session;
  for (const { key } of inbound) {
    const message = inboundId(key);
    const stored = known.get(message);
    if (stored && stored.conversation !== conversation)
      throw new StoreUnavailable('A message came to two conversations: deliver it again.');
    const seq = stored?.seq ?? inbox.find((entry) => entry.message === message)?.seq;
    if (seq === undefined) {
      lastSeq += 1;
      inbox.push({ message, seq: lastSeq, epoch: session.epoch, consumed: false });
    }
    given.set(key, { conversation, seq: seq ?? lastSeq, duplicate: seq !== undefined });
  }
  return [lastSeq === session.lastSeq ? session : leased({ ...session, lastSeq, inbox }, lease, now), given];
}

/** A conversation that nobody has is this node's; what it has, it keeps for longer. */
function leased(session: Session, lease: Lease | null, now: number): Session {
  if (!lease) return session;
  const { node, until } = lease;
  const free = session.leaseUntil <= now;
  if (!free && session.leaseNode !== node) return session;
  return { ...session, leaseNode: node, leaseUntil: until };
}

/** False: some were there before, or may be. A message whose outcome stays unknown is looked for, and missed, by the caller. */
async function insertMessages({ model, form }: Messages, conversation: string, inbound: readonly Inbound[], now: number): Promise<boolean> {
  const made = inbound.map((message) => ({ ...toDoc(conversation, message, now), format: form.version }));
  try {
    await insertValid(model, made);
    crashPoint('AFTER_INSERT');
    return true;
  } catch (error) {
    if (isRefusal(error) && !isDuplicate(error)) throw error;
  }
  const known = await knownMessages(model, inbound);
  if (made.some(({ _id }) => !known.has(_id))) throw new StoreUnavailable('The database did not store a message: deliver it again.');
  return false;
}

const toDoc = (conversation: string, { key, nativeId, sentAt, content, raw, clientId }: Inbound, now: number): MessageDoc => ({
  _id: inboundId(key),
  conversation,
  seq: null,
  from: 'customer',
  status: 'received',
  at: now,
  epoch: 0,
  key: null,
  content,
  choices: [],
  trace: null,
  nativeId,
  clientId: clientId ?? null,
  sentAt,
  raw,
  error: null,
});

function placeOf(places: ReadonlyMap<Inbound, Accepted>, message: Inbound): Accepted {
  const place = places.get(message);
  if (!place) throw new Error(`The message ${message.key} has no place.`);
  return place;
}
