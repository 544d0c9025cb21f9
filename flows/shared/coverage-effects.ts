import { effect } from '../../src/engine/flow.js';

/** The effects that the procedure `coverage` asks for. Each runs with its call's id as idempotency key. */

/** A colonia with its postal code, as the company's list has them. */
export interface Place {
  readonly postalCode: string;
  readonly colonia: string;
}

/** WGS 84, degrees. */
export interface Pin {
  readonly latitude: number;
  readonly longitude: number;
}

/** Where the service is wanted: the colonia that was chosen or is named, else the pin, which may have been sent for something else before. */
export interface CoverageInput {
  readonly pin: Pin | null;
  readonly chosen: Place | null;
  /** The customer's words about where; empty: none. */
  readonly text: string;
  /** They tell a place, be it on the list or not. */
  readonly placed: boolean;
  /** Five figures that the customer named, or null. */
  readonly postalCode: string | null;
}

export interface PlanOffer {
  readonly id: string;
  readonly name: string;
  /** Centavos a month. */
  readonly monthlyPrice: number;
}

export interface CoverageOutput {
  /**
   * `check`: only the technical area can tell. `which`: one of `options`, which may be none, or another. `confirm`: probably the only one of `options`.
   * `nowhere`: no place was told.
   */
  readonly result: 'yes' | 'planned' | 'no' | 'check' | 'which' | 'confirm' | 'nowhere';
  /** The place that it is about, where it is on the list. */
  readonly place: Place | null;
  readonly zone: string | null;
  /** For people alone. */
  readonly note: string | null;
  readonly options: readonly Place[];
  /** Of `yes`: what can be contracted, cheapest first. */
  readonly plans: readonly PlanOffer[];
}
/** Whether there is service at a place. A postal code alone never decides. */
export const checkCoverage = effect<CoverageInput, CoverageOutput>();

export interface ProspectInput {
  /** `contract`: wants the service. `check`: waits for the technical area's answer. `interest`: to be told when there is service. */
  readonly purpose: 'contract' | 'check' | 'interest';
  readonly coverage: 'yes' | 'planned' | 'no' | 'check';
  readonly account: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly name: string | null;
  /** The customer's words about what is wanted, and where. */
  readonly words: string;
  readonly place: Place | null;
  /** Named without a place of the list. */
  readonly postalCode: string | null;
  readonly pin: Pin | null;
  readonly zone: string | null;
  readonly note: string | null;
  readonly plan: PlanOffer | null;
  /** Agreed to be written to when there is service; of `interest` alone. */
  readonly consent: boolean;
}
export interface ProspectOutput {
  readonly number: string;
  /** By when it is answered; null: nothing can be promised. */
  readonly dueAt: string | null;
  /** It was on record already, for the same place. */
  readonly again: boolean;
}
/** Opens the folio of a prospect: for the technical area where coverage has to be looked into, else for the commercial one. */
export const recordProspect = effect<ProspectInput, ProspectOutput>();
