import { assign, setup } from 'xstate';
import { defineFlow, type Facts, flowActions, type StateMeta, type Tag, type UserEvent } from '../src/engine/flow.js';
import { identifyCustomer } from './identify-customer.js';
import { answers, correctsIdentity, userGuards } from './shared/guards.js';
import {
  anew,
  contactChoices,
  type IdentityContext,
  identityOf,
  maskOf,
  missed,
  proofInput,
  proved,
  saySent,
} from './shared/identity-context.js';
import {
  type CheckCodeOutput,
  type ContactKind,
  checkCode,
  confirmAction,
  findProof,
  type MaskedContact,
  type ProofNeed,
  type SendCodeOutput,
  sendCode,
} from './shared/identity-effects.js';

export interface VerifyIdentityInput {
  readonly facts: Facts;
  /** What it is for: one of the actions of `src/cases/identity-levels.ts`. A code for one action is none for another. */
  readonly action: string;
  readonly level: 1 | 2 | 3;
}
/**
 * `notVerified`: the customer could not prove it, or no longer wants to. `escalated`: it could not be proved here, through no fault of the
 * customer's. Either way the caller puts the matter on record and leads to a person.
 */
export interface VerifyIdentityOutput {
  readonly verified: boolean;
  /** The account that was proved; null when none was. */
  readonly account: string | null;
  readonly outcome: 'verified' | 'notVerified' | 'escalated';
}

/** Codes of one procedure, answers to one, and new beginnings before a person takes over. The policy may allow fewer. */
const SENDS = 3;
const MISSES = 5;
const TURNS = 2;

/** No message names an account: all of them are the same whether there is such an account or not. */
const say = (message: string) => ({ type: 'say', params: { key: `verify-identity.${message}` } }) as const;

const end = (outcome: VerifyIdentityOutput['outcome']): VerifyIdentityOutput => ({ verified: false, account: null, outcome });

const house = setup({
  types: {
    context: {} as IdentityContext,
    input: {} as VerifyIdentityInput,
    output: {} as VerifyIdentityOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: { findProof, sendCode, checkCode, confirmAction, 'identify-customer': identifyCustomer.machine },
  actions: flowActions,
  guards: {
    ...userGuards,
    knowsWho: ({ context: { facts } }) => facts.account !== undefined && (facts.email !== undefined || facts.phone !== undefined),
    wasAsked: ({ context }) => context.asked,
    needs: (_, { need, wanted }: { need: ProofNeed; wanted: ProofNeed }) => need === wanted,
    hasContacts: (_, { contacts }: { contacts: readonly MaskedContact[] }) => contacts.length > 0,
    isOffered: ({ context, event }) => event.type === 'CHOICE' && context.contacts.some(({ kind }) => kind === event.id),
    isOnlyOne: ({ context }) => context.contacts.length === 1,
    hasOther: ({ context }, { result }: SendCodeOutput) => result === 'contactLimit' && context.contacts.length > 1,
    was: (_, { result, wanted }: { result: string; wanted: string }) => result === wanted,
    isRight: (_, { result, need }: CheckCodeOutput) => result === 'right' && need === 'nothing',
    mayTryAgain: ({ context }, { result }: CheckCodeOutput) => result === 'wrong' && context.misses + 1 < MISSES,
    isCode: ({ event }) => event.type === 'ANSWER' && event.value !== null,
    mayMiss: ({ context }) => context.misses + 1 < MISSES,
    /** One that came late is looked at even if the tries are used up: then it is said why it is of no use. */
    mayCheck: ({ context, event }) => event.type === 'ANSWER' && event.value !== null && context.misses <= MISSES,
    maySend: ({ context }) => context.sends < SENDS,
    mayStartOver: ({ context }) => context.turns < TURNS,
    mayCorrect: ({ context, event }) => correctsIdentity(event) && context.turns < TURNS,
    isConfirmed: (_, { confirmed }: { confirmed: boolean }) => confirmed,
  },
});

const typed = house.assign(({ event }) => ({ code: event.type === 'ANSWER' ? event.value : null }));

const machine = house.createMachine({
  id: 'verify-identity',
  context: ({ input: { facts, action, level } }) => ({
    facts: identityOf({ account: null, email: null, phone: null, ...facts }),
    action,
    level,
    asked: false,
    sends: 0,
    turns: 0,
    ...anew,
  }),
  output: ({ event }) => event.output as VerifyIdentityOutput,
  initial: 'starting',
  on: {
    // Another account, or another contact: what was sent proves nothing of that one.
    CORRECTION: {
      guard: 'mayCorrect',
      target: '.starting',
      actions: [
        { type: 'learn', params: ({ event }) => ({ [event.fact]: event.value, matched: 'no' }) },
        assign(({ context, event }) => ({
          ...anew,
          facts: { ...context.facts, [event.fact]: event.value },
          turns: context.turns + 1,
        })),
      ],
    },
  },
  states: {
    starting: {
      always: [
        { guard: 'knowsWho', target: 'proving' },
        { guard: 'wasAsked', target: 'notVerified', actions: say('noAccount') },
        { target: 'identifying' },
      ],
    },
    identifying: {
      entry: assign({ asked: true }),
      invoke: {
        id: 'identify-customer',
        src: 'identify-customer',
        input: ({ context: { facts } }) => ({ facts }),
        onDone: {
          target: 'starting',
          actions: assign({ facts: ({ context, event }) => ({ ...context.facts, ...identityOf(event.output) }) }),
        },
        onError: { target: 'escalated', actions: say('noAnswer') },
      },
    },
    proving: {
      invoke: {
        id: 'findProof',
        src: 'findProof',
        input: ({ context }) => proofInput(context),
        onDone: [
          {
            guard: { type: 'needs', params: ({ event }) => ({ need: event.output.need, wanted: 'nothing' }) },
            target: 'verified',
            actions: { type: 'learn', params: ({ context, event }) => proved(context, event.output.zone) },
          },
          {
            guard: { type: 'needs', params: ({ event }) => ({ need: event.output.need, wanted: 'confirmation' }) },
            target: 'askingConfirmation',
            actions: assign(anew),
          },
          {
            guard: { type: 'hasContacts', params: ({ event }) => event.output },
            target: 'askingContact',
            actions: assign(({ event }) => ({ ...anew, contacts: event.output.contacts })),
          },
          { target: 'escalated', actions: say('cannotSend') },
        ],
        onError: { target: 'escalated', actions: say('noAnswer') },
      },
    },
    askingContact: {
      tags: 'waiting',
      meta: {
        prompt: 'verify-identity.askContact',
        vars: ({ contacts, action }: IdentityContext) => ({ action, count: contacts.length }),
        choices: contactChoices,
      },
      on: {
        ...answers({ neither: 'givingUp', no: 'givingUp' }),
        YES: {
          guard: 'isOnlyOne',
          target: 'sending',
          actions: assign({ to: ({ context }) => context.contacts[0]?.kind ?? null }),
        },
        CHOICE: [
          {
            guard: 'isOffered',
            target: 'sending',
            actions: assign({ to: ({ event }) => event.id as ContactKind }),
          },
          ...answers({ neither: 'givingUp', no: 'givingUp' }).CHOICE,
        ],
      },
    },
    sending: {
      entry: assign({ sends: ({ context }) => context.sends + 1, misses: 0, code: null }),
      invoke: {
        id: 'sendCode',
        src: 'sendCode',
        input: ({ context }) => ({ ...proofInput(context), to: context.to ?? 'email' }),
        onDone: [
          {
            guard: { type: 'was', params: ({ event }) => ({ result: event.output.result, wanted: 'sent' }) },
            target: 'askingCode',
            actions: { type: 'say', params: ({ context, event }) => saySent(context, event.output.minutes) },
          },
          {
            guard: { type: 'hasOther', params: ({ event }) => event.output },
            target: 'askingContact',
            actions: [
              say('contactLimit'),
              assign(({ context }) => ({ ...anew, contacts: context.contacts.filter(({ kind }) => kind !== context.to) })),
            ],
          },
          {
            guard: { type: 'was', params: ({ event }) => ({ result: event.output.result, wanted: 'unavailable' }) },
            target: 'escalated',
            actions: say('cannotSend'),
          },
          { target: 'escalated', actions: say('tooMany') },
        ],
        onError: { target: 'escalated', actions: say('noAnswer') },
      },
    },
    askingCode: {
      tags: 'waiting',
      meta: {
        prompt: 'verify-identity.askCode',
        vars: (context: IdentityContext) => ({ masked: maskOf(context) }),
        slot: 'code',
        choices: ['notReceived'],
      },
      on: {
        ...answers({ notReceived: 'helping', no: 'helping' }),
        ANSWER: [
          { guard: 'isCode', target: 'checking', actions: typed },
          { guard: 'mayMiss', actions: [assign(({ context }) => missed(context)), say('notACode')] },
          { target: 'helping', actions: say('notACode') },
        ],
      },
    },
    checking: {
      invoke: {
        id: 'checkCode',
        src: 'checkCode',
        input: ({ context }) => ({ ...proofInput(context), code: context.code ?? '' }),
        onDone: [
          {
            guard: { type: 'isRight', params: ({ event }) => event.output },
            target: 'verified',
            actions: [{ type: 'learn', params: ({ context, event }) => proved(context, event.output.zone) }, say('verified')],
          },
          {
            guard: { type: 'was', params: ({ event }) => ({ result: event.output.result, wanted: 'right' }) },
            target: 'askingConfirmation',
            actions: assign(anew),
          },
          {
            guard: { type: 'mayTryAgain', params: ({ event }) => event.output },
            target: 'askingCode',
            actions: [
              assign(({ context }) => missed(context)),
              { type: 'say', params: ({ event }) => ({ key: 'verify-identity.wrong', vars: { tries: event.output.triesLeft } }) },
            ],
          },
          {
            guard: { type: 'was', params: ({ event }) => ({ result: event.output.result, wanted: 'void' }) },
            target: 'helping',
            actions: [assign(({ context }) => missed(context)), say('expired')],
          },
          { target: 'helping', actions: [assign(({ context }) => missed(context)), say('usedUp')] },
        ],
        onError: { target: 'escalated', actions: say('noAnswer') },
      },
    },
    helping: {
      always: [
        { guard: 'maySend', target: 'askingHelp' },
        { target: 'notVerified', actions: say('noMore') },
      ],
    },
    askingHelp: {
      tags: 'waiting',
      meta: {
        prompt: 'verify-identity.askHelp',
        slot: 'code',
        choices: ({ contacts }: IdentityContext) => ['sendAgain', ...(contacts.length > 1 ? ['otherContact'] : []), 'neither'],
      },
      on: {
        ...answers({ sendAgain: 'sending', yes: 'sending', otherContact: 'choosingAgain', neither: 'givingUp', no: 'givingUp' }),
        // It has come after all.
        ANSWER: { guard: 'mayCheck', target: 'checking', actions: typed },
      },
    },
    choosingAgain: { entry: assign({ to: null, misses: 0 }), always: 'askingContact' },
    askingConfirmation: {
      tags: 'waiting',
      meta: {
        prompt: 'verify-identity.askConfirmation',
        vars: ({ action }: IdentityContext) => ({ action }),
        choices: ({ action }: IdentityContext) => [{ id: 'confirm', key: 'verify-identity.confirm', vars: { action } }, 'no'],
      },
      on: {
        ...answers({ confirm: 'confirming', no: 'declining' }),
        // A mere yes may answer anything.
        YES: [{ guard: 'mayMiss', actions: [assign(({ context }) => missed(context)), say('confirmInFull')] }, { target: 'declining' }],
      },
    },
    confirming: {
      invoke: {
        id: 'confirmAction',
        src: 'confirmAction',
        input: ({ context }) => proofInput(context),
        onDone: [
          {
            guard: { type: 'isConfirmed', params: ({ event }) => event.output },
            target: 'verified',
            actions: [{ type: 'learn', params: ({ context, event }) => proved(context, event.output.zone) }, say('confirmed')],
          },
          {
            guard: 'mayStartOver',
            target: 'proving',
            actions: [assign(({ context }) => ({ ...anew, turns: context.turns + 1 })), say('tooLate')],
          },
          { target: 'notVerified', actions: say('noMore') },
        ],
        onError: { target: 'escalated', actions: say('noAnswer') },
      },
    },
    givingUp: { always: { target: 'notVerified', actions: say('gaveUp') } },
    declining: { always: { target: 'notVerified', actions: say('notConfirmed') } },
    verified: {
      type: 'final',
      output: ({ context }): VerifyIdentityOutput => ({ verified: true, account: context.facts.account ?? null, outcome: 'verified' }),
    },
    notVerified: { type: 'final', output: end('notVerified') },
    escalated: { type: 'final', output: end('escalated') },
  },
});

/** Proves who the customer is, to the level that a matter needs, by a code sent to a contact that the company has on file. */
export const verifyIdentity = defineFlow({ id: 'verify-identity', version: 1, machine });
