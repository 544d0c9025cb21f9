import { assign, setup } from 'xstate';
import { defineFlow, type EntryInput, flowActions, type StateMeta, type Tag, type UserEvent } from '../src/engine/flow.js';
import { identifyCustomer } from './identify-customer.js';
import { powerCheck } from './power-check.js';
import { reboot } from './reboot.js';
import { type SameReportOutput, sameReport } from './same-report.js';
import { serviceFolio } from './service-folio.js';
import { checkLine, openFolio, updateFolio } from './shared/effects.js';
import { identifiedAs, losesSignal, RECONNECTION, reconnection, report, update } from './shared/failure.js';
import { beginning, type FailureContext as Context, corrected, known } from './shared/failure-context.js';
import { answers, came, matters, userGuards } from './shared/guards.js';
import { lineMessage, sayHowToPay, sayLine, sayOutage } from './shared/line-texts.js';
import { tellsOfElectricity } from './shared/own-words.js';

export interface TechnicalSupportOutput {
  readonly outcome: 'restored' | 'visitAgreed' | 'folioOpen' | 'suspended' | 'massOutage' | 'escalated';
  readonly folio: string | null;
}

const CORRECTIONS = 2;
/** How often we go on after "there is no electricity"; then the folio waits by itself. */
const BLACKOUTS = 2;

const say = (message: string) => ({ type: 'say', params: { key: `technical-support.${message}` } }) as const;
const sayAbout =
  (message: string) =>
  ({ context: { folio } }: { context: Context }) => ({ key: `technical-support.${message}`, vars: { folio } });

const end =
  (outcome: TechnicalSupportOutput['outcome']) =>
  ({ context }: { context: Context }): TechnicalSupportOutput => ({ outcome, folio: context.folio || null });

const completed = [{ guard: 'isCompared', target: 'checkingLine' }, { target: 'comparing' }] as const;

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
    'same-report': sameReport.machine,
    'service-folio': serviceFolio.machine,
  },
  actions: flowActions,
  guards: {
    ...userGuards,
    /** Somebody who has told something before may have told this as well. */
    mayBeKnown: ({ context: { facts } }) => facts.folio !== undefined || facts.account !== undefined,
    isKnown: ({ event }) => (event as { output?: SameReportOutput }).output?.view != null,
    isAgreed: ({ context }) => context.agreed,
    isRecorded: ({ context }) => context.folio !== '',
    isCompared: ({ context }) => context.compared,
    lacksDeadline: ({ context }) => context.dueAt === null,
    isOfElectricity: ({ event }) => event.type === 'INTENT' && event.intent === 'restart_fixed' && tellsOfElectricity(event.text),
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
  context: ({ input }) => beginning(input),
  output: ({ event }) => event.output as TechnicalSupportOutput,
  initial: 'starting',
  on: {
    CORRECTION: {
      guard: 'mayCorrect',
      target: '.correcting',
      actions: [
        { type: 'learn', params: ({ event }) => ({ account: event.value, matched: 'no' }) },
        assign(({ context, event }) => corrected(context, event)),
      ],
    },
  },
  states: {
    starting: { always: [{ guard: 'mayBeKnown', target: 'comparing' }, { target: 'reporting' }] },
    comparing: {
      entry: assign({ compared: ({ context: { identified, facts } }) => identified || facts.matched === 'yes' }),
      invoke: {
        id: 'same-report',
        src: 'same-report',
        input: ({ context: { facts, folio, text } }) => ({ facts, folio: folio || null, text }),
        onDone: [
          {
            guard: 'isKnown',
            target: 'joining',
            actions: [
              assign(({ event }) => ({ ...known(event.output), text: '' })),
              { type: 'learn', params: ({ event }) => ({ folio: event.output.view?.number ?? '' }) },
            ],
          },
          { guard: 'isRecorded', target: 'checkingLine' },
          { target: 'reporting' },
        ],
        onError: 'escalated',
      },
    },
    joining: { always: [{ guard: 'isAgreed', target: 'visitAgreed' }, { target: 'identifying' }] },
    correcting: { always: [{ guard: 'isRecorded', target: 'identifying' }, { target: 'reporting' }] },
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
        onDone: completed,
        onError: completed,
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
          { guard: 'lacksDeadline', target: 'notingOther', actions: assign({ line: ({ event }) => event.output }) },
          { target: 'tellingLine', actions: assign({ line: ({ event }) => event.output }) },
        ],
        onError: { target: 'checkingPower', actions: say('lineUnknown') },
      },
    },
    notingSuspension: {
      invoke: {
        id: 'noteSuspension',
        src: 'updateFolio',
        input: ({ context }) => update(context, { details: { finding: 'suspended' }, dueAt: 'none' }),
        onDone: askPayment,
        onError: askPayment,
      },
    },
    askingPayment: {
      tags: 'waiting',
      meta: { prompt: 'technical-support.askPayment', choices: ['paid', 'understood'] },
      on: {
        ...answers({ paid: 'askingReconnection', understood: 'unpaid', yes: 'askingReconnection', no: 'unpaid' }),
        INTENT: matters({ [RECONNECTION]: 'askingReconnection', restart_fixed: 'askingClosing', thanks_goodbye: 'unpaid' }),
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
    /** A failure after all, and no outage nor a debt: the repair has its own deadline again. */
    notingOther: {
      invoke: {
        id: 'noteOther',
        src: 'updateFolio',
        input: ({ context }) => update(context, { details: { finding: null }, dueAt: context.dueAt ?? 'anew' }),
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
          { guard: came('notChecked'), target: 'visiting', actions: assign({ reason: 'notRestarted' }) },
          { guard: came('restored'), target: 'askingClosing' },
          { guard: 'hasNoSignal', target: 'visiting', actions: assign({ reason: 'opticalLoss' }) },
          { guard: came('restarted'), target: 'rebooting', actions: assign({ restarted: true }) },
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
          { guard: 'isOfElectricity', target: 'checkingPower' },
          ...matters({ power_check_on: 'checkingPower', restart_fixed: 'askingClosing' }),
          { guard: { type: 'means', params: { intent: 'thanks_goodbye' } }, actions: say('noHurry') },
        ],
      },
    },
    rebooting: {
      invoke: {
        id: 'reboot',
        src: 'reboot',
        input: ({ context: { facts, restarted } }) => ({ facts, done: restarted }),
        onDone: [
          { guard: came('restored'), target: 'askingClosing' },
          { guard: came('notRestarted'), target: 'visiting', actions: assign({ reason: 'notRestarted' }) },
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
        onDone: [{ guard: came('visitAgreed'), target: 'visitAgreed' }, { target: 'folioOpen' }],
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
    unpaid: { type: 'final', entry: { type: 'say', params: sayHowToPay }, output: end('suspended') },
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
