import { registry } from '../../flows/index.js';
import type { OwnerKind } from '../../src/engine/advance.js';
import { expectation } from '../../src/engine/expectation.js';
import type { Facts } from '../../src/engine/flow.js';
import type { Command, EngineState, Input } from '../../src/engine/state.js';
import { EFFECT_OUTPUTS, userEvents } from '../support/flow-samples.js';

/** Something that happens to a conversation: an input, what was found in the words, and how long after the last one. */
export interface Happening {
  readonly input: Input;
  readonly facts: Facts;
  readonly passed: number;
  /** An agent takes the conversation instead; the input is not given to anybody. */
  readonly takenOver?: true;
}

/** Numbers out of which a happening is made: which kind, which one of the kind, what stands beside it, how much later. */
export type Pick = readonly [kind: number, which: number, beside: number, later: number];

const FACTS: readonly Facts[] = [
  { account: '100005' },
  { account: '100001' },
  { email: 'elena.mora@example.com' },
  { phone: '+522220000005' },
  { account: '100005', email: 'elena.mora@example.com', phone: '+522220000005' },
  { outageSince: '2026-11-23T17:00:00.000Z' },
  { lights: 'los' },
  { folio: 'T100017' },
];
const COMMANDS: readonly Command[] = [
  { type: 'back' },
  { type: 'repeat' },
  { type: 'cancel' },
  { type: 'menu' },
  { type: 'help' },
  { type: 'language', language: 'en' },
  { type: 'language', language: 'es-MX' },
  { type: 'person' },
];
const UNCLEAR: readonly Input[] = [
  { type: 'unclear', text: 'asdf', intents: [] },
  { type: 'unclear', text: 'mi recibo no me llega', intents: ['invoice_request', 'technical_failure'] },
  { type: 'unclear', text: 'ya no quiero', intents: ['service_cancellation', 'deny'] },
  { type: 'unreadable' },
];
const EXITS: readonly Input[] = (['LEFT_QUEUE', 'HANDED_BACK', 'RESOLVED'] as const).map((type) => ({ type: 'user', event: { type } }));
const CORRECTIONS: readonly Input[] = [
  ['account', '100001'],
  ['email', 'ana.torres@example.com'],
  ['phone', '+522220000001'],
  ['folio', 'T100023'],
].map(([fact, value]) => ({ type: 'user', event: { type: 'CORRECTION', fact, value } }) as Input);
const SECONDS = [0, 1, 30, 120, 900, 90_000];

const times = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);
const at = <T>(list: readonly T[], pick: number): T | undefined => list[pick % list.length];

/** Ends of the pending calls, good ones. The first sample of an effect is the usual one. */
const results = (state: EngineState): readonly Input[] =>
  state.calls.flatMap(({ id, effect }) => {
    const [usual, ...others] = EFFECT_OUTPUTS[effect] ?? [];
    return [usual, usual, usual, ...others].map((output): Input => ({ type: 'result', call: id, ok: true, output }));
  });

/** Bad ones, and one whose call is no longer pending. */
const failures = (state: EngineState): readonly Input[] => [
  ...state.calls.map(({ id }): Input => ({ type: 'result', call: id, ok: false, output: 'down' })),
  { type: 'result', call: 'of-yesterday', ok: true, output: {} },
];

const timers = (state: EngineState): readonly Input[] => [
  ...state.timers.map(({ id }): Input => ({ type: 'timer', timer: id })),
  { type: 'timer', timer: 'of-yesterday' },
];

/** Kinds of things that happen, each as often as it stands here; a kind of which there is nothing gives way to the next. */
function kindsAt(state: EngineState, owner: OwnerKind): readonly (readonly Input[])[] {
  const called = results(state);
  const due = timers(state);
  if (owner !== 'bot') return [called, failures(state), due, EXITS, due];
  // The turn keeps whatever else the customer says until the call has ended.
  if (called.length > 0) return [...times(9, called), failures(state), due, [{ type: 'command', command: { type: 'person' } }]];
  const waits = expectation(registry, state);
  const offered = waits?.choices.map(({ id }) => id) ?? [];
  const choices = offered.map((id): Input => ({ type: 'user', event: { type: 'CHOICE', id } }));
  const said = userEvents(offered, waits?.slot ?? null).map((event): Input => ({ type: 'user', event }));
  const answers = said.filter(
    ({ event }: Input & { event?: { type: string; value?: unknown } }) => event?.type === 'ANSWER' && event.value !== null,
  );
  const commands = COMMANDS.map((command): Input => ({ type: 'command', command }));
  const fitting = answers.length > 0 ? answers : choices;
  return [...times(8, choices), ...times(6, fitting), said, said, due, due, commands, UNCLEAR, CORRECTIONS, [{ type: 'open' }]];
}

/** What happens next. The customer's exits from the queue are open to the customer, the others to whoever has the conversation. */
export function happening(state: EngineState, owner: OwnerKind, [kind, which, beside, later]: Pick): Happening {
  const kinds = kindsAt(state, owner);
  const turned = [...kinds.slice(kind % kinds.length), ...kinds];
  const input = at(turned.find((inputs) => inputs.length > 0) ?? [], which) ?? { type: 'open' };
  const spoken = input.type === 'user' || input.type === 'unclear';
  const happened: Happening = {
    input,
    facts: spoken && beside % 4 === 0 ? (at(FACTS, beside >> 2) ?? {}) : {},
    passed: (at(SECONDS, later) ?? 0) * 1_000,
  };
  return owner === 'queue' && beside % 8 === 7 ? { ...happened, takenOver: true } : happened;
}
