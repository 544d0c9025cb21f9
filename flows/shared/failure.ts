import type { Facts } from '../../src/engine/flow.js';
import type { FolioInput, LineOutput, UpdateFolioInput } from './effects.js';
import { matterOf } from './matters.js';

/** What is known of a failure while it is looked into. */
export interface Failure {
  readonly facts: Facts;
  /** The words that reported it. */
  readonly text: string;
  /** Number of its folio; empty until it is on record. */
  readonly folio: string;
  readonly line: LineOutput | null;
}

export const RECONNECTION = 'payment_reported_reconnection';

const person = ({ account, email, phone }: Facts) => ({ account: account ?? null, email: email ?? null, phone: phone ?? null });

/** The folio of the failure itself, with as much as is known when it is reported. */
export const report = ({ facts, text }: Failure): FolioInput => ({
  type: 'failure',
  area: 'tecnica',
  ...person(facts),
  description: text || (facts.matter ?? ''),
  details: { outageSince: facts.outageSince ?? null, lights: facts.lights ?? null },
});

/** The folio of a customer who says that the debt is paid: the administrative area reconnects. */
export const reconnection = ({ facts, folio, line }: Failure): FolioInput => ({
  ...matterOf(RECONNECTION),
  ...person(facts),
  description: facts.matter ?? '',
  details: { intent: RECONNECTION, failureFolio: folio, reconnectHours: line?.reconnectHours ?? null },
});

/** What has become known since goes into the failure's folio. */
export const update = ({ facts, folio }: Failure, change: Partial<UpdateFolioInput>): UpdateFolioInput => ({
  number: folio,
  ...person(facts),
  details: {},
  closing: false,
  dueAt: null,
  ...change,
});

/** The customer agrees that the matter of a folio is settled. */
export const closing = (number: string): UpdateFolioInput => ({
  number,
  account: null,
  email: null,
  phone: null,
  details: { finding: 'restored' },
  closing: true,
  dueAt: null,
});

/** The facts with whatever the identification found. */
export const identifiedAs = (facts: Facts, found: Readonly<Record<'account' | 'email' | 'phone' | 'zone', string | null>>): Facts => {
  const { account, email, phone, zone } = found;
  const news = Object.entries({ account, email, phone, zone }).filter(([, value]) => value !== null);
  return { ...facts, ...Object.fromEntries(news) };
};

/** The facts with another account, whose zone is not known yet. */
export function ofAccount({ zone: _, ...facts }: Facts, account: string): Facts {
  return { ...facts, account };
}

/** A red optical light means the line, whether the network or the customer sees it. */
export const losesSignal = ({ line, facts }: Failure): boolean => line?.opticalLoss === true || facts.lights === 'los';
