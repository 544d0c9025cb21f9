import { type Activity, type Place, placeOf } from './activity.js';
import { isShownInline } from './file-rules.js';
import type { Entry, SendProblem } from './outbox.js';

/** A file of a message; `url` is null while there is nothing to open. */
export interface ShownFile {
  readonly name: string;
  readonly inline: boolean;
  readonly url: string | null;
}

export interface MessageItem {
  readonly kind: 'message';
  readonly key: string;
  readonly from: 'visitor' | 'bot' | 'agent';
  /** An agent's name, or null. */
  readonly name: string | null;
  readonly text: string;
  readonly files: readonly ShownFile[];
  readonly place: Place | null;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly state: 'queued' | 'sending' | 'sent' | 'failed' | null;
  readonly problem: SendProblem | null;
  /** First and last of what the same person said within a few minutes. */
  readonly first: boolean;
  readonly last: boolean;
}

export interface DayItem {
  readonly kind: 'day';
  readonly key: string;
  readonly at: number;
}

export type Item = MessageItem | DayItem;

/** What the items need to know of their surroundings. */
export interface Surroundings {
  isOwn(activity: Activity): boolean;
  /** A safe address, or null. */
  link(url: string | undefined): string | null;
  /** Local addresses for the files of the visitor's own message. */
  previews(entryId: string): readonly string[];
}

const GROUP_MS = 5 * 60_000;

/** The conversation as rows: what the server has, then what is on its way, with days and groups marked. */
export function toItems(activities: readonly Activity[], entries: readonly Entry[], around: Surroundings): readonly Item[] {
  const echoed = new Set(activities.map((activity) => activity.channelData?.clientActivityID));
  const messages = [
    ...activities.map((activity) => fromActivity(activity, around)),
    ...entries.filter((entry) => !echoed.has(entry.id)).map((entry) => fromEntry(entry, around)),
  ];
  const items: Item[] = [];
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    const after = messages[index + 1];
    if (!before || dayOf(before.at) !== dayOf(message.at)) items.push({ kind: 'day', key: `day ${dayOf(message.at)}`, at: message.at });
    items.push({ ...message, first: !before || !together(before, message), last: !after || !together(message, after) });
  });
  return items;
}

/** Whether an agent, not the bot, wrote this. */
export function isFromAgent(activity: Activity): boolean {
  return /^agent(:|$)/.test(activity.from?.id ?? '');
}

function fromActivity(activity: Activity, around: Surroundings): MessageItem {
  const own = around.isOwn(activity);
  const clientId = activity.channelData?.clientActivityID;
  const agent = !own && isFromAgent(activity);
  const previews = own && clientId ? around.previews(clientId) : [];
  return {
    kind: 'message',
    key: (own && clientId) || activity.id || '',
    from: own ? 'visitor' : agent ? 'agent' : 'bot',
    name: agent ? activity.from?.name || null : null,
    text: activity.text ?? '',
    files: (activity.attachments ?? [])
      .filter((file) => file.contentUrl)
      .map((file, index) => ({
        name: file.name ?? '',
        inline: isShownInline(file.contentType),
        url: previews[index] ?? around.link(file.contentUrl),
      })),
    place: placeOf(activity),
    at: Date.parse(activity.timestamp ?? '') || Date.now(),
    state: own ? 'sent' : null,
    problem: null,
    first: true,
    last: true,
  };
}

function fromEntry(entry: Entry, around: Surroundings): MessageItem {
  const previews = around.previews(entry.id);
  return {
    kind: 'message',
    key: entry.id,
    from: 'visitor',
    name: null,
    text: entry.text,
    files: entry.files.map((file, index) => ({
      name: file.name,
      inline: isShownInline(file.type) && previews.length > 0,
      url: previews[index] ?? null,
    })),
    place: entry.place,
    at: entry.at,
    state: entry.state,
    problem: entry.problem,
    first: true,
    last: true,
  };
}

/** A message that has its own mark (not sent yet, failed) stands alone, so that the mark is seen to be its own. */
function together(a: MessageItem, b: MessageItem): boolean {
  return a.from === b.from && a.name === b.name && a.state === b.state && b.at - a.at < GROUP_MS && dayOf(a.at) === dayOf(b.at);
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}
