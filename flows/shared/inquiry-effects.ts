import { effect } from '../../src/engine/flow.js';

/**
 * The effects that the procedure `inquiry` asks for. Amounts are centavos, dates YYYY-MM-DD. What is of an account is told only to a conversation
 * that has proved to be its customer's; to any other it looks as if nothing were known (`known` false).
 */

export interface PaidOutput {
  readonly amount: number;
  readonly paidDate: string;
}

export interface BalanceOutput {
  readonly known: boolean;
  /** Negative: paid in advance. */
  readonly due: number;
  /** Last day to pay the oldest of it, or null. */
  readonly dueDate: string | null;
  /** That day is over. */
  readonly overdue: boolean;
  readonly lastPayment: PaidOutput | null;
  /** When the next bill comes, or null. */
  readonly nextBillDate: string | null;
  /** Days after the last day to pay until the service may be suspended (policy). */
  readonly graceDays: number;
  /** Where to pay (policy). */
  readonly payUrl: string;
}
export const findBalance = effect<{ readonly account: string }, BalanceOutput>();

export interface BillOutput {
  readonly known: boolean;
  /** The concepts of both bills account for the whole difference between them. */
  readonly explained: boolean;
  readonly fromDate: string;
  readonly toDate: string;
  readonly total: number;
  /** With the bill before; `none`: there is none. */
  readonly compared: 'more' | 'less' | 'same' | 'none';
  /** Always 0 or more. */
  readonly difference: number;
  /** Concepts with their amounts, one a line, as they are printed on the bills; empty: none. */
  readonly lines: string;
  readonly added: string;
  readonly removed: string;
  /** Each with both amounts, the former first. */
  readonly changed: string;
}
/** The last bill, and what makes it differ from the one before. */
export const explainBill = effect<{ readonly account: string }, BillOutput>();

export interface PaymentOutput {
  /**
   * `unknown`: nothing is known of the account. `missing`: something is still owed. `reconnecting`: paid, still suspended, within the hours of
   * the policy. `late`: these are over. `applied`: paid, and not suspended.
   */
  readonly state: 'unknown' | 'missing' | 'reconnecting' | 'late' | 'applied';
  readonly due: number;
  readonly lastPayment: PaidOutput | null;
  /** From the payment until the service is back (policy). */
  readonly reconnectHours: number;
  /** When these are over, ISO, or null. */
  readonly reconnectAt: string | null;
}
/** What has become of a payment that the customer says was made. */
export const findPayment = effect<{ readonly account: string }, PaymentOutput>();

/** The plans on sale with their prices, one a line; empty: not known. */
export const findPlans = effect<Readonly<Record<string, never>>, { readonly plans: string }>();

/** Where anybody can pay, and how long a reconnection takes (policy). */
export const findPayTerms = effect<Readonly<Record<string, never>>, { readonly payUrl: string; readonly reconnectHours: number }>();
