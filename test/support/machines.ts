import { readFileSync } from 'node:fs';
import {
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyStateNode,
  getInitialMicrosteps,
  getMicrosteps,
} from 'xstate';
import { getAdjacencyMap, getStateNodes } from 'xstate/graph';
import type { ChoiceSpec, Flow, Say, StateMeta, UserEvent } from '../../src/engine/flow.js';
import { Locales } from '../../src/locales.js';

/** The rules of a procedure, checked on its machine and on all paths generated from sample events. */

export interface Node {
  readonly state: string;
  readonly snapshot: AnyMachineSnapshot;
}
export interface Edge {
  readonly from: Node;
  readonly event: AnyEventObject;
  readonly to: Node;
}
export interface Paths {
  readonly flow: Flow;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly says: readonly Say[];
  readonly actionTypes: ReadonlySet<string>;
  /** Ids of all states that some path is in or passes through. */
  readonly reached: ReadonlySet<string>;
}

/** What the paths of a flow are generated from. */
export interface Samples {
  readonly inputs: readonly object[];
  readonly events: readonly UserEvent[];
  /** What each call may come back with, by the id of its `invoke`. That it fails is added. */
  readonly results: Readonly<Record<string, readonly unknown[]>>;
}

type Microstep = readonly [AnyMachineSnapshot, readonly { readonly type: string; readonly params?: unknown }[]];

const LIMIT = 100_000;
const ALLOWED: ReadonlySet<string> = new Set([
  'say',
  'learn',
  'handOver',
  'takeBack',
  'xstate.spawnChild',
  'xstate.stopChild',
  'xstate.raise',
  'xstate.cancel',
]);

const isLeaf = (node: AnyStateNode): boolean => Object.keys(node.states).length === 0;
const metaOf = (snapshot: AnyMachineSnapshot): StateMeta | undefined =>
  snapshot._nodes.map((node) => node.meta as StateMeta | undefined).findLast((meta) => meta?.prompt);
const nameOf = (snapshot: AnyMachineSnapshot): string => snapshot._nodes.findLast(isLeaf)?.path.join('.') ?? '';
const afterEvents = (node: AnyStateNode): readonly AnyEventObject[] => node.after.map(({ eventType }) => ({ type: eventType }));
const bare = (machine: AnyStateMachine, { value, context }: AnyMachineSnapshot) => machine.resolveState({ value, context });

/** What may happen in a snapshot: all that a customer says, time, and the results of what is called. */
function eventsIn(snapshot: AnyMachineSnapshot, { events, results }: Samples): readonly AnyEventObject[] {
  const calls = snapshot._nodes.flatMap((node) => node.invoke.map(({ id }) => id));
  const answers = calls.flatMap((id) => [
    ...(results[id] ?? []).map((output) => ({ type: `xstate.done.actor.${id}`, output })),
    { type: `xstate.error.actor.${id}`, error: 'sample' },
  ]);
  return [...answers, ...snapshot._nodes.flatMap(afterEvents), ...events];
}

/** All paths that the samples lead to. Only events that a snapshot can take are part of them. */
export function explore(flow: Flow, samples: Samples): Paths {
  const { machine } = flow;
  const nodes = new Map<string, Node>();
  const edges: Edge[] = [];
  const says = new Map<string, Say>();
  const actionTypes = new Set<string>();
  const reached = new Set<string>();
  const note = (snapshot: AnyMachineSnapshot): Node => {
    if (snapshot.status === 'error') throw snapshot.error;
    const key = JSON.stringify([snapshot.value, snapshot.context]);
    const node = nodes.get(key) ?? { state: nameOf(snapshot), snapshot };
    nodes.set(key, node);
    return node;
  };
  /** @param steps at least one: a step that takes an event has it. */
  const follow = (steps: readonly Microstep[]): Node => {
    for (const [snapshot, actions] of steps) {
      for (const { id } of snapshot._nodes) reached.add(id);
      for (const { type, params } of actions) {
        actionTypes.add(type);
        if (type === 'say') says.set(JSON.stringify(params), params as Say);
      }
    }
    return note((steps.at(-1) as Microstep)[0]);
  };
  for (const input of samples.inputs) {
    const { snapshot: fromState } = follow(getInitialMicrosteps(machine, input as never));
    const options = { fromState, events: (at: AnyMachineSnapshot) => eventsIn(at, samples), limit: LIMIT };
    for (const { state, transitions } of Object.values(getAdjacencyMap(machine, options as never))) {
      const from = note(state as AnyMachineSnapshot);
      if (from.snapshot.status === 'done') continue;
      const at = bare(machine, state as AnyMachineSnapshot);
      for (const { event } of Object.values(transitions) as readonly { event: AnyEventObject }[]) {
        if (at.can(event)) edges.push({ from, event, to: follow(getMicrosteps(machine, at, event)) });
      }
    }
  }
  return { flow, nodes: [...nodes.values()], edges, says: [...says.values()], actionTypes, reached };
}

/** Every leaf does exactly one thing: it waits with a prompt, calls with a way on in both cases, passes on, or is the end. */
export function leafFaults({ machine }: Flow): readonly string[] {
  return getStateNodes(machine)
    .filter(isLeaf)
    .flatMap((node) => {
      const meta = node.meta as StateMeta | undefined;
      const kinds = [node.tags.includes('waiting'), node.invoke.length > 0, node.always !== undefined, node.type === 'final'];
      const config = node.config.invoke as unknown as { onDone?: unknown; onError?: unknown } | undefined;
      return [
        ...(kinds.filter(Boolean).length === 1 ? [] : [`${node.id} is not exactly one of waiting, calling, passing, final`]),
        ...(node.tags.includes('waiting') === (meta?.prompt !== undefined)
          ? []
          : [`${node.id} waits without a prompt or asks without waiting`]),
        ...(config && (config.onDone === undefined || config.onError === undefined) ? [`${node.id} calls without onDone or onError`] : []),
      ];
    });
}

export const unreached = ({ flow, reached }: Paths): readonly string[] =>
  getStateNodes(flow.machine)
    .map(({ id }) => id)
    .filter((id) => !reached.has(id));

export const forbiddenActions = ({ actionTypes }: Paths): readonly string[] => [...actionTypes].filter((type) => !ALLOWED.has(type));

/** Snapshots from which no path ends. */
export function deadEnds({ nodes, edges }: Paths): readonly string[] {
  const before = groupBy(edges, ({ to }) => to);
  const ends = nodes.filter(({ snapshot }) => snapshot.status === 'done');
  const alive = new Set(ends);
  for (const node of alive) for (const { from } of before.get(node) ?? []) alive.add(from);
  return names(nodes.filter((node) => !alive.has(node)));
}

/**
 * Loops that could go on for ever: a customer who answers the same again and again must get somewhere. Staying where one is until
 * the time is up is none.
 * @param progress states in which something else is done for the customer, so that passing them is no loop.
 * @returns the states in such loops and behind them.
 */
export function endlessLoops({ nodes, edges }: Paths, progress: readonly string[] = []): readonly string[] {
  const timed = new Set(
    edges.filter(({ from, event, to }) => event.type.startsWith('xstate.after.') && from !== to).map(({ from }) => from),
  );
  const left = new Set(nodes.filter(({ state }) => !progress.includes(state)));
  const inside = edges.filter(({ from, to }) => left.has(from) && left.has(to) && !(from === to && timed.has(from)));
  const after = groupBy(inside, ({ from }) => from);
  const waysIn = new Map<Node, number>();
  for (const { to } of inside) waysIn.set(to, (waysIn.get(to) ?? 0) + 1);
  // What has no way in from the rest is in no loop: taken away, again and again, it leaves the loops.
  const free = [...left].filter((node) => !waysIn.has(node));
  for (let node = free.pop(); node; node = free.pop()) {
    left.delete(node);
    for (const { to } of after.get(node) ?? []) {
      const rest = (waysIn.get(to) ?? 0) - 1;
      waysIn.set(to, rest);
      if (rest === 0) free.push(to);
    }
  }
  return names([...left]);
}

function groupBy<T, K>(all: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

const names = (nodes: readonly Node[]): readonly string[] => [...new Set(nodes.map(({ state }) => state))].sort();

interface TextFile {
  readonly messages?: Readonly<Record<string, string>>;
  readonly choices?: Readonly<Record<string, unknown>>;
}
const LANGUAGES = ['es-MX', 'en'] as const;
const textFile = (language: string, flow: string): TextFile =>
  JSON.parse(readFileSync(`locales/${language}/${flow}.json`, 'utf8')) as TextFile;
const locales = new Locales('locales', 'America/Mexico_City', {
  provider: 'Red Ejemplo',
  address: 'Calle 1',
  noticeUrl: 'https://example.com',
});

const questions = ({ nodes }: Paths): readonly { readonly say: Say; readonly choices: readonly ChoiceSpec[] }[] =>
  nodes.flatMap(({ snapshot }) => {
    const meta = metaOf(snapshot);
    if (!meta) return [];
    const { context } = snapshot;
    const choices = typeof meta.choices === 'function' ? meta.choices(context) : (meta.choices ?? []);
    return [{ say: { key: meta.prompt, vars: meta.vars?.(context) ?? {} }, choices }];
  });

/** All that the paths say, ask and offer is there in both languages, and takes the vars it is given; and nothing is there that is never used. */
export function textFaults(paths: Paths): readonly string[] {
  const asked = questions(paths);
  const said = [...paths.says, ...asked.map(({ say }) => say)];
  const offered = new Set(asked.flatMap(({ choices }) => choices.map((choice) => (typeof choice === 'string' ? choice : choice.id))));
  const faults = LANGUAGES.flatMap((language) => {
    const own = textFile(language, paths.flow.id);
    const common = textFile(language, 'common').choices ?? {};
    const keys = new Set(Object.keys(own.messages ?? {}).map((name) => `${paths.flow.id}.${name}`));
    const used = new Set(said.map(({ key }) => key));
    return [
      ...[...used].filter((key) => !keys.has(key)).map((key) => `${language}: ${key} is missing`),
      ...[...keys].filter((key) => !used.has(key)).map((key) => `${language}: ${key} is never said`),
      ...[...offered].filter((id) => !(own.choices?.[id] ?? common[id])).map((id) => `${language}: choice ${id} is missing`),
      ...Object.keys(own.choices ?? {})
        .filter((id) => !offered.has(id))
        .map((id) => `${language}: choice ${id} is never offered`),
      ...said.flatMap((say) => unwritable(language, say)),
    ];
  });
  return [...new Set(faults)];
}

function unwritable(language: string, say: Say): readonly string[] {
  try {
    locales.render(language, say);
    return [];
  } catch (error) {
    return [`${language}: ${say.key}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Every rule with what breaks it; a flow in order breaks none. */
export const brokenRules = (paths: Paths, progress: readonly string[] = []): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries({
      leaves: leafFaults(paths.flow),
      unreached: unreached(paths),
      actions: forbiddenActions(paths),
      deadEnds: deadEnds(paths),
      loops: endlessLoops(paths, progress),
      texts: textFaults(paths),
    }).filter(([, faults]) => faults.length > 0),
  );

export const yes: UserEvent = { type: 'YES' };
export const no: UserEvent = { type: 'NO' };
export const choice = (id: string): UserEvent => ({ type: 'CHOICE', id });
export const intent = (name: string): UserEvent => ({ type: 'INTENT', intent: name, text: 'con mis palabras' });
export const answer = (value: string | null): UserEvent => ({ type: 'ANSWER', text: value ?? '¿mande?', value });
