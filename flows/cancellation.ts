import { and, assign } from 'xstate';
import { defineFlow } from '../src/engine/flow.js';
import type { IdentifyCustomerOutput } from './identify-customer.js';
import {
  beginning,
  type CancellationContext,
  corrected,
  draft,
  ended,
  identifiedAs,
  provedAs,
  recorded,
  sayAcknowledgement,
  sayNotice,
  sayWhatFollows,
  settled,
} from './shared/cancellation-context.js';
import {
  began,
  type CancellationOutput,
  countTurn,
  house,
  meant,
  noteAnswer,
  noteEmail,
  noteText,
  onceRecorded,
} from './shared/cancellation-house.js';
import { withdrawal } from './shared/cancellation-withdrawal.js';
import { answers, correctsIdentity, matters } from './shared/guards.js';

export type { CancellationOutput } from './shared/cancellation-house.js';

const machine = house.createMachine({
  id: 'cancellation',
  context: ({ input }) => beginning(input),
  output: ({ event }) => event.output as CancellationOutput,
  initial: 'starting',
  on: {
    CORRECTION: [
      // The contract of another account has been ended: only people can mend that.
      { guard: and(['corrects', 'isEnded']), target: '.escalated', actions: { type: 'say', params: { key: 'cancellation.wrongAccount' } } },
      {
        guard: and(['corrects', 'isRecorded', 'mayTurn']),
        target: '.continuing',
        actions: [
          assign(({ context, event }) => corrected(context, event)),
          { type: 'learn', params: ({ event }) => (correctsIdentity(event) ? { [event.fact]: event.value, matched: 'no' } : {}) },
        ],
      },
      { guard: and(['corrects', 'isRecorded']), target: '.escalated' },
    ],
  },
  states: {
    starting: {
      always: [
        // The notice counts from the moment it is given: nothing is asked before it is on record.
        { guard: began('given'), target: 'recording' },
        { guard: 'wantsPerson', target: 'escalated' },
        { guard: began('kept'), target: 'finding' },
        { guard: began('asked'), target: 'askingNotice', actions: { type: 'say', params: { key: 'cancellation.howItWorks' } } },
        { target: 'askingNotice', actions: { type: 'say', params: { key: 'cancellation.notYet' } } },
      ],
    },
    askingNotice: {
      tags: 'waiting',
      meta: { prompt: 'cancellation.askNotice', choices: ['yes', 'no'] },
      on: {
        YES: { target: 'recording', actions: noteAnswer },
        NO: 'notGiven',
        CHOICE: [
          { guard: { type: 'chose', params: { id: 'yes' } }, target: 'recording', actions: noteAnswer },
          { guard: { type: 'chose', params: { id: 'no' } }, target: 'notGiven' },
        ],
        INTENT: [
          { guard: meant('given'), target: 'recording', actions: noteText },
          { guard: meant('kept'), target: 'notGiven' },
          {
            guard: and([meant('asked'), 'mayDoubt']),
            target: 'askingNotice',
            actions: [assign({ doubts: ({ context }) => context.doubts + 1 }), { type: 'say', params: { key: 'cancellation.howItWorks' } }],
          },
          { guard: 'isDoubtful', target: 'escalated' },
        ],
      },
    },
    recording: {
      invoke: {
        id: 'giveNotice',
        src: 'giveNotice',
        input: ({ context }) => draft(context),
        onDone: {
          target: 'continuing',
          actions: [
            { type: 'say', params: ({ context, event }) => sayNotice(context, event.output) },
            { type: 'learn', params: ({ event }) => ({ folio: event.output.number }) },
            assign(({ event }) => recorded(event.output)),
          ],
        },
        onError: 'notRecorded',
      },
    },
    /** The notice stands: on with what is left to do. */
    continuing: {
      always: [
        { guard: 'wantsPerson', target: 'escalated' },
        { guard: 'isEnded', target: 'leaving' },
        { guard: 'isIssued', target: 'leaving' },
        { guard: 'isMatched', target: 'completing' },
        { target: 'identifying', actions: { type: 'say', params: { key: 'cancellation.needData' } } },
      ],
    },
    identifying: {
      on: { INTENT: onceRecorded },
      invoke: {
        id: 'identify-customer',
        src: 'identify-customer',
        input: ({ context }) => ({ facts: context.facts }),
        onDone: {
          target: 'completing',
          actions: assign(({ context, event }) => identifiedAs(context, event.output as IdentifyCustomerOutput)),
        },
        onError: 'completing',
      },
    },
    completing: {
      invoke: {
        id: 'completeNotice',
        src: 'completeNotice',
        input: ({ context: { notice, facts } }) => ({
          number: notice?.number ?? '',
          account: facts.account ?? null,
          email: facts.email ?? null,
          phone: facts.phone ?? null,
        }),
        onDone: [
          {
            guard: { type: 'joined', params: ({ event }) => ({ again: event.output.again }) },
            target: 'judging',
            actions: [
              assign(({ event }) => recorded(event.output)),
              { type: 'say', params: ({ context, event }) => sayNotice(context, event.output) },
              { type: 'learn', params: ({ event }) => ({ folio: event.output.number }) },
            ],
          },
          { target: 'judging', actions: assign(({ event }) => recorded(event.output)) },
        ],
        // One that cannot be completed now stands as it was recorded.
        onError: 'judging',
      },
    },
    /** Who may have the contract ended at once, and what needs a person: the date is the same either way. */
    judging: {
      always: [
        { guard: 'isEnded', target: 'telling' },
        { guard: 'isPart', target: 'telling', actions: { type: 'say', params: { key: 'cancellation.partByPerson' } } },
        { guard: 'isOnBehalf', target: 'telling', actions: { type: 'say', params: { key: 'cancellation.onBehalf' } } },
        { guard: 'isProved', target: 'ending' },
        { guard: 'wasAsked', target: 'telling' },
        { guard: 'isMatched', target: 'proving', actions: { type: 'say', params: { key: 'cancellation.needProof' } } },
        { target: 'telling', actions: { type: 'say', params: { key: 'cancellation.byPerson' } } },
      ],
    },
    proving: {
      on: { INTENT: onceRecorded },
      invoke: {
        id: 'verify-identity',
        src: 'verify-identity',
        input: ({ context: { facts } }) => ({ facts, action: 'endContract', level: 3 as const }),
        onDone: [
          {
            guard: { type: 'didProve', params: ({ event }) => event.output },
            // The account that was proved may be another one than the notice has by now.
            target: 'completing',
            actions: assign(({ context, event }) => provedAs(context, event.output.account ?? '')),
          },
          { target: 'unproven' },
        ],
        onError: 'unproven',
      },
    },
    /** Not asked for again: the notice stands as it is. */
    unproven: {
      entry: [assign({ proof: 'asked' }), { type: 'say', params: { key: 'cancellation.unproven' } }],
      always: 'telling',
    },
    ending: {
      invoke: {
        id: 'endContract',
        src: 'endContract',
        input: ({ context: { notice, facts } }) => ({ number: notice?.number ?? '', account: facts.account ?? '' }),
        onDone: [
          {
            guard: { type: 'didEnd', params: ({ event }) => event.output },
            target: 'telling',
            actions: [assign(({ context, event }) => ended(context, event.output)), { type: 'say', params: { key: 'cancellation.ended' } }],
          },
          { target: 'telling', actions: { type: 'say', params: { key: 'cancellation.byPerson' } } },
        ],
        onError: { target: 'telling', actions: { type: 'say', params: { key: 'cancellation.byPerson' } } },
      },
    },
    telling: {
      entry: { type: 'say', params: ({ context }) => sayWhatFollows(context) },
      exit: assign({ ending: null }),
      always: [
        { guard: 'claimsEarlier', target: 'choosing', actions: { type: 'say', params: { key: 'cancellation.earlierNoted' } } },
        { target: 'choosing' },
      ],
    },
    choosing: { always: [{ guard: 'mayMail', target: 'askingMeans' }, { target: 'issuing' }] },
    askingMeans: {
      tags: 'waiting',
      meta: {
        prompt: 'cancellation.askMeans',
        vars: ({ notice }: CancellationContext) => ({ mailTo: notice?.mailTo ?? '' }),
        choices: ['here', 'email'],
      },
      on: {
        ...answers({ here: 'issuing', no: 'issuing' }),
        YES: { target: 'issuing', actions: noteEmail },
        CHOICE: [
          { guard: { type: 'chose', params: { id: 'email' } }, target: 'issuing', actions: noteEmail },
          ...answers({ here: 'issuing', no: 'issuing' }).CHOICE,
        ],
        INTENT: onceRecorded,
      },
    },
    issuing: {
      exit: assign(({ context }) => settled(context)),
      invoke: {
        id: 'issueAcknowledgement',
        src: 'issueAcknowledgement',
        input: ({ context: { notice, means } }) => ({ number: notice?.number ?? '', means }),
        onDone: {
          target: 'askingReason',
          actions: { type: 'say', params: ({ context, event }) => sayAcknowledgement(context, event.output) },
        },
        onError: {
          target: 'askingReason',
          actions: {
            type: 'say',
            params: ({ context: { notice } }) => ({
              key: 'cancellation.acknowledgementLater',
              vars: { folio: notice?.number ?? '', noticeAt: notice?.noticeAt ?? '' },
            }),
          },
        },
      },
    },
    askingReason: {
      tags: 'waiting',
      meta: { prompt: 'cancellation.askReason', slot: 'text', choices: ['skip'] },
      on: {
        ...answers({ skip: 'leaving', no: 'leaving' }),
        ANSWER: [
          { guard: and(['wantsToStay', 'mayTurn']), target: 'askingWithdrawal', actions: countTurn },
          { guard: 'wantsToStay', target: 'escalated' },
          { target: 'notingReason', actions: assign({ text: ({ event }) => event.text }) },
        ],
        INTENT: [
          ...onceRecorded,
          ...matters({ thanks_goodbye: 'leaving', deny: 'leaving' }),
          { guard: 'isReason', target: 'notingReason', actions: assign({ text: ({ event }) => event.text }) },
        ],
      },
    },
    notingReason: {
      invoke: {
        id: 'noteReason',
        src: 'updateFolio',
        input: ({ context: { notice, text } }) => ({
          number: notice?.number ?? '',
          account: null,
          email: null,
          phone: null,
          details: { reason: text },
          closing: false,
          dueAt: null,
        }),
        onDone: 'leaving',
        // It was optional.
        onError: 'leaving',
      },
    },
    ...withdrawal,
    leaving: {
      always: [
        { guard: 'isNested', target: 'finished', actions: { type: 'say', params: { key: 'cancellation.goingBack' } } },
        {
          target: 'finished',
          actions: { type: 'say', params: ({ context }) => ({ key: 'cancellation.done', vars: { folio: context.notice?.number ?? '' } }) },
        },
      ],
    },
    finished: {
      type: 'final',
      output: ({ context: { notice } }) => ({ outcome: notice?.ended ? 'ended' : 'recorded', folio: notice?.number ?? null }),
    },
    withdrawn: { type: 'final', output: ({ context }) => ({ outcome: 'withdrawn', folio: context.notice?.number ?? null }) },
    notGiven: {
      type: 'final',
      entry: { type: 'say', params: { key: 'cancellation.notGiven' } },
      output: { outcome: 'notGiven', folio: null },
    },
    escalated: {
      type: 'final',
      tags: 'escalate',
      output: ({ context }) => ({ outcome: 'escalated', folio: context.notice?.number ?? null }),
    },
    unknown: {
      type: 'final',
      tags: 'escalate',
      entry: { type: 'say', params: { key: 'cancellation.unknown' } },
      output: { outcome: 'escalated', folio: null },
    },
    notRecorded: {
      type: 'final',
      tags: 'escalate',
      entry: { type: 'say', params: { key: 'cancellation.notRecorded' } },
      output: { outcome: 'notRecorded', folio: null },
    },
  },
});

/** Point 4 of the procedure: the notice is on record before anything is asked, and ends the contract on the day it was given. */
export const cancellation = defineFlow({ id: 'cancellation', version: 1, machine });
