import { and, assign, setup } from 'xstate';
import { defineFlow, type Facts, flowActions, type StateMeta, type Tag, type UserEvent } from '../src/engine/flow.js';
import { identify } from './shared/effects.js';
import { answers, correctsIdentity, userGuards } from './shared/guards.js';

/** The three data that the procedure needs for every request. */
type Datum = 'account' | 'email' | 'phone';
type Known = Readonly<Record<Datum, string | null>>;

export interface IdentifyCustomerInput {
  readonly facts: Facts;
}
export interface IdentifyCustomerOutput extends Known {
  readonly outcome: 'identified' | 'unidentified';
  readonly zone: string | null;
}

interface Context extends Known {
  readonly zone: string | null;
  /** Matched earlier in this conversation. */
  readonly matched: boolean;
  /** What the customer does not have at hand. */
  readonly skipped: Readonly<Partial<Record<Datum, boolean>>>;
  /** Answers to the present question that were none. */
  readonly misses: number;
  readonly searches: number;
  readonly corrections: number;
  /** What the last search looked for in vain. */
  readonly tried: Known | null;
  /** E-mail and telephone are asked anew, and count even if they are the same again. */
  readonly reviewed: boolean;
}

/** Answers to one question, and searches in all, before a person takes over. */
const TRIES = 3;
const CORRECTIONS = 3;

const QUESTIONS = {
  account: {
    prompt: 'identify-customer.askAccount',
    invalid: 'identify-customer.invalidAccount',
    skip: { choice: 'noAccount', target: 'skippingAccount' },
  },
  email: {
    prompt: 'identify-customer.askEmail',
    invalid: 'identify-customer.invalidEmail',
    skip: { choice: 'noEmail', target: 'skippingEmail' },
  },
  // Without a telephone nobody could reach the customer while the matter is under way.
  phone: { prompt: 'identify-customer.askPhone', invalid: 'identify-customer.invalidPhone', skip: null },
} as const;

/** What an event says of who the customer is: the datum asked for or corrected, and those still missing that stood beside it. */
function heard(context: Context, event: UserEvent, datum?: Datum): Partial<Record<Datum, string>> {
  if (correctsIdentity(event)) return { [event.fact]: event.value };
  if (event.type !== 'ANSWER') return {};
  const beside = missing(context, event.facts ?? {});
  return event.value === null || !datum ? beside : { ...beside, [datum]: event.value };
}

function missing(context: Context, { account, email, phone }: Facts): Partial<Record<Datum, string>> {
  return Object.fromEntries(Object.entries({ account, email, phone }).filter(([name, value]) => value && context[name as Datum] === null));
}

/** What has become known elsewhere. What was searched for in vain is known, but no news. */
function news(context: Context, event: UserEvent): Partial<Context> {
  if (event.type !== 'TOLD') return {};
  const { account = null, zone = null, matched } = event.facts;
  if (matched === 'yes' && account !== null) return { ...missing(context, event.facts), account, zone, matched: true };
  const fresh = Object.entries(missing(context, event.facts)).filter(([name, value]) => value !== context.tried?.[name as Datum]);
  return Object.fromEntries(fresh);
}

const sought = ({ account, email, phone }: Known): Known => ({ account, email, phone });
const sameContacts = (one: Known, other: Known | null): boolean => one.email === other?.email && one.phone === other?.phone;

/** E-mail and telephone did not fit: they are asked for again, also from whoever had said that there is no e-mail. */
const withoutContacts = ({ skipped }: Context): Partial<Context> => ({ email: null, phone: null, skipped: { ...skipped, email: false } });

const end =
  (outcome: IdentifyCustomerOutput['outcome']) =>
  ({ context: { account, email, phone, zone } }: { context: Context }): IdentifyCustomerOutput => ({
    outcome,
    account,
    email,
    phone,
    zone,
  });

/** What a search found, for every later procedure. */
const found = ({ account, email, phone, zone }: Context): Facts =>
  Object.fromEntries(Object.entries({ account, email, phone, zone }).filter(([, value]) => value !== null));

const house = setup({
  types: {
    context: {} as Context,
    input: {} as IdentifyCustomerInput,
    output: {} as IdentifyCustomerOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: { identify },
  actions: flowActions,
  guards: {
    ...userGuards,
    isMatched: ({ context }) => context.matched && context.account !== null,
    lacks: ({ context }, { datum }: { datum: Datum }) => context[datum] === null && context.skipped[datum] !== true,
    isGiven: ({ event }) => event.type === 'ANSWER' && event.value !== null,
    tellsOther: ({ context, event }) => Object.keys(heard(context, event)).length > 0,
    isNews: ({ context, event }) => Object.keys(news(context, event)).length > 0,
    mayMiss: ({ context }) => context.misses + 1 < TRIES,
    /** Nothing is left to search by. */
    isUsedUp: ({ context }) => context.tried?.account === null && sameContacts(context, context.tried),
    isTried: ({ context }) => !context.reviewed && context.account === context.tried?.account && sameContacts(context, context.tried),
    /** They fit neither this account nor the one before. */
    failedBefore: ({ context }) => sameContacts(context, context.tried),
    maySearchAgain: ({ context }) => context.searches < TRIES,
    mayCorrect: ({ context, event }) => correctsIdentity(event) && context.corrections < CORRECTIONS,
  },
});

/** One question: a value and three tries; who has no such thing at hand says so. */
function asking(datum: Datum) {
  const { prompt, invalid, skip } = QUESTIONS[datum];
  return house.createStateConfig({
    tags: 'waiting',
    meta: { prompt, slot: datum, choices: skip === null ? [] : [skip.choice] },
    on: {
      ...(skip !== null && answers({ [skip.choice]: skip.target, no: skip.target })),
      ANSWER: [
        {
          guard: 'isGiven',
          target: 'deciding',
          actions: [
            { type: 'learn', params: ({ context, event }) => heard(context, event, datum) },
            assign(({ context, event }) => ({ ...heard(context, event, datum), misses: 0 })),
          ],
        },
        // Another datum than the one asked for: welcome all the same.
        {
          guard: 'tellsOther',
          target: 'deciding',
          actions: [
            { type: 'learn', params: ({ context, event }) => heard(context, event) },
            assign(({ context, event }) => heard(context, event)),
            { type: 'say', params: { key: 'identify-customer.noted' } },
          ],
        },
        { guard: 'mayMiss', actions: [assign({ misses: ({ context }) => context.misses + 1 }), { type: 'say', params: { key: invalid } }] },
        { target: 'givingUp' },
      ],
    },
  });
}

/** The customer does not have it: the others will do. */
const noteSkipped = (datum: Datum) => house.assign(({ context }) => ({ skipped: { ...context.skipped, [datum]: true }, misses: 0 }));

const machine = house.createMachine({
  id: 'identify-customer',
  context: ({ input: { facts } }) => ({
    account: facts.account ?? null,
    email: facts.email ?? null,
    phone: facts.phone ?? null,
    zone: facts.zone ?? null,
    matched: facts.matched === 'yes',
    skipped: {},
    misses: 0,
    searches: 0,
    corrections: 0,
    tried: null,
    reviewed: false,
  }),
  initial: 'deciding',
  on: {
    CORRECTION: {
      guard: 'mayCorrect',
      target: '.deciding',
      actions: [
        assign(({ context, event }) => ({
          ...heard(context, event),
          matched: false,
          misses: 0,
          corrections: context.corrections + 1,
        })),
        { type: 'learn', params: ({ context, event }) => ({ ...heard(context, event), matched: 'no' }) },
      ],
    },
    TOLD: { guard: 'isNews', target: '.deciding', actions: assign(({ context, event }) => news(context, event)) },
  },
  states: {
    deciding: {
      always: [
        { guard: 'isMatched', target: 'identified' },
        { guard: { type: 'lacks', params: { datum: 'account' } }, target: 'askingAccount' },
        { guard: { type: 'lacks', params: { datum: 'email' } }, target: 'askingEmail' },
        { guard: { type: 'lacks', params: { datum: 'phone' } }, target: 'askingPhone' },
        // The same account again, so it must be the rest that was wrong.
        {
          guard: 'isTried',
          target: 'askingEmail',
          actions: [
            assign(({ context }) => ({ ...withoutContacts(context), reviewed: true })),
            { type: 'say', params: { key: 'identify-customer.sameAccount' } },
          ],
        },
        { target: 'searching' },
      ],
    },
    askingAccount: asking('account'),
    askingEmail: asking('email'),
    askingPhone: asking('phone'),
    skippingAccount: {
      entry: noteSkipped('account'),
      always: [{ guard: 'isUsedUp', target: 'givingUp' }, { target: 'deciding' }],
    },
    skippingEmail: { entry: noteSkipped('email'), always: 'deciding' },
    searching: {
      entry: assign({ searches: ({ context }) => context.searches + 1, reviewed: false }),
      invoke: {
        id: 'identify',
        src: 'identify',
        input: ({ context: { account, email, phone } }) => ({ account, email, phone }),
        onDone: [
          {
            guard: ({ event }) => event.output.matched,
            target: 'identified',
            actions: [
              assign(({ context, event }) => ({
                account: event.output.account ?? context.account,
                zone: event.output.zone,
                matched: true,
              })),
              { type: 'learn', params: ({ context }) => ({ ...found(context), matched: 'yes' }) },
              { type: 'say', params: { key: 'identify-customer.found' } },
            ],
          },
          {
            guard: and(['maySearchAgain', 'failedBefore']),
            target: 'askingEmail',
            actions: [
              assign(({ context }) => ({ ...withoutContacts(context), tried: sought(context) })),
              { type: 'say', params: { key: 'identify-customer.notFound' } },
            ],
          },
          {
            guard: 'maySearchAgain',
            target: 'askingAccount',
            actions: [
              assign(({ context }) => ({ account: null, skipped: { ...context.skipped, account: false }, tried: sought(context) })),
              { type: 'say', params: { key: 'identify-customer.notFound' } },
            ],
          },
          { target: 'givingUp' },
        ],
        onError: { target: 'unidentified', actions: { type: 'say', params: { key: 'identify-customer.noAnswer' } } },
      },
    },
    givingUp: { always: { target: 'unidentified', actions: { type: 'say', params: { key: 'identify-customer.gaveUp' } } } },
    identified: { type: 'final', output: end('identified') },
    unidentified: { type: 'final', output: end('unidentified') },
  },
  output: ({ event }) => event.output as IdentifyCustomerOutput,
});

/** Account, e-mail and contact telephone, each asked once; then all together against the customers on file. */
export const identifyCustomer = defineFlow({ id: 'identify-customer', version: 1, machine });
