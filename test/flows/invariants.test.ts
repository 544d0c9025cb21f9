import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AnyStateNode } from 'xstate';
import { getStateNodes } from 'xstate/graph';
import { registry } from '../../flows/index.js';
import * as effects from '../../flows/shared/effects.js';
import type { Flow } from '../../src/engine/flow.js';
import { move, start } from '../../src/engine/machine.js';
import { INTENTS } from '../../src/nlu/reading.js';
import { type Exploration, exploreAll } from '../support/explore-flow.js';
import { FLOW_INPUTS } from '../support/flow-samples.js';
import { missingTexts, unlikeTexts, unusedTexts, unwritableTexts, usedTexts } from '../support/flow-texts.js';
import { deadEnds, endlessLoops, forbiddenActions, leafFaults, unreached } from '../support/machines.js';

/** What must hold for every procedure, whatever it does. A procedure is held to it by being in the registry. */

const explorations = exploreAll(registry);
const flows = [...registry.flows.values()];
const table = flows.map(({ id }) => id);

const explored = (id: string): Exploration => {
  const found = explorations.get(id);
  if (!found) throw new Error(`${id} is not in the registry`);
  return found;
};

/**
 * States in which something new is done for the customer: going round through them is no endless loop, since each round was
 * asked for and answered.
 */
const PROGRESS: Readonly<Record<string, readonly string[]>> = {
  reception: ['attendingFailure', 'attendingFolio', 'attendingCancellation', 'attendingCoverage', 'attendingInquiry', 'attendingOther'],
  cancellation: ['recording'],
  coverage: ['checking'],
  'folio-status': ['offeringChange', 'offeringVisit'],
  inquiry: ['findingBalance', 'explaining', 'findingPayment', 'findingPlans', 'findingTerms'],
};

/** The context of a flow may not grow with the conversation: nine visits offered are the largest there is. */
const LARGEST_CONTEXT = 4_000;

describe.each(table)('%s', (id) => {
  const paths = explored(id);

  it('does exactly one thing in each state: waits with a prompt, calls with a way on in both cases, passes on, or ends', () => {
    expect(leafFaults(paths.flow)).toEqual([]);
  });

  it('reaches every state', () => {
    expect(paths.complete).toBe(true);
    expect(unreached(paths)).toEqual([]);
  });

  it('can come to an end from wherever it is', () => {
    expect(deadEnds(paths)).toEqual([]);
  });

  it('ends with an outcome', () => {
    const ends = paths.nodes.filter(({ snapshot }) => snapshot.status === 'done');
    const outcomes = ends.map(({ snapshot }) => (snapshot.output as { outcome?: unknown } | undefined)?.outcome);
    expect(outcomes.filter((outcome) => typeof outcome !== 'string' || outcome === '')).toEqual([]);
  });

  it('goes round in no loop that the same answers could keep up for ever', () => {
    expect(endlessLoops(paths, PROGRESS[id])).toEqual([]);
  });

  it('asks the engine for nothing but what the engine does', () => {
    expect(forbiddenActions(paths)).toEqual([]);
    expect(foreignActions(paths.flow)).toEqual([]);
  });

  it('calls effects and procedures by the names they are bound to', () => {
    expect(misboundCalls(paths.flow)).toEqual([]);
  });

  it('is called as its file is', () => {
    expect(paths.flow.machine.id).toBe(id);
    expect(existsSync(`flows/${id}.ts`)).toBe(true);
  });

  it('has all its texts in both languages, with the same arguments, and can write them out', () => {
    const texts = usedTexts(paths);
    expect(missingTexts(texts)).toEqual([]);
    expect(unlikeTexts(texts)).toEqual([]);
    expect(unwritableTexts(texts)).toEqual([]);
  });

  it('waits or has ended, with a context that does not grow, after whatever happens 200 times', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat(), { minLength: 200, maxLength: 200 }), (first, picks) => {
        const { size, stopped } = walk(paths, first, picks);
        expect(stopped).toBe(false);
        expect(size).toBeLessThan(LARGEST_CONTEXT);
      }),
      { seed: 20_251_124, numRuns: 25 },
    );
  });
});

describe('the registry', () => {
  it('has every procedure that there is', () => {
    const files = readdirSync('flows').filter((name) => name.endsWith('.ts') && name !== 'index.ts');
    expect([...table].sort()).toEqual(files.map((name) => name.slice(0, -'.ts'.length)).sort());
  });

  it('knows the procedures by which the engine enters', () => {
    expect(table).toEqual(expect.arrayContaining([registry.entry, registry.handOff, registry.clarify]));
    expect([...registry.byIntent.values()].filter((id) => !table.includes(id))).toEqual([]);
  });

  it('starts a procedure for every matter, and for nothing that is an answer or a courtesy', () => {
    const started = INTENTS.filter((intent) => registry.byIntent.has(intent));
    const courtesies = ['provide_identifiers', 'greeting', 'thanks_goodbye', 'affirm', 'deny'];
    const answers = ['power_check_on', 'power_check_off', 'restart_fixed', 'restart_still_failing'];
    expect(INTENTS.filter((intent) => !started.includes(intent)).sort()).toEqual([...courtesies, ...answers].sort());
  });

  it('has no text that nobody uses', () => {
    expect(unusedTexts(table, [...explorations.values()].map(usedTexts))).toEqual([]);
  });

  it('has paths through all its states; how many of its transitions they take is printed', () => {
    const rows = flows.map(({ id }) => {
      const { transitions, nodes } = explored(id);
      const untaken = [...transitions].filter(([, taken]) => !taken).map(([name]) => name);
      const share = `${transitions.size - untaken.length}/${transitions.size}`;
      return `  ${id.padEnd(18)} ${String(nodes.length).padStart(6)} snapshots, transitions ${share}${untaken.map((name) => `\n      never: ${name}`).join('')}`;
    });
    process.stdout.write(`Generated paths of the flows:\n${rows.join('\n')}\n`);
    expect(flows.flatMap(({ id }) => unreached(explored(id)))).toEqual([]);
  });
});

/** What is written down in a machine beside the allowed actions; an event raised at once could raise itself for ever. */
function foreignActions({ machine }: Flow): readonly string[] {
  const allowed = new Set(['say', 'learn', 'handOver', 'takeBack', 'xstate.assign', 'xstate.cancel']);
  return getStateNodes(machine).flatMap((node) =>
    actionsOf(node)
      .map((action) => (typeof action === 'string' ? { type: action } : (action as { type?: string; delay?: unknown })))
      .filter(({ type, delay }) => !allowed.has(type ?? '') && !(type === 'xstate.raise' && delay !== undefined))
      .map(({ type }) => `${node.id}: ${type ?? 'a function'}`),
  );
}

function actionsOf(node: AnyStateNode): readonly unknown[] {
  const transitions = [...node.transitions.values(), node.always ?? []].flat();
  return [...node.entry, ...node.exit, ...transitions.flatMap(({ actions }) => actions)];
}

function misboundCalls({ machine }: Flow): readonly string[] {
  const bound = machine.implementations.actors as Readonly<Record<string, unknown>>;
  return getStateNodes(machine)
    .flatMap((node) => node.invoke.map(({ src }) => String(src)))
    .filter((name) => {
      const meant = registry.flows.get(name)?.machine ?? (effects as Readonly<Record<string, unknown>>)[name];
      return meant === undefined || bound[name] !== meant;
    });
}

/** Sends whatever may happen, picked at random. `stopped`: it neither waits nor calls nor has ended. */
function walk(
  { flow, eventsIn }: Exploration,
  first: number,
  picks: readonly number[],
): { readonly size: number; readonly stopped: boolean } {
  const inputs = FLOW_INPUTS[flow.id] ?? [];
  let [snapshot] = start(flow.machine, inputs[first % inputs.length]);
  let size = 0;
  for (const pick of picks) {
    const at = flow.machine.resolveState({ value: snapshot.value, context: snapshot.context });
    const events = eventsIn(at).filter((event) => at.can(event));
    const event = events[pick % events.length];
    if (snapshot.status === 'done' || !event) return { size, stopped: snapshot.status !== 'done' };
    [snapshot] = move(flow.machine, at, event);
    size = Math.max(size, JSON.stringify(snapshot.context).length);
  }
  return { size, stopped: false };
}
