import type { Billing } from './billing.js';
import type { Coverage } from './coverage.js';

/** The company's own systems behind one port. Every method may be slow, fail or lie: callers retry with the call's id. */
export interface Customer {
  readonly account: string;
  readonly holder: string;
  readonly email: string;
  /** E.164. */
  readonly phone: string;
  readonly plan: string;
  /** Centavos a month. */
  readonly monthlyPrice: number;
  readonly zone: string;
  readonly address: string;
}

export interface LineStatus {
  /** Suspended for debt: never to be diagnosed as a failure. */
  readonly suspended: boolean;
  /** Mass outage in the account's zone, or null. `restoreAt`: ISO instant expected, or null when unknown. */
  readonly outage: { readonly id: string; readonly restoreAt: string | null } | null;
  /** What the network knows of the customer's device. */
  readonly device: 'online' | 'offline' | 'unknown';
  /** Loss of the optical signal (LOS): the line, not the power. */
  readonly opticalLoss: boolean;
}

/** A past failure of an account's service. ISO instants. */
export interface PastOutage {
  readonly id: string;
  readonly account: string;
  readonly startedAt: string;
  readonly restoredAt: string;
  readonly cause: 'provider' | 'forceMajeure' | 'planned' | 'customer' | 'unknown';
  /** What was due for it has been given back. */
  readonly compensated: boolean;
}

/** `queued`: the device restarts when the network reaches it. `unreachable`: off or without line. `unsupported`: no such system. */
export type RebootResult = 'done' | 'queued' | 'unreachable' | 'unsupported';

export interface Backoffice extends Billing, Coverage {
  /** The account's customer, or null. Throws {@link BackofficeDown} when the system does not answer. */
  findCustomer(account: string): Promise<Customer | null>;
  /** Accounts that have this e-mail or telephone on file. */
  findAccounts(contact: { readonly email: string | null; readonly phone: string | null }): Promise<readonly string[]>;
  lineStatus(account: string): Promise<LineStatus>;
  /** Outages that are over, newest first. */
  pastOutages(account: string): Promise<readonly PastOutage[]>;
  /** Restarts the customer's device from afar; never a reset to factory settings. One key restarts it once. */
  rebootDevice(account: string, key: string): Promise<RebootResult>;
}

/** The company's system did not answer: try again, then tell the customer honestly. */
export class BackofficeDown extends Error {
  readonly code = 'BACKOFFICE_DOWN';
}
