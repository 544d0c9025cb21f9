import { and, assign, not } from 'xstate';
import { defineFlow } from '../src/engine/flow.js';
import { answers, matters } from './shared/guards.js';
import {
  actionOf,
  asked,
  draft,
  type InquiryContext,
  news,
  recordedNow,
  sayBalance,
  sayBill,
  sayOpened,
  sayPayment,
} from './shared/inquiry-context.js';
import { inquiryHouse as house, type InquiryOutput, MENU } from './shared/inquiry-house.js';
import { type Topic, topicOf } from './shared/inquiry-topics.js';

const say = (message: string) => ({ type: 'say', params: { key: `inquiry.${message}` } }) as const;

const end =
  (outcome: InquiryOutput['outcome']) =>
  ({ context: { folio } }: { context: InquiryContext }): InquiryOutput => ({ outcome, folio });

const about = (topic: Topic) => ({ type: 'isAbout', params: { topic } }) as const;
const ofAccount = ({ context }: { context: InquiryContext }) => ({ account: context.account ?? '' });

/** Another doubt in the middle of this procedure takes the place of the one before. */
const another = { guard: 'isOurs', target: 'starting', actions: house.assign(({ event }) => asked(event)) } as const;

/** Who the customer is became known elsewhere: it is not asked again. */
const told = {
  guard: 'isNews',
  actions: house.assign(({ context, event }) =>
    event.type === 'TOLD' ? { facts: { ...context.facts, ...news(context, event.facts) } } : {},
  ),
} as const;

const machine = house.createMachine({
  id: 'inquiry',
  context: ({ input: { facts, intent, text, nested } }) => ({
    facts,
    intent,
    text,
    nested,
    topic: topicOf(intent, text),
    account: null,
    reason: null,
    recorded: {},
    folio: null,
  }),
  output: ({ event }) => event.output as InquiryOutput,
  initial: 'starting',
  states: {
    starting: {
      always: [
        { guard: about('plans'), target: 'findingPlans' },
        { guard: about('howToPay'), target: 'findingTerms' },
        { guard: about('terms'), target: 'passingOn' },
        { guard: 'hasTopic', target: 'verifying' },
        { target: 'askingTopic' },
      ],
    },
    askingTopic: {
      tags: 'waiting',
      meta: { prompt: 'inquiry.askTopic', choices: [...MENU.keys()] },
      on: {
        ...answers({ no: 'told' }),
        CHOICE: [
          {
            guard: 'isInMenu',
            target: 'starting',
            actions: assign({ topic: ({ event }) => MENU.get(event.id) ?? null }),
          },
          ...answers({ no: 'told' }).CHOICE,
        ],
        INTENT: [another, ...matters({ thanks_goodbye: 'told' })],
        TOLD: told,
      },
    },
    /** Nothing of an account is shown to whoever has not proved that it is theirs. */
    verifying: {
      invoke: {
        id: 'verify-identity',
        src: 'verify-identity',
        input: ({ context }) => ({ facts: context.facts, action: actionOf(context), level: 2 }),
        onDone: [
          {
            guard: { type: 'isVerified', params: ({ event }) => event.output },
            target: 'reading',
            actions: assign({ account: ({ event }) => event.output.account }),
          },
          { target: 'doubting' },
        ],
        onError: 'doubting',
      },
    },
    doubting: { entry: assign({ account: null, reason: 'unproved' }), always: 'referring' },
    reading: {
      always: [
        { guard: about('bill'), target: 'explaining' },
        { guard: about('payment'), target: 'findingPayment' },
        { target: 'findingBalance' },
      ],
    },
    findingBalance: {
      invoke: {
        id: 'findBalance',
        src: 'findBalance',
        input: ofAccount,
        onDone: [
          {
            guard: { type: 'isKnown', params: ({ event }) => event.output },
            target: 'answered',
            actions: { type: 'say', params: ({ context, event }) => sayBalance(context, event.output) },
          },
          { target: 'failing' },
        ],
        onError: 'failing',
      },
    },
    explaining: {
      invoke: {
        id: 'explainBill',
        src: 'explainBill',
        input: ofAccount,
        onDone: [
          {
            guard: { type: 'isExplained', params: ({ event }) => event.output },
            target: 'answered',
            actions: { type: 'say', params: ({ event }) => sayBill(event.output) },
          },
          {
            guard: { type: 'isKnown', params: ({ event }) => event.output },
            target: 'referring',
            actions: [{ type: 'say', params: ({ event }) => sayBill(event.output) }, say('unexplained'), assign({ reason: 'unexplained' })],
          },
          { target: 'failing' },
        ],
        onError: 'failing',
      },
    },
    findingPayment: {
      invoke: {
        id: 'findPayment',
        src: 'findPayment',
        input: ofAccount,
        onDone: [
          {
            guard: { type: 'isSettled', params: ({ event }) => event.output },
            target: 'answered',
            actions: { type: 'say', params: ({ event }) => sayPayment(event.output) },
          },
          {
            guard: { type: 'isUnknown', params: ({ event }) => event.output },
            target: 'failing',
          },
          {
            target: 'referring',
            actions: [
              { type: 'say', params: ({ event }) => sayPayment(event.output) },
              assign({ reason: ({ event }) => event.output.state }),
            ],
          },
        ],
        onError: 'failing',
      },
    },
    findingPlans: {
      invoke: {
        id: 'findPlans',
        src: 'findPlans',
        input: {},
        onDone: [
          {
            guard: { type: 'hasPlans', params: ({ event }) => event.output },
            target: 'answered',
            actions: { type: 'say', params: ({ event }) => ({ key: 'inquiry.plans', vars: { plans: event.output.plans } }) },
          },
          { target: 'failing' },
        ],
        onError: 'failing',
      },
    },
    findingTerms: {
      invoke: {
        id: 'findPayTerms',
        src: 'findPayTerms',
        input: {},
        onDone: {
          target: 'answered',
          actions: {
            type: 'say',
            params: ({ event }) => ({
              key: 'inquiry.howToPay',
              vars: { payUrl: event.output.payUrl, hours: event.output.reconnectHours },
            }),
          },
        },
        onError: 'failing',
      },
    },
    passingOn: {
      invoke: {
        id: 'other-matter',
        src: 'other-matter',
        input: ({ context: { facts, intent, text, nested } }) => ({ facts, intent, text, nested }),
        onDone: { target: 'passedOn', actions: assign({ folio: ({ context, event }) => event.output.folio ?? context.folio }) },
        onError: 'notRecorded',
      },
    },
    failing: { entry: [say('unavailable'), assign({ reason: 'unknown' })], always: 'referring' },
    answered: { always: [{ guard: 'isNested', target: 'told' }, { target: 'askingClear' }] },
    askingClear: {
      tags: 'waiting',
      meta: { prompt: 'inquiry.askClear', choices: ['yes', 'no'] },
      on: {
        ...answers({ yes: 'told', no: 'unclear' }),
        INTENT: [another, ...matters({ thanks_goodbye: 'told' })],
        TOLD: told,
        // Another account: what was shown is not of it.
        CORRECTION: {
          guard: 'correctsAccount',
          target: 'starting',
          actions: [
            { type: 'learn', params: ({ event }) => ({ [event.fact]: event.value, matched: 'no' }) },
            assign(({ context, event }) => ({
              account: null,
              reason: null,
              facts: { ...context.facts, [event.fact]: event.value, matched: 'no' },
            })),
          ],
        },
      },
    },
    unclear: { entry: assign({ reason: 'notClear' }), always: 'referring' },
    referring: {
      always: [
        {
          guard: 'isRecorded',
          target: 'recorded',
          actions: {
            type: 'say',
            params: ({ context: { topic, recorded } }) => ({ key: 'inquiry.already', vars: { folio: recorded[topic ?? 'bill'] ?? '' } }),
          },
        },
        { target: 'recording' },
      ],
    },
    recording: {
      invoke: {
        id: 'openFolio',
        src: 'openFolio',
        input: ({ context }) => draft(context),
        onDone: {
          target: 'recorded',
          actions: [
            { type: 'say', params: ({ context, event }) => sayOpened(context, event.output) },
            { type: 'learn', params: ({ event }) => ({ folio: event.output.number }) },
            assign(({ context, event }) => recordedNow(context, event.output)),
          ],
        },
        onError: 'notRecorded',
      },
    },
    recorded: { always: [{ guard: not('isNested'), target: 'askingPerson' }, { target: 'goingBack' }] },
    askingPerson: {
      tags: 'waiting',
      meta: { prompt: 'inquiry.askPerson', choices: ['later'] },
      on: {
        ...answers({ yes: 'leaving', later: 'leaving', no: 'escalated', person: 'escalated' }),
        TOLD: told,
        INTENT: [
          { ...another, guard: and(['isOurs', 'isAnswerable']) },
          // Who says it again does not want to wait.
          {
            guard: 'isOurs',
            target: 'escalated',
            actions: { type: 'say', params: ({ context }) => ({ key: 'inquiry.already', vars: { folio: context.folio } }) },
          },
          ...matters({ thanks_goodbye: 'leaving' }),
        ],
      },
    },
    told: { type: 'final', output: end('told') },
    passedOn: { type: 'final', output: end('passedOn') },
    leaving: {
      type: 'final',
      entry: { type: 'say', params: ({ context }) => ({ key: 'inquiry.later', vars: { folio: context.folio } }) },
      output: end('recorded'),
    },
    goingBack: { type: 'final', entry: say('goingBack'), output: end('recorded') },
    escalated: { type: 'final', tags: 'escalate', output: end('escalated') },
    notRecorded: { type: 'final', tags: 'escalate', entry: say('notRecorded'), output: end('notRecorded') },
  },
});

/** Doubts about balances, bills, payments and plans, answered from the company's own data to the customer's satisfaction. */
export const inquiry = defineFlow({ id: 'inquiry', version: 1, machine });
