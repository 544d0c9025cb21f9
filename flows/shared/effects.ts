import { effect } from '../../src/engine/flow.js';

export * from './cancellation-effects.js';
export * from './coverage-effects.js';
export * from './help-effects.js';
export * from './identity-effects.js';
export * from './inquiry-effects.js';

/**
 * The effects that procedures may ask for, by name: what goes in, what comes out. The program binds them in
 * `src/cases/effects.ts` and `src/desk/effects.ts`. Each runs with its call's id as idempotency key; one that fails for good is an error
 * event (`onError`). Instants are ISO, dates YYYY-MM-DD.
 */

export interface IdentifyInput {
  readonly account: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}
/** `matched`: account and at least one contact are on file together. Says nothing of which part was wrong. */
export interface IdentifyOutput {
  readonly matched: boolean;
  readonly account: string | null;
  readonly zone: string | null;
}
export const identify = effect<IdentifyInput, IdentifyOutput>();

export interface LineOutput {
  readonly suspended: boolean;
  readonly outage: boolean;
  readonly restoreAt: string | null;
  readonly device: 'online' | 'offline' | 'unknown';
  readonly opticalLoss: boolean;
  /** Hours within which a paid debt is reconnected (policy). */
  readonly reconnectHours: number;
  /** Address of the page where a debt is paid (policy). */
  readonly payUrl: string;
}
export const checkLine = effect<{ readonly account: string }, LineOutput>();

export interface FolioInput {
  readonly type: 'failure' | 'doubt' | 'claim' | 'complaint' | 'cancellation' | 'coverage' | 'privacy' | 'person';
  readonly area: 'tecnica' | 'administrativa' | 'comercial' | 'atencion';
  readonly account: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly description: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}
export interface FolioOutput {
  readonly number: string;
  readonly createdAt: string;
  readonly dueAt: string | null;
  /** Of a cancellation: when the notice was given. */
  readonly noticeAt: string | null;
}
/** Opens a folio with the deadline that the policy gives its type. */
export const openFolio = effect<FolioInput, FolioOutput>();

/** Adds what was learned since, or closes it. `closing`: resolved with the customer's agreement. */
export interface UpdateFolioInput {
  readonly number: string;
  readonly account: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  readonly closing: boolean;
  /**
   * Moves the deadline (known restoration of an outage); `none`: takes it away, because nothing is to be repaired; `anew`: gives it the one
   * of its type again, from now; null: leaves it.
   */
  readonly dueAt: string | null;
}
export const updateFolio = effect<UpdateFolioInput, FolioOutput>();

export type Shift = 'morning' | 'afternoon';
export interface Slot {
  readonly date: string;
  readonly shift: Shift;
  /** Local times HH:MM. */
  readonly from: string;
  readonly to: string;
}
/** Free visits of the zone, soonest first, at most six, on or after `notBefore` (null: as soon as possible). */
export const findSlots = effect<{ readonly zone: string | null; readonly notBefore: string | null }, { readonly slots: readonly Slot[] }>();

/** `full`: somebody was faster. */
export const bookVisit = effect<
  { readonly folio: string; readonly zone: string | null; readonly slot: Slot },
  { readonly result: 'booked' | 'full' }
>();
export const cancelVisit = effect<{ readonly folio: string }, { readonly done: boolean }>();

export interface FolioView {
  readonly number: string;
  readonly type: string;
  readonly area: string;
  readonly status: 'open' | 'scheduled' | 'resolved' | 'closed';
  readonly createdAt: string;
  readonly dueAt: string | null;
  /** `over`: its hours have passed. */
  readonly visit: (Slot & { readonly zone: string; readonly over: boolean }) | null;
  /** What was found of a failure while it was looked into (`suspended`, `massOutage`), or null. */
  readonly finding: string | null;
  /** The tests with the customer have been made: what is left is the visit. */
  readonly tested: boolean;
  /** Opened in this conversation: its owner needs no further proof. */
  readonly here: boolean;
  readonly account: string | null;
}
/** By number, else the newest open one of this conversation, else of the account. Null: none. */
export const findFolio = effect<
  { readonly number: string | null; readonly account: string | null },
  { readonly folio: FolioView | null }
>();

/**
 * The newest open folio of a failure, `except` one: of this conversation, if it is of that account or of none yet, else of the account. Null:
 * none. Needs no system but ours: without the company's own, only this conversation is searched.
 */
export const findFailure = effect<
  { readonly account: string | null; readonly except: string | null },
  { readonly folio: FolioView | null }
>();

export interface HandOffInput {
  readonly reason: string;
  readonly flow: string | null;
  readonly state: string | null;
  readonly account: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly folio: string | null;
  readonly matter: string | null;
}
/** Opens (or finds) the folio of the hand-off and tells whether somebody is there. `opensAt`: next opening when closed. */
export interface HandOffOutput {
  readonly folio: string;
  readonly area: string;
  readonly staffed: boolean;
  readonly opensAt: string | null;
  /** Place in the queue from 1, when staffed. */
  readonly position: number;
}
export const openHandOff = effect<HandOffInput, HandOffOutput>();
