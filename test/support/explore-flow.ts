import { type AnyEventObject, type AnyMachineSnapshot, type AnyStateMachine, StateMachine } from 'xstate';
import type { ChoiceSpec, Flow, Registry, Say } from '../../src/engine/flow.js';
import { acceptedTypes, type Moved, move, question, start, stateName } from '../../src/engine/machine.js';
import { EFFECT_OUTPUTS, FLOW_INPUTS, userEvents } from './flow-samples.js';
import type { Edge, Node, Paths } from './machines.js';

/**
 * Generated paths: every snapshot that a flow can be in, found by sending each sample event to each snapshot until nothing
 * new turns up. The samples stand for classes of events (a choice, a value, no value, a result, a failure), so what holds for
 * all snapshots found holds for all that can happen to the flow.
 */

/** More snapshots than this mean that a flow counts or collects without end. */
const LIMIT = 20_000;

export interface Exploration extends Paths {
  /** Every transition of the machine by a readable name, and whether some path takes it. */
  readonly transitions: ReadonlyMap<string, boolean>;
  /** One output of each outcome, the one with most in it. */
  readonly outputs: readonly unknown[];
  /** False when the limit was hit. */
  readonly complete: boolean;
  /** What may happen to the flow in a snapshot, guards aside. */
  readonly eventsIn: (snapshot: AnyMachineSnapshot) => readonly AnyEventObject[];
}

/** While a call runs only a correction, giving up, or an agent's end of a hand-off can come through. */
const THROUGH: ReadonlySet<string> = new Set(['CORRECTION', 'CANCEL', 'HANDED_BACK', 'RESOLVED', 'LEFT_QUEUE']);

/** What the effect or flow of that name may come back with. */
type OutputsOf = (src: string) => readonly unknown[];

type Config = Readonly<Record<string, unknown>>;
const asList = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const mapValues = (value: unknown, map: (inner: unknown, name: string) => unknown): Config =>
  Object.fromEntries(Object.entries((value ?? {}) as Config).map(([name, inner]) => [name, map(inner, name)]));

/** The same machine in which each transition leaves its name among the actions. */
function instrument(machine: AnyStateMachine): { readonly machine: AnyStateMachine; readonly names: readonly string[] } {
  const names: string[] = [];
  const mark = (value: unknown, path: string, label: string): unknown =>
    asList(value).map((one, index, all) => {
      const name = `${path} ${label}${all.length === 1 ? '' : ` #${index + 1}`}`.trim();
      names.push(name);
      const transition = (typeof one === 'string' ? { target: one } : one) as Config;
      return {
        ...transition,
        actions: [
          { type: 'mark', params: { name, state: path === '' ? machine.id : `${machine.id}.${path}` } },
          ...asList(transition.actions),
        ],
      };
    });
  const visit = (config: Config, path: string): Config => ({
    ...config,
    ...(config.on !== undefined && { on: mapValues(config.on, (value, event) => mark(value, path, event)) }),
    ...(config.after !== undefined && { after: mapValues(config.after, (value, delay) => mark(value, path, `after ${delay}`)) }),
    ...(config.always !== undefined && { always: mark(config.always, path, 'always') }),
    ...(config.invoke !== undefined && {
      invoke: asList(config.invoke).map((value) => {
        const invoke = value as Config;
        return {
          ...invoke,
          ...(invoke.onDone !== undefined && { onDone: mark(invoke.onDone, path, `${invoke.id} done`) }),
          ...(invoke.onError !== undefined && { onError: mark(invoke.onError, path, `${invoke.id} error`) }),
        };
      }),
    }),
    ...(config.states !== undefined && {
      states: mapValues(config.states, (value, name) => visit(value as Config, path === '' ? name : `${path}.${name}`)),
    }),
  });
  const config = visit(machine.config as unknown as Config, '');
  return { machine: new StateMachine(config as never, machine.implementations as never) as AnyStateMachine, names };
}

/** Finds every snapshot of every flow; those that a flow calls come before it, for their outputs. */
export function exploreAll(registry: Registry): ReadonlyMap<string, Exploration> {
  const done = new Map<string, Exploration>();
  const explore = (flow: Flow): Exploration => {
    const found = done.get(flow.id) ?? exploreFlow(flow, outputsOf);
    done.set(flow.id, found);
    return found;
  };
  const outputsOf = (src: string): readonly unknown[] => {
    const called = registry.flows.get(src);
    const outputs = called ? explore(called).outputs : EFFECT_OUTPUTS[src];
    if (!outputs) throw new Error(`test/support/flow-samples.ts has no outputs for the effect '${src}': add some`);
    return outputs;
  };
  for (const flow of registry.flows.values()) explore(flow);
  return done;
}

function exploreFlow(flow: Flow, outputsOf: OutputsOf): Exploration {
  const inputs = FLOW_INPUTS[flow.id];
  if (!inputs) throw new Error(`test/support/flow-samples.ts has no inputs for the flow '${flow.id}': add some`);
  const search = new Search(flow, outputsOf);
  for (const input of inputs) search.visit(start(search.machine, input));
  while (search.advance());
  return search.result();
}

class Search {
  private readonly nodes = new Map<string, Node>();
  private readonly edges: Edge[] = [];
  private readonly queue: Node[] = [];
  private readonly taken = new Set<string>();
  private readonly reached = new Set<string>();
  private readonly says = new Map<string, Say>();
  private readonly outputs: unknown[] = [];
  private readonly actionTypes = new Set<string>();
  /** Every choice offered so far: the buttons of earlier questions can still be pressed. */
  private readonly buttons = new Set<string>();

  readonly machine: AnyStateMachine;
  private readonly names: readonly string[];

  constructor(
    private readonly flow: Flow,
    private readonly outputsOf: OutputsOf,
  ) {
    ({ machine: this.machine, names: this.names } = instrument(flow.machine));
    for (const id of namedChoices(flow)) this.buttons.add(id);
  }

  visit([snapshot, actions]: Moved): Node {
    for (const { type, params } of actions) {
      if (type === 'mark') this.note(params as { name: string; state: string });
      else this.actionTypes.add(type);
      if (type === 'say') this.says.set(JSON.stringify(params), params as Say);
    }
    if (snapshot.status === 'error') throw snapshot.error;
    for (const { id } of snapshot._nodes) this.reached.add(id);
    const key = JSON.stringify([snapshot.value, snapshot.context]);
    const known = this.nodes.get(key);
    if (known) return known;
    const node: Node = { state: stateName(snapshot), snapshot };
    this.nodes.set(key, node);
    for (const choice of choicesIn(snapshot)) this.buttons.add(typeof choice === 'string' ? choice : choice.id);
    if (snapshot.status === 'done') this.outputs.push(snapshot.output);
    else this.queue.push(node);
    return node;
  }

  /** A transition was taken, from a state that the machine may only have passed through. */
  private note({ name, state }: { readonly name: string; readonly state: string }): void {
    this.taken.add(name);
    this.reached.add(state);
  }

  /** Works one snapshot through. False when nothing is left, or far too much has been found. */
  advance(): boolean {
    const node = this.queue.shift();
    if (!node || this.nodes.size > LIMIT) return false;
    const { value, context } = node.snapshot;
    const restored = this.machine.resolveState({ value, context });
    const accepted = acceptedTypes(restored);
    for (const event of this.eventsIn(node.snapshot)) {
      if (!accepted.has(event.type) || !restored.can(event)) continue;
      this.edges.push({ from: node, event, to: this.visit(move(this.machine, restored, event)) });
    }
    return true;
  }

  /** The customer's events, time, and the results of what is called. */
  private eventsIn(snapshot: AnyMachineSnapshot): readonly AnyEventObject[] {
    const invokes = snapshot._nodes.flatMap((node) => node.invoke.map(({ id, src }) => ({ id, src: String(src) })));
    const results = invokes.flatMap(({ id, src }) => [
      ...this.outputsOf(src).map((output) => ({ type: `xstate.done.actor.${id}`, output, actorId: id })),
      { type: `xstate.error.actor.${id}`, error: new Error('sample'), actorId: id },
    ]);
    const timers = snapshot._nodes.flatMap((node) => node.after.map(({ eventType }) => ({ type: eventType })));
    const waits = question(snapshot);
    const said = userEvents([...this.buttons], waits?.slot ?? null);
    return [...results, ...timers, ...(waits ? said : said.filter(({ type }) => THROUGH.has(type)))];
  }

  result(): Exploration {
    const { flow, edges, actionTypes, reached } = this;
    return {
      flow,
      nodes: [...this.nodes.values()],
      edges,
      actionTypes,
      reached,
      says: [...this.says.values()],
      transitions: new Map(this.names.map((name) => [name, this.taken.has(name)])),
      outputs: typical(this.outputs),
      complete: this.nodes.size <= LIMIT,
      eventsIn: (snapshot) => this.eventsIn(snapshot),
    };
  }
}

/** For a caller outputs differ by their outcome: of each the one with most in it. */
function typical(outputs: readonly unknown[]): readonly unknown[] {
  const nulls = (output: unknown): number => Object.values(output as object).filter((value) => value === null).length;
  const fullest = new Map<unknown, unknown>();
  for (const output of outputs) {
    const { outcome } = output as { outcome?: unknown };
    const known = fullest.get(outcome);
    if (known === undefined || nulls(output) < nulls(known)) fullest.set(outcome, output);
  }
  return [...fullest.values()];
}

/** The choices that a flow takes by words though no question offers them, and one that it never heard of. */
const namedChoices = (flow: Flow): readonly string[] => [
  ...[...JSON.stringify(flow.machine.config).matchAll(/"type":"chose","params":\{"id":"([^"]+)"/g)].map(([, id]) => id ?? ''),
  'never-offered',
];

function choicesIn(snapshot: AnyMachineSnapshot): readonly ChoiceSpec[] {
  const choices = question(snapshot)?.choices ?? [];
  return typeof choices === 'function' ? choices(snapshot.context) : choices;
}
