import type { Clock } from '../clock.js';
import type { Letter } from '../store/letters.js';
import type { Store } from '../store/store.js';
import { LetterRefused, type LetterSender } from './letter-sender.js';
import type { LetterContent } from './mail.js';
import { type Seal, SealBroken } from './seal.js';

export interface LetterRelayDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly seal: Seal;
  readonly sender: LetterSender;
  readonly log: { warn(data: Readonly<Record<string, unknown>>, message: string): void };
}

const LEASE_MS = 60_000;
const BATCH = 50;
/** After each failed attempt; then it is given up. */
const RETRY_MS = [5_000, 30_000, 120_000, 600_000, 3_600_000] as const;

/** One round: due letters leave, all at once, so that none waits for another until its lease is over. @returns how many were taken. */
export async function relayLetters(deps: LetterRelayDeps): Promise<number> {
  const letters = await deps.store.claimLetters(deps.clock.now(), LEASE_MS, BATCH);
  await Promise.all(letters.map((letter) => relay(deps, letter)));
  return letters.length;
}

async function relay({ store, clock, seal, sender, log }: LetterRelayDeps, letter: Letter): Promise<void> {
  const { id, kind, sealed, until, attempts } = letter;
  if (sealed === null || (until !== null && until <= clock.now())) {
    await store.letterUnsent(id, null, 'too late to be of use');
    return;
  }
  try {
    await sender.send({ ...(seal.open(id, sealed) as LetterContent), id, kind });
  } catch (error) {
    const hopeless = error instanceof LetterRefused || error instanceof SealBroken;
    const wait = hopeless ? undefined : RETRY_MS[attempts - 1];
    log.warn({ err: error, letter: id, again: wait !== undefined }, 'a letter could not be sent');
    await store.letterUnsent(id, wait === undefined ? null : clock.now() + wait, error instanceof Error ? error.name : 'Error');
    return;
  }
  await store.letterSent(id, sender.keeps, clock.now());
}
