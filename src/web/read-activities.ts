import { toActivities, type WireActivity } from '../channels/webchat-activity.js';
import type { Message } from '../store/store.js';
import { WebError } from './errors.js';
import type { Party } from './party.js';
import type { WebContext } from './web-context.js';

/** What a client gets at once. `watermark`: how far it has read; asked for again, it goes on from there. */
export interface ActivitySet {
  readonly activities: readonly WireActivity[];
  readonly watermark: string;
}

/** How many lines back the message is looked for that a reply answers. */
const LOOK_BACK = 20;

/** A watermark is a place in the transcript; clients write nothing, or `-`, for its beginning. */
export function parseWatermark(watermark: unknown): number {
  if (watermark === undefined || watermark === '' || watermark === '-') return 0;
  if (typeof watermark === 'string' && /^\d{1,15}$/.test(watermark)) return Number(watermark);
  throw new WebError('BadArgument', 'Not of the form that is accepted: watermark.');
}

/** Where the files of a conversation are. The file's id cannot be guessed, so that a plain image or link works. */
export const filesUrl = (base: string, conversation: string): string => `${base}/v3/directline/conversations/${conversation}/files/`;

/**
 * The lines after `after`, in order, as activities.
 * @param base our address as the client sees it.
 */
export async function readActivities(ctx: WebContext, party: Party, base: string, after: number, limit: number): Promise<ActivitySet> {
  const id = party.conversation;
  const lines = await ctx.store.transcript(id, after, limit);
  const last = lines.at(-1);
  if (!last) return { activities: [], watermark: String(after) };
  const [conversation, replyTo] = await Promise.all([ctx.store.conversation(id), answered(ctx, id, after, lines)]);
  const activities = toActivities(lines, {
    conversation: id,
    user: party.user,
    language: conversation?.language ?? party.language,
    botName: ctx.provider.name,
    trace: ctx.config.demo && !ctx.config.production,
    fileUrl: (file) => filesUrl(base, id) + file,
    replyTo,
  });
  return { activities, watermark: String(last.seq) };
}

/** The customer's line before these, if one of these may be an answer to it. */
async function answered({ store }: WebContext, id: string, after: number, lines: readonly Message[]): Promise<number | null> {
  if (after === 0 || lines[0]?.from === 'customer') return null;
  const from = Math.max(0, after - LOOK_BACK);
  const earlier = await store.transcript(id, from, after - from);
  return earlier.findLast((line) => line.from === 'customer' && line.seq <= after)?.seq ?? null;
}
