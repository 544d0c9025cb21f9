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

export interface Backoffice {
  /** The account's customer, or null. Throws {@link BackofficeDown} when the system does not answer. */
  findCustomer(account: string): Promise<Customer | null>;
  /** Accounts that have this e-mail or telephone on file. */
  findAccounts(contact: { readonly email: string | null; readonly phone: string | null }): Promise<readonly string[]>;
  lineStatus(account: string): Promise<LineStatus>;
}

/** The company's system did not answer: try again, then tell the customer honestly. */
export class BackofficeDown extends Error {
  readonly code = 'BACKOFFICE_DOWN';
}
