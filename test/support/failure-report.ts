import type { LineOutput } from '../../flows/shared/effects.js';
import { technicalSupport } from '../../flows/technical-support.js';
import type { Facts, UserEvent } from '../../src/engine/flow.js';
import { Play } from './play-flow.js';

/** A failure report as far as several suites of technical-support play it, and what its effects answer. */

export const SINCE = '2025-11-24T12:00:00.000Z';
export const DUE = '2025-11-25T18:00:00.000Z';
export const PAY = 'https://example.com/pagos';
export const account = '100005';
export const who = { account, email: 'elena.mora@example.com', phone: '+522220000005' };
export const folio = { number: 'T1000015', createdAt: SINCE, dueAt: DUE };
export const identified = { outcome: 'identified', ...who, zone: 'sur' };
export const line: LineOutput = {
  suspended: false,
  outage: false,
  restoreAt: null,
  device: 'unknown',
  opticalLoss: false,
  reconnectHours: 48,
  payUrl: PAY,
};

export const earlier = {
  number: 'T1000007',
  type: 'failure',
  area: 'tecnica',
  status: 'open',
  createdAt: SINCE,
  dueAt: DUE,
  visit: null,
  finding: null,
  tested: false,
  here: true,
  account,
} as const;
export const NEW = { outcome: 'new', view: null };

export const begin = (facts: Facts, text = 'no tengo internet desde ayer'): Play =>
  new Play(technicalSupport, { facts, intent: 'technical_failure', text, nested: false });
/** Nothing is on record yet. */
export const play = (facts: Facts = { account, outageSince: SINCE }): Play => begin(facts).done(NEW);
export const known = (facts?: Facts): Play => play(facts).done(folio).done(identified).done(folio).done(NEW);
export const checked = (found: Partial<LineOutput> = {}): Play => known().done({ ...line, ...found });
export const correction: UserEvent = { type: 'CORRECTION', fact: 'account', value: '100001' };
