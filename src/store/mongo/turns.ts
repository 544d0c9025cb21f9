import type { EngineState } from '../../engine/state.js';
import type { Loaded, Message, TurnCommit } from '../store.js';
import type { Ahead } from './ahead.js';
import type { Cells } from './cells.js';
import { logged } from './event-model.js';
import { flowsOf } from './flow-versions.js';
import { NewerData } from './format.js';
import { type LineDoc, toMessage } from './message-model.js';
import type { Messages } from './messages.js';
import { pendingCount, type Session, toConversation } from './session.js';
import { toSignals } from './signals.js';

export interface TurnResult {
  readonly result: 'committed' | 'stale';
  readonly more: boolean;
  readonly lastSeq: number;
}

export interface Loader {
  readonly sessions: Cells<Session>;
  readonly messages: Messages;
  readonly ahead: Ahead;
}

/** Null: no such conversation, or none of this program's. */
export async function load({ sessions, messages, ahead }: Loader, id: string): Promise<Loaded | null> {
  const session = await sessions.read(id).catch(leftToNewer);
  if (!session || ahead.isLeft(session)) return null;
  const waiting = session.inbox.filter(({ consumed }) => !consumed);
  return { conversation: toConversation(session), messages: await inboxLines(messages, id, waiting), signals: toSignals(session) };
}

/** Work that only a newer program understands is none of this node's: asking again would not help. */
function leftToNewer(error: unknown): null {
  if (error instanceof NewerData) return null;
  throw error;
}

/** Messages of a session's inbox, which do not know their place yet. */
export async function inboxLines(messages: Messages, id: string, entries: Session['inbox']): Promise<readonly Message[]> {
  const byId = await messages.byIds(entries.map(({ message }) => message));
  return entries.flatMap(({ message, seq, epoch }) => {
    const document = byId.get(message);
    return document ? [toMessage(id, seq, { ...document, epoch })] : [];
  });
}

/** The whole turn as one compare-and-set of the session; stale: nothing is written. */
export async function commitTurn(sessions: Cells<Session>, turn: TurnCommit, now: number): Promise<TurnResult> {
  const result = await sessions.write<TurnResult>(turn.conversation, {
    apply: (session) => {
      const fits = session.version === turn.version && session.epoch === turn.epoch;
      const next = fits ? { ...afterTurn(session, turn, now), state: stateText(session, turn.state, sessions.isAhead(session)) } : session;
      return [next, { result: fits ? 'committed' : 'stale', more: pendingCount(next) > 0, lastSeq: next.lastSeq }];
    },
  });
  if (!result) throw new Error(`A turn of a conversation that does not exist: ${turn.conversation}`);
  return result;
}

function afterTurn(before: Session, turn: TurnCommit, now: number): Session {
  const moved = before.owner !== turn.owner;
  const epoch = before.epoch + (moved ? 1 : 0);
  const consumed = { ...before, ...consume(before, turn) };
  const next: Session = {
    ...consumed,
    ...replied(before, turn, epoch, now),
    ...scheduled(before, turn),
    version: before.version + 1,
    epoch,
    botSince: moved && turn.owner.startsWith('agent:') ? epoch : before.botSince,
    owner: turn.owner,
    language: turn.language,
    flows: flowsOf(turn.state),
    // With nothing left to consume the lease ends.
    leaseUntil: pendingCount(consumed) > 0 ? before.leaseUntil : 0,
  };
  return logged(
    next,
    turn.log.map((entry) => ({ ...entry, at: turn.at })),
  );
}

/** A newer program may keep more in the state than this one knows of. */
const stateText = ({ state }: Session, next: EngineState, isAhead: boolean): string =>
  JSON.stringify(isAhead ? { ...(JSON.parse(state) as EngineState), ...next } : next);

function consume({ inbox, signals }: Session, turn: TurnCommit): Pick<Session, 'inbox' | 'signals'> {
  for (const seq of turn.messages) {
    if (inbox.some((entry) => entry.seq === seq && !entry.consumed)) continue;
    throw new Error(`A turn of ${turn.conversation} consumes line ${seq}, which is not pending.`);
  }
  for (const key of turn.signals) {
    if (signals.some((signal) => signal.key === key)) continue;
    throw new Error(`A turn of ${turn.conversation} consumes the signal ${key}, which is not pending.`);
  }
  return {
    inbox: inbox.map((entry) => (turn.messages.includes(entry.seq) ? { ...entry, consumed: true } : entry)),
    signals: signals.filter(({ key }) => !turn.signals.includes(key)),
  };
}

/** A first reply makes the outbox due. */
function replied(before: Session, turn: TurnCommit, epoch: number, now: number) {
  const { sent, at, replies } = turn;
  const lines = replies.map(
    ({ from, key, content, choices, trace }, index): LineDoc => ({
      seq: before.lastSeq + 1 + index,
      from,
      status: sent ? 'sent' : 'queued',
      at,
      epoch,
      key,
      content,
      choices,
      trace,
    }),
  );
  const waiting = sent ? [] : lines.map(({ seq, from }) => ({ seq, from, epoch, sending: false, attempts: 0 }));
  return {
    lastSeq: before.lastSeq + lines.length,
    lines: [...before.lines, ...lines],
    outbox: [...before.outbox, ...waiting],
    outboxAt: waiting.length > 0 ? (before.outboxAt ?? now) : before.outboxAt,
  };
}

function scheduled({ timers, calls }: Session, turn: TurnCommit): Pick<Session, 'timers' | 'calls'> {
  return {
    // Rounded up: a timer never fires before its instant.
    timers: [
      ...timers.filter(({ id }) => !turn.cancelledTimers.includes(id)),
      ...turn.timers.map(({ id, dueAt }) => ({ id, dueAt: Math.ceil(dueAt) })),
    ],
    calls: [
      ...calls.filter(({ id }) => !turn.cancelledCalls.includes(id)),
      ...turn.calls.map((call) => ({ id: call.id, call: JSON.stringify(call), attempts: 0, createdAt: turn.at, dueAt: turn.at })),
    ],
  };
}
