import type { Message, Store } from '../store/store.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Channels deliver again for up to this long: an older clock reading is a wrong clock. */
const LATEST_DELIVERY_MS = 8 * DAY_MS;
const CLOCK_ERROR_MS = 5 * MINUTE_MS;
/** Lines of the transcript in which a notice is looked for. */
const LINES = 200;

/** When a message was given: by the channel's clock if that is believable and earlier, else when it was received. */
export function givenAt({ at, sentAt }: Pick<Message, 'at' | 'sentAt'>): number {
  const sent = sentAt === null ? Number.NaN : Date.parse(sentAt);
  const believable = sent >= at - LATEST_DELIVERY_MS && sent <= at + CLOCK_ERROR_MS;
  return believable ? Math.min(sent, at) : at;
}

/** Between which instants a notice may have been given, epoch ms. */
export interface NoticeSpan {
  /** A notice withdrawn then is none any more, whatever its words were. */
  readonly since?: number;
  /** When it was acted on: without words, what the customer wrote later is not meant. */
  readonly askedAt?: number;
}

/**
 * The instant of a notice that was given in these words: of the earliest recent message that says exactly them, else
 * of the customer's newest message, else `now`. Everything that came later, the program's own work included, cannot move it.
 */
export function noticeInstant(messages: readonly Message[], words: string, now: number, span: NoticeSpan = {}): number {
  const { since = Number.NEGATIVE_INFINITY, askedAt = now } = span;
  const said = messages.filter((message) => message.from === 'customer' && message.at <= now && message.at > since);
  const exact = said.find((message) => message.at > now - LATEST_DELIVERY_MS && saysExactly(message, words));
  const message = exact ?? said.findLast(({ at }) => at <= askedAt);
  return message ? givenAt(message) : Math.min(askedAt, now);
}

const saysExactly = ({ content }: Message, words: string): boolean => words.trim() !== '' && content.text?.trim() === words.trim();

/** The same, from the conversation's transcript. */
export async function findNotice(
  store: Store,
  conversation: { readonly id: string; readonly lastSeq: number },
  words: string,
  now: number,
  span: NoticeSpan = {},
): Promise<number> {
  const messages = await store.transcript(conversation.id, Math.max(0, conversation.lastSeq - LINES), LINES);
  return noticeInstant(messages, words, now, span);
}
