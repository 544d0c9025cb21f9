import { describe, expect, it } from '@jest/globals';
import { registry } from '../../flows/index.js';
import { restore } from '../../src/engine/machine.js';
import { FLOW_INPUTS } from '../support/flow-samples.js';
import { describeFlow, type GoldenFlow, readGoldenFlows, type StateValue, writeGoldenFlows } from './golden/golden-flows.js';
import { demandSameShape, IS_UPDATE } from './golden/golden-folder.js';
import { shapeOf } from './golden/shape.js';

const present = new Map([...registry.flows.values()].map((flow) => [flow.id, describeFlow(flow, FLOW_INPUTS[flow.id] ?? [])]));
if (IS_UPDATE) writeGoldenFlows([...present.values()]);
const golden = readGoldenFlows();

/** Fields of the context and states, as what has a shape. */
const shape = ({ fields, states }: GoldenFlow) =>
  shapeOf({
    context: [Object.fromEntries(fields.map((name) => [name, true]))],
    state: states.map((value) => ({ [JSON.stringify(value)]: true })),
  });

it('golden snapshots are there', () => {
  expect(golden.length).toBeGreaterThan(9);
});

describe.each(golden)('snapshots of $flow, version $version', (old) => {
  const flow = registry.flows.get(old.flow);
  const now = present.get(old.flow);

  it('are those of its version still', () => {
    if (now?.version !== old.version) expect(now?.version).toBeGreaterThan(old.version);
    else demandSameShape(`Snapshots of the procedure ${old.flow}`, old.version, shape(old), shape(now));
  });

  it.each(old.states.map((value) => [JSON.stringify(value), value] as const))('come to life in %s', (_, value: StateValue) => {
    if (!flow || !now) throw new Error(`${old.flow} is gone: conversations that are in it end with an apology and a person.`);
    const frame = { id: 'f1', flow: old.flow, version: old.version, snapshot: { value, context: old.context }, parent: null };
    const restored = restore(flow, frame);
    expect(Object.keys(restored.context)).toEqual(expect.arrayContaining(Object.keys(now.context)));
    expect(now.states).toContainEqual(restored.value);
  });
});
