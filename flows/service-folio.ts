import { assign, setup } from 'xstate';
import { defineFlow, type Facts, flowActions, type Say, type StateMeta, type Tag, type UserEvent, type Vars } from '../src/engine/flow.js';
import { scheduleVisit } from './schedule-visit.js';
import { type Slot, type UpdateFolioInput, updateFolio } from './shared/effects.js';
import { came, userGuards } from './shared/guards.js';
import { slotVars } from './shared/slot-vars.js';

export interface ServiceFolioInput {
  readonly facts: Facts;
  readonly folio: string;
  readonly zone: string | null;
  /** What the tests with the customer ended in. */
  readonly reason: 'noPower' | 'stillFailing' | 'notRestarted' | 'opticalLoss';
}
export interface ServiceFolioOutput {
  readonly outcome: 'visitAgreed' | 'noVisit';
  readonly folio: string;
}

interface Context extends ServiceFolioInput {
  readonly dueAt: string | null;
  readonly slot: Slot | null;
}

/** What the technical area gets to know before it goes there, so that nobody asks the customer again. */
const findings = ({ facts, folio, reason }: Context): UpdateFolioInput => ({
  number: folio,
  account: facts.account ?? null,
  email: facts.email ?? null,
  phone: facts.phone ?? null,
  details: {
    reason,
    powerChecked: true,
    restarted: reason === 'stillFailing',
    ...(facts.lights !== undefined && { lights: facts.lights }),
    ...(facts.outageSince !== undefined && { outageSince: facts.outageSince }),
  },
  closing: false,
  dueAt: null,
});

/** What is certain by now: the message leaves out the rest. */
const certain = ({ folio, dueAt, slot }: Context): Vars => ({
  folio,
  deadline: dueAt === null ? 'no' : 'yes',
  ...(dueAt !== null && { dueAt }),
  visit: slot ? 'yes' : 'no',
  ...(slot && slotVars(slot)),
});
const say =
  (message: 'taken' | 'summary') =>
  ({ context }: { context: Context }): Say => ({ key: `service-folio.${message}`, vars: certain(context) });

const machine = setup({
  types: {
    context: {} as Context,
    input: {} as ServiceFolioInput,
    output: {} as ServiceFolioOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: { updateFolio, 'schedule-visit': scheduleVisit.machine },
  actions: flowActions,
  guards: userGuards,
}).createMachine({
  id: 'service-folio',
  context: ({ input }) => ({ ...input, dueAt: null, slot: null }),
  output: ({ event }) => event.output as ServiceFolioOutput,
  initial: 'recording',
  states: {
    recording: {
      invoke: {
        id: 'updateFolio',
        src: 'updateFolio',
        input: ({ context }) => findings(context),
        onDone: { target: 'scheduling', actions: assign({ dueAt: ({ event }) => event.output.dueAt }) },
        // The folio exists already; what the tests found reaches the technical area with the conversation.
        onError: 'scheduling',
      },
    },
    scheduling: {
      entry: { type: 'say', params: say('taken') },
      invoke: {
        id: 'schedule-visit',
        src: 'schedule-visit',
        input: ({ context: { facts, folio, zone } }) => ({ facts, folio, zone, current: null }),
        onDone: [
          {
            guard: came('agreed'),
            target: 'visitAgreed',
            actions: assign({ slot: ({ event }) => event.output.slot }),
          },
          { target: 'noVisit' },
        ],
        onError: 'noVisit',
      },
    },
    visitAgreed: {
      type: 'final',
      entry: { type: 'say', params: say('summary') },
      output: ({ context }) => ({ outcome: 'visitAgreed', folio: context.folio }),
    },
    noVisit: {
      type: 'final',
      entry: { type: 'say', params: say('summary') },
      output: ({ context }) => ({ outcome: 'noVisit', folio: context.folio }),
    },
  },
});

/** Point 2 of the procedure: the technical area takes the failure's folio over, and a visit is agreed. */
export const serviceFolio = defineFlow({ id: 'service-folio', version: 1, machine });
