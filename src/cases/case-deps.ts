import type { Backoffice } from '../backoffice/backoffice.js';
import type { Store } from '../store/store.js';
import type { Calendar } from './calendar.js';
import type { Policy } from './policy.js';

/** What the effects of cases work with. */
export interface CaseDeps {
  readonly store: Store;
  /** Behind its guard: whatever is wrong with an answer is `BackofficeDown`. */
  readonly backoffice: Backoffice;
  readonly policy: Policy;
  readonly calendar: Calendar;
}
