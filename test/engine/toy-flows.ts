import { assign, setup } from 'xstate';
import {
  defineFlow,
  type EntryInput,
  effect,
  type Facts,
  type Flow,
  flowActions,
  type Registry,
  type StateMeta,
  type Tag,
  type UserEvent,
} from '../../src/engine/flow.js';

const types = { events: {} as UserEvent, meta: {} as StateMeta, tags: {} as Tag };

/** Asks a question, waits for a timer, calls an effect: the smallest procedure that uses everything. */
const lamp = setup({
  types: { ...types, context: {} as { account: string | null }, input: {} as { facts: Facts }, output: {} as { outcome: string } },
  actors: { look: effect<{ account: string | null }, { on: boolean }>() },
  actions: flowActions,
  delays: { warmUp: 30_000 },
}).createMachine({
  id: 'lamp',
  context: ({ input }) => ({ account: input.facts.account ?? null }),
  initial: 'askingColour',
  output: ({ context }) => ({ outcome: context.account ?? 'none' }),
  states: {
    askingColour: {
      tags: 'waiting',
      meta: { prompt: 'lamp.colour', choices: ['red', 'green'] },
      on: {
        CHOICE: { target: 'warming', actions: { type: 'say', params: { key: 'lamp.noted' } } },
        TOLD: {
          guard: ({ context, event }) => context.account === null && event.facts.account !== undefined,
          actions: assign({ account: ({ event }) => event.facts.account ?? null }),
        },
      },
    },
    warming: {
      tags: 'waiting',
      meta: { prompt: 'lamp.wait' },
      on: { YES: 'looking', NO: 'askingColour' },
      after: { warmUp: { target: 'looking', actions: { type: 'say', params: { key: 'lamp.warm' } } } },
    },
    looking: {
      invoke: { src: 'look', input: ({ context }) => ({ account: context.account }), onDone: 'on', onError: 'dark' },
    },
    on: { type: 'final', entry: { type: 'learn', params: { zone: 'lit' } } },
    dark: { type: 'final', tags: 'escalate' },
  },
});

const entry = setup({
  types: {
    ...types,
    context: {} as EntryInput & { first: boolean },
    input: {} as EntryInput & { first: boolean },
    output: {} as { outcome: string },
  },
  actors: { lamp },
  actions: flowActions,
}).createMachine({
  id: 'entry',
  context: ({ input }) => input,
  initial: 'greeting',
  output: { outcome: 'attended' },
  on: { CANCEL: { target: '.asking', actions: { type: 'say', params: { key: 'entry.cancelled' } } } },
  states: {
    greeting: {
      always: [{ guard: ({ context }) => context.intent === 'light', target: 'lighting' }, { target: 'asking' }],
      entry: { type: 'say', params: { key: 'entry.hello' } },
    },
    asking: {
      tags: 'waiting',
      meta: { prompt: 'entry.what' },
      on: { INTENT: { guard: ({ event }) => event.intent === 'light', target: 'lighting' }, NO: 'finished' },
    },
    lighting: {
      invoke: { src: 'lamp', id: 'lamp', input: ({ context }) => ({ facts: context.facts }), onDone: 'asking', onError: 'asking' },
      on: { CORRECTION: { target: 'lighting', reenter: true, actions: { type: 'say', params: { key: 'entry.corrected' } } } },
    },
    finished: { type: 'final' },
  },
});

const handOff = setup({
  types: { ...types, context: {} as { reason: string }, input: {} as { reason: string }, output: {} as { outcome: string } },
  actors: { queueUp: effect<{ reason: string }, { open: boolean }>() },
  actions: flowActions,
  delays: { patience: 900_000 },
}).createMachine({
  id: 'hand-off',
  context: ({ input }) => ({ reason: input.reason }),
  initial: 'queueing',
  output: { outcome: 'done' },
  states: {
    queueing: {
      invoke: {
        src: 'queueUp',
        input: ({ context }) => ({ reason: context.reason }),
        onDone: [{ guard: ({ event }) => event.output.open, target: 'waitingForPerson' }, { target: 'over' }],
        onError: 'waitingForPerson',
      },
    },
    waitingForPerson: {
      entry: 'handOver',
      tags: 'waiting',
      meta: { prompt: 'hand-off.waiting', choices: ['leave'] },
      on: { HANDED_BACK: 'over', LEFT_QUEUE: 'over' },
      after: { patience: { target: 'over', actions: { type: 'say', params: { key: 'hand-off.nobody' } } } },
      exit: 'takeBack',
    },
    over: { type: 'final' },
  },
});

const clarify = setup({
  types: {
    ...types,
    context: {} as { intents: string[] },
    input: {} as { intents: string[] },
    output: {} as { outcome: string; intent: string | null; text: string },
  },
  actions: { ...flowActions },
}).createMachine({
  id: 'clarify',
  context: ({ input }) => ({ intents: input.intents }),
  initial: 'asking',
  output: ({ context }) => ({ outcome: 'chosen', intent: context.intents[0] ?? null, text: 'x' }),
  states: {
    asking: {
      tags: 'waiting',
      meta: {
        prompt: 'clarify.which',
        choices: (context: { intents: string[] }) => context.intents.map((id) => ({ id, key: `clarify.${id}` })),
      },
      on: { CHOICE: { target: 'chosen', actions: assign({ intents: ({ event }) => [event.id] }) } },
    },
    chosen: { type: 'final' },
  },
});

/** A digression: says what it knows and ends; `stuck` stops where nobody waits; `odd` asks for what the engine does not do. */
const debt = setup({
  types: { ...types, context: {} as EntryInput, input: {} as EntryInput, output: {} as { outcome: string } },
  actions: flowActions,
}).createMachine({
  id: 'debt',
  context: ({ input }) => input,
  initial: 'asking',
  output: { outcome: 'told' },
  states: {
    asking: {
      tags: 'waiting',
      meta: { prompt: 'debt.sure' },
      on: { YES: { target: 'told', actions: { type: 'say', params: { key: 'debt.zero' } } } },
    },
    told: { type: 'final' },
  },
});
const stuck = setup({ types }).createMachine({ id: 'stuck', initial: 'nowhere', states: { nowhere: {} } });
const odd = setup({ types, actions: { sendFax: () => undefined } }).createMachine({
  id: 'odd',
  initial: 'a',
  states: { a: { entry: 'sendFax', tags: 'waiting', meta: { prompt: 'odd.a' } } },
});
const throwing = setup({
  types,
  guards: {
    boom: () => {
      throw new Error('boom');
    },
  },
}).createMachine({
  id: 'throwing',
  initial: 'a',
  states: { a: { always: { guard: 'boom', target: 'b' } }, b: { type: 'final' } },
});

const all: readonly Flow[] = [
  defineFlow({ id: 'entry', version: 1, machine: entry }),
  defineFlow({ id: 'lamp', version: 1, machine: lamp }),
  defineFlow({ id: 'hand-off', version: 1, machine: handOff }),
  defineFlow({ id: 'clarify', version: 1, machine: clarify }),
  defineFlow({ id: 'debt', version: 1, machine: debt }),
  defineFlow({ id: 'stuck', version: 1, machine: stuck }),
  defineFlow({ id: 'odd', version: 1, machine: odd }),
  defineFlow({ id: 'throwing', version: 1, machine: throwing }),
];

export const toyRegistry = (replace: readonly Flow[] = []): Registry => ({
  flows: new Map([...all, ...replace].map((flow) => [flow.id, flow])),
  entry: 'entry',
  handOff: 'hand-off',
  clarify: 'clarify',
  byIntent: new Map([
    ['light', 'lamp'],
    ['debt', 'debt'],
    ['person', 'hand-off'],
    ['stuck', 'stuck'],
    ['odd', 'odd'],
    ['throwing', 'throwing'],
  ]),
  overhear: (intent, text) => (intent === 'notice' ? { effect: 'note', input: { text } } : null),
});
