import type { EntryInput, FactName, Facts, Say, UserEvent, Vars } from '../../src/engine/flow.js';
import type { FolioInput, FolioOutput } from './effects.js';
import type { BalanceOutput, BillOutput, PaidOutput, PaymentOutput } from './inquiry-effects.js';
import { type Topic, topicOf } from './inquiry-topics.js';
import { matterOf } from './matters.js';

/** What the procedure `inquiry` knows while it runs, and what it makes of it. */
export interface InquiryContext extends EntryInput {
  readonly topic: Topic | null;
  /** Proved to be the customer's own; null: not yet. */
  readonly account: string | null;
  /** Why people have to go on: goes into the folio. */
  readonly reason: 'unproved' | 'unexplained' | 'notClear' | PaymentOutput['state'] | null;
  /** The folio of each topic recorded here: naming one again opens no second. */
  readonly recorded: Readonly<Partial<Record<Topic, string>>>;
  readonly folio: string | null;
}

/** For what a topic needs proof of who asks. */
export const actionOf = ({ topic }: InquiryContext): string => {
  if (topic === 'bill') return 'invoices';
  return topic === 'payment' ? 'payments' : 'balance';
};

export const asked = (event: UserEvent): Partial<InquiryContext> =>
  event.type === 'INTENT' ? { intent: event.intent, text: event.text, topic: topicOf(event.intent, event.text), reason: null } : {};

const IDENTITY: readonly FactName[] = ['account', 'email', 'phone', 'zone', 'matched'];

/** What became known elsewhere of who the customer is. */
export const news = ({ facts }: InquiryContext, told: Facts): Facts =>
  Object.fromEntries(IDENTITY.flatMap((name) => (told[name] === undefined || told[name] === facts[name] ? [] : [[name, told[name]]])));

export function draft({ facts, intent, text, topic, account, reason }: InquiryContext): FolioInput {
  return {
    ...matterOf(intent),
    account: account ?? facts.account ?? null,
    email: facts.email ?? null,
    phone: facts.phone ?? null,
    description: text || (facts.matter ?? ''),
    details: { intent, topic, reason },
  };
}

export const sayOpened = ({ intent }: InquiryContext, { number, dueAt }: FolioOutput): Say => ({
  key: 'inquiry.opened',
  vars: {
    folio: number,
    area: matterOf(intent).area,
    ...(dueAt === null ? { deadline: 'no' } : { deadline: 'yes', dueAt }),
  },
});

export const recordedNow = ({ topic, recorded }: InquiryContext, { number }: FolioOutput): Partial<InquiryContext> => ({
  folio: number,
  // The words are in the folio now: they need not travel with the conversation's state.
  text: '',
  recorded: { ...recorded, ...(topic !== null && { [topic]: number }) },
});

const paidVars = (payment: PaidOutput | null): Vars =>
  payment === null ? { paid: 'no' } : { paid: 'yes', amount: payment.amount, paidDate: payment.paidDate };

/** Asked for the last day to pay, what follows it is told as well. */
export const sayBalance = ({ topic }: InquiryContext, output: BalanceOutput): Say => {
  const { due, dueDate, overdue, lastPayment, nextBillDate, graceDays, payUrl } = output;
  const owes = due > 0 ? 'yes' : due < 0 ? 'credit' : 'no';
  const until = dueDate === null ? { when: 'none' } : { when: overdue ? 'over' : 'ahead', dueDate };
  const next = nextBillDate === null ? { next: 'no' } : { next: 'yes', nextBillDate };
  const late = topic === 'dueDate' ? { late: 'yes', graceDays } : { late: 'no' };
  return { key: 'inquiry.balance', vars: { owes, due: Math.abs(due), payUrl, ...until, ...next, ...late, ...paidVars(lastPayment) } };
};

const some = (lines: string): 'yes' | 'no' => (lines === '' ? 'no' : 'yes');

/** The bill and its concepts; and, where there is one before it, what makes the difference. */
export const sayBill = ({ added, removed, changed, ...bill }: BillOutput): Say => {
  const { fromDate, toDate, total, lines, compared, difference } = bill;
  const parts = { hasAdded: some(added), added, hasRemoved: some(removed), removed, hasChanged: some(changed), changed };
  return { key: 'inquiry.bill', vars: { fromDate, toDate, total, lines, compared, difference, ...parts } };
};

const PAYMENTS: Readonly<Record<PaymentOutput['state'], string>> = {
  unknown: 'unavailable',
  missing: 'paymentMissing',
  reconnecting: 'reconnecting',
  late: 'reconnectionLate',
  applied: 'paymentApplied',
};

export const sayPayment = ({ state, due, lastPayment, reconnectHours, reconnectAt }: PaymentOutput): Say => ({
  key: `inquiry.${PAYMENTS[state]}`,
  vars: { due, hours: reconnectHours, ...(reconnectAt !== null && { reconnectAt }), ...paidVars(lastPayment) },
});
