import { and, assign, setup } from 'xstate';
import {
  type ChoiceSpec,
  defineFlow,
  type Facts,
  flowActions,
  type Say,
  type StateMeta,
  type Tag,
  type UserEvent,
  type Vars,
} from '../src/engine/flow.js';
import { bookVisit, findSlots, type Slot } from './shared/effects.js';
import { answers, matters, userGuards } from './shared/guards.js';
import { slotVars } from './shared/slot-vars.js';

/** How many visits are offered in one question. */
const OFFERED = 3;
/** How many pages of dates are shown in all. */
const PAGES = 3;
/** How often somebody may be faster before the technical area agrees the date by telephone. */
const FULL = 2;
/** How often the customer may think again. */
const ROUNDS = 3;

export interface ScheduleVisitInput {
  readonly facts: Facts;
  readonly folio: string;
  readonly zone: string | null;
  /** The visit that is to be changed, or null: none yet. */
  readonly current: Slot | null;
}
export interface ScheduleVisitOutput {
  readonly outcome: 'agreed' | 'declined' | 'unavailable';
  /** The visit agreed just now, else null. */
  readonly slot: Slot | null;
}

interface Context {
  readonly folio: string;
  readonly zone: string | null;
  readonly current: Slot | null;
  /** All that was offered: a choice's number is its place here, so that an earlier button still means what is written on it. */
  readonly offers: readonly Slot[];
  /** Places of those that the question shows. */
  readonly shown: readonly number[];
  /** The last visit of the page before, or null on the first page. */
  readonly after: Slot | null;
  readonly pages: number;
  readonly full: number;
  readonly rounds: number;
  readonly chosen: Slot | null;
}

/** Sorts and compares visits: morning comes before afternoon on the clock, so its hour serves. */
const order = ({ date, from }: Slot): string => `${date} ${from}`;
const same = (one: Slot, other: Slot | null): boolean => other !== null && one.date === other.date && one.shift === other.shift;

/** What can be offered of the visits found: those after `after`, without the present one and the one just lost. */
const fresh = ({ current, chosen }: Context, after: Slot | null, slots: readonly Slot[]): readonly Slot[] =>
  slots.filter((slot) => (!after || order(slot) > order(after)) && !same(slot, current) && !same(slot, chosen)).slice(0, OFFERED);

/** The visit that an event names, if it was offered. */
function named({ offers }: Context, event: UserEvent): Slot | null {
  const index = event.type === 'CHOICE' ? /^slot-(\d+)$/.exec(event.id)?.[1] : undefined;
  return index === undefined ? null : (offers[Number(index)] ?? null);
}

/** The visits that the question of the date shows, under the key of their texts. */
const dates = ({ offers, shown }: Context, key: string, but: Slot | null = null): readonly ChoiceSpec[] =>
  shown.flatMap((place) => {
    const slot = offers[place];
    return slot && !same(slot, but) ? [{ id: `slot-${place}`, key, vars: slotVars(slot) }] : [];
  });
const none = ({ current }: Context): ChoiceSpec => ({ id: 'none', key: current ? 'schedule-visit.keep' : 'schedule-visit.none' });

const choices = (context: Context): readonly ChoiceSpec[] => [
  ...dates(context, 'schedule-visit.slot'),
  ...(context.pages < PAGES ? ['later'] : []),
  none(context),
];

/** Beside yes and no, what the question before showed: its buttons are still on the screen, and a second thought is an answer too. */
const otherChoices = (context: Context): readonly ChoiceSpec[] => [
  'yes',
  'no',
  ...dates(context, 'schedule-visit.otherSlot', context.chosen),
  none(context),
];

/** The last visit that the question shows. */
const lastShown = ({ offers, shown }: Context): Slot | null => offers[shown.at(-1) ?? -1] ?? null;

/** Puts a page of visits on offer. */
function offer(context: Context, after: Slot | null, slots: readonly Slot[]): Partial<Context> {
  const page = fresh(context, after, slots);
  const offers = [...context.offers, ...page.filter((slot) => !context.offers.some((known) => same(known, slot)))];
  return { offers, shown: page.map((slot) => offers.findIndex((known) => same(known, slot))), after };
}

/** What every message may name: the folio, whether a visit is being changed, and the visit in question. */
const about = ({ folio, current }: Context, slot: Slot | null): Vars => ({
  folio,
  changing: current ? 'yes' : 'no',
  ...(slot && slotVars(slot)),
});
const sayKept =
  (message: 'declined' | 'unavailable') =>
  ({ context }: { context: Context }): Say => ({ key: `schedule-visit.${message}`, vars: about(context, context.current) });
const sayAgreed = ({ context }: { context: Context }): Say => ({ key: 'schedule-visit.agreed', vars: about(context, context.chosen) });

const confirmed = answers({ yes: 'booking', no: 'reoffering', none: 'declined' });

const NO_LATER: Say = { key: 'schedule-visit.noLater' };

const machine = setup({
  types: {
    context: {} as Context,
    input: {} as ScheduleVisitInput,
    output: {} as ScheduleVisitOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: { findSlots, bookVisit },
  actions: flowActions,
  guards: {
    ...userGuards,
    free: ({ context }, { slots }: { slots: readonly Slot[] }) => fresh(context, context.after, slots).length > 0,
    freeLater: ({ context }, { slots }: { slots: readonly Slot[] }) => fresh(context, lastShown(context), slots).length > 0,
    offered: ({ context, event }) => named(context, event) !== null,
    morePages: ({ context }) => context.pages < PAGES,
    booked: (_, { result }: { result: 'booked' | 'full' }) => result === 'booked',
    mayThinkAgain: ({ context }) => context.rounds < ROUNDS,
    mayTryAgain: ({ context }) => context.full < FULL,
  },
}).createMachine({
  id: 'schedule-visit',
  context: ({ input: { folio, zone, current } }) => ({
    folio,
    zone,
    current,
    offers: [],
    shown: [],
    after: null,
    pages: 1,
    full: 0,
    rounds: 0,
    chosen: null,
  }),
  output: ({ event }) => event.output as ScheduleVisitOutput,
  initial: 'finding',
  states: {
    finding: {
      invoke: {
        id: 'findSlots',
        src: 'findSlots',
        input: ({ context: { zone, after } }) => ({ zone, notBefore: after?.date ?? null }),
        onDone: [
          {
            guard: { type: 'free', params: ({ event }) => event.output },
            target: 'offering',
            actions: assign(({ context, event }) => offer(context, context.after, event.output.slots)),
          },
          { target: 'unavailable' },
        ],
        onError: 'unavailable',
      },
    },
    offering: {
      entry: assign({ chosen: null }),
      tags: 'waiting',
      meta: { prompt: 'schedule-visit.which', vars: (context: Context) => about(context, context.current), choices },
      on: {
        CHOICE: [
          { guard: 'offered', target: 'confirming', actions: assign(({ context, event }) => ({ chosen: named(context, event) })) },
          { guard: and([{ type: 'chose', params: { id: 'later' } }, 'morePages']), target: 'findingLater' },
          { guard: { type: 'chose', params: { id: 'later' } }, target: 'reoffering', actions: { type: 'say', params: NO_LATER } },
          { guard: { type: 'chose', params: { id: 'none' } }, target: 'declined' },
        ],
        NO: 'declined',
        INTENT: [
          // "Mejor el lunes" names a day that is not on offer.
          { guard: and([{ type: 'means', params: { intent: 'reschedule_visit' } }, 'morePages']), target: 'findingLater' },
          {
            guard: { type: 'means', params: { intent: 'reschedule_visit' } },
            target: 'reoffering',
            actions: { type: 'say', params: NO_LATER },
          },
          { guard: { type: 'means', params: { intent: 'restart_fixed' } }, target: 'declined' },
        ],
      },
    },
    findingLater: {
      entry: assign(({ context }) => ({ pages: context.pages + 1 })),
      invoke: {
        id: 'findLaterSlots',
        src: 'findSlots',
        input: ({ context }) => ({ zone: context.zone, notBefore: lastShown(context)?.date ?? null }),
        onDone: [
          {
            guard: { type: 'freeLater', params: ({ event }) => event.output },
            target: 'offering',
            actions: assign(({ context, event }) => offer(context, lastShown(context), event.output.slots)),
          },
          { target: 'offering', actions: [assign({ pages: PAGES }), { type: 'say', params: NO_LATER }] },
        ],
        onError: { target: 'offering', actions: [assign({ pages: PAGES }), { type: 'say', params: NO_LATER }] },
      },
    },
    confirming: {
      tags: 'waiting',
      meta: {
        prompt: 'schedule-visit.confirm',
        vars: (context: Context) => about(context, context.chosen),
        choices: otherChoices,
      },
      on: {
        ...confirmed,
        CHOICE: [
          ...confirmed.CHOICE,
          // The button of another date was pressed.
          {
            guard: and(['offered', 'mayThinkAgain']),
            actions: [
              assign(({ context, event }) => ({ chosen: named(context, event), rounds: context.rounds + 1 })),
              { type: 'say', params: { key: 'schedule-visit.switched' } },
            ],
          },
          { guard: 'offered', target: 'declined' },
        ],
        INTENT: matters({ reschedule_visit: 'reoffering', restart_fixed: 'declined' }),
      },
    },
    reoffering: {
      always: [
        { guard: 'mayThinkAgain', target: 'offering', actions: assign({ rounds: ({ context }) => context.rounds + 1 }) },
        // It is easier to agree on it by telephone.
        { target: 'declined' },
      ],
    },
    booking: {
      invoke: {
        id: 'bookVisit',
        src: 'bookVisit',
        input: ({ context: { folio, zone, chosen } }) => ({ folio, zone, slot: chosen as Slot }),
        onDone: [
          { guard: { type: 'booked', params: ({ event }) => event.output }, target: 'agreed' },
          {
            guard: 'mayTryAgain',
            target: 'finding',
            actions: [{ type: 'say', params: { key: 'schedule-visit.full' } }, assign(({ context }) => ({ full: context.full + 1 }))],
          },
          { target: 'unavailable' },
        ],
        onError: 'unavailable',
      },
    },
    agreed: {
      type: 'final',
      entry: { type: 'say', params: sayAgreed },
      output: ({ context }) => ({ outcome: 'agreed', slot: context.chosen }),
    },
    declined: { type: 'final', entry: { type: 'say', params: sayKept('declined') }, output: { outcome: 'declined', slot: null } },
    unavailable: { type: 'final', entry: { type: 'say', params: sayKept('unavailable') }, output: { outcome: 'unavailable', slot: null } },
  },
});

/** Point 2 of the procedure: a technician's visit on a date that the customer agrees to, or another one instead of it. */
export const scheduleVisit = defineFlow({ id: 'schedule-visit', version: 1, machine });
