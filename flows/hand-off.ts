import { assign, setup } from 'xstate';
import { defineFlow, type Facts, flowActions, type StateMeta, type Tag, type UserEvent } from '../src/engine/flow.js';
import { type HandOffOutput, openHandOff } from './shared/effects.js';
import { answers, userGuards } from './shared/guards.js';

export interface HandOffFlowInput {
  readonly facts: Facts;
  /** Why: `asked`, `escalated`, `misunderstood`, `failure`. */
  readonly reason: string;
  /** Where the customer was. */
  readonly flow: string | null;
  readonly state: string | null;
}
export interface HandOffFlowOutput {
  readonly outcome: 'handedBack' | 'resolved' | 'callback' | 'nobodyAvailable' | 'leftQueue';
}

interface Context extends HandOffFlowInput {
  readonly folio: string | null;
  readonly failures: number;
}

/** How often the folio of the hand-off is tried; the customer is in the queue with or without it. */
const ATTEMPTS = 2;

const handingOver = ({ folio, area, position }: HandOffOutput) => ({ key: 'hand-off.handingOver', vars: { folio, area, position } });
const closed = ({ folio, area, opensAt }: HandOffOutput) =>
  opensAt === null ? { key: 'hand-off.closed', vars: { folio, area } } : { key: 'hand-off.closedUntil', vars: { folio, area, opensAt } };

const house = setup({
  types: {
    context: {} as Context,
    input: {} as HandOffFlowInput,
    output: {} as HandOffFlowOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: { openHandOff },
  actions: flowActions,
  guards: {
    ...userGuards,
    hasFolio: ({ context }) => context.folio !== null,
    /** An attempt failed before, so the conversation is in the queue already. */
    isQueued: ({ context }) => context.failures > 0,
    mayTryAgain: ({ context }) => context.failures < ATTEMPTS,
  },
  delays: {
    /** Nobody has taken the conversation: the customer is not kept in front of a silent screen. */
    queuePatience: 15 * 60_000,
  },
});

/** The ways out, whether the folio of the hand-off is there yet or not: an agent may have been faster than the call. */
const exits = {
  HANDED_BACK: { target: 'handedBack', actions: ['takeBack', { type: 'say', params: { key: 'hand-off.handedBack' } }] },
  RESOLVED: { target: 'resolved', actions: ['takeBack', { type: 'say', params: { key: 'hand-off.resolved' } }] },
  LEFT_QUEUE: 'leaving',
} as const;

const machine = house.createMachine({
  id: 'hand-off',
  context: ({ input }) => ({ ...input, folio: null, failures: 0 }),
  initial: 'opening',
  states: {
    opening: {
      on: exits,
      invoke: {
        id: 'openHandOff',
        src: 'openHandOff',
        input: ({ context: { facts, reason, flow, state } }) => ({
          reason,
          flow,
          state,
          account: facts.account ?? null,
          email: facts.email ?? null,
          phone: facts.phone ?? null,
          folio: facts.folio ?? null,
          matter: facts.matter ?? null,
        }),
        onDone: [
          {
            guard: ({ event }) => event.output.staffed,
            target: 'waitingForPerson',
            actions: [
              assign({ folio: ({ event }) => event.output.folio }),
              { type: 'say', params: ({ event }) => handingOver(event.output) },
              'handOver',
            ],
          },
          {
            guard: 'isQueued',
            target: 'callback',
            actions: ['takeBack', { type: 'say', params: ({ event }) => closed(event.output) }],
          },
          { target: 'callback', actions: { type: 'say', params: ({ event }) => closed(event.output) } },
        ],
        // Nobody is left without a person because a system does not answer.
        onError: {
          target: 'waitingForPerson',
          actions: [
            { type: 'say', params: ({ context }) => ({ key: context.failures === 0 ? 'hand-off.apology' : 'hand-off.stillTrying' }) },
            assign({ failures: ({ context }) => context.failures + 1 }),
            'handOver',
          ],
        },
      },
    },
    waitingForPerson: {
      tags: 'waiting',
      meta: { prompt: 'hand-off.waiting', choices: ['leave'] },
      after: {
        queuePatience: [
          {
            guard: 'hasFolio',
            target: 'nobodyAvailable',
            actions: ['takeBack', { type: 'say', params: ({ context }) => ({ key: 'hand-off.nobody', vars: { folio: context.folio } }) }],
          },
          // Without a folio there is no promise to leave the customer with: one more try, else on in the queue.
          { guard: 'mayTryAgain', target: 'opening' },
        ],
      },
      on: { ...exits, CHOICE: answers({ leave: 'leaving' }).CHOICE },
    },
    leaving: {
      always: [
        {
          guard: 'hasFolio',
          target: 'leftQueue',
          actions: [
            'takeBack',
            { type: 'say', params: ({ context }) => ({ key: 'hand-off.leftWithFolio', vars: { folio: context.folio } }) },
          ],
        },
        { target: 'leftQueue', actions: ['takeBack', { type: 'say', params: { key: 'hand-off.left' } }] },
      ],
    },
    callback: { type: 'final', output: { outcome: 'callback' } },
    nobodyAvailable: { type: 'final', output: { outcome: 'nobodyAvailable' } },
    leftQueue: { type: 'final', output: { outcome: 'leftQueue' } },
    handedBack: { type: 'final', output: { outcome: 'handedBack' } },
    resolved: { type: 'final', output: { outcome: 'resolved' } },
  },
  output: ({ event }) => event.output as HandOffFlowOutput,
});

/** From the bot to a person: the folio, the place in the queue or the hour of opening, and back. */
export const handOff = defineFlow({ id: 'hand-off', version: 1, machine });
