import type { Locales } from '../locales.js';
import type { LetterKind } from '../store/letters.js';
import type { Store } from '../store/store.js';
import type { Seal } from './seal.js';

/** A message to a contact that the company has on file: never to an address that somebody has only typed. */
export interface Post {
  /** The same id again is the same letter. */
  readonly id: string;
  readonly kind: LetterKind;
  /** An e-mail address, or a telephone as E.164. */
  readonly to: string;
  /** Locale key `mail.<message>`; an e-mail's subject is `mail.<message>Subject`. */
  readonly key: string;
  readonly vars: Readonly<Record<string, string | number>>;
  readonly language: string;
  /** Epoch ms from which it is of no use any more; null: it always is. */
  readonly until: number | null;
  /** Put down like any other, and never sent. */
  readonly isVoid: boolean;
  /** Ids of stored files that go with an e-mail. */
  readonly files?: readonly string[];
}

/** What a letter says, as it leaves. */
export interface LetterContent {
  readonly to: string;
  /** Null: it has none (SMS). */
  readonly subject: string | null;
  readonly text: string;
  readonly files: readonly string[];
}

/** How registered contacts are reached. */
export interface Mail {
  /** The ways by which a letter leaves this installation; none: nothing can be sent. */
  readonly ways: ReadonlySet<LetterKind>;
  /** Durable when it resolves; it leaves later. Callers ask only for one of {@link ways}. */
  post(post: Post, now: number): Promise<void>;
}

/** Writes letters and puts them into the store's outbox, sealed. */
export const makeMail = (
  { store, locales, seal }: { readonly store: Store; readonly locales: Locales; readonly seal: Seal },
  ways: ReadonlySet<LetterKind>,
): Mail => ({
  ways,
  async post({ id, kind, to, key, vars, language, until, isVoid, files = [] }, now) {
    const content: LetterContent = {
      to,
      subject: kind === 'email' ? locales.render(language, { key: `${key}Subject`, vars }) : null,
      text: locales.render(language, { key, vars }),
      files,
    };
    await store.postLetter({ id, kind, sealed: seal.seal(id, content), until, isVoid }, now);
  },
});
