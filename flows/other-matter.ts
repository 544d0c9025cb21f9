import { and, assign, setup } from 'xstate';
import {
  defineFlow,
  type EntryInput,
  type Facts,
  flowActions,
  type Say,
  type StateMeta,
  type Tag,
  type UserEvent,
} from '../src/engine/flow.js';
import { type IdentifyCustomerOutput, identifyCustomer } from './identify-customer.js';
import { type FolioInput, type FolioOutput, openFolio, type UpdateFolioInput, updateFolio } from './shared/effects.js';
import { answers, matters, userGuards } from './shared/guards.js';
import { MATTER_INTENTS, matterOf } from './shared/matters.js';

export interface OtherMatterOutput {
  readonly outcome: 'recorded' | 'escalated' | 'notRecorded';
  readonly folio: string | null;
}

interface Context extends EntryInput {
  /** The last folio opened. */
  readonly folio: string | null;
  /** Folio of each matter recorded here: naming one again opens no second folio. */
  readonly recorded: Readonly<Record<string, string>>;
  /** Folios that do not yet say all that is known of who the customer is. */
  readonly behind: readonly string[];
  /** The data were asked for. Whoever did not have them is not asked again. */
  readonly asked: boolean;
}

const CANCELLATION = 'service_cancellation';
/** Asked by whoever may not be a customer yet. */
const PROSPECTS: ReadonlySet<string> = new Set(['coverage_new_service', 'plans_and_prices']);
const IDENTITY = ['account', 'email', 'phone'] as const;

const draft = ({ facts, intent, text }: Context): FolioInput => ({
  ...matterOf(intent),
  account: facts.account ?? null,
  email: facts.email ?? null,
  phone: facts.phone ?? null,
  description: text || (facts.matter ?? ''),
  details: { intent },
});

/** A cancellation ends the contract on the day of its notice, so its message names that day and not a deadline. */
function acknowledgement({ intent }: Context, { number, createdAt, dueAt, noticeAt }: FolioOutput): Say {
  const { area } = matterOf(intent);
  if (intent === CANCELLATION) return { key: 'other-matter.cancellation', vars: { folio: number, area, noticeAt: noticeAt ?? createdAt } };
  const deadline = dueAt === null ? { deadline: 'no' } : { deadline: 'yes', dueAt };
  return { key: 'other-matter.opened', vars: { folio: number, area, ...deadline } };
}

const recordedNow = ({ intent, recorded }: Context, { number }: FolioOutput): Partial<Context> => ({
  folio: number,
  // The words are in the folio now: they need not travel with the conversation's state.
  text: '',
  recorded: { ...recorded, [intent ?? 'other']: number },
});

const completion = ({ facts, behind }: Context): UpdateFolioInput => ({
  number: behind[0] ?? '',
  account: facts.account ?? null,
  email: facts.email ?? null,
  phone: facts.phone ?? null,
  details: {},
  closing: false,
  dueAt: null,
});

/** Who the customer is, as far as it is known by now: all folios opened here are to say so. */
function learned({ facts, recorded }: Context, news: Facts): Partial<Context> {
  const known: Facts = Object.fromEntries(IDENTITY.flatMap((name) => (news[name] === undefined ? [] : [[name, news[name]]])));
  return { facts: { ...facts, ...known }, behind: [...new Set(Object.values(recorded))] };
}

const identityOf = ({ account, email, phone }: IdentifyCustomerOutput): Facts =>
  Object.fromEntries(Object.entries({ account, email, phone }).filter(([, value]) => value !== null));

const tellsNews = ({ facts }: Context, news: Facts): boolean =>
  IDENTITY.some((name) => news[name] !== undefined && news[name] !== facts[name]);

/** A matter told in the middle of this procedure takes the place of the one before. */
const newMatter = (event: UserEvent): Partial<Context> => (event.type === 'INTENT' ? { intent: event.intent, text: event.text } : {});

const sayAlready = ({ folio, recorded }: Context, event: UserEvent): Say => ({
  key: 'other-matter.already',
  vars: { folio: event.type === 'INTENT' ? (recorded[event.intent] ?? folio) : folio },
});

const house = setup({
  types: {
    context: {} as Context,
    input: {} as EntryInput,
    output: {} as OtherMatterOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: { openFolio, updateFolio, 'identify-customer': identifyCustomer.machine },
  actions: flowActions,
  guards: {
    ...userGuards,
    isCancellation: ({ context }) => context.intent === CANCELLATION,
    hasWords: ({ context }) => context.text.trim() !== '',
    isMatter: ({ event }) => event.type === 'INTENT' && MATTER_INTENTS.includes(event.intent),
    isRecorded: ({ context, event }) => event.type === 'INTENT' && context.recorded[event.intent] !== undefined,
    /** Another procedure waits below; a cancellation may well be the end of that one, so it asks. */
    goesBack: ({ context }) => context.nested && context.intent !== CANCELLATION,
    /** What the procedure needs for every request, and nobody has said. Where another procedure waits below, that one asks for the rest. */
    lacksData: ({ context: { facts, intent, nested, asked } }) =>
      !asked &&
      !PROSPECTS.has(intent ?? '') &&
      (nested ? facts.account === undefined : facts.matched !== 'yes' && IDENTITY.some((name) => facts[name] === undefined)),
    isNews: ({ context, event }) => event.type === 'TOLD' && tellsNews(context, event.facts),
    foundNews: ({ context }, { output }: { output: IdentifyCustomerOutput }) => tellsNews(context, identityOf(output)),
    isBehind: ({ context }) => context.behind.length > 0,
    wasAsked: ({ context }) => context.asked,
  },
});

const machine = house.createMachine({
  id: 'other-matter',
  context: ({ input: { facts, intent, text, nested } }) => ({
    facts,
    intent,
    text,
    nested,
    folio: null,
    recorded: {},
    behind: [],
    asked: false,
  }),
  output: ({ event }) => event.output as OtherMatterOutput,
  initial: 'starting',
  states: {
    starting: {
      always: [
        // The notice counts from the moment it is given: nothing is asked before it is on record.
        { guard: 'isCancellation', target: 'recording' },
        { guard: 'hasWords', target: 'recording' },
        { target: 'askingWords' },
      ],
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
            { type: 'say', params: ({ context, event }) => acknowledgement(context, event.output) },
            { type: 'learn', params: ({ event }) => ({ folio: event.output.number }) },
            assign(({ context, event }) => recordedNow(context, event.output)),
          ],
        },
        onError: 'notRecorded',
      },
    },
    recorded: {
      always: [
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

/** Point 6 of the procedure, and the matters that have no procedure of their own yet: a folio, an area, a person. */
export const otherMatter = defineFlow({ id: 'other-matter', version: 1, machine });
