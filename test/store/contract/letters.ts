import { describe, expect, it } from '@jest/globals';
import type { NewLetter } from '../../../src/store/letters.js';
import { HOUR, MINUTE, NOW, type World } from './fixtures.js';

const LEASE = 30_000;
const letter = (id: string, changes: Partial<NewLetter> = {}): NewLetter => ({
  id,
  kind: 'email',
  sealed: `sealed ${id}`,
  until: null,
  isVoid: false,
  ...changes,
});

export function lettersContract(world: World): void {
  const claimed = async (now: number, limit = 10) => (await world.store.claimLetters(now, LEASE, limit)).map(({ id }) => id);

  describe('letters', () => {
    it('are kept once, as they were put down', async () => {
      expect(await world.store.postLetter(letter('a', { kind: 'sms', until: NOW + HOUR }), NOW)).toBe(true);
      expect(await world.store.postLetter(letter('a', { sealed: 'other' }), NOW + 1)).toBe(false);
      const store = await world.reopen();
      expect(await store.letters(10)).toEqual([
        {
          id: 'a',
          kind: 'sms',
          sealed: 'sealed a',
          until: NOW + HOUR,
          status: 'queued',
          at: NOW,
          sentAt: null,
          attempts: 0,
          error: null,
        },
      ]);
    });

    it('are claimed by one of many at once, oldest first, and again when the lease is over', async () => {
      await world.store.postLetter(letter('a'), NOW);
      await world.store.postLetter(letter('b'), NOW + 1);
      expect(await claimed(NOW + MINUTE, 1)).toEqual(['a']);
      const all = await Promise.all([1, 2, 3, 4].map(() => claimed(NOW + MINUTE)));
      expect(all.flat()).toEqual(['b']);
      expect(await claimed(NOW + MINUTE + LEASE - 1)).toEqual([]);
      expect(await claimed(NOW + MINUTE + LEASE)).toEqual(['a', 'b']);
      expect((await world.store.letters(10)).map(({ attempts }) => attempts)).toEqual([2, 2]);
    });

    it('that were sent are not sent again, and say nothing any more unless they are kept', async () => {
      for (const id of ['a', 'b']) await world.store.postLetter(letter(id), NOW);
      await claimed(NOW);
      await world.store.letterSent('a', false, NOW + 1);
      await world.store.letterSent('b', true, NOW + 2);
      await world.store.letterUnsent('b', NOW + 3, 'too late to say so');
      expect(await claimed(NOW + HOUR)).toEqual([]);
      expect((await world.store.letters(10)).map(({ id, status, sealed, sentAt }) => ({ id, status, sealed, sentAt }))).toEqual([
        { id: 'b', status: 'sent', sealed: 'sealed b', sentAt: NOW + 2 },
        { id: 'a', status: 'sent', sealed: null, sentAt: NOW + 1 },
      ]);
    });

    it('that could not be sent come again at their instant, or never', async () => {
      for (const id of ['a', 'b']) await world.store.postLetter(letter(id), NOW);
      await claimed(NOW);
      await world.store.letterUnsent('a', NOW + MINUTE, 'busy');
      await world.store.letterUnsent('b', null, 'no such address');
      expect(await claimed(NOW + MINUTE - 1)).toEqual([]);
      expect(await claimed(NOW + MINUTE)).toEqual(['a']);
      const [b, a] = await world.store.letters(10);
      expect([a?.error, b?.status, b?.sealed, b?.error]).toEqual(['busy', 'failed', null, 'no such address']);
    });

    it('that are void are never sent nor shown, and say nothing', async () => {
      await world.store.postLetter(letter('a', { isVoid: true }), NOW);
      expect(await world.store.postLetter(letter('a'), NOW)).toBe(false);
      expect(await claimed(NOW + HOUR)).toEqual([]);
      expect(await world.store.letters(10)).toEqual([]);
    });

    it('are listed newest first, so many', async () => {
      for (const id of ['a', 'b', 'c']) await world.store.postLetter(letter(id), NOW);
      expect((await world.store.letters(2)).map(({ id }) => id)).toEqual(['c', 'b']);
    });
  });
}
