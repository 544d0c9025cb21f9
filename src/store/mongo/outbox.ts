import type { Message, OutboxItem } from '../store.js';
import type { Cells } from './cells.js';
import { messagePlace, outboundId, toMessage } from './message-model.js';
import type { Messages } from './messages.js';
import type { Mark, OutboxEntry, Session } from './session.js';

/**
 * Only the oldest unsent message of a conversation may be under way, so a blocked one holds back its followers and nobody else.
 * `outboxAt` is when that one may be tried next: looking for work costs nothing per waiting message.
 */
export async function claimOutbox(
  { sessions, messages }: Outlet,
  now: number,
  leaseMs: number,
  limit: number,
): Promise<readonly OutboxItem[]> {
  const due = await sessions.find({ outboxAt: { $gte: 0, $lte: now } }, { outboxAt: 1, order: 1 }, limit);
  const claimed = await Promise.all(
    due.map(({ _id }) => sessions.write<Claimed | null>(_id, { apply: (session) => claimHead(session, now, now + leaseMs) })),
  );
  const items = claimed.filter((item) => item !== null);
  const lines = await linesOf(messages, items);
  return items.map(({ session, head }, index): OutboxItem => {
    const line = lines[index];
    if (!line) throw new Error(`The message ${session._id}:${head.seq} is gone.`);
    const { channel, address, language } = session;
    return { message: { ...line, status: 'sending' }, channel, address, language, attempts: head.attempts };
  });
}

export interface Outlet {
  readonly sessions: Cells<Session>;
  readonly messages: Messages;
}

export async function markSent(sessions: Cells<Session>, message: string, nativeId: string | null, now: number): Promise<void> {
  const { conversation, seq } = messagePlace(message);
  await sessions.write(conversation, {
    apply: (session) =>
      session.outbox.some((entry) => entry.seq === seq)
        ? [headMoved(without(session, [seq], { status: 'sent', nativeId, error: null }), now), undefined]
        : [session, undefined],
  });
}

export async function markUnsent(sessions: Cells<Session>, message: string, retryAt: number | null, error: string): Promise<void> {
  const { conversation, seq } = messagePlace(message);
  await sessions.write(conversation, {
    apply: (session) => {
      if (!session.outbox.some((entry) => entry.seq === seq && entry.sending)) return [session, undefined];
      if (retryAt === null)
        return [headMoved(without(session, [seq], { status: 'failed', nativeId: null, error: brief(error) }), 0), undefined];
      const outbox = session.outbox.map((entry) => (entry.seq === seq ? { ...entry, sending: false } : entry));
      const waiting = { ...session, outbox, outboxAt: Math.ceil(retryAt) };
      // Words of a bot that lost the conversation meanwhile do not come back, nor hold up the agent's.
      const { session: kept, voided } = withoutStale(waiting);
      return [voided > 0 ? headMoved(kept, 0) : kept, undefined];
    },
  });
}

/** The session after these messages left the outbox for good. */
export function without(session: Session, seqs: readonly number[], fate: Omit<Mark, 'seq'>): Session {
  return {
    ...session,
    outbox: session.outbox.filter(({ seq }) => !seqs.includes(seq)),
    marks: [...session.marks, ...seqs.map((seq) => ({ seq, ...fate }))],
  };
}

export const VOID = { status: 'void', nativeId: null, error: null } as const;

/** After the head left the outbox: the next one is due at `at`. One that is being sent keeps its lease. */
export function headMoved(session: Session, at: number): Session {
  const [head] = session.outbox;
  return head?.sending ? session : { ...session, outboxAt: head ? at : null };
}

interface Claimed {
  readonly session: Session;
  readonly head: OutboxEntry;
}

function claimHead(found: Session, now: number, leaseUntil: number): readonly [Session, Claimed | null] {
  // Another node was faster.
  if (found.outboxAt === null || found.outboxAt > now) return [found, null];
  const { session } = withoutStale(found);
  const [head, ...rest] = session.outbox;
  if (!head) return [{ ...session, outboxAt: null }, null];
  const claimed = { ...session, outbox: [{ ...head, sending: true, attempts: head.attempts + 1 }, ...rest], outboxAt: leaseUntil };
  return [claimed, { session: claimed, head }];
}

/** What the bot said before an agent took the conversation, and has not left, never will. */
function withoutStale(session: Session): { readonly session: Session; readonly voided: number } {
  const stale = session.outbox.filter(({ from, epoch }) => from === 'bot' && epoch < session.botSince).map(({ seq }) => seq);
  return { session: stale.length > 0 ? without(session, stale, VOID) : session, voided: stale.length };
}

/** The claimed lines, from the session or where they have been moved to. */
async function linesOf(messages: Messages, items: readonly Claimed[]): Promise<readonly (Message | undefined)[]> {
  const moved = items.filter(({ session, head }) => !session.lines.some(({ seq }) => seq === head.seq));
  const byId = await messages.byIds(moved.map(({ session, head }) => outboundId(session._id, head.seq)));
  return items.map(({ session, head: { seq } }) => {
    const line = session.lines.find((each) => each.seq === seq) ?? byId.get(outboundId(session._id, seq));
    return line && toMessage(session._id, seq, line);
  });
}

const ERROR_LENGTH = 200;
const brief = (error: string): string => error.slice(0, ERROR_LENGTH);
