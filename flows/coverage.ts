import { and, assign, setup } from 'xstate';
import { defineFlow, type EntryInput, flowActions, type StateMeta, type Tag, type UserEvent } from '../src/engine/flow.js';
import { type ProspectFlowOutput, prospect } from './prospect.js';
import {
  asksElsewhere,
  beginning,
  COVERAGE,
  type CoverageContext,
  chosenPlace,
  chosenPlan,
  coloniaChoices,
  hasPlace,
  isDetailed,
  looked,
  lookUp,
  otherPlace,
  placeVars,
  planChoices,
  sentPin,
  toldPlace,
  wishOf,
} from './shared/coverage-context.js';
import { type CoverageOutput, checkCoverage, type PlanOffer, type ProspectInput } from './shared/effects.js';
import { answers, came, matters, userGuards } from './shared/guards.js';

export interface CoverageFlowOutput {
  /** `recorded`: a folio was opened. `informed`: the answer was all that was wanted. */
  readonly outcome: 'recorded' | 'informed' | 'escalated' | 'notRecorded';
  readonly folio: string | null;
}

/** What comes of the answer. */
interface Context extends CoverageContext {
  readonly purpose: ProspectInput['purpose'];
  readonly plan: PlanOffer | null;
}

/** Questions for the place before a person takes over. */
const TRIES = 3;

const house = setup({
  types: {
    context: {} as Context,
    input: {} as EntryInput,
    output: {} as CoverageFlowOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: { checkCoverage, prospect: prospect.machine },
  actions: flowActions,
  guards: {
    ...userGuards,
    hasPlace: ({ context }) => hasPlace(context),
    is: ({ context }, { result }: { result: CoverageOutput['result'] }) => context.found?.result === result,
    hasPlans: ({ context }) => (context.found?.plans.length ?? 0) > 0,
    wasTold: ({ context }) => context.told,
    isDetailed: ({ context }) => isDetailed(context),
    /** The place is on no list: a full address may name one that is. */
    isUnlisted: ({ context }) => context.found !== null && context.found.place === null,
    choseColonia: ({ context, event }) => chosenPlace(context, event) !== null,
    chosePlan: ({ context, event }) => chosenPlan(context, event) !== null,
    givesWords: ({ event }) => event.type === 'ANSWER' && event.value !== null,
    asksElsewhere: ({ event }) => asksElsewhere(event),
    isFirst: ({ context }) => context.tries === 0,
    mayTry: ({ context }) => context.tries < TRIES,
  },
});

const is = (result: CoverageOutput['result']) => ({ type: 'is', params: { result } }) as const;
const chose = (id: string) => ({ type: 'chose', params: { id } }) as const;
const say = (message: string) => ({ type: 'say', params: { key: `coverage.${message}` } }) as const;
/** A statement that names the place. */
const sayOfPlace = (message: string) =>
  ({
    type: 'say',
    params: ({ context }: { context: Context }) => ({ key: `coverage.${message}`, vars: placeVars(context) }),
  }) as const;

const countTry = house.assign({ tries: ({ context }) => context.tries + 1 });
const noteWords = house.assign(({ context, event }) => toldPlace(context, event));
const noteColonia = house.assign(({ context, event }) => ({ chosen: chosenPlace(context, event) }));

/** "¿Y a la colonia Oriente?" in the middle of it. */
const elsewhere = { guard: 'asksElsewhere', target: 'checking', actions: house.assign(({ event }) => otherPlace(event)) } as const;
const sameMatter = { type: 'means', params: { intent: COVERAGE } } as const;
/** "¿Cuándo llegan?": what is known is said again, and the question put again. Whoever asks on wants a person. */
const sameAgain = [
  { guard: and([sameMatter, 'mayTry']), target: 'judging', actions: countTry },
  { guard: sameMatter, target: 'escalated' },
] as const;
const declining = matters({ thanks_goodbye: 'informed', deny: 'informed' });

/** A question to which yes is a wish, and no is the end of it. */
function offering(prompt: string, purpose: 'contract' | 'interest') {
  const wish = { target: 'recording', actions: house.assign({ purpose, plan: null }) } as const;
  return house.createStateConfig({
    tags: 'waiting',
    meta: { prompt, choices: ['yes', 'no'] },
    on: {
      YES: wish,
      NO: 'informed',
      CHOICE: [{ guard: chose('yes'), ...wish }, ...answers({ no: 'informed' }).CHOICE],
      INTENT: [elsewhere, ...sameAgain, ...declining],
    },
  });
}

const machine = house.createMachine({
  id: 'coverage',
  context: ({ input }) => ({ ...beginning(input), purpose: 'check', plan: null }),
  output: ({ event }) => event.output as CoverageFlowOutput,
  initial: 'starting',
  on: { LOCATION: { target: '.checking', actions: assign(({ event }) => sentPin(event)) } },
  states: {
    starting: {
      always: [
        { guard: 'hasPlace', target: 'checking', actions: say('willCheck') },
        { target: 'askingPlace', actions: [say('willCheck'), countTry] },
      ],
    },
    askingPlace: {
      tags: 'waiting',
      meta: { prompt: 'coverage.askPlace', slot: 'address' },
      on: {
        ANSWER: { target: 'checking', actions: noteWords },
        NO: 'informed',
        INTENT: [elsewhere, { guard: sameMatter, target: 'askingAgain' }, ...declining],
      },
    },
    checking: {
      invoke: {
        id: 'checkCoverage',
        src: 'checkCoverage',
        input: ({ context }) => lookUp(context),
        onDone: {
          target: 'judging',
          actions: [
            // A pin serves one question: the next one may be about another place.
            { type: 'learn', params: ({ context }) => (context.pin === null ? {} : { location: '' }) },
            assign(({ context, event }) => looked(context, event.output)),
          ],
        },
        // Nobody can look at the list just now: people will.
        onError: { target: 'locating', actions: [assign({ found: null, told: true }), say('cannotSee')] },
      },
    },
    judging: {
      always: [
        { guard: and([is('yes'), 'hasPlans']), target: 'askingPlan', actions: sayOfPlace('yes') },
        { guard: is('yes'), target: 'askingContract', actions: sayOfPlace('yes') },
        { guard: is('planned'), target: 'askingInterest', actions: sayOfPlace('planned') },
        { guard: is('no'), target: 'askingInterest', actions: sayOfPlace('no') },
        { guard: and([is('check'), 'wasTold']), target: 'locating' },
        { guard: is('check'), target: 'locating', actions: [assign({ told: true }), sayOfPlace('check')] },
        { guard: is('which'), target: 'askingColonia' },
        { guard: is('confirm'), target: 'confirmingColonia' },
        { target: 'askingAgain' },
      ],
    },
    askingColonia: {
      tags: 'waiting',
      meta: { prompt: 'coverage.askColonia', slot: 'address', choices: coloniaChoices, vars: placeVars },
      on: {
        CHOICE: [{ guard: 'choseColonia', target: 'checking', actions: noteColonia }, ...answers({ otherColonia: 'askingAgain' }).CHOICE],
        YES: { guard: 'choseColonia', target: 'checking', actions: noteColonia },
        NO: 'askingAgain',
        ANSWER: [{ guard: 'givesWords', target: 'checking', actions: noteWords }, { target: 'askingAgain' }],
        INTENT: [elsewhere, ...sameAgain, ...declining],
      },
    },
    confirmingColonia: {
      tags: 'waiting',
      meta: { prompt: 'coverage.confirmColonia', choices: ['yes', 'no'], vars: placeVars },
      on: {
        YES: { target: 'checking', actions: noteColonia },
        NO: 'askingAgain',
        CHOICE: [{ guard: chose('yes'), target: 'checking', actions: noteColonia }, ...answers({ no: 'askingAgain' }).CHOICE],
        INTENT: [elsewhere, ...sameAgain],
      },
    },
    /** What was said so far names no place. */
    askingAgain: {
      entry: assign({ found: null }),
      always: [
        { guard: 'isFirst', target: 'askingPlace', actions: countTry },
        { guard: 'mayTry', target: 'askingPlace', actions: [countTry, say('needPlace')] },
        { target: 'escalated' },
      ],
    },
    askingPlan: {
      tags: 'waiting',
      meta: { prompt: 'coverage.askPlan', choices: planChoices },
      on: {
        CHOICE: [
          {
            guard: 'chosePlan',
            target: 'recording',
            actions: assign(({ context, event }) => ({ purpose: 'contract', plan: chosenPlan(context, event) })),
          },
          { guard: chose('undecided'), target: 'recording', actions: assign({ purpose: 'contract', plan: null }) },
          ...answers({ notNow: 'informed' }).CHOICE,
        ],
        YES: { target: 'recording', actions: assign({ purpose: 'contract', plan: null }) },
        NO: 'informed',
        INTENT: [elsewhere, ...sameAgain, ...declining],
      },
    },
    askingContract: offering('coverage.askContract', 'contract'),
    askingInterest: offering('coverage.askInterest', 'interest'),
    locating: {
      entry: assign({ purpose: 'check', plan: null }),
      always: [{ guard: 'isDetailed', target: 'recording' }, { target: 'askingAddress' }],
    },
    askingAddress: {
      entry: assign({ addressed: true }),
      tags: 'waiting',
      meta: { prompt: 'coverage.askAddress', slot: 'address', choices: ['skip'] },
      on: {
        ...answers({ skip: 'recording', no: 'recording' }),
        ANSWER: [
          { guard: and(['givesWords', 'isUnlisted']), target: 'checking', actions: noteWords },
          {
            guard: 'givesWords',
            target: 'recording',
            actions: assign(({ context, event }) => ({ words: toldPlace(context, event).words ?? '' })),
          },
          { target: 'recording' },
        ],
        INTENT: [
          elsewhere,
          { guard: and([sameMatter, 'mayTry']), target: 'askingAddress', actions: [countTry, sayOfPlace('check')] },
          { guard: sameMatter, target: 'escalated' },
        ],
      },
    },
    recording: {
      invoke: {
        id: 'prospect',
        src: 'prospect',
        input: ({ context }) => ({ facts: context.facts, wish: wishOf(context, context.purpose, context.plan) }),
        onDone: [
          {
            guard: came('recorded'),
            target: 'recorded',
            actions: assign({ folio: ({ event }) => (event.output as ProspectFlowOutput).folio }),
          },
          { target: 'notRecorded' },
        ],
        onError: 'notRecorded',
      },
    },
    recorded: { type: 'final', output: ({ context }) => ({ outcome: 'recorded', folio: context.folio }) },
    informed: { type: 'final', entry: say('informed'), output: { outcome: 'informed', folio: null } },
    escalated: { type: 'final', tags: 'escalate', output: { outcome: 'escalated', folio: null } },
    notRecorded: { type: 'final', tags: 'escalate', output: { outcome: 'notRecorded', folio: null } },
  },
});

/** Point 5 of the procedure: whether there is service where a prospect wants it, and what comes of it. */
export const coverage = defineFlow({ id: 'coverage', version: 1, machine });
