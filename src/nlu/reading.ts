import type { FactName, UserEvent } from '../engine/flow.js';
import type { Command } from '../engine/state.js';

/** The intents of the product. `out_of_scope` is a rejection, not an intent. */
export const INTENTS = [
  'technical_failure',
  'power_check_on',
  'power_check_off',
  'restart_fixed',
  'restart_still_failing',
  'balance_inquiry',
  'billing_doubt',
  'invoice_request',
  'payment_reported_reconnection',
  'undue_charge_claim',
  'outage_refund_claim',
  'service_complaint',
  'service_cancellation',
  'coverage_new_service',
  'plans_and_prices',
  'change_plan_or_address',
  'folio_status',
  'reschedule_visit',
  'talk_to_human',
  'privacy_arco_request',
  'provide_identifiers',
  'greeting',
  'thanks_goodbye',
  'affirm',
  'deny',
] as const;
export type Intent = (typeof INTENTS)[number];

/** What the waiting state expects, with labels in the customer's language: the context in which a message is read. */
export interface Context {
  readonly flow: string;
  readonly state: string;
  readonly slot: string | null;
  /** Event types the state takes (`ANSWER`, `YES`, `CHOICE`, `INTENT`…). */
  readonly accepts: ReadonlySet<string>;
  readonly choices: readonly { readonly id: string; readonly label: string; readonly synonyms: readonly string[] }[];
}

/** How a message was understood. */
export type Understood =
  | { readonly type: 'event'; readonly event: UserEvent }
  | { readonly type: 'command'; readonly command: Command }
  /** `intents`: the two candidates when it can be read in two ways, else empty. */
  | { readonly type: 'unclear'; readonly intents: readonly Intent[] };

export interface Reading {
  readonly understood: Understood;
  /** Facts found anywhere in the text, canonical. Learned whatever else the message means. */
  readonly facts: Readonly<Partial<Record<FactName, string>>>;
  /** Language the text is clearly written in, or null when it cannot be told. */
  readonly language: string | null;
  /** Best intent of the classifier and its calibrated probability, for the log and `nlu:try`. */
  readonly guess: { readonly intent: Intent | 'out_of_scope'; readonly probability: number };
}

export interface Reader {
  /**
   * Reads one text in its context. Pure and synchronous, under 1 ms; never throws, whatever the text.
   * @param now epoch ms, for "desde ayer". @param language the conversation's.
   */
  read(text: string, context: Context | null, language: string, now: number): Reading;
}
