import {
  type AnyActorScope,
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  getNextTransitions,
} from 'xstate';
import type { Flow, StateMeta } from './flow.js';
import type { Frame } from './state.js';

/** The shape of an action as `transition` hands it over: data, in order, nothing done. */
export interface WantedAction {
  readonly type: string;
  readonly params?: unknown;
}
export type Moved = readonly [AnyMachineSnapshot, readonly WantedAction[]];

/** A stored snapshot names a state that no version of the flow knows, or is no snapshot at all. */
export class BrokenFrame extends Error {
  readonly code = 'BROKEN_FRAME';
}

interface Stored extends Record<string, unknown> {
  readonly value: AnyMachineSnapshot['value'];
  readonly context: unknown;
}

/** What is kept of a machine's snapshot. Children are frames and calls of the engine, so they are not part of it. */
export const persist = (snapshot: AnyMachineSnapshot): Stored => ({ value: snapshot.value, context: snapshot.context });

interface Restored {
  readonly flow: Flow;
  readonly snapshot: AnyMachineSnapshot;
}

/** A frame never changes, and one input asks for its life several times. */
const restored = new WeakMap<Frame, Restored>();

/** Brings a stored frame to life in the present version of its flow. @throws {BrokenFrame} */
export function restore(flow: Flow, frame: Frame): AnyMachineSnapshot {
  const known = restored.get(frame);
  if (known?.flow === flow) return known.snapshot;
  const snapshot = resolve(flow, frame);
  restored.set(frame, { flow, snapshot });
  return snapshot;
}

function resolve(flow: Flow, frame: Frame): AnyMachineSnapshot {
  if (frame.version > flow.version) throw new BrokenFrame(`${flow.id} v${frame.version} is newer than this program's v${flow.version}`);
  let stored = frame.snapshot as Stored;
  for (let version = frame.version + 1; version <= flow.version; version++) {
    stored = (flow.migrations?.[version]?.(stored) ?? stored) as Stored;
  }
  try {
    return flow.machine.resolveState({ value: stored.value, context: stored.context });
  } catch (error) {
    throw new BrokenFrame(`${flow.id}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export const start = (machine: AnyStateMachine, input: unknown): Moved =>
  wanted(machine, (scope) => machine.getInitialSnapshot(scope, input as never));

export const move = (machine: AnyStateMachine, from: AnyMachineSnapshot, event: AnyEventObject): Moved =>
  wanted(machine, (scope) => machine.transition(from, event, scope));

/** Actors that are never started: what a machine's pure functions need as `self`. */
const selves = new WeakMap<AnyStateMachine, AnyActorScope['self']>();

/**
 * What XState's own `transition` and `initialTransition` do, but for one thing: they make a new actor each time, which computes the machine's
 * first state only to throw it away, and costs more than the step itself.
 */
function wanted(machine: AnyStateMachine, step: (scope: AnyActorScope) => AnyMachineSnapshot): Moved {
  const self = selves.get(machine) ?? createActor(machine);
  selves.set(machine, self);
  const actions: WantedAction[] = [];
  const nothing = (): void => undefined;
  const scope: AnyActorScope = {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    actionExecutor: (action) => void actions.push(action),
  };
  return [step(scope), actions];
}

/** Ids of the invocations that are alive in a snapshot. */
export const liveInvokes = (snapshot: AnyMachineSnapshot): ReadonlySet<string> =>
  new Set(snapshot._nodes.flatMap((node) => node.invoke.map((invoke) => invoke.id)));

/** The deepest question of a waiting state, or null when it does not wait. */
export function question(snapshot: AnyMachineSnapshot): StateMeta | null {
  if (!snapshot.hasTag('waiting')) return null;
  const metas = snapshot._nodes.map((node) => node.meta as StateMeta | undefined).filter((meta) => meta?.prompt);
  return metas.at(-1) ?? null;
}

/** Event types that a snapshot may take, guards aside. */
export const acceptedTypes = (snapshot: AnyMachineSnapshot): ReadonlySet<string> =>
  new Set(getNextTransitions(snapshot).map((next) => next.eventType));

/** `a.b.c` for a snapshot's state. */
export function stateName(snapshot: AnyMachineSnapshot): string {
  const { value } = snapshot;
  if (typeof value === 'string') return value;
  const parts: string[] = [];
  for (let at: unknown = value; at !== undefined; ) {
    if (typeof at === 'string') {
      parts.push(at);
      break;
    }
    const [key, below] = Object.entries(at as Record<string, unknown>)[0] ?? [];
    if (key === undefined) break;
    parts.push(key);
    at = below;
  }
  return parts.join('.');
}
