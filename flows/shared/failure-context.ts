import type { EntryInput, UserEvent } from '../../src/engine/flow.js';
import type { SameReportOutput } from '../same-report.js';
import type { ServiceFolioInput } from '../service-folio.js';
import { type Failure, ofAccount } from './failure.js';
import { tellsOfRestart } from './own-words.js';

/** What `technical-support` keeps in mind beside the failure itself. */
export interface FailureContext extends Failure {
  /** The folio is an earlier one, of this account, from another conversation. */
  readonly joined: boolean;
  /** Its visit is still to come. */
  readonly agreed: boolean;
  /** With the folios of the account, and not only with those of this conversation. */
  readonly compared: boolean;
  /** Off and on again, which did not help, before it was asked for. */
  readonly restarted: boolean;
  /** Deadline of the repair by policy. */
  readonly dueAt: string | null;
  readonly identified: boolean;
  /** The optical signal does not arrive: nothing in the house will mend it. */
  readonly noSignal: boolean;
  readonly reason: ServiceFolioInput['reason'];
  readonly corrections: number;
  readonly blackouts: number;
}

export const beginning = ({ facts, text }: EntryInput): FailureContext => ({
  facts,
  text,
  folio: '',
  joined: false,
  agreed: false,
  compared: false,
  restarted: tellsOfRestart(text),
  dueAt: null,
  identified: false,
  line: null,
  noSignal: false,
  reason: 'stillFailing',
  corrections: 0,
  blackouts: 0,
});

/** The folio that the failure was in before takes the place of whatever was opened for it. */
export const known = ({ outcome, view }: SameReportOutput): Partial<FailureContext> =>
  view === null ? {} : { folio: view.number, dueAt: view.dueAt, joined: !view.here, agreed: outcome === 'sameVisit', compared: true };

/**
 * Another account is another line: all that was found is about the wrong one, a debt that took the deadline away as well. A folio that was
 * joined belongs to the account it was opened for.
 */
export const corrected = (context: FailureContext, event: UserEvent): Partial<FailureContext> =>
  event.type === 'CORRECTION'
    ? {
        facts: ofAccount(context.facts, event.value),
        folio: context.joined ? '' : context.folio,
        dueAt: context.line?.suspended ? null : context.dueAt,
        joined: false,
        compared: false,
        line: null,
        noSignal: false,
        identified: false,
        corrections: context.corrections + 1,
      }
    : {};
