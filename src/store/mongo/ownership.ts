import type { Ahead } from './ahead.js';
import type { Cells } from './cells.js';
import { logged } from './event-model.js';
import { headMoved, VOID, without } from './outbox.js';
import { pendingCount, type Session } from './session.js';

/** Conversations with work that no lease covers, longest uncovered first; now leased. */
export async function claim(
  sessions: Cells<Session>,
  ahead: Ahead,
  node: string,
  now: number,
  leaseMs: number,
  limit: number,
): Promise<readonly string[]> {
  const found = await sessions.find({ workAt: { $gte: 0, $lte: now } }, { workAt: 1 }, limit);
  const free = found.filter((session) => !ahead.leaves(session, now));
  const claimed = await Promise.all(
    free.map(({ _id }) =>
      sessions.write<boolean>(_id, {
        apply: (session) =>
          pendingCount(session) > 0 && session.leaseUntil <= now
            ? [{ ...session, leaseNode: node, leaseUntil: now + leaseMs }, true]
            : [session, false],
      }),
    ),
  );
  return free.filter((_, index) => claimed[index]).map(({ _id }) => _id);
}

/** The compare-and-set on the epoch that makes an agent the owner and silences what the bot has not begun to send. */
export function takeover(
  sessions: Cells<Session>,
  conversation: string,
  agent: string,
  epoch: number,
  now: number,
): Promise<{ readonly epoch: number; readonly voided: number } | null> {
  const owner = `agent:${agent}` as const;
  return sessions.write<{ readonly epoch: number; readonly voided: number } | null>(conversation, {
    apply: (session) => {
      if (session.epoch !== epoch) return [session, null];
      const next = epoch + 1;
      const silenced = session.outbox.filter(({ from, sending }) => from === 'bot' && !sending).map(({ seq }) => seq);
      const voided = silenced.length;
      const quiet = voided > 0 ? headMoved(without(session, silenced, VOID), now) : session;
      const taken = { ...quiet, owner, epoch: next, botSince: next, version: session.version + 1 };
      return [logged(taken, [{ at: now, by: owner, what: 'takeover', data: { epoch: next, voided } }]), { epoch: next, voided }];
    },
  });
}
