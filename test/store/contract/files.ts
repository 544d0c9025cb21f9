import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { HOUR, NOW, type World } from './fixtures.js';

export function filesContract(world: World): void {
  describe('files', () => {
    it('come back byte for byte', async () => {
      const bytes = new Uint8Array(randomBytes(300_000));
      const file = { id: 'f1', name: 'señal.jpg', contentType: 'image/jpeg', size: bytes.length, conversation: 'c-ana', bytes };
      await world.store.saveFile(file, NOW);
      const store = await world.reopen();
      const read = await store.readFile('f1');
      expect({ ...read, bytes: null }).toEqual({ ...file, bytes: null });
      expect(Buffer.from(read?.bytes ?? []).equals(Buffer.from(bytes))).toBe(true);
    });

    it('may be empty', async () => {
      const file = { id: 'f1', name: 'a.txt', contentType: 'text/plain', size: 0, conversation: 'c-ana', bytes: new Uint8Array(0) };
      await world.store.saveFile(file, NOW);
      expect((await world.store.readFile('f1'))?.bytes).toHaveLength(0);
    });

    it('are not there when they are not', async () => {
      expect(await world.store.readFile('f1')).toBeNull();
    });
  });

  describe('resume tickets', () => {
    const ticket = { conversation: 'c-ana', user: 'u1', expiresAt: NOW + HOUR };

    it('are good once without a grace, also when used many times at once', async () => {
      await world.store.saveResume('hash-1', ticket);
      const store = await world.reopen();
      const uses = await Promise.all([1, 2, 3, 4, 5].map(() => store.useResume('hash-1', NOW, 0)));
      expect(uses.filter((used) => used !== null)).toEqual([ticket]);
      expect(await store.useResume('hash-1', NOW, 0)).toBeNull();
    });

    it('are good for a while after their first use, which using them again does not prolong', async () => {
      await world.store.saveResume('hash-1', ticket);
      expect(await world.store.useResume('hash-1', NOW, 1_000)).toEqual(ticket);
      expect(await world.store.useResume('hash-1', NOW + 999, 1_000)).not.toBeNull();
      expect(await world.store.useResume('hash-1', NOW + 1_000, 1_000)).toBeNull();
    });

    it('are good until their instant', async () => {
      await world.store.saveResume('hash-1', ticket);
      await world.store.saveResume('hash-2', ticket);
      expect(await world.store.useResume('hash-1', NOW + HOUR - 1, 0)).toEqual(ticket);
      expect(await world.store.useResume('hash-2', NOW + HOUR, 0)).toBeNull();
      expect(await world.store.useResume('hash-3', NOW, 0)).toBeNull();
    });
  });
}
