import { and, assign, not, or, setup } from 'xstate';
import { defineFlow, type EntryInput, flowActions, type Say, type StateMeta, type Tag, type UserEvent } from '../src/engine/flow.js';
import { type IdentifyCustomerOutput, identifyCustomer } from './identify-customer.js';
import { type ScheduleVisitOutput, scheduleVisit } from './schedule-visit.js';
import { cancelVisit, type FolioView, findFolio, updateFolio } from './shared/effects.js';
import { closing } from './shared/failure.js';
import { belongsTo, folioVars, isLive, isVisited, visitOf } from './shared/folio-view.js';
import { answers, came, matters, userGuards } from './shared/guards.js';
import { givesVisitUp, mistypesFolio } from './shared/own-words.js';
import { technicalSupport } from './technical-support.js';

/** Numbers that lead to nothing before a person takes over. */
const TRIES = 3;

export interface FolioStatusOutput {
  readonly outcome: 'told' | 'visitChanged' | 'visitCancelled' | 'closed' | 'notFound' | 'escalated';
}

interface Context extends EntryInput {
  /** The folio the customer named, or null: the newest there is. */
  readonly number: string | null;
  /** Known to be the customer's own, else null. */
  readonly account: string | null;
  readonly zone: string | null;
  readonly misses: number;
  readonly view: FolioView | null;
}

const say =
  (message: string) =>
  ({ context: { view } }: { context: Context }): Say => ({ key: `folio-status.${message}`, vars: folioVars(view) });

/** What is wanted of the folio, said in the middle of this procedure. */
const wished = (event: UserEvent): Partial<Context> => (event.type === 'INTENT' ? { intent: event.intent, text: event.text } : {});

/** The same words whether the folio does not exist or is somebody else's. */
const sayNotFound = ({ context: { number } }: { context: Context }): Say => ({
  key: 'folio-status.notFound',
  vars: number === null ? { named: 'no' } : { named: 'yes', folio: number },
});

/** An end that a person has to take up. */
const escalated = (message: string) =>
  ({ type: 'final', tags: 'escalate', entry: { type: 'say', params: say(message) }, output: { outcome: 'escalated' } }) as const;

/** Said instead of a yes: it fails, nobody came, another visit is wanted. */
const NOT_YET = ['restart_still_failing', 'technical_failure', 'folio_status', 'reschedule_visit'];
const notYet = Object.fromEntries(NOT_YET.map((intent) => [intent, 'keepingOpen']));

/** What may be said of a folio while something is offered for it. */
const aside = { reschedule_visit: 'changing', folio_status: 'finding', restart_fixed: 'askingClosing', thanks_goodbye: 'leaving' };

const machine = setup({
  types: {
    context: {} as Context,
    input: {} as EntryInput,
    output: {} as FolioStatusOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: {
    findFolio,
    cancelVisit,
    updateFolio,
    'identify-customer': identifyCustomer.machine,
    'schedule-visit': scheduleVisit.machine,
    'technical-support': technicalSupport.machine,
  },
  actions: flowActions,
  guards: {
    ...userGuards,
    mayTell: ({ context }, { folio }: { folio: FolioView | null }) => belongsTo(context.account, folio),
    isNamed: ({ context }) => context.number !== null,
    isMatched: ({ context }) => context.account !== null,
    isIdentified: (_, { outcome, account }: IdentifyCustomerOutput) => outcome === 'identified' && account !== null,
    isGiven: ({ event }) => event.type === 'ANSWER' && event.value !== null,
    knowsWho: ({ context }) => context.facts.account !== undefined,
    /** Asked for the folio, they say who they are. */
    tellsWho: ({ event }) =>
      event.type === 'ANSWER' && (['account', 'email', 'phone'] as const).some((name) => event.facts?.[name] !== undefined),
    isMistyped: ({ context: { text, facts } }) => mistypesFolio(text, facts.folio),
    isWish: ({ event }) => event.type === 'INTENT' && (event.intent === 'reschedule_visit' || event.intent === 'restart_fixed'),
    givesUp: ({ event }) => event.type === 'INTENT' && event.intent === 'reschedule_visit' && givesVisitUp(event.text),
    isFolio: ({ event }) => event.type === 'CORRECTION' && event.fact === 'folio',
    mayMiss: ({ context }) => context.misses + 1 < TRIES,
    wantsChange: ({ context }) => context.intent === 'reschedule_visit' && !givesVisitUp(context.text),
    wantsNone: ({ context }) => context.intent === 'reschedule_visit' && givesVisitUp(context.text),
    /** The technical area is done, or should be: whether it is well only the customer can say. */
    isDealtWith: ({ context }) => context.view?.status === 'resolved' || isVisited(context.view),
    isUntested: ({ context: { view } }) => isLive(view) && view.type === 'failure' && view.visit === null && !view.tested,
    /** "Ya quedó": the folio can be closed, and the visit with it. */
    isFixed: ({ context }) => context.intent === 'restart_fixed' && isLive(context.view),
    hasVisit: ({ context }) => visitOf(context.view) !== null,
    /** A failure that nobody has agreed a visit for. */
    lacksVisit: ({ context: { view } }) =>
      isLive(view) && view.type === 'failure' && visitOf(view) === null && view.finding !== 'suspended',
    mayStillCancel: ({ context }, { outcome }: ScheduleVisitOutput) =>
      outcome === 'declined' && context.intent === 'reschedule_visit' && visitOf(context.view) !== null,
    isDone: (_, { done }: { done: boolean }) => done,
  },
}).createMachine({
  id: 'folio-status',
  context: ({ input: { facts, intent, text, nested } }) => ({
    facts,
    intent,
    text,
    nested,
    number: facts.folio ?? null,
    account: facts.matched === 'yes' ? (facts.account ?? null) : null,
    zone: facts.zone ?? null,
    misses: 0,
    view: null,
  }),
  output: ({ event }) => event.output as FolioStatusOutput,
  initial: 'starting',
  states: {
    starting: {
      always: [
        { guard: 'isMistyped', target: 'asking', actions: { type: 'say', params: { key: 'folio-status.invalid' } } },
        { target: 'finding' },
      ],
    },
    finding: {
      invoke: {
        id: 'findFolio',
        src: 'findFolio',
        input: ({ context: { number, account } }) => ({ number, account }),
        onDone: [
          {
            guard: { type: 'mayTell', params: ({ event }) => event.output },
            target: 'telling',
            actions: [
              assign({ view: ({ event }) => event.output.folio }),
              { type: 'learn', params: ({ event }) => (event.output.folio ? { folio: event.output.folio.number } : {}) },
            ],
          },
          // Whoever names a folio is asked who they are, whether the folio exists or not.
          {
            guard: and(['isNamed', not('isMatched')]),
            target: 'identifying',
            actions: { type: 'say', params: { key: 'folio-status.mustIdentify' } },
          },
          { guard: 'isNamed', target: 'missing' },
          { guard: 'isMatched', target: 'asking', actions: { type: 'say', params: sayNotFound } },
          // The account serves as well as the number: nobody who gave it is asked for another.
          { guard: 'knowsWho', target: 'identifying' },
          { target: 'asking' },
        ],
        onError: 'unavailable',
      },
    },
    asking: {
      tags: 'waiting',
      meta: {
        prompt: 'folio-status.ask',
        slot: 'folio',
        choices: ({ account }: Context) => (account === null ? ['byAccount', 'nothing'] : ['nothing']),
      },
      on: {
        ANSWER: [
          { guard: 'isGiven', target: 'finding', actions: assign({ number: ({ event }) => event.value }) },
          { guard: and(['tellsWho', not('isMatched')]), target: 'identifying' },
          {
            guard: 'mayMiss',
            actions: [assign({ misses: ({ context }) => context.misses + 1 }), { type: 'say', params: { key: 'folio-status.invalid' } }],
          },
          { target: 'tooManyTries' },
        ],
        CHOICE: [
          { guard: and([not('isMatched'), { type: 'chose', params: { id: 'byAccount' } }]), target: 'identifying' },
          // The account has been searched already.
          ...answers({ byAccount: 'notFound', nothing: 'notFound' }).CHOICE,
        ],
        NO: [{ guard: not('isMatched'), target: 'identifying' }, { target: 'notFound' }],
        INTENT: [
          // "Perdí mi folio": asked for the number, they tell the matter again.
          { guard: and([not('isMatched'), { type: 'means', params: { intent: 'folio_status' } }]), target: 'identifying' },
          { guard: and([not('isMatched'), { type: 'means', params: { intent: 'provide_identifiers' } }]), target: 'identifying' },
          // "¿La pueden mover?": what they want of the folio, whichever it is.
          { guard: and([not('isMatched'), 'isWish']), target: 'identifying', actions: assign(({ event }) => wished(event)) },
          {
            guard: and(['isWish', 'mayMiss']),
            actions: assign(({ context, event }) => ({ ...wished(event), misses: context.misses + 1 })),
          },
        ],
        CORRECTION: { guard: 'isFolio', target: 'finding', actions: assign({ number: ({ event }) => event.value }) },
      },
    },
    identifying: {
      on: { INTENT: { guard: 'isWish', actions: assign(({ event }) => wished(event)) } },
      invoke: {
        id: 'identify-customer',
        src: 'identify-customer',
        input: ({ context }) => ({ facts: context.facts }),
        onDone: [
          {
            guard: { type: 'isIdentified', params: ({ event }) => event.output },
            target: 'finding',
            actions: assign(({ context, event: { output } }) => ({ account: output.account, zone: output.zone ?? context.zone })),
          },
          { target: 'unidentified' },
        ],
        onError: 'unavailable',
      },
    },
    missing: {
      always: [
        {
          guard: 'mayMiss',
          target: 'asking',
          actions: [{ type: 'say', params: sayNotFound }, assign(({ context }) => ({ misses: context.misses + 1, number: null }))],
        },
        { target: 'tooManyTries', actions: { type: 'say', params: sayNotFound } },
      ],
    },
    telling: {
      entry: { type: 'say', params: say('state') },
      always: [
        { guard: and(['wantsNone', 'hasVisit']), target: 'confirmingCancel' },
        { guard: and(['wantsChange', 'hasVisit']), target: 'changing' },
        { guard: and(['wantsChange', 'lacksVisit']), target: 'changing' },
        { guard: 'isDealtWith', target: 'askingClosing' },
        { guard: 'isFixed', target: 'askingClosing' },
        { guard: or(['wantsNone', 'wantsChange']), target: 'told', actions: { type: 'say', params: say('noVisit') } },
        { guard: 'hasVisit', target: 'offeringChange' },
        { guard: 'lacksVisit', target: 'offeringVisit' },
        { target: 'told' },
      ],
    },
    offeringChange: {
      tags: 'waiting',
      meta: { prompt: 'folio-status.offerChange', choices: ['change', 'cancelVisit', 'nothing'] },
      on: {
        ...answers({ change: 'changing', cancelVisit: 'confirmingCancel', nothing: 'leaving', no: 'leaving' }),
        INTENT: [{ guard: 'givesUp', target: 'confirmingCancel' }, ...matters(aside)],
        CORRECTION: { guard: 'isFolio', target: 'finding', actions: assign({ number: ({ event }) => event.value }) },
      },
    },
    offeringVisit: {
      tags: 'waiting',
      meta: { prompt: 'folio-status.offerVisit', choices: ['yes', 'no'] },
      on: {
        ...answers({ yes: 'changing', no: 'leaving' }),
        INTENT: [{ guard: 'givesUp', target: 'leaving' }, ...matters(aside)],
        CORRECTION: { guard: 'isFolio', target: 'finding', actions: assign({ number: ({ event }) => event.value }) },
      },
    },
    changing: {
      invoke: {
        id: 'schedule-visit',
        src: 'schedule-visit',
        input: ({ context }) => ({
          facts: context.facts,
          folio: context.view?.number ?? '',
          zone: context.view?.visit?.zone ?? context.zone,
          current: visitOf(context.view),
        }),
        onDone: [
          { guard: came('agreed'), target: 'visitChanged' },
          // Brought here by their own words, they have not yet heard that the visit can be cancelled as well.
          {
            guard: { type: 'mayStillCancel', params: ({ event }) => event.output },
            target: 'offeringChange',
            actions: assign({ intent: null }),
          },
          { target: 'told' },
        ],
        onError: 'unavailable',
      },
    },
    confirmingCancel: {
      tags: 'waiting',
      meta: { prompt: 'folio-status.confirmCancel', vars: ({ view }: Context) => folioVars(view), choices: ['yes', 'no'] },
      on: {
        ...answers({ yes: 'cancelling', no: 'visitKept' }),
        INTENT: [{ guard: 'givesUp', target: 'cancelling' }, ...matters({ reschedule_visit: 'changing', restart_fixed: 'askingClosing' })],
      },
    },
    cancelling: {
      invoke: {
        id: 'cancelVisit',
        src: 'cancelVisit',
        input: ({ context }) => ({ folio: context.view?.number ?? '' }),
        onDone: [{ guard: { type: 'isDone', params: ({ event }) => event.output }, target: 'visitCancelled' }, { target: 'notCancelled' }],
        onError: 'notCancelled',
      },
    },
    /** A folio closes only when the customer agrees. */
    askingClosing: {
      tags: 'waiting',
      meta: { prompt: 'folio-status.askClosing', vars: ({ view }: Context) => folioVars(view), choices: ['yes', 'no'] },
      on: {
        ...answers({ yes: 'closing', no: 'keepingOpen' }),
        INTENT: matters({ ...notYet, restart_fixed: 'closing' }),
      },
    },
    closing: {
      invoke: {
        id: 'closeFolio',
        src: 'updateFolio',
        input: ({ context: { view } }) => closing(view?.number ?? ''),
        onDone: 'closed',
        onError: 'unavailable',
      },
    },
    keepingOpen: {
      always: [
        // The technical area believes it is done: a person has to hear that it is not.
        { guard: 'isDealtWith', target: 'notSettled' },
        { guard: 'isUntested', target: 'testing' },
        { guard: 'lacksVisit', target: 'offeringVisit' },
        { target: 'keptOpen' },
      ],
    },
    /** A failure that goes on, and that nobody has looked into yet: the electricity was gone, or the customer. */
    testing: {
      invoke: {
        id: 'technical-support',
        src: 'technical-support',
        input: ({ context: { facts, nested } }) => ({ facts, intent: 'technical_failure', text: '', nested }),
        onDone: 'told',
        onError: 'unavailable',
      },
    },
    told: { type: 'final', output: { outcome: 'told' } },
    leaving: { type: 'final', entry: { type: 'say', params: { key: 'folio-status.leaving' } }, output: { outcome: 'told' } },
    visitChanged: { type: 'final', output: { outcome: 'visitChanged' } },
    visitKept: { type: 'final', entry: { type: 'say', params: say('kept') }, output: { outcome: 'told' } },
    visitCancelled: { type: 'final', entry: { type: 'say', params: say('cancelled') }, output: { outcome: 'visitCancelled' } },
    notCancelled: escalated('notCancelled'),
    closed: { type: 'final', entry: { type: 'say', params: say('closed') }, output: { outcome: 'closed' } },
    keptOpen: { type: 'final', entry: { type: 'say', params: say('keptOpen') }, output: { outcome: 'told' } },
    notSettled: escalated('notSettled'),
    notFound: { type: 'final', entry: { type: 'say', params: { key: 'folio-status.leaving' } }, output: { outcome: 'notFound' } },
    unidentified: { type: 'final', tags: 'escalate', output: { outcome: 'escalated' } },
    tooManyTries: escalated('tooManyTries'),
    unavailable: escalated('unavailable'),
  },
});

/** How a folio goes, and its visit: told to its owner, changed, cancelled. */
export const folioStatus = defineFlow({ id: 'folio-status', version: 1, machine });
