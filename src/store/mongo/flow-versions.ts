import type { EngineState, Frame } from '../../engine/state.js';
import type { Fields } from './format.js';

/** A procedure that a conversation's state has a snapshot of, in the newest version among them. */
export interface FlowVersion {
  readonly flow: string;
  readonly version: number;
}

export function flowsOf({ frames, past }: Pick<EngineState, 'frames' | 'past'>): readonly FlowVersion[] {
  const newest = new Map<string, number>();
  const see = ({ flow, version }: Frame): void => void newest.set(flow, Math.max(version, newest.get(flow) ?? 0));
  for (const frame of frames) see(frame);
  for (const stack of past) for (const frame of stack.frames) see(frame);
  return [...newest].map(([flow, version]) => ({ flow, version }));
}

/** Migration of conversations: their procedures are named beside the state, which is text. */
export const withFlows = (document: Fields): Fields =>
  document.flows === undefined ? { ...document, flows: flowsOf(JSON.parse(String(document.state)) as EngineState) } : document;
