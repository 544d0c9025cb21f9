/** By which way a letter goes. */
export type LetterKind = 'email' | 'sms';

/** A message to a contact on file, as it is put into the outbox. */
export interface NewLetter {
  /** The same id again is the same letter, and changes nothing. */
  readonly id: string;
  readonly kind: LetterKind;
  /** Whom it goes to and what it says: only who has sealed it can read it. */
  readonly sealed: string;
  /** Epoch ms from which it is of no use any more; null: it always is. */
  readonly until: number | null;
  /** Put down and never sent. */
  readonly isVoid: boolean;
}

export interface Letter {
  readonly id: string;
  readonly kind: LetterKind;
  /** Null once it has been sent and what it said is forgotten. */
  readonly sealed: string | null;
  readonly until: number | null;
  readonly status: 'queued' | 'sent' | 'failed' | 'void';
  readonly at: number;
  readonly sentAt: number | null;
  /** Attempts begun. */
  readonly attempts: number;
  /** What went wrong at the last attempt, or null. */
  readonly error: string | null;
}

/** The part of the store port that is the outbox of letters. */
export interface Letters {
  /** False: it was there already. */
  postLetter(letter: NewLetter, now: number): Promise<boolean>;
  /** Letters that are due, oldest first; nobody else gets them before `now + leaseMs`. */
  claimLetters(now: number, leaseMs: number, limit: number): Promise<readonly Letter[]>;
  /** @param keep what it said stays readable for us. */
  letterSent(id: string, keep: boolean, now: number): Promise<void>;
  /** Again at `retryAt`, or never when null. One that was sent stays sent. */
  letterUnsent(id: string, retryAt: number | null, error: string): Promise<void>;
  /** Newest first, all but the void ones. */
  letters(limit: number): Promise<readonly Letter[]>;
}
