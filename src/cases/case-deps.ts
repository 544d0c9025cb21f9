import type { Backoffice } from '../backoffice/backoffice.js';
import type { HelpShelf } from '../help/help-shelf.js';
import type { Locales } from '../locales.js';
import type { Mail } from '../mail/mail.js';
import type { Conversation, Store } from '../store/store.js';
import type { Calendar } from './calendar.js';
import type { Policy } from './policy.js';

/** What the effects of cases work with. */
export interface CaseDeps {
  readonly store: Store;
  /** Behind its guard: whatever is wrong with an answer is `BackofficeDown`. */
  readonly backoffice: Backoffice;
  readonly policy: Policy;
  readonly calendar: Calendar;
  /** For what is written to be kept, such as a document. */
  readonly locales: Locales;
  /** The help articles; left out: there are none. */
  readonly help?: HelpShelf;
  /** Address under which anybody reaches us, without a slash at the end; left out: the provider's site. */
  readonly publicUrl?: string;
  /** How contacts on file are reached; left out: they are not. */
  readonly mail?: Mail;
  /** Key of one-time codes, the same on every node; left out: there are none. */
  readonly codeKey?: Uint8Array;
  /** The telephone (E.164) that a conversation's channel proves by itself, or null; left out: no channel does. */
  readonly provenPhone?: (conversation: Conversation) => string | null;
}
