import { effect } from '../../src/engine/flow.js';

/** The effects that the procedure `cancellation` asks for. Each runs with its call's id as idempotency key. */

export interface NoticeInput {
  readonly account: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** What the customer said about it, for people to read. */
  readonly text: string;
  /** The very words that gave the notice: they date it. Empty: an answer to our question, the newest message before the call. */
  readonly words: string;
  /** `part`: some of the services only; the contract stays. */
  readonly scope: 'all' | 'part';
  /** Of somebody else's line. */
  readonly onBehalf: boolean;
  /** The customer says that notice was given before. */
  readonly claimsEarlier: boolean;
}
export interface NoticeOutput {
  readonly number: string;
  readonly createdAt: string;
  /** When the notice was given: the contract ends then. */
  readonly noticeAt: string;
  /** Last day on which the provider may collect its equipment (policy). */
  readonly equipmentDate: string;
  /** There was a notice already; it keeps its folio, and the date of whichever was given first. */
  readonly again: boolean;
  /** Its contract has been ended in the company's systems. */
  readonly ended: boolean;
  /** E-mail on file, masked, to which its acknowledgement can be sent; null: it cannot, or nobody has proved an account. */
  readonly mailTo: string | null;
}
/** Puts a notice on record, with a task for each area. */
export const giveNotice = effect<NoticeInput, NoticeOutput>();

/** The notice that stands in this conversation, or null. */
export const findNotice = effect<Readonly<Record<string, never>>, { readonly notice: NoticeOutput | null }>();

/**
 * Puts on the notice who gave it. Where the customer has proved an account that already has a notice, that one stands, with the date of
 * whichever was given first, and this folio is closed in its favour: `again`.
 */
export const completeNotice = effect<
  { readonly number: string; readonly account: string | null; readonly email: string | null; readonly phone: string | null },
  NoticeOutput
>();

/** The customer goes on with the service. `withdrawnAt` null: the contract has been ended already, and only people can bring it back. */
export const withdrawNotice = effect<{ readonly number: string }, { readonly withdrawnAt: string | null }>();

export interface EndingOutput {
  /** False: no system could take it, so people end it by hand, as of the same instant. */
  readonly ended: boolean;
  /** Centavos still owed for services received; null: not known. */
  readonly debt: number | null;
  /** Centavos paid in advance for what will not be served, to be given back: an estimate; null: not known, or none. */
  readonly refund: number | null;
}
/** Ends the contract in the company's systems, as of its notice. Only for somebody who has proved to be the customer. */
export const endContract = effect<{ readonly number: string; readonly account: string }, EndingOutput>();

export interface AcknowledgementOutput {
  readonly file: { readonly id: string; readonly name: string; readonly contentType: string; readonly size: number };
  /** By which anybody can check that it was issued. */
  readonly code: string;
  /** Address of that check. */
  readonly checkUrl: string;
  /** Where to complain, as one line of text (policy). */
  readonly places: string;
  /** Masked address to which it was sent as well, or null: to none. */
  readonly sentTo: string | null;
}
/** Writes the acknowledgement of a notice as a document, and sends it by e-mail where that was chosen and can be done. */
export const issueAcknowledgement = effect<{ readonly number: string; readonly means: 'here' | 'email' }, AcknowledgementOutput>();
