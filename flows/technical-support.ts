import { assign, setup } from 'xstate';
import { defineFlow, type EntryInput, flowActions, type StateMeta, type Tag, type UserEvent } from '../src/engine/flow.js';
import { identifyCustomer } from './identify-customer.js';
import { powerCheck } from './power-check.js';
import { reboot } from './reboot.js';
import { type ServiceFolioInput, serviceFolio } from './service-folio.js';
import { checkLine, openFolio, updateFolio } from './shared/effects.js';
import { type Failure, identifiedAs, losesSignal, ofAccount, RECONNECTION, reconnection, report, update } from './shared/failure.js';
import { answers, came, matters, userGuards } from './shared/guards.js';

export interface TechnicalSupportOutput {
  readonly outcome: 'restored' | 'visitAgreed' | 'folioOpen' | 'suspended' | 'massOutage' | 'escalated';
  readonly folio: string | null;
}

interface Context extends Failure {
  /** Deadline of the repair by policy. */
  readonly dueAt: string | null;
  readonly identified: boolean;
  /** The optical signal does not arrive: nothing in the house will mend it. */
  readonly noSignal: boolean;
  readonly reason: ServiceFolioInput['reason'];
  readonly corrections: number;
  readonly blackouts: number;
}

const CORRECTIONS = 2;
/** How often we go on after "there is no electricity"; then the folio waits by itself. */
const BLACKOUTS = 2;

/** Another account is another line: all that was found is about the wrong one. */
const corrected = (context: Context, event: UserEvent): Partial<Context> =>
  event.type === 'CORRECTION'
    ? { facts: ofAccount(context.facts, event.value), line: null, noSignal: false, identified: false, corrections: context.corrections + 1 }
    : {};

const say = (message: string) => ({ type: 'say', params: { key: `technical-support.${message}` } }) as const;
const sayAbout =
  (message: string) =>
  ({ context: { folio } }: { context: Context }) => ({ key: `technical-support.${message}`, vars: { folio } });

const sayOutage = ({ context: { facts, line } }: { context: Context }) =>
  line?.restoreAt == null
    ? { key: 'technical-support.outageUnknown', vars: { zone: facts.zone ?? '' } }
    : { key: 'technical-support.outage', vars: { zone: facts.zone ?? '', restoreAt: line.restoreAt } };

/** What the network knows, in the customer's words; null: nothing. */
function lineMessage(context: Context): 'lineLost' | 'deviceOnline' | 'deviceOffline' | null {
  if (losesSignal(context)) return 'lineLost';
  if (context.line?.device === 'online') return 'deviceOnline';
  return context.line?.device === 'offline' ? 'deviceOffline' : null;
}
const sayLine = ({ context }: { context: Context }) => ({ key: `technical-support.${lineMessage(context)}` });

const end =
  (outcome: TechnicalSupportOutput['outcome']) =>
  ({ context }: { context: Context }): TechnicalSupportOutput => ({ outcome, folio: context.folio || null });

const askPayment = { target: 'askingPayment', actions: say('suspended') } as const;
const askOutage = { target: 'askingOutage', actions: { type: 'say', params: sayOutage } } as const;

const machine = setup({
  types: {
    context: {} as Context,
    input: {} as EntryInput,
    output: {} as TechnicalSupportOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: {
    openFolio,
    updateFolio,
    checkLine,
    'identify-customer': identifyCustomer.machine,
    'power-check': powerCheck.machine,
    reboot: reboot.machine,
    'service-folio': serviceFolio.machine,
  },
  actions: flowActions,
  guards: {
    ...userGuards,
    hasNoSignal: ({ context }) => context.noSignal,
    lineTells: ({ context }) => lineMessage(context) !== null,
    mayWait: ({ context }) => context.blackouts < BLACKOUTS,
    mayCorrect: ({ context, event }) =>
      context.identified && event.type === 'CORRECTION' && event.fact === 'account' && context.corrections < CORRECTIONS,
  },
  delays: {
    /** Nobody has written since the electricity went: the folio goes on without the conversation. */
    blackoutPatience: 24 * 3_600_000,
  },
}).createMachine({
  id: 'technical-support',
  context: ({ input: { facts, text } }) => ({
    facts,
    text,
    folio: '',
    dueAt: null,
    identified: false,
    line: null,
    noSignal: false,
    reason: 'stillFailing',
    corrections: 0,
    blackouts: 0,
  }),
  output: ({ event }) => event.output as TechnicalSupportOutput,
  initial: 'reporting',
  on: {
    CORRECTION: {
      guard: 'mayCorrect',
      target: '.identifying',
      actions: [
        { type: 'learn', params: ({ event }) => ({ account: event.value, matched: 'no' }) },
        assign(({ context, event }) => corrected(context, event)),
      ],
    },
  },
  states: {
    /** Whatever comes of the rest, the report stands from now on. */
    reporting: {
      invoke: {
        id: 'openFolio',
        src: 'openFolio',
        input: ({ context }) => report(context),
        onDone: {
          target: 'identifying',
          actions: [
            // The words are in the folio now: they need not travel with the conversation's state.
            assign({ folio: ({ event }) => event.output.number, dueAt: ({ event }) => event.output.dueAt, text: '' }),
            { type: 'learn', params: ({ event }) => ({ folio: event.output.number }) },
            { type: 'say', params: sayAbout('reported') },
          ],
        },
        onError: 'notRecorded',
      },
    },
    identifying: {
      invoke: {
        id: 'identify-customer',
        src: 'identify-customer',
        input: ({ context }) => ({ facts: context.facts }),
        onDone: [
          {
            guard: came('identified'),
            target: 'completing',
            actions: assign(({ context, event }) => ({ facts: identifiedAs(context.facts, event.output), identified: true })),
          },
          { target: 'escalated' },
        ],
        onError: 'escalated',
      },
    },
    completing: {
      invoke: {
        id: 'completeFolio',
        src: 'updateFolio',
        input: ({ context }) => update(context, {}),
        onDone: 'checkingLine',
        onError: 'checkingLine',
      },
    },
    checkingLine: {
      invoke: {
        id: 'checkLine',
        src: 'checkLine',
        input: ({ context }) => ({ account: context.facts.account ?? '' }),
        onDone: [
          {
            guard: ({ event }) => event.output.suspended,
            target: 'notingSuspension',
            actions: assign({ line: ({ event }) => event.output }),
          },
          { guard: ({ event }) => event.output.outage, target: 'notingOutage', actions: assign({ line: ({ event }) => event.output }) },
          { target: 'tellingLine', actions: assign({ line: ({ event }) => event.output }) },
        ],
        onError: { target: 'checkingPower', actions: say('lineUnknown') },
      },
    },
    notingSuspension: {
      invoke: {
        id: 'noteSuspension',
        src: 'updateFolio',
        input: ({ context }) => update(context, { details: { finding: 'suspended' } }),
        onDone: askPayment,
        onError: askPayment,
      },
    },
    askingPayment: {
      tags: 'waiting',
      meta: { prompt: 'technical-support.askPayment', choices: ['paid', 'understood'] },
      on: {
        ...answers({ paid: 'askingReconnection', understood: 'suspended', yes: 'askingReconnection', no: 'suspended' }),
        INTENT: matters({ [RECONNECTION]: 'askingReconnection', restart_fixed: 'askingClosing', thanks_goodbye: 'suspended' }),
      },
    },
    askingReconnection: {
      invoke: {
        id: 'openReconnection',
        src: 'openFolio',
        input: ({ context }) => reconnection(context),
        onDone: {
          target: 'suspended',
          actions: {
            type: 'say',
            params: ({ context, event }) => ({
              key: 'technical-support.reconnecting',
              vars: { folio: event.output.number, hours: context.line?.reconnectHours ?? 0 },
            }),
          },
        },
        onError: 'notRecorded',
      },
    },
    notingOutage: {
      invoke: {
        id: 'noteOutage',
        src: 'updateFolio',
        input: ({ context }) => update(context, { details: { finding: 'massOutage' }, dueAt: context.line?.restoreAt ?? null }),
        onDone: askOutage,
        onError: askOutage,
      },
    },
    askingOutage: {
      tags: 'waiting',
      meta: { prompt: 'technical-support.askOutage', choices: ['sameFailure', 'otherFailure'] },
      on: {
        ...answers({ sameFailure: 'massOutage', otherFailure: 'notingOther', yes: 'massOutage', no: 'notingOther' }),
        INTENT: matters({ restart_fixed: 'askingClosing', thanks_goodbye: 'massOutage' }),
      },
    },
    /** Not the outage after all: the repair has its own deadline again. */
    notingOther: {
      invoke: {
        id: 'noteOther',
        src: 'updateFolio',
        input: ({ context }) => update(context, { details: { finding: null }, dueAt: context.dueAt }),
        onDone: 'tellingLine',
        onError: 'tellingLine',
      },
    },
    tellingLine: {
      always: [{ guard: 'lineTells', target: 'checkingPower', actions: { type: 'say', params: sayLine } }, { target: 'checkingPower' }],
    },
    checkingPower: {
      // All that the network told has been said; whether the signal is lost still decides what follows.
      entry: assign(({ context }) => ({ noSignal: context.noSignal || losesSignal(context), line: null })),
      invoke: {
        id: 'power-check',
        src: 'power-check',
        input: ({ context }) => ({ facts: context.facts, once: context.noSignal }),
        onDone: [
          { guard: came('noPower'), target: 'visiting', actions: assign({ reason: 'noPower' }) },
          { guard: came('homeOutage'), target: 'darkening' },
          { guard: came('restored'), target: 'askingClosing' },
          { guard: 'hasNoSignal', target: 'visiting', actions: assign({ reason: 'opticalLoss' }) },
          { target: 'rebooting' },
        ],
        onError: 'escalated',
      },
    },
    darkening: {
      always: [
        { guard: 'mayWait', target: 'awaitingElectricity', actions: assign({ blackouts: ({ context }) => context.blackouts + 1 }) },
        { target: 'leftOpen' },
      ],
    },
    awaitingElectricity: {
      tags: 'waiting',
      meta: {
        prompt: 'technical-support.askElectricity',
        vars: ({ folio }: Context) => ({ folio }),
        choices: ['electricityBack', 'keepOpen'],
      },
      after: { blackoutPatience: 'leftOpen' },
      on: {
        ...answers({ electricityBack: 'checkingPower', keepOpen: 'leftOpen', yes: 'checkingPower' }),
        // "Not yet", "thank you": we go on waiting.
        NO: { actions: say('noHurry') },
        INTENT: [
          ...matters({ power_check_on: 'checkingPower', restart_fixed: 'askingClosing' }),
          { guard: { type: 'means', params: { intent: 'thanks_goodbye' } }, actions: say('noHurry') },
        ],
      },
    },
    rebooting: {
      invoke: {
        id: 'reboot',
        src: 'reboot',
        input: ({ context }) => ({ facts: context.facts }),
        onDone: [
          { guard: came('restored'), target: 'askingClosing' },
          { target: 'visiting', actions: assign({ reason: 'stillFailing' }) },
        ],
        onError: 'escalated',
      },
    },
    visiting: {
      invoke: {
        id: 'service-folio',
        src: 'service-folio',
        input: ({ context: { facts, folio, reason } }) => ({ facts, folio, zone: facts.zone ?? null, reason }),
        onDone: [
          {
            guard: came('visitAgreed'),
            target: 'visitAgreed',
          },
          { target: 'folioOpen' },
        ],
        onError: 'escalated',
      },
    },
    /** A folio closes only when the customer agrees. */
    askingClosing: {
      tags: 'waiting',
      meta: { prompt: 'technical-support.askClosing', vars: ({ folio }: Context) => ({ folio }), choices: ['yes', 'no'] },
      on: {
        ...answers({ yes: 'closing', no: 'keptOpen' }),
        INTENT: matters({ restart_fixed: 'closing', restart_still_failing: 'visiting', thanks_goodbye: 'keptOpen' }),
      },
    },
    closing: {
      invoke: {
        id: 'closeFolio',
        src: 'updateFolio',
        input: ({ context }) => update(context, { details: { finding: 'restored' }, closing: true }),
        onDone: { target: 'restored', actions: { type: 'say', params: sayAbout('closed') } },
        onError: { target: 'restored', actions: { type: 'say', params: sayAbout('notClosed') } },
      },
    },
    restored: { type: 'final', output: end('restored') },
    keptOpen: { type: 'final', entry: { type: 'say', params: sayAbout('keptOpen') }, output: end('restored') },
    visitAgreed: { type: 'final', output: end('visitAgreed') },
    leftOpen: { type: 'final', entry: { type: 'say', params: sayAbout('leftOpen') }, output: end('folioOpen') },
    folioOpen: { type: 'final', output: end('folioOpen') },
    suspended: { type: 'final', output: end('suspended') },
    massOutage: { type: 'final', entry: { type: 'say', params: sayAbout('outageNoted') }, output: end('massOutage') },
    notRecorded: {
      type: 'final',
      tags: 'escalate',
      entry: say('notRecorded'),
      output: end('escalated'),
    },
    escalated: { type: 'final', tags: 'escalate', output: end('escalated') },
  },
});

/** Points 1 and 2 of the procedure: a failure, from the report to the repair, the visit or the honest reason why not. */
export const technicalSupport = defineFlow({ id: 'technical-support', version: 1, machine });
