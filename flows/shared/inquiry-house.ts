import { setup } from 'xstate';
import { type EntryInput, flowActions, type StateMeta, type Tag, type UserEvent } from '../../src/engine/flow.js';
import { otherMatter } from '../other-matter.js';
import { type VerifyIdentityOutput, verifyIdentity } from '../verify-identity.js';
import { explainBill, findBalance, findPayment, findPayTerms, findPlans, openFolio } from './effects.js';
import { correctsIdentity, userGuards } from './guards.js';
import { type InquiryContext, news } from './inquiry-context.js';
import type { BillOutput, PaymentOutput } from './inquiry-effects.js';
import { INQUIRIES, PUBLIC_TOPICS, type Topic, topicOf } from './inquiry-topics.js';

/** What the machine of `inquiry` is built with: its types, calls and guards. */

export interface InquiryOutput {
  /** `told`: answered to the customer's satisfaction. `passedOn`: no data of ours tells, so that it went the way of any other matter. */
  readonly outcome: 'told' | 'recorded' | 'passedOn' | 'escalated' | 'notRecorded';
  readonly folio: string | null;
}

/** The menu of a customer who wants to know something of the bills and has not said what. */
export const MENU: ReadonlyMap<string, Topic> = new Map<string, Topic>([
  ['balance', 'balance'],
  ['bill', 'bill'],
  ['howToPay', 'howToPay'],
  ['paid', 'payment'],
]);

export const inquiryHouse = setup({
  types: {
    context: {} as InquiryContext,
    input: {} as EntryInput,
    output: {} as InquiryOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: {
    findBalance,
    explainBill,
    findPayment,
    findPlans,
    findPayTerms,
    openFolio,
    'verify-identity': verifyIdentity.machine,
    'other-matter': otherMatter.machine,
  },
  actions: flowActions,
  guards: {
    ...userGuards,
    isAbout: ({ context }, { topic }: { topic: Topic }) => context.topic === topic,
    hasTopic: ({ context }) => context.topic !== null,
    isInMenu: ({ event }) => event.type === 'CHOICE' && MENU.has(event.id),
    isOurs: ({ event }) => event.type === 'INTENT' && INQUIRIES.has(event.intent),
    /** One that can be answered at once: whoever could not prove who they are is not asked to again. */
    isAnswerable: ({ context, event }) => {
      const topic = event.type === 'INTENT' ? topicOf(event.intent, event.text) : null;
      return topic !== null && (context.account !== null || PUBLIC_TOPICS.has(topic));
    },
    correctsAccount: ({ event }) => correctsIdentity(event),
    isNews: ({ context, event }) => event.type === 'TOLD' && Object.keys(news(context, event.facts)).length > 0,
    isVerified: (_, { verified, account }: VerifyIdentityOutput) => verified && account !== null,
    isKnown: (_, { known }: { known: boolean }) => known,
    isExplained: (_, { known, explained }: BillOutput) => known && explained,
    isSettled: (_, { state }: PaymentOutput) => state === 'applied' || state === 'reconnecting',
    isUnknown: (_, { state }: PaymentOutput) => state === 'unknown',
    hasPlans: (_, { plans }: { plans: string }) => plans !== '',
    isRecorded: ({ context: { topic, recorded } }) => topic !== null && recorded[topic] !== undefined,
    isNested: ({ context }) => context.nested,
  },
});
