import { and, setup } from 'xstate';
import { type EntryInput, flowActions, type StateMeta, type Tag, type UserEvent } from '../../src/engine/flow.js';
import { identifyCustomer } from '../identify-customer.js';
import { type VerifyIdentityOutput, verifyIdentity } from '../verify-identity.js';
import { type CancellationContext, given, kindOf } from './cancellation-context.js';
import type { NoticeOutput } from './cancellation-effects.js';
import { completeNotice, endContract, findNotice, giveNotice, issueAcknowledgement, updateFolio, withdrawNotice } from './effects.js';
import { correctsIdentity, userGuards } from './guards.js';
import { type NoticeWords, readNotice } from './notice-words.js';

/** What the machine of `cancellation` is built with: its types, calls and guards. */

export interface CancellationOutput {
  /** `recorded`: the notice stands, and people do the rest. `ended`: the contract has been ended. */
  readonly outcome: 'recorded' | 'ended' | 'withdrawn' | 'notGiven' | 'escalated' | 'notRecorded';
  readonly folio: string | null;
}

/** Doubtful words that are answered with a question, and changes of mind or of account, before a person takes over. */
const DOUBTS = 2;
const TURNS = 2;
/** Matters that are reasons where one is asked for: "porque falla mucho", "me cambio de casa". */
const REASONS: ReadonlySet<string> = new Set([
  'technical_failure',
  'restart_still_failing',
  'service_complaint',
  'billing_doubt',
  'undue_charge_claim',
  'plans_and_prices',
  'change_plan_or_address',
]);

export const house = setup({
  types: {
    context: {} as CancellationContext,
    input: {} as EntryInput,
    output: {} as CancellationOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: {
    giveNotice,
    findNotice,
    completeNotice,
    withdrawNotice,
    endContract,
    issueAcknowledgement,
    updateFolio,
    'identify-customer': identifyCustomer.machine,
    'verify-identity': verifyIdentity.machine,
  },
  actions: flowActions,
  guards: {
    ...userGuards,
    began: ({ context }, { kind }: { kind: NoticeWords }) => readNotice(context.text) === kind,
    meant: ({ event }, { kind }: { kind: NoticeWords }) => kindOf(event) === kind,
    isDoubtful: ({ event }) => kindOf(event) === 'asked' || kindOf(event) === 'unsure',
    mayDoubt: ({ context }) => context.doubts < DOUBTS,
    mayTurn: ({ context }) => context.turns < TURNS,
    corrects: ({ event }) => correctsIdentity(event),
    isRecorded: ({ context }) => context.notice !== null,
    isEnded: ({ context }) => context.notice?.ended === true,
    isMatched: ({ context }) => context.facts.matched === 'yes' && context.facts.account !== undefined,
    wasAsked: ({ context }) => context.proof === 'asked',
    isProved: ({ context }) => context.proof === 'proved' && context.facts.account !== undefined,
    didProve: (_, { verified, account }: VerifyIdentityOutput) => verified && account !== null,
    mayMail: ({ context: { notice } }) => notice !== null && notice.mailTo !== null,
    didEnd: (_, { ended }: { ended: boolean }) => ended,
    isIssued: ({ context }) => context.issued,
    isNested: ({ context }) => context.nested,
    claimsEarlier: ({ context }) => context.claimsEarlier,
    wantsPerson: ({ context }) => context.wantsPerson,
    isOnBehalf: ({ context }) => context.onBehalf,
    isPart: ({ context }) => context.scope === 'part',
    isReason: ({ event }) => event.type === 'INTENT' && REASONS.has(event.intent) && !event.text.includes('?'),
    wantsToStay: ({ event }) => event.type === 'ANSWER' && readNotice(event.text) === 'kept',
    wasFound: (_, { notice }: { notice: NoticeOutput | null }) => notice !== null,
    joined: (_, { again }: { again: boolean }) => again,
    wasWithdrawn: (_, { at }: { at: string | null }) => at !== null,
  },
});

export const began = (kind: NoticeWords) => ({ type: 'began', params: { kind } }) as const;
export const meant = (kind: NoticeWords) => ({ type: 'meant', params: { kind } }) as const;
export const noteText = house.assign(({ context, event }) => (event.type === 'INTENT' ? given(context, event.text) : {}));
/** An answer to our question gives the notice: it counts from then. */
export const noteAnswer = house.assign({ answered: true });
/** The acknowledgement is to go to the e-mail on file as well. */
export const noteEmail = house.assign({ means: 'email' });
export const countTurn = house.assign({ turns: ({ context }) => context.turns + 1 });

/**
 * What may be said at any time once the notice is on record: it is given again, which can only make its date an earlier one; or the
 * customer wants to stay.
 */
export const onceRecorded = [
  { guard: meant('given'), target: 'recording', actions: noteText },
  { guard: and([meant('kept'), 'mayTurn']), target: 'askingWithdrawal', actions: countTurn },
  { guard: meant('kept'), target: 'escalated' },
] as const;
