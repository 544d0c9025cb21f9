import type { Input } from '../../engine/state.js';
import type { Signal } from '../store.js';
import type { Session } from './session.js';

/** The session with an input of the engine put before it, once per key. */
export function withSignal(session: Session, key: string, input: Input & { type: Signal['type'] }, at: number): Session {
  if (session.signals.some((signal) => signal.key === key)) return session;
  return { ...session, signals: [...session.signals, { key, type: input.type, payload: JSON.stringify(input), at }] };
}

export const toSignals = (session: Session): Signal[] =>
  session.signals.map(({ key, type, payload, at }) => ({
    key,
    conversation: session._id,
    type,
    payload: JSON.parse(payload) as unknown,
    at,
  }));
