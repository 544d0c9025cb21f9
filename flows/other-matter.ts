import { and, assign, setup } from 'xstate';
import { defineFlow, type EntryInput, flowActions, type StateMeta, type Tag, type UserEvent } from '../src/engine/flow.js';
import { type IdentifyCustomerOutput, identifyCustomer } from './identify-customer.js';
import { tellsOfComplaint } from './shared/complaint-words.js';
import { findHelp, openFolio, updateFolio } from './shared/effects.js';
import { answers, matters, userGuards } from './shared/guards.js';
import type { HelpOutput } from './shared/help-effects.js';
import { MATTER_INTENTS } from './shared/matters.js';
import {
  agreement,
  beginning,
  completion,
  draft,
  IDENTITY,
  identityOf,
  learned,
  newMatter,
  OTHER,
  type OtherMatterContext,
  otherWords,
  recordedNow,
  sayAlready,
  sayArticle,
  sayOpened,
  shownNow,
  tellsNews,
} from './shared/other-matter-context.js';

export interface OtherMatterOutput {
  /** `solved`: a help article settled it, as the customer said. */
  readonly outcome: 'solved' | 'recorded' | 'escalated' | 'notRecorded';
  readonly folio: string | null;
}

/** Help articles shown for one matter before people take it. */
const ARTICLES = 2;
/** Matters whose words may be a question that an article answers: "¿cómo cambio la contraseña?" sounds like a change of plan. */
const QUESTIONS: ReadonlySet<string> = new Set(['change_plan_or_address']);

const house = setup({
  types: {
    context: {} as OtherMatterContext,
    input: {} as EntryInput,
    output: {} as OtherMatterOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: { openFolio, updateFolio, findHelp, 'identify-customer': identifyCustomer.machine },
  actions: flowActions,
  guards: {
    ...userGuards,
    hasWords: ({ context }) => context.text.trim() !== '',
    isMatter: ({ event }) => event.type === 'INTENT' && (event.intent === OTHER || MATTER_INTENTS.includes(event.intent)),
    isRecorded: ({ context, event }) => event.type === 'INTENT' && context.recorded[event.intent] !== undefined,
    /** A complaint, a claim and a request for a document get their folio and people, and no article instead. */
    mayHelp: ({ context: { intent, text } }) =>
      (!MATTER_INTENTS.includes(intent ?? OTHER) || QUESTIONS.has(intent ?? OTHER)) && !tellsOfComplaint(text),
    mayShowMore: ({ context }) => context.shown.length < ARTICLES,
    foundHelp: (_, { output }: { output: HelpOutput }) => output.article !== null,
    isFirstArticle: ({ context }) => context.shown.length === 1,
    /** Another procedure waits below. */
    goesBack: ({ context }) => context.nested,
    /** What the procedure needs for every request, and nobody has said. Where another procedure waits below, that one asks for the rest. */
    lacksData: ({ context: { facts, nested, asked } }) =>
      !asked && (nested ? facts.account === undefined : facts.matched !== 'yes' && IDENTITY.some((name) => facts[name] === undefined)),
    isNews: ({ context, event }) => event.type === 'TOLD' && tellsNews(context, event.facts),
    foundNews: ({ context }, { output }: { output: IdentifyCustomerOutput }) => tellsNews(context, identityOf(output)),
    isBehind: ({ context }) => context.behind.length > 0,
    wasAsked: ({ context }) => context.asked,
  },
});

const machine = house.createMachine({
  id: 'other-matter',
  context: ({ input }) => beginning(input),
  output: ({ event }) => event.output as OtherMatterOutput,
  initial: 'starting',
  states: {
    starting: {
      always: [{ guard: 'hasWords', target: 'recording' }, { target: 'askingWords' }],
    },
    askingWords: {
      tags: 'waiting',
      meta: { prompt: 'other-matter.askWords', slot: 'text' },
      on: {
        ANSWER: { target: 'recording', actions: assign({ text: ({ event }) => event.text }) },
        INTENT: { guard: 'isMatter', target: 'recording', actions: assign(({ event }) => newMatter(event)) },
      },
    },
    recording: {
      invoke: {
        id: 'openFolio',
        src: 'openFolio',
        input: ({ context }) => draft(context),
        onDone: {
          target: 'recorded',
          actions: [
            { type: 'learn', params: ({ event }) => ({ folio: event.output.number }) },
            assign(({ context, event }) => recordedNow(context, event.output)),
          ],
        },
        onError: 'notRecorded',
      },
    },
    recorded: { always: [{ guard: 'mayHelp', target: 'searching' }, { target: 'announcing' }] },
    searching: {
      invoke: {
        id: 'findHelp',
        src: 'findHelp',
        input: ({ context: { text, shown } }) => ({ text, shown }),
        onDone: [
          {
            guard: { type: 'foundHelp', params: ({ event }) => ({ output: event.output }) },
            target: 'showing',
            actions: [
              { type: 'say', params: ({ event }) => sayArticle(event.output) },
              assign(({ context, event }) => shownNow(context, event.output)),
            ],
          },
          { target: 'announcing' },
        ],
        onError: 'announcing',
      },
    },
    showing: {
      always: [
        {
          guard: 'isFirstArticle',
          target: 'askingSolved',
          actions: { type: 'say', params: ({ context }) => ({ key: 'other-matter.noted', vars: { folio: context.folio } }) },
        },
        { target: 'askingSolved' },
      ],
    },
    askingSolved: {
      tags: 'waiting',
      meta: { prompt: 'other-matter.askSolved', choices: ['yes', 'no'] },
      on: {
        ...answers({ yes: 'closing', no: 'unsolved' }),
        TOLD: { guard: 'isNews', actions: assign(({ context, event }) => learned(context, event.facts)) },
        INTENT: [
          // Thanks are not yet an agreement that a folio may be closed.
          ...matters({ restart_fixed: 'closing', restart_still_failing: 'unsolved', thanks_goodbye: 'keeping' }),
          { guard: 'isRecorded', target: 'unsolved', actions: assign(({ event }) => otherWords(event)) },
          { guard: 'isMatter', target: 'recording', actions: assign(({ event }) => newMatter(event)) },
        ],
      },
    },
    unsolved: { always: [{ guard: and(['mayShowMore', 'mayHelp']), target: 'searching' }, { target: 'announcing' }] },
    closing: {
      invoke: { id: 'closeFolio', src: 'updateFolio', input: ({ context }) => agreement(context), onDone: 'solved', onError: 'keeping' },
    },
    keeping: { always: [{ guard: 'goesBack', target: 'goingBack' }, { target: 'leaving' }] },
    announcing: {
      // No article is looked for any more, so that what it takes need not travel with the conversation's state.
      entry: [{ type: 'say', params: ({ context }) => sayOpened(context) }, assign({ text: '', shown: [] })],
      always: [
        { guard: 'isBehind', target: 'completing' },
        { guard: and(['goesBack', 'lacksData']), target: 'identifying' },
        { guard: 'goesBack', target: 'goingBack' },
        { target: 'askingPerson' },
      ],
    },
    askingPerson: {
      tags: 'waiting',
      meta: { prompt: 'other-matter.askPerson', choices: ['later'] },
      on: {
        ...answers({ yes: 'following', later: 'following', no: 'escalated', person: 'escalated' }),
        TOLD: {
          guard: 'isNews',
          target: 'settling',
          actions: assign(({ context, event }) => learned(context, event.facts)),
        },
        INTENT: [
          ...matters({ thanks_goodbye: 'following' }),
          // Who says it again does not want to wait.
          {
            guard: 'isRecorded',
            target: 'escalated',
            actions: { type: 'say', params: ({ context, event }) => sayAlready(context, event) },
          },
          { guard: 'isMatter', target: 'recording', actions: assign(({ event }) => newMatter(event)) },
        ],
      },
    },
    following: { always: [{ guard: 'lacksData', target: 'identifying' }, { target: 'leaving' }] },
    identifying: {
      entry: [assign({ asked: true }), { type: 'say', params: { key: 'other-matter.needData' } }],
      invoke: {
        id: 'identify-customer',
        src: 'identify-customer',
        input: ({ context }) => ({ facts: context.facts }),
        onDone: [
          {
            guard: { type: 'foundNews', params: ({ event }) => ({ output: event.output }) },
            target: 'settling',
            actions: assign(({ context, event }) => learned(context, identityOf(event.output))),
          },
          { target: 'settling' },
        ],
        onError: 'settling',
      },
    },
    settling: {
      always: [
        { guard: 'isBehind', target: 'completing' },
        { guard: 'goesBack', target: 'goingBack' },
        { guard: 'wasAsked', target: 'leaving' },
        { target: 'askingPerson' },
      ],
    },
    completing: {
      invoke: {
        id: 'completeFolio',
        src: 'updateFolio',
        input: ({ context }) => completion(context),
        // One that cannot be brought up to date now stands as it was recorded.
        onDone: 'checkingOff',
        onError: 'checkingOff',
      },
    },
    checkingOff: { entry: assign({ behind: ({ context }) => context.behind.slice(1) }), always: 'settling' },
    solved: {
      type: 'final',
      entry: { type: 'say', params: ({ context }) => ({ key: 'other-matter.solved', vars: { folio: context.folio } }) },
      output: ({ context }) => ({ outcome: 'solved', folio: context.folio }),
    },
    leaving: {
      type: 'final',
      entry: { type: 'say', params: ({ context }) => ({ key: 'other-matter.later', vars: { folio: context.folio } }) },
      output: ({ context }) => ({ outcome: 'recorded', folio: context.folio }),
    },
    goingBack: {
      type: 'final',
      entry: { type: 'say', params: { key: 'other-matter.goingBack' } },
      output: ({ context }) => ({ outcome: 'recorded', folio: context.folio }),
    },
    escalated: {
      type: 'final',
      tags: 'escalate',
      output: ({ context }) => ({ outcome: 'escalated', folio: context.folio }),
    },
    notRecorded: {
      type: 'final',
      tags: 'escalate',
      entry: { type: 'say', params: { key: 'other-matter.notRecorded' } },
      output: ({ context }) => ({ outcome: 'notRecorded', folio: context.folio }),
    },
  },
});

/** What the first version did not keep in mind. */
const NEW_IN_2 = { dueAt: null, shown: [] };

/** Point 6 of the procedure, and the matters that have no procedure of their own yet: a folio, all that is written about it, an area, a person. */
export const otherMatter = defineFlow({
  id: 'other-matter',
  version: 2,
  machine,
  migrations: { 2: (snapshot) => ({ ...snapshot, context: { ...NEW_IN_2, ...(snapshot.context as object) } }) },
});
