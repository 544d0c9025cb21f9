import { assign, setup } from 'xstate';
import { defineFlow, type Facts, flowActions, type StateMeta, type Tag, type UserEvent } from '../src/engine/flow.js';
import { answers, userGuards } from './shared/guards.js';

export interface ClarifyInput {
  readonly facts: Facts;
  /** The two matters that the words can mean. */
  readonly intents: readonly string[];
  readonly text: string;
}
export interface ClarifyOutput {
  readonly outcome: 'chosen' | 'neither';
  /** `other`: something else, which nobody could name. */
  readonly intent: string | null;
  readonly text: string;
}

interface Context {
  readonly intents: readonly string[];
  readonly text: string;
  readonly chosen: string | null;
  readonly asked: number;
}

/** A bare "yes" names neither; it is asked once more. */
const TIMES = 2;
/** What somebody may say here without naming a matter. */
const NO_MATTER: ReadonlySet<string> = new Set(['affirm', 'deny', 'greeting', 'thanks_goodbye', 'provide_identifiers']);

const machine = setup({
  types: {
    context: {} as Context,
    input: {} as ClarifyInput,
    output: {} as ClarifyOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actions: flowActions,
  guards: {
    ...userGuards,
    choseMatter: ({ context, event }) => event.type === 'CHOICE' && context.intents.includes(event.id),
    namesMatter: ({ event }) => event.type === 'INTENT' && !NO_MATTER.has(event.intent),
    mayAskAgain: ({ context }) => context.asked < TIMES,
  },
}).createMachine({
  id: 'clarify',
  context: ({ input: { intents, text } }) => ({ intents, text, chosen: null, asked: 1 }),
  initial: 'askingWhich',
  states: {
    askingWhich: {
      tags: 'waiting',
      meta: { prompt: 'clarify.askWhich', choices: ({ intents }: Context) => [...intents, 'other'] },
      on: {
        CHOICE: [
          { guard: 'choseMatter', target: 'chosen', actions: assign({ chosen: ({ event }) => event.id }) },
          ...answers({ other: 'other' }).CHOICE,
        ],
        INTENT: {
          guard: 'namesMatter',
          target: 'chosen',
          actions: assign({ chosen: ({ event }) => event.intent, text: ({ event }) => event.text }),
        },
        YES: [
          {
            guard: 'mayAskAgain',
            actions: [assign({ asked: ({ context }) => context.asked + 1 }), { type: 'say', params: { key: 'clarify.sayWhich' } }],
          },
          { target: 'other' },
        ],
        NO: 'neither',
      },
    },
    other: { always: { target: 'chosen', actions: assign({ chosen: 'other' }) } },
    chosen: { type: 'final', output: ({ context }: { context: Context }) => ({ outcome: 'chosen', intent: context.chosen }) },
    neither: { type: 'final', output: { outcome: 'neither', intent: null } },
  },
  output: ({ context, event }) => ({ ...(event.output as Omit<ClarifyOutput, 'text'>), text: context.text }),
});

/** Asked when a message can be read in two ways. */
export const clarify = defineFlow({ id: 'clarify', version: 1, machine });
