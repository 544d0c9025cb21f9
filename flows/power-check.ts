import { setup } from 'xstate';
import { defineFlow, type Facts, flowActions, type StateMeta, type Tag, type UserEvent } from '../src/engine/flow.js';
import { answers, matters, userGuards } from './shared/guards.js';
import { tellsOfBlackout, tellsOfLights, tellsOfRestart } from './shared/own-words.js';

export interface PowerCheckInput {
  readonly facts: Facts;
  /** One question only: the network already says that the trouble is on the line. */
  readonly once: boolean;
}
export interface PowerCheckOutput {
  /**
   * `restarted`: on, and off and on again already, which did not help. `restored`: it came back while we were asking. `notChecked`: the customer
   * is not there, or cannot see the equipment.
   */
  readonly outcome: 'powered' | 'restarted' | 'noPower' | 'homeOutage' | 'restored' | 'notChecked';
}

/** What may be said whatever is asked. Who has restarted it has it plugged in and on. @param off where "it is off" leads to. */
const anyTime = (off: string) =>
  [
    { guard: 'tellsOfRestart', target: 'restarted' },
    { guard: 'tellsOfBlackout', target: 'homeOutage' },
    ...matters({ power_check_on: 'powered', restart_still_failing: 'powered', restart_fixed: 'restored', power_check_off: off }),
  ] as const;

const CHOICES = ['yes', 'no', 'homeOutage', 'cannotCheck'];
/** What no further question helps with. */
const never = { homeOutage: 'homeOutage', cannotCheck: 'notChecked' };

const machine = setup({
  types: {
    context: {} as PowerCheckInput,
    input: {} as PowerCheckInput,
    output: {} as PowerCheckOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actions: flowActions,
  guards: {
    ...userGuards,
    seesLights: ({ context }) => context.facts.lights !== undefined,
    asksOnce: ({ context }) => context.once,
    tellsOfRestart: ({ event }) => event.type === 'INTENT' && event.intent === 'restart_still_failing' && tellsOfRestart(event.text),
    tellsOfBlackout: ({ event }) => event.type === 'INTENT' && event.intent === 'power_check_off' && tellsOfBlackout(event.text),
    /** "Sí está conectado" answers one question of the two. */
    onlyPlugged: ({ event }) => event.type === 'INTENT' && event.intent === 'power_check_on' && !tellsOfLights(event.text),
  },
}).createMachine({
  id: 'power-check',
  context: ({ input }) => input,
  initial: 'starting',
  states: {
    starting: {
      always: [
        // Whoever tells which light is on has said that there is power.
        { guard: 'seesLights', target: 'powered' },
        { guard: 'asksOnce', target: 'askingOnce' },
        { target: 'askingPlugged' },
      ],
    },
    askingOnce: {
      tags: 'waiting',
      meta: { prompt: 'power-check.askOnce', choices: CHOICES },
      on: {
        ...answers({ yes: 'powered', no: 'noPower', ...never }),
        INTENT: anyTime('noPower'),
      },
    },
    askingPlugged: {
      tags: 'waiting',
      meta: { prompt: 'power-check.askPlugged', choices: CHOICES },
      on: {
        ...answers({ yes: 'askingLights', no: 'askingAgain', ...never }),
        INTENT: [{ guard: 'onlyPlugged', target: 'askingLights' }, ...anyTime('askingAgain')],
      },
    },
    askingLights: {
      tags: 'waiting',
      meta: { prompt: 'power-check.askLights', choices: CHOICES },
      on: {
        ...answers({ yes: 'powered', no: 'askingAgain', ...never }),
        INTENT: anyTime('askingAgain'),
      },
    },
    /** Another socket, the switch: the last question, whatever the answer. */
    askingAgain: {
      tags: 'waiting',
      meta: { prompt: 'power-check.askAgain', choices: CHOICES },
      on: {
        ...answers({ yes: 'powered', no: 'noPower', ...never }),
        INTENT: anyTime('noPower'),
      },
    },
    powered: { type: 'final', output: { outcome: 'powered' } },
    restarted: { type: 'final', output: { outcome: 'restarted' } },
    noPower: { type: 'final', output: { outcome: 'noPower' } },
    homeOutage: {
      entry: { type: 'say', params: { key: 'power-check.homeOutage' } },
      type: 'final',
      output: { outcome: 'homeOutage' },
    },
    restored: { type: 'final', output: { outcome: 'restored' } },
    notChecked: { type: 'final', output: { outcome: 'notChecked' } },
  },
  output: ({ event }) => event.output as PowerCheckOutput,
});

/** Point 2 of the procedure: is the equipment plugged in, is it on? */
export const powerCheck = defineFlow({ id: 'power-check', version: 1, machine });
