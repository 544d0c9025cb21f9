import type { Folio } from '../cases/folio.js';
import type { Notice } from '../engine/state.js';

/** A folio whose clock has struck. */
export interface DueFolio {
  readonly folio: Folio;
  /** Whose turn it is; changes with every claim and every change of the folio. */
  readonly lease: number;
  /** Up to when its clock has been minded, epoch ms; 0: never. */
  readonly mindedAt: number;
}

/** Each folio has one clock: the next instant at which something is to be done for it by itself. */
export interface FolioClocks {
  /**
   * Folios whose clock is due, longest due first; nobody else gets them before `now + leaseMs`. One that was opened or changed is due at
   * once, since its next instant may be another.
   */
  claimFolios(now: number, leaseMs: number, limit: number): Promise<readonly DueFolio[]>;
  /** All up to `now` has been done: its clock strikes next at `next`, or not any more. No effect when it has changed since the claim. */
  folioMinded(number: string, lease: number, now: number, next: number | null): Promise<void>;
  /** Puts a notice before a conversation, if there is such a one; once per key while it waits, and the engine tells none twice. */
  notify(conversation: string, notice: Notice, now: number): Promise<void>;
}
