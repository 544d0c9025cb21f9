import { z } from 'zod';
import { AREAS, FOLIO_STATUSES, FOLIO_TYPES, type Folio, SHIFTS } from '../cases/folio.js';
import { activityId } from '../channels/webchat-activity.js';
import { type Conversation, MESSAGE_STATUSES, type Message } from '../store/store.js';

/** What other systems see. Every field is always there; what is unknown is null. Instants are ISO text. */

const instant = z.iso.datetime({ offset: true });

export const FolioView = z.object({
  number: z.string(),
  type: z.enum(FOLIO_TYPES),
  area: z.enum(AREAS),
  status: z.enum(FOLIO_STATUSES),
  account: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  channel: z.string(),
  conversationId: z.string(),
  description: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  createdAt: instant,
  dueAt: instant.nullable(),
  dueRule: z.string().nullable(),
  noticeAt: instant.nullable(),
  visit: z.object({ date: z.iso.date(), shift: z.enum(SHIFTS), zone: z.string() }).nullable(),
  closedAt: instant.nullable(),
  history: z.array(z.object({ at: instant, by: z.string(), what: z.string() })),
});

export const MessageView = z.object({
  id: z.string(),
  nativeId: z.string().nullable(),
  at: instant,
  sentAt: instant.nullable(),
  from: z.enum(['customer', 'bot', 'agent', 'system']),
  type: z.enum(['text', 'location', 'file', 'event', 'unknown']),
  text: z.string().nullable(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
  files: z.array(z.object({ id: z.string(), name: z.string(), contentType: z.string(), size: z.number() })),
  key: z.string().nullable(),
  status: z.enum(MESSAGE_STATUSES),
});

export const ConversationView = z.object({
  id: z.string(),
  channel: z.string(),
  address: z.string(),
  language: z.string(),
  owner: z.string(),
  flow: z.string().nullable(),
  state: z.string().nullable(),
  folios: z.array(z.string()),
  createdAt: instant,
  messages: z.array(MessageView),
});

export const folioView = (folio: Folio): z.infer<typeof FolioView> => ({
  ...folio,
  details: { ...folio.details },
  history: [...folio.history],
});

const iso = (at: number): string => new Date(at).toISOString();

export const messageView = (line: Message): z.infer<typeof MessageView> => ({
  id: activityId(line.conversation, line.seq),
  nativeId: line.nativeId,
  at: iso(line.at),
  sentAt: line.sentAt,
  from: line.from.startsWith('agent:') ? 'agent' : (line.from as 'customer' | 'bot' | 'system'),
  type: line.content.type,
  text: line.content.text,
  location: line.content.location,
  files: [...line.content.files],
  key: line.key,
  status: line.status,
});

/** @param folios numbers, oldest first. */
export function conversationView(
  conversation: Conversation,
  folios: readonly string[],
  lines: readonly Message[],
): z.infer<typeof ConversationView> {
  const talking = conversation.state.frames.at(-1);
  return {
    id: conversation.id,
    channel: conversation.channel,
    address: conversation.address,
    language: conversation.language,
    owner: conversation.owner,
    flow: talking?.flow ?? null,
    state: talking ? stateName(talking.snapshot) : null,
    folios: [...folios],
    createdAt: iso(conversation.createdAt),
    messages: lines.map(messageView),
  };
}

/** Where a machine is, as a path: `{asking: 'power'}` is `asking.power`. */
function stateName(snapshot: unknown): string | null {
  const pathOf = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    const [inner] = Object.entries(Object(value));
    return inner ? [inner[0], ...pathOf(inner[1])] : [];
  };
  return pathOf(Object(snapshot).value).join('.') || null;
}
