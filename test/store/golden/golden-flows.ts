import { readFileSync, writeFileSync } from 'node:fs';
import type { AnyStateMachine } from 'xstate';
import type { Flow } from '../../../src/engine/flow.js';
import { start } from '../../../src/engine/machine.js';

const FILE = 'test/store/golden/flows.jsonl';

/** What snapshots of one version of a procedure look like. */
export interface GoldenFlow {
  readonly flow: string;
  readonly version: number;
  /** Names in its context. */
  readonly fields: readonly string[];
  /** Where it can stop: values of a snapshot. */
  readonly states: readonly StateValue[];
  /** One context. */
  readonly context: Readonly<Record<string, unknown>>;
}

export type StateValue = string | { readonly [name: string]: StateValue };

export function describeFlow({ id, version, machine }: Flow, inputs: readonly object[]): GoldenFlow {
  const contexts = inputs.map((input) => JSON.parse(JSON.stringify(start(machine, input)[0].context)) as Record<string, unknown>);
  const [context = {}] = contexts;
  return { flow: id, version, fields: [...new Set(contexts.flatMap(Object.keys))].sort(), states: leavesOf(machine.root), context };
}

/** A procedure that has ended is not stored. */
function leavesOf(node: AnyStateMachine['root']): readonly StateValue[] {
  return Object.values(node.states).flatMap((child): readonly StateValue[] => {
    if (child.type === 'final') return [];
    return child.type === 'atomic' ? [child.key] : leavesOf(child).map((value) => ({ [child.key]: value }));
  });
}

export const readGoldenFlows = (): readonly GoldenFlow[] =>
  readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as GoldenFlow);

/** Replaces what there is of these versions; that of others stays. */
export function writeGoldenFlows(flows: readonly GoldenFlow[]): void {
  const isNew = ({ flow, version }: GoldenFlow): boolean => flows.some((each) => each.flow === flow && each.version === version);
  const all = [...readGoldenFlows().filter((each) => !isNew(each)), ...flows];
  const sorted = all.sort((a, b) => a.flow.localeCompare(b.flow) || a.version - b.version);
  writeFileSync(FILE, sorted.map((flow) => `${JSON.stringify(flow)}\n`).join(''));
}
