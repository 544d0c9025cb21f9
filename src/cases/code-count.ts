import { z } from 'zod';
import type { RecordChange } from '../store/records.js';

/** Codes sent lately to one contact, or for one customer. */
const schema = z.object({ sent: z.array(z.object({ key: z.string(), at: z.number() })) });
export type CodeCount = z.infer<typeof schema>;

export const toCodeCount = (kept: unknown): CodeCount => (kept === null ? { sent: [] } : schema.parse(kept));

export interface CodeLimit {
  readonly most: number;
  readonly windowMs: number;
}

/** Counts one more, unless there are too many. The same key again counts once. @returns whether it may be sent. */
export const countCode =
  (key: string, now: number, { most, windowMs }: CodeLimit) =>
  (kept: unknown): RecordChange<boolean> => {
    const sent = toCodeCount(kept).sent.filter(({ at }) => at > now - windowMs);
    const known = sent.some((one) => one.key === key);
    const allowed = known || sent.length < most;
    const next = known || !allowed ? sent : [...sent, { key, at: now }];
    return { record: next.length === 0 ? null : { sent: next }, until: now + windowMs, result: allowed };
  };

/** The newest code of all: every other one is void. */
export const newestCode = (kept: unknown): string | null => toCodeCount(kept).sent.at(-1)?.key ?? null;
