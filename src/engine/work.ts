import type { Facts, Registry } from './flow.js';
import type { Stack } from './stack.js';
import type { EngineState } from './state.js';

/** What the parts of the engine share while one input is worked through. */
export interface Work {
  readonly registry: Registry;
  /** As it was before these words, also what was known. */
  readonly before: EngineState;
  readonly stack: Stack;
  /** Who the customer is, as far as these very words tell. */
  readonly told: Facts;
  misread: number;
  met: boolean;
  past: EngineState['past'];
  notices: EngineState['notices'];
  language: string | null;
  /** The question is asked again even if nothing was said and the state is the same. */
  ask: boolean;
}

/** Which frame waits in which state: when it changes, its question is to be asked. */
export function waitingAt(stack: Stack): string | null {
  const talking = stack.talking();
  return talking?.waiting ? `${stack.top?.id} ${JSON.stringify(talking.snapshot.value)}` : null;
}

/** Starts the entry procedure when nothing is under way. */
export function openEntry(todo: Work, intent: string | null, text: string): void {
  todo.stack.push(todo.registry.entry, { first: !todo.met, intent, text, nested: false }, null);
  todo.met = true;
}

/** Whatever the first words are, they are answered after the greeting. @returns whether nothing had been under way. */
export function greet(todo: Work): boolean {
  const fresh = todo.stack.top === undefined;
  if (fresh) openEntry(todo, null, '');
  return fresh;
}

/** What is known reaches the procedure that talks, if that has a use for it. */
export function tell({ stack }: Work): void {
  const talking = stack.talking();
  if (!talking?.waiting) return;
  const event = { type: 'TOLD', facts: stack.facts } as const;
  if (talking.snapshot.can(event)) stack.send(stack.frames.length - 1, event);
}

/** The procedure that was interrupted goes on, with what has come for it and what has become known meanwhile. */
export function resume(todo: Work): void {
  todo.stack.unpark();
  tell(todo);
}

/** Puts the hand-off on top, unless it is there. */
export function callPerson({ stack, registry }: Work, reason: string, flow: string | null, state: string | null): void {
  if (stack.frames.some((frame) => frame.flow === registry.handOff)) return;
  stack.push(registry.handOff, { reason, flow, state }, null);
}
