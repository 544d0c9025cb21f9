import { assign, setup } from 'xstate';
import { defineFlow, type EntryInput, flowActions, type Say, type StateMeta, type Tag, type UserEvent } from '../src/engine/flow.js';
import { type FolioInput, type FolioOutput, openFolio } from './shared/effects.js';
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
}

const CANCELLATION = 'service_cancellation';

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
  recorded: intent === null ? recorded : { ...recorded, [intent]: number },
});

/** A matter told in the middle of this procedure takes the place of the one before. */
const newMatter = (event: UserEvent): Partial<Context> => (event.type === 'INTENT' ? { intent: event.intent, text: event.text } : {});

const sayAlready = ({ folio, recorded }: Context, event: UserEvent): Say => ({
  key: 'other-matter.already',
  vars: { folio: event.type === 'INTENT' ? (recorded[event.intent] ?? folio) : folio },
});

const machine = setup({
  types: {
    context: {} as Context,
    input: {} as EntryInput,
    output: {} as OtherMatterOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: { openFolio },
  actions: flowActions,
  guards: {
    ...userGuards,
    isCancellation: ({ context }) => context.intent === CANCELLATION,
    hasWords: ({ context }) => context.text.trim() !== '',
    isMatter: ({ event }) => event.type === 'INTENT' && MATTER_INTENTS.includes(event.intent),
    isRecorded: ({ context, event }) => event.type === 'INTENT' && context.recorded[event.intent] !== undefined,
    /** Another procedure waits below; a cancellation may well be the end of that one, so it asks. */
    goesBack: ({ context }) => context.nested && context.intent !== CANCELLATION,
  },
}).createMachine({
  id: 'other-matter',
  context: ({ input: { facts, intent, text, nested } }) => ({ facts, intent, text, nested, folio: null, recorded: {} }),
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
    recorded: { always: [{ guard: 'goesBack', target: 'goingBack' }, { target: 'askingPerson' }] },
    askingPerson: {
      tags: 'waiting',
      meta: { prompt: 'other-matter.askPerson', choices: ['later'] },
      on: {
        ...answers({ yes: 'leaving', later: 'leaving', no: 'escalated', person: 'escalated' }),
        INTENT: [
          ...matters({ thanks_goodbye: 'leaving' }),
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
