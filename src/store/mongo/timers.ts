import type { Model } from 'mongoose';
import { crashPoint } from '../../crash.js';
import type { Cells } from './cells.js';
import type { Session } from './session.js';
import { withSignal } from './signals.js';

/** Due timers become signals and are gone, longest due first. @returns the conversations, each once. */
export async function fireTimers(sessions: Cells<Session>, now: number, limit: number): Promise<readonly string[]> {
  const found = await sessions.find({ timerAt: { $gte: 0, $lte: now } }, { timerAt: 1 }, limit);
  const due = longestDue(found, ({ timers }) => timers, now, limit);
  if (due.size > 0) crashPoint('TIMER_PICKED');
  const fired = await Promise.all(
    [...due].map(([session, timers]) => {
      const ids = timers.map(({ id }) => id);
      return sessions.write<boolean>(session._id, { apply: (current) => fire(current, ids, now) });
    }),
  );
  return [...due.keys()].filter((_, index) => fired[index]).map(({ _id }) => _id);
}

/** Of all items of these sessions, those due longest, at most `limit`, by session, in their order. */
export function longestDue<T extends { readonly dueAt: number }>(
  sessions: readonly Session[],
  itemsOf: (session: Session) => readonly T[],
  now: number,
  limit: number,
): ReadonlyMap<Session, readonly T[]> {
  const all = sessions.flatMap((session) => itemsOf(session).map((item) => ({ session, item })));
  const due = all.filter(({ item }) => item.dueAt <= now).sort((a, b) => a.item.dueAt - b.item.dueAt);
  const grouped = new Map<Session, T[]>();
  for (const { session, item } of due.slice(0, limit)) grouped.set(session, [...(grouped.get(session) ?? []), item]);
  return grouped;
}

/** When the next timer or call is due. */
export async function nextDue(model: Model<Session>): Promise<number | null> {
  const earliest = async (field: 'timerAt' | 'callAt'): Promise<number[]> => {
    const found = (await model
      .find({ [field]: { $gte: 0 } }, { [field]: 1 })
      .sort({ [field]: 1 })
      .limit(1)
      .lean()) as Session[];
    return found.flatMap((session) => session[field] ?? []);
  };
  const due = (await Promise.all([earliest('timerAt'), earliest('callAt')])).flat();
  return due.length === 0 ? null : Math.min(...due);
}

function fire(session: Session, ids: readonly string[], now: number): readonly [Session, boolean] {
  // Those another node has fired, or a turn has cancelled, are not there any more.
  const fired = ids.filter((id) => session.timers.some((timer) => timer.id === id));
  if (fired.length === 0) return [session, false];
  const left = { ...session, timers: session.timers.filter(({ id }) => !fired.includes(id)) };
  return [fired.reduce<Session>((next, timer) => withSignal(next, `timer:${timer}`, { type: 'timer', timer }, now), left), true];
}
