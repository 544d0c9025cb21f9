import type { Say } from '../../src/engine/flow.js';
import { type Failure, losesSignal } from './failure.js';

/** What the check of the line comes to, in the customer's words: statements of `technical-support`. */
type Found = { readonly context: Failure };

export const sayOutage = ({ context: { facts, line } }: Found): Say =>
  line?.restoreAt == null
    ? { key: 'technical-support.outageUnknown', vars: { zone: facts.zone ?? '' } }
    : { key: 'technical-support.outage', vars: { zone: facts.zone ?? '', restoreAt: line.restoreAt } };

/** What the network knows; null: nothing. */
export function lineMessage(failure: Failure): 'lineLost' | 'deviceOnline' | 'deviceOffline' | null {
  if (losesSignal(failure)) return 'lineLost';
  if (failure.line?.device === 'online') return 'deviceOnline';
  return failure.line?.device === 'offline' ? 'deviceOffline' : null;
}
export const sayLine = ({ context }: Found): Say => ({ key: `technical-support.${lineMessage(context)}` });

/** A suspended account that is not paid yet: where it is paid, and when the service is back. */
export const sayHowToPay = ({ context: { line, folio } }: Found): Say => ({
  key: 'technical-support.howToPay',
  vars: { folio, payUrl: line?.payUrl ?? '', hours: line?.reconnectHours ?? 0 },
});
