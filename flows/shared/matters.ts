import type { FolioInput } from './effects.js';
import { INQUIRIES } from './inquiry-topics.js';

/** What the folio of a matter is and whose it is. */
export type Matter = Pick<FolioInput, 'area' | 'type'>;

/** The matters that are not yet procedures of their own, by intent: step 1 of the written procedure. */
const MATTERS: ReadonlyMap<string, Matter> = new Map<string, Matter>([
  ['invoice_request', { area: 'administrativa', type: 'doubt' }],
  ['undue_charge_claim', { area: 'administrativa', type: 'claim' }],
  ['outage_refund_claim', { area: 'administrativa', type: 'claim' }],
  ['change_plan_or_address', { area: 'comercial', type: 'doubt' }],
  ['service_complaint', { area: 'atencion', type: 'complaint' }],
  ['privacy_arco_request', { area: 'atencion', type: 'privacy' }],
]);

export const MATTER_INTENTS: readonly string[] = [...MATTERS.keys()];

/** Anything else is a doubt for customer care. */
export const matterOf = (intent: string | null): Matter =>
  MATTERS.get(intent ?? '') ?? INQUIRIES.get(intent ?? '') ?? { area: 'atencion', type: 'doubt' };
