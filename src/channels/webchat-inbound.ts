import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Content, ConversationRef, FileRef, Inbound } from '../store/store.js';
import { WEBCHAT } from './webchat.js';

/**
 * What is read of a client's activity; everything else is kept in `raw` and has no effect. `from` is only
 * checked for its form: who writes is known from the token.
 */
export const ClientActivity = z.object({
  type: z.string().min(1).max(100),
  text: z.string().nullish(),
  name: z.string().max(200).nullish(),
  value: z.unknown().optional(),
  from: z.object({ id: z.string().max(256).nullish() }).nullish(),
  entities: z.array(z.unknown()).max(100).nullish(),
  channelData: z.object({ clientActivityID: z.string().min(1).max(200).nullish() }).nullish(),
});
export type ClientActivity = z.infer<typeof ClientActivity>;

const Place = z.object({
  type: z.literal('Place'),
  geo: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
});

/** `opening`: the client says that somebody is there. `hint`: gone in a moment, never stored. */
export type Meaning = 'message' | 'opening' | 'hint';

export function meaningOf({ type, name }: ClientActivity): Meaning {
  if (type === 'typing') return 'hint';
  return type === 'conversationUpdate' || (type === 'event' && name === 'webchat/join') ? 'opening' : 'message';
}

/**
 * The activity as a message. A client that sends the same activity again after a lost answer gives it the
 * same `clientActivityID`, so that is its native id. `sentAt` stays unknown: the customer's own clock
 * proves nothing.
 * @param raw the activity as received. @param files uploaded with it, already durable.
 */
export function toInbound(activity: ClientActivity, raw: string, conversation: ConversationRef, files: readonly FileRef[]): Inbound {
  const clientId = activity.channelData?.clientActivityID ?? null;
  const nativeId = clientId ?? randomUUID();
  return {
    key: `${WEBCHAT}:${conversation.id}:${nativeId}`,
    conversation,
    nativeId,
    clientId,
    sentAt: null,
    content: contentOf(activity, files),
    raw,
  };
}

function contentOf(activity: ClientActivity, files: readonly FileRef[]): Content {
  // The name of an event or of an unknown type is nothing that the customer has said: it is in `raw`.
  const nothing = { text: null, location: null, files };
  if (activity.type === 'event') return { ...nothing, type: 'event' };
  if (activity.type !== 'message') return { ...nothing, type: 'unknown' };
  const text = textOf(activity);
  const location = placeOf(activity);
  if (files.length > 0) return { type: 'file', text, location, files };
  if (location) return { type: 'location', text, location, files };
  return text === null ? { ...nothing, type: 'unknown' } : { ...nothing, type: 'text', text };
}

/** A button that posts back carries its words in `value`. */
function textOf({ text, value }: ClientActivity): string | null {
  if (text) return text;
  return typeof value === 'string' && value !== '' ? value : null;
}

function placeOf({ entities }: ClientActivity): Content['location'] {
  for (const entity of entities ?? []) {
    const place = Place.safeParse(entity);
    if (place.success) return { latitude: place.data.geo.latitude, longitude: place.data.geo.longitude };
  }
  return null;
}
