import type { Clock } from '../clock.js';
import type { Locales } from '../locales.js';
import type { Store } from '../store/store.js';
import type { LetterSender } from './letter-sender.js';
import { type Mail, makeMail } from './mail.js';
import { type ReadLetter, readLetters } from './read-letters.js';
import { type LetterRelayDeps, relayLetters } from './relay-letters.js';
import { deriveKey, makeSeal } from './seal.js';

export interface PostDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly locales: Locales;
  /** The secret that all nodes share. */
  readonly secret: string;
  readonly sender: LetterSender;
  readonly log: LetterRelayDeps['log'];
}

/** All of the post: what writes letters, what sends them, and what reads them where nothing really leaves. */
export interface OpenPost {
  readonly mail: Mail;
  /** Key of one-time codes. */
  readonly codeKey: Uint8Array;
  /** One round of sending. @returns how many letters were taken. */
  relay(): Promise<number>;
  /** Letters that can still be read, newest first. */
  read(limit: number): Promise<readonly ReadLetter[]>;
}

export function openPost({ store, clock, locales, secret, sender, log }: PostDeps): OpenPost {
  const seal = makeSeal(deriveKey(secret, 'letters'));
  return {
    mail: makeMail({ store, locales, seal }, sender.ways),
    codeKey: deriveKey(secret, 'one-time codes'),
    relay: () => relayLetters({ store, clock, seal, sender, log }),
    read: (limit) => readLetters(store, seal, limit),
  };
}
