import { assign, setup } from 'xstate';
import { defineFlow, type Facts, flowActions, type Say, type StateMeta, type Tag, type UserEvent } from '../src/engine/flow.js';
import type { Wish } from './shared/coverage-context.js';
import { type ProspectInput, type ProspectOutput, recordProspect } from './shared/effects.js';
import { answers, userGuards } from './shared/guards.js';

export interface ProspectFlowInput {
  readonly facts: Facts;
  readonly wish: Wish;
}
export interface ProspectFlowOutput {
  readonly outcome: 'recorded' | 'notRecorded';
  readonly folio: string | null;
}

interface Context {
  readonly wish: Wish;
  readonly account: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly name: string | null;
  /** Answers that were no contact. */
  readonly misses: number;
  readonly folio: string | null;
}

/** Answers that are no contact before it is left out: the answer comes by this conversation then. */
const TRIES = 2;
const LONGEST_NAME = 80;

/** E-mail and telephone that an event tells. */
function contactIn(event: UserEvent): Pick<Facts, 'email' | 'phone'> {
  const told: Facts = event.type === 'TOLD' || event.type === 'ANSWER' ? (event.facts ?? {}) : {};
  const phone = event.type === 'ANSWER' && event.value !== null ? event.value : told.phone;
  return { ...(told.email !== undefined && { email: told.email }), ...(phone !== undefined && { phone }) };
}

const nameIn = (event: UserEvent): string | null =>
  event.type === 'ANSWER' && event.text.trim() !== '' ? event.text.trim().slice(0, LONGEST_NAME) : null;

const draft = ({ wish, account, email, phone, name }: Context): ProspectInput => ({ ...wish, account, email, phone, name });

const sayRecorded = ({ wish: { purpose, plan } }: Context, { number, dueAt, again }: ProspectOutput): Say => ({
  key: 'prospect.recorded',
  vars: {
    purpose,
    folio: number,
    again: again ? 'yes' : 'no',
    ...(dueAt === null ? { deadline: 'no' } : { deadline: 'yes', dueAt }),
    ...(plan === null ? { chosen: 'no' } : { chosen: 'yes', plan: plan.name }),
  },
});

const house = setup({
  types: {
    context: {} as Context,
    input: {} as ProspectFlowInput,
    output: {} as ProspectFlowOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: { recordProspect },
  actions: flowActions,
  guards: {
    ...userGuards,
    isReachable: ({ context }) => context.email !== null || context.phone !== null,
    needsName: ({ context }) => context.wish.purpose !== 'check',
    givesContact: ({ event }) => Object.keys(contactIn(event)).length > 0,
    mayMiss: ({ context }) => context.misses < TRIES,
  },
});

const machine = house.createMachine({
  id: 'prospect',
  context: ({ input: { facts, wish } }) => ({
    wish,
    account: facts.account ?? null,
    email: facts.email ?? null,
    phone: facts.phone ?? null,
    name: null,
    misses: 0,
    folio: null,
  }),
  output: ({ event }) => event.output as ProspectFlowOutput,
  initial: 'starting',
  states: {
    starting: {
      always: [
        { guard: 'isReachable', target: 'naming' },
        // What it is for is said before anything of a person is asked.
        { target: 'askingContact', actions: { type: 'say', params: { key: 'prospect.privacy' } } },
      ],
    },
    askingContact: {
      tags: 'waiting',
      meta: { prompt: 'prospect.askContact', slot: 'phone', choices: ['here'] },
      on: {
        ...answers({ here: 'naming', no: 'naming' }),
        YES: 'naming',
        ANSWER: [
          {
            guard: 'givesContact',
            target: 'naming',
            actions: [{ type: 'learn', params: ({ event }) => contactIn(event) }, assign(({ event }) => contactIn(event))],
          },
          {
            guard: 'mayMiss',
            actions: [assign({ misses: ({ context }) => context.misses + 1 }), { type: 'say', params: { key: 'prospect.noContact' } }],
          },
          { target: 'naming' },
        ],
        TOLD: { guard: 'givesContact', target: 'naming', actions: assign(({ event }) => contactIn(event)) },
      },
    },
    naming: { always: [{ guard: 'needsName', target: 'askingName' }, { target: 'recording' }] },
    askingName: {
      tags: 'waiting',
      meta: { prompt: 'prospect.askName', slot: 'text', choices: ['skip'] },
      on: {
        ...answers({ skip: 'recording', no: 'recording' }),
        ANSWER: { target: 'recording', actions: assign({ name: ({ event }) => nameIn(event) }) },
      },
    },
    recording: {
      invoke: {
        id: 'recordProspect',
        src: 'recordProspect',
        input: ({ context }) => draft(context),
        onDone: {
          target: 'recorded',
          actions: [
            { type: 'say', params: ({ context, event }) => sayRecorded(context, event.output) },
            { type: 'learn', params: ({ event }) => ({ folio: event.output.number }) },
            assign({ folio: ({ event }) => event.output.number }),
          ],
        },
        onError: 'notRecorded',
      },
    },
    recorded: { type: 'final', output: ({ context }) => ({ outcome: 'recorded', folio: context.folio }) },
    notRecorded: {
      type: 'final',
      entry: { type: 'say', params: { key: 'prospect.notRecorded' } },
      output: { outcome: 'notRecorded', folio: null },
    },
  },
});

/** How a prospect can be reached, and the folio of what is wanted. */
export const prospect = defineFlow({ id: 'prospect', version: 1, machine });
