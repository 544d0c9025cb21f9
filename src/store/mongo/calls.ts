import type { Model } from 'mongoose';
import type { Call } from '../../engine/state.js';
import type { PendingCall } from '../store.js';
import type { Ahead } from './ahead.js';
import type { Cells } from './cells.js';
import type { Session, StoredCall } from './session.js';
import { withSignal } from './signals.js';
import { longestDue } from './timers.js';

/** Due calls, longest due first. A lease is a later `dueAt`: a node that dies gives its calls back by doing nothing. */
export async function claimCalls(
  sessions: Cells<Session>,
  ahead: Ahead,
  now: number,
  leaseMs: number,
  limit: number,
): Promise<readonly PendingCall[]> {
  const found = await sessions.find({ callAt: { $gte: 0, $lte: now } }, { callAt: 1 }, limit);
  const ours = found.filter((session) => !ahead.leaves(session, now));
  const due = longestDue(ours, ({ calls }) => calls, now, limit);
  const claimed = await Promise.all(
    [...due].map(async ([session, calls]) => {
      const ids = calls.map(({ id }) => id);
      const taken = await sessions.write(session._id, { apply: (current) => take(current, ids, now, now + leaseMs) });
      return (taken ?? []).map((call) => ({ conversation: session._id, call }));
    }),
  );
  return claimed
    .flat()
    .sort((a, b) => a.call.dueAt - b.call.dueAt)
    .map(({ conversation, call: { call, attempts, createdAt } }) => ({
      call: JSON.parse(call) as Call,
      conversation,
      attempts,
      createdAt,
    }));
}

/** Those that another node settles in the end are never forgotten otherwise. */
const CLAIMED = 10_000;

/**
 * Where the calls are that this node has claimed and not yet settled. Whoever claims a call settles it, and a call's id does not tell its
 * conversation: without this each result would be a search among all conversations.
 */
export class ClaimedCalls {
  private readonly conversations = new Map<string, string>();

  keep(claimed: readonly PendingCall[]): readonly PendingCall[] {
    for (const { call, conversation } of claimed) {
      const [oldest] = this.conversations.size >= CLAIMED ? this.conversations.keys() : [];
      if (oldest !== undefined) this.conversations.delete(oldest);
      this.conversations.set(call.id, conversation);
    }
    return claimed;
  }

  get(call: string): string | null {
    return this.conversations.get(call) ?? null;
  }

  /** Claimed again it is known again. */
  forget(call: string): void {
    this.conversations.delete(call);
  }
}

/** @param at the conversation that has the call, where it is known. @returns the conversation that has a new signal, or null. */
export async function settleCall(
  sessions: Cells<Session>,
  model: Model<Session>,
  call: string,
  at: string | null,
  result: { readonly ok: boolean; readonly output: unknown },
  now: number,
): Promise<string | null> {
  const id = at ?? (await conversationOf(sessions, model, call));
  if (id === null) return null;
  const settled = await sessions.write<boolean>(id, {
    apply: (session) => {
      if (!session.calls.some((each) => each.id === call)) return [session, false];
      const left = { ...session, calls: session.calls.filter((each) => each.id !== call) };
      return [withSignal(left, `result:${call}`, { type: 'result', call, ok: result.ok, output: result.output ?? null }, now), true];
    },
  });
  return settled ? id : null;
}

export async function retryCall(
  sessions: Cells<Session>,
  model: Model<Session>,
  call: string,
  at: string | null,
  dueAt: number,
): Promise<void> {
  const id = at ?? (await conversationOf(sessions, model, call));
  if (id === null) return;
  await sessions.write(id, {
    apply: (session) => {
      const calls = session.calls.map((each) => (each.id === call ? { ...each, dueAt: Math.ceil(dueAt) } : each));
      return [session.calls.some((each) => each.id === call) ? { ...session, calls } : session, undefined];
    },
  });
}

async function conversationOf(sessions: Cells<Session>, model: Model<Session>, call: string): Promise<string | null> {
  const found = (await model.findOne({ 'calls.id': call }).lean()) as Session | null;
  return found && sessions.found(found)._id;
}

/** Those that are still there and still due, as they were before. */
function take(session: Session, ids: readonly string[], now: number, dueAt: number): readonly [Session, readonly StoredCall[]] {
  const taken = session.calls.filter((call) => ids.includes(call.id) && call.dueAt <= now);
  if (taken.length === 0) return [session, []];
  const calls = session.calls.map((call) => (taken.includes(call) ? { ...call, attempts: call.attempts + 1, dueAt } : call));
  return [{ ...session, calls }, taken];
}
