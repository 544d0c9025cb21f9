/** The company's billing. Amounts are centavos with taxes, as billed; instants are ISO, days YYYY-MM-DD in the provider's zone. */

export interface Payment {
  readonly id: string;
  readonly account: string;
  readonly paidAt: string;
  readonly amount: number;
  readonly method: 'cash' | 'transfer' | 'card' | 'other';
}

export interface Balance {
  readonly account: string;
  /** What is owed now; negative: paid in advance. */
  readonly dueCentavos: number;
  /** Last day to pay the oldest of it; null: nothing is owed. */
  readonly dueDate: string | null;
  readonly lastPayment: Payment | null;
}

/** One concept of an invoice. A discount has a negative amount. */
export interface InvoiceLine {
  /** The company's own code of the concept: the same concept has the same one in every invoice. */
  readonly code: string;
  /** As it is printed on the invoice. */
  readonly description: string;
  readonly amount: number;
}

export interface Invoice {
  readonly id: string;
  readonly account: string;
  /** Folio fiscal of the CFDI; null: not stamped yet. */
  readonly uuid: string | null;
  /** First and last day that it bills. */
  readonly from: string;
  readonly to: string;
  readonly issuedAt: string;
  readonly dueDate: string;
  readonly total: number;
  readonly status: 'paid' | 'unpaid' | 'void';
  readonly lines: readonly InvoiceLine[];
}

/** The invoice is the XML; the PDF is how it is printed. */
export interface InvoiceFiles {
  readonly account: string;
  readonly invoiceId: string;
  readonly xml: Uint8Array;
  readonly pdf: Uint8Array;
}

/** What anybody may contract. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  /** Centavos a month. */
  readonly monthlyPrice: number;
  readonly megabits: number;
  readonly television: boolean;
}

export interface TerminationRequest {
  /** Idempotency key. */
  readonly key: string;
  readonly account: string;
  /** When the notice was received: the contract ends then, and nothing is billed from it on. */
  readonly noticeAt: string;
  readonly folio: string;
}
/** Of an account whose contract has been ended before, the first termination: its date stands unless the new one is earlier. */
export interface Termination {
  readonly id: string;
  readonly account: string;
  readonly effectiveAt: string;
  /** Still owed for services received; null: not known. */
  readonly debtCentavos: number | null;
  /** Paid in advance for what will not be served; null: not known. */
  readonly refundCentavos: number | null;
}

export interface RefundRequest {
  /** Idempotency key. */
  readonly key: string;
  readonly account: string;
  /** More than 0. */
  readonly amount: number;
  readonly reason: 'undueCharge' | 'outage' | 'termination';
  /** The invoice that it corrects, or null. */
  readonly invoiceId: string | null;
  readonly folio: string;
}
export interface Refund {
  readonly id: string;
  readonly account: string;
  readonly amount: number;
  /** Day of the statement on which it appears; null: not known. */
  readonly applyDate: string | null;
}

/**
 * Billing as one part of the back office. What is of an account is for its customer alone: whoever asks makes sure of who it is, here
 * nobody does. Everything throws `BackofficeDown` when the system does not answer.
 */
export interface Billing {
  /** Null: no such account. */
  balance(account: string): Promise<Balance | null>;
  /** Newest first, at most `limit`; void ones too. */
  listInvoices(account: string, limit: number): Promise<readonly Invoice[]>;
  /** Null: the account has no such invoice. */
  invoiceFiles(account: string, invoiceId: string): Promise<InvoiceFiles | null>;
  /** Newest first, at most `limit`. */
  listPayments(account: string, limit: number): Promise<readonly Payment[]>;
  /** The plans on sale, cheapest first; public. */
  listPlans(): Promise<readonly Plan[]>;
  /** Ends a contract. Idempotent by key and by account. Null: no system can take it, so people do it by hand. */
  registerTermination(request: TerminationRequest): Promise<Termination | null>;
  /** Gives money back, by credit to the account. Idempotent by key. Only for what a person has decided. Null as above. */
  registerRefund(request: RefundRequest): Promise<Refund | null>;
}
