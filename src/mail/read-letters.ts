import type { Letter } from '../store/letters.js';
import type { Store } from '../store/store.js';
import type { LetterContent } from './mail.js';
import { type Seal, SealBroken } from './seal.js';

/** A letter with what it says. */
export interface ReadLetter extends LetterContent, Pick<Letter, 'id' | 'kind' | 'status' | 'at'> {}

/** The newest letters; those that can no longer be read, or not with this secret, are left out. */
export async function readLetters(store: Store, seal: Seal, limit: number): Promise<readonly ReadLetter[]> {
  const letters = await store.letters(limit);
  return letters.flatMap(({ id, kind, status, at, sealed }) => {
    try {
      return sealed === null ? [] : [{ ...(seal.open(id, sealed) as LetterContent), id, kind, status, at }];
    } catch (error) {
      if (error instanceof SealBroken) return [];
      throw error;
    }
  });
}
