import { setup } from 'xstate';
import { defineFlow, type Facts, flowActions, type StateMeta, type Tag, type UserEvent } from '../src/engine/flow.js';
import { answers, matters, userGuards } from './shared/guards.js';

export interface RebootInput {
  readonly facts: Facts;
  /** The customer has told that it was off and on again already, and that it did not help. */
  readonly done: boolean;
}
export interface RebootOutput {
  /** `notRestarted`: it cannot be done now, or not from where the customer is. */
  readonly outcome: 'restored' | 'stillFailing' | 'notRestarted';
}

/** The power drains from the equipment. */
const OFF_SECONDS = 30;
/** The lights settle and the line comes up. */
const LIGHTS_MINUTES = 2;

/** Whatever step we are at, the customer may say how it ended. */
const ended = { restart_fixed: 'restored', restart_still_failing: 'askingOtherDevice' };

/** Once it is on again, to tell the failure anew says the same. */
const afterwards = { ...ended, technical_failure: 'askingOtherDevice' };

/** "Ok", "gracias" while the clock runs are no answer to anything: we go on waiting. */
const patient = { actions: { type: 'say', params: { key: 'reboot.noHurry' } } } as const;
const patientWith = (intent: string) => ({ guard: { type: 'means', params: { intent } }, ...patient }) as const;

const machine = setup({
  types: {
    context: {} as RebootInput,
    input: {} as RebootInput,
    output: {} as RebootOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actions: flowActions,
  guards: { ...userGuards, isDone: ({ context }) => context.done },
  delays: { offTime: OFF_SECONDS * 1000, lightsTime: LIGHTS_MINUTES * 60_000 },
}).createMachine({
  id: 'reboot',
  context: ({ input }) => input,
  initial: 'starting',
  states: {
    starting: { always: [{ guard: 'isDone', target: 'askingOtherDevice' }, { target: 'askingOff' }] },
    askingOff: {
      tags: 'waiting',
      meta: { prompt: 'reboot.askOff', choices: ['off', 'cannot'] },
      on: {
        ...answers({ yes: 'waitingOff', no: 'askingOffAgain', off: 'waitingOff', cannot: 'notRestarted' }),
        INTENT: matters({ ...ended, power_check_off: 'waitingOff' }),
      },
    },
    /** "No" may only be "not yet". */
    askingOffAgain: {
      tags: 'waiting',
      meta: { prompt: 'reboot.askOffAgain', choices: ['off', 'cannot'] },
      on: {
        ...answers({ yes: 'waitingOff', no: 'notRestarted', off: 'waitingOff', cannot: 'notRestarted' }),
        INTENT: matters({ ...ended, power_check_off: 'waitingOff' }),
      },
    },
    waitingOff: {
      tags: 'waiting',
      meta: { prompt: 'reboot.waitOff', vars: () => ({ seconds: OFF_SECONDS }), choices: ['backOn'] },
      after: { offTime: 'askingOn' },
      on: {
        YES: patient,
        CHOICE: answers({ backOn: 'waitingLights' }).CHOICE,
        INTENT: [...matters({ ...ended, power_check_on: 'waitingLights' }), patientWith('thanks_goodbye')],
      },
    },
    askingOn: {
      tags: 'waiting',
      meta: { prompt: 'reboot.askOn', choices: ['backOn', 'dead'] },
      on: {
        ...answers({ yes: 'waitingLights', no: 'stillFailing', backOn: 'waitingLights', dead: 'stillFailing' }),
        INTENT: matters({ ...ended, power_check_on: 'waitingLights', power_check_off: 'stillFailing' }),
      },
    },
    waitingLights: {
      tags: 'waiting',
      meta: { prompt: 'reboot.waitLights', vars: () => ({ minutes: LIGHTS_MINUTES }), choices: ['works', 'same'] },
      after: { lightsTime: 'askingWorks' },
      on: {
        YES: patient,
        NO: patient,
        CHOICE: answers({ works: 'restored', same: 'askingOtherDevice' }).CHOICE,
        INTENT: [
          ...matters({ ...afterwards, power_check_off: 'stillFailing' }),
          patientWith('thanks_goodbye'),
          patientWith('power_check_on'),
        ],
      },
    },
    askingWorks: {
      tags: 'waiting',
      meta: { prompt: 'reboot.askWorks', choices: ['yes', 'no'] },
      on: {
        // `works` and `same` are the buttons of the question before, which stay on the screen.
        ...answers({ yes: 'restored', no: 'askingOtherDevice', works: 'restored', same: 'askingOtherDevice' }),
        INTENT: matters({ ...afterwards, power_check_off: 'stillFailing' }),
      },
    },
    /** The one more question before a technician is sent: is it the service, or one telephone? */
    askingOtherDevice: {
      tags: 'waiting',
      meta: { prompt: 'reboot.askOtherDevice', choices: ['yes', 'no'] },
      on: {
        ...answers({ yes: 'restored', no: 'stillFailing', works: 'restored', same: 'stillFailing' }),
        INTENT: matters({
          ...ended,
          restart_still_failing: 'stillFailing',
          technical_failure: 'stillFailing',
          power_check_off: 'stillFailing',
        }),
      },
    },
    restored: { type: 'final', output: { outcome: 'restored' } },
    stillFailing: { type: 'final', output: { outcome: 'stillFailing' } },
    notRestarted: { type: 'final', output: { outcome: 'notRestarted' } },
  },
  output: ({ event }) => event.output as RebootOutput,
});

/** Point 2 of the procedure: off, wait, on again, does it work? */
export const reboot = defineFlow({ id: 'reboot', version: 1, machine });
