import type { ChoiceSpec, Registry, Vars } from './flow.js';
import { acceptedTypes, question, restore, stateName } from './machine.js';
import type { EngineState, Expectation } from './state.js';

type ResolvedChoice = Expectation['choices'][number];

const resolve = (flow: string, spec: ChoiceSpec): ResolvedChoice =>
  typeof spec === 'string'
    ? { id: spec, key: `${flow}.${spec}`, fallback: `common.${spec}`, vars: null }
    : { id: spec.id, key: spec.key, fallback: null, vars: spec.vars ?? null };

/** What the talking frame waits for, or null when nobody waits for the customer. @throws {BrokenFrame} */
export function expectation(registry: Registry, state: EngineState): Expectation | null {
  const frame = state.frames.at(-1);
  const flow = frame && registry.flows.get(frame.flow);
  if (!frame || !flow) return null;
  const snapshot = restore(flow, frame);
  const meta = question(snapshot);
  if (!meta) return null;
  const { context } = snapshot;
  const choices = typeof meta.choices === 'function' ? meta.choices(context) : (meta.choices ?? []);
  const vars: Vars | undefined = meta.vars?.(context);
  return {
    flow: flow.id,
    state: stateName(snapshot),
    prompt: vars ? { key: meta.prompt, vars } : { key: meta.prompt },
    choices: choices.map((choice) => resolve(flow.id, choice)),
    slot: meta.slot ?? null,
    accepts: acceptedTypes(snapshot),
  };
}

/** Flow and state of the talking frame, for traces. */
export function position(registry: Registry, state: EngineState): { readonly flow: string; readonly state: string } | null {
  const frame = state.frames.at(-1);
  const flow = frame && registry.flows.get(frame.flow);
  return frame && flow ? { flow: flow.id, state: stateName(restore(flow, frame)) } : null;
}
