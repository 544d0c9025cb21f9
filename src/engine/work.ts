import type { Registry } from './flow.js';
import type { Stack } from './stack.js';
import type { EngineState } from './state.js';

/** What the parts of the engine share while one input is worked through. */
export interface Work {
  readonly registry: Registry;
  readonly before: EngineState;
  readonly stack: Stack;
  misread: number;
  met: boolean;
  past: EngineState['past'];
  language: string | null;
  /** The question is asked again even if nothing was said and the state is the same. */
  ask: boolean;
}

/** Starts the entry procedure when nothing is under way. */
export function openEntry(todo: Work, intent: string | null, text: string): void {
  todo.stack.push(todo.registry.entry, { first: !todo.met, intent, text, nested: false }, null);
  todo.met = true;
}

/** Puts the hand-off on top, unless it is there. */
export function callPerson({ stack, registry }: Work, reason: string, flow: string | null, state: string | null): void {
  if (stack.frames.some((frame) => frame.flow === registry.handOff)) return;
  stack.push(registry.handOff, { reason, flow, state }, null);
}
