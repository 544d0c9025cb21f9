import type { LetterKind } from '../store/letters.js';
import type { LetterContent } from './mail.js';

/** The way out for letters: a mail server, an SMS gateway. */
export interface LetterSender {
  readonly ways: ReadonlySet<LetterKind>;
  /** What was sent stays readable for us; only where nothing really leaves. */
  readonly keeps: boolean;
  /**
   * Resolves when the other side has taken it, within half a minute or not at all: after a minute another node tries. Called again for the
   * same id when an answer was lost: pass the id on, so that a letter sent twice can be told from two. @throws {LetterRefused} when trying
   * again is of no use; anything else is tried again.
   */
  send(letter: LetterContent & { readonly id: string; readonly kind: LetterKind }): Promise<void>;
}

/** The other side will never take this letter: no such address, not allowed. */
export class LetterRefused extends Error {
  readonly code = 'LETTER_REFUSED';
}

/** The demo's: nothing leaves, and everything can be read in its mailbox. */
export const mailboxSender: LetterSender = { ways: new Set(['email', 'sms']), keeps: true, send: async () => undefined };

/** No mail server is connected: nothing can be sent. */
export const noSender: LetterSender = {
  ways: new Set(),
  keeps: false,
  send: () => Promise.reject(new LetterRefused('no mail server is connected')),
};
