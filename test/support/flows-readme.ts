import { readFileSync } from 'node:fs';
import type { AnyStateNode } from 'xstate';
import { getStateNodes } from 'xstate/graph';
import type { Flow, Registry, StateMeta } from '../../src/engine/flow.js';
import { start } from '../../src/engine/machine.js';
import { FLOW_INPUTS } from './flow-samples.js';
import { type Part, parse, textFile } from './flow-texts.js';

/** Draws every procedure from its machine: what cannot be read off the code cannot go stale. */

const LANGUAGE = 'es-MX';

export const UPDATE_COMMAND = 'UPDATE_README=1 NODE_OPTIONS=--experimental-vm-modules npx jest test/flows/readme';

/** The whole of `flows/README.md`. */
export function flowsReadme(registry: Registry): string {
  const flows = [...registry.flows.values()];
  return `${[
    '# The procedures',
    `Generated from the machines and the ${LANGUAGE} texts; not to be edited. To bring it up to date: \`${UPDATE_COMMAND}\``,
    'Whatever state a customer is in, a person, giving up, going back, the menu, help, the repetition of the question and the other language are commands of the engine; they are not drawn.',
    table(
      ['procedure', 'what it is for', 'started by'],
      flows.map((flow) => [`[${flow.id}](#${flow.id})`, purpose(flow), startedBy(flow, registry)]),
    ),
    ...flows.map((flow) => chapter(flow, registry)),
  ].join('\n\n')}\n`;
}

function chapter(flow: Flow, registry: Registry): string {
  const leaves = getStateNodes(flow.machine).filter((node) => Object.keys(node.states).length === 0);
  const questions = leaves.filter((node) => metaOf(node));
  const calls = leaves.flatMap((node) => node.invoke.map(({ src }) => ({ name: String(src), state: node.key })));
  const isFlow = ({ name }: { name: string }) => registry.flows.has(name);
  return [
    `## ${flow.id}`,
    `${purpose(flow)} Version ${flow.version}.`,
    diagram(flow, leaves),
    questions.length === 0
      ? 'Asks nothing itself.'
      : table(
          ['state', 'asks', 'offers'],
          questions.map((node) => [node.key, question(flow, node), offers(flow, node)]),
        ),
    ...listed(
      'Effects',
      calls.filter((call) => !isFlow(call)),
    ),
    ...listed('Procedures', calls.filter(isFlow)),
    table(
      ['outcome', 'final state'],
      leaves
        .filter(({ type }) => type === 'final')
        .map((node) => [outcome(flow, node), `${node.key}${node.tags.includes('escalate') ? ', leads to a person' : ''}`]),
    ),
  ].join('\n\n');
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

function listed(title: string, calls: readonly { readonly name: string; readonly state: string }[]): readonly string[] {
  const names = [...new Set(calls.map(({ name }) => name))];
  const where = (name: string) => calls.filter((call) => call.name === name).map(({ state }) => state);
  return names.length === 0 ? [] : [`${title}: ${names.map((name) => `\`${name}\` (${where(name).join(', ')})`).join(', ')}.`];
}

/** The sentence above `export const … = defineFlow(`. */
function purpose({ id }: Flow): string {
  const found = /\/\*\* ([^\n]+) \*\/\nexport const \w+ = defineFlow\(/.exec(readFileSync(`flows/${id}.ts`, 'utf8'));
  if (!found?.[1]) throw new Error(`flows/${id}.ts has no one-line comment above its defineFlow: say what the procedure is for`);
  return found[1];
}

function startedBy({ id }: Flow, registry: Registry): string {
  const roles = {
    entry: 'the first message',
    handOff: 'a wish for a person, or a need',
    clarify: 'words that can mean two things',
  } as const;
  const role = (['entry', 'handOff', 'clarify'] as const).filter((name) => registry[name] === id).map((name) => roles[name]);
  const intents = [...registry.byIntent].filter(([, flow]) => flow === id).map(([intent]) => `\`${intent}\``);
  return [...role, ...intents].join(', ') || 'other procedures';
}

const metaOf = (node: AnyStateNode): StateMeta | undefined => node.meta as StateMeta | undefined;

function question(flow: Flow, node: AnyStateNode): string {
  const key = metaOf(node)?.prompt.slice(flow.id.length + 1) ?? '';
  return legible(parse(textFile(LANGUAGE, flow.id).messages[key] ?? ''));
}

function offers(flow: Flow, node: AnyStateNode): string {
  const { choices = [], slot } = metaOf(node) ?? {};
  const label = (id: string): string => {
    const choice = textFile(LANGUAGE, flow.id).choices[id] ?? textFile(LANGUAGE, 'common').choices[id];
    return legible(parse(choice?.label ?? id));
  };
  const offered =
    typeof choices === 'function'
      ? ['according to the case']
      : choices.map((choice) => label(typeof choice === 'string' ? choice : choice.id));
  return [...(slot ? [`*a value: ${slot}*`] : []), ...offered].join(' · ') || '—';
}

/** An ICU message as people read it: ‹what is filled in›, [what depends / on the case]. */
function legible(parts: readonly Part[]): string {
  const text = parts.map(({ type, value, options }) => {
    if (options)
      return `[${Object.values(options)
        .map((option) => legible(option.value).trim())
        .filter(Boolean)
        .join(' / ')}]`;
    if (value === undefined) return '‹n›';
    return type === 0 ? value : `‹${value}›`;
  });
  return text.join('').replaceAll(/\s*\n\s*/g, ' ');
}

/** What a final state's output names; outputs that are made from the context are made from that of a beginning. */
function outcome(flow: Flow, node: AnyStateNode): string {
  const [{ context }] = start(flow.machine, FLOW_INPUTS[flow.id]?.[0]);
  const { output } = node;
  const made = typeof output === 'function' ? output({ context, event: { type: '' }, self: undefined as never }) : output;
  return (made as { outcome: string }).outcome;
}

type Transition = AnyStateNode['initial'] extends infer _
  ? { readonly eventType: string; readonly guard?: unknown; readonly target?: readonly AnyStateNode[] | undefined }
  : never;

function diagram({ machine }: Flow, leaves: readonly AnyStateNode[]): string {
  const edges = new Map<string, string[]>();
  const add = (from: string, to: string, label: string): void => {
    const edge = `${from} --> ${to}`;
    edges.set(edge, [...(edges.get(edge) ?? []), label]);
  };
  for (const node of leaves) {
    const transitions: readonly Transition[] = [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
    for (const transition of transitions) add(node.key, transition.target?.[0]?.key ?? node.key, labelOf(transition));
    if (node.type === 'final') add(node.key, '[*]', '');
  }
  const anywhere = [...machine.root.transitions.values()].flat();
  for (const transition of anywhere) add('anywhere', transition.target?.[0]?.key ?? 'anywhere', labelOf(transition));
  const lines = [...edges].map(([edge, labels]) => {
    // A button and the word come to the same.
    const doubled = new Set(labels.map((name) => (name === 'YES' || name === 'NO' ? `CHOICE ${name.toLowerCase()}` : '')));
    const label = [...new Set(labels)].filter((name) => name !== '' && !doubled.has(name)).join(' / ');
    return `  ${edge}${label && `: ${label}`}`;
  });
  const first = machine.root.initial.target[0]?.key ?? '';
  return ['```mermaid', 'stateDiagram-v2', `  [*] --> ${first}`, ...lines, '```'].join('\n');
}

/** An event with the guard that it depends on, in few words. */
function labelOf({ eventType, guard }: Transition): string {
  const condition = guardOf(guard);
  const [, , kind, name = ''] = /^xstate\.((done|error)\.actor|after)\.(.*)$/.exec(eventType) ?? [];
  if (eventType.startsWith('xstate.after.')) return join(`after ${name.split('.')[0]}`, condition);
  if (kind) return join(`${name} ${kind === 'done' ? 'done' : 'fails'}`, condition);
  return join(eventType, condition);
}

const join = (event: string, condition: string): string => [event, condition].filter(Boolean).join(' ');

function guardOf(guard: unknown): string {
  if (guard === undefined) return '';
  if (typeof guard === 'string') return `[${guard}]`;
  const { type, params, guards } = guard as { type?: string; params?: unknown; guards?: readonly unknown[] };
  if (guards) return guards.map((inner) => `${(guard as { name?: string }).name === 'not' ? 'not ' : ''}${guardOf(inner)}`).join(' ');
  const values = typeof params === 'object' && params !== null ? Object.values(params).join(' ') : '';
  if (type === 'chose' || type === 'means' || type === 'ended') return values;
  return type === undefined ? '' : `[${join(type, values)}]`;
}
