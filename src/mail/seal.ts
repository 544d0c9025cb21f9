import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** A key of its own for each purpose, from the one secret that all nodes share. */
export const deriveKey = (secret: string, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, 'ventanilla', purpose, KEY_BYTES));

/** Sealed by another key, for another id, or changed since. */
export class SealBroken extends Error {
  readonly code = 'SEAL_BROKEN';
  constructor() {
    super('A letter cannot be opened: the secret is another than when it was written (DIRECTLINE_SECRET), or it was changed since.');
  }
}

/** Plain JSON under a seal (AES-256-GCM) that fits one id only: nobody reads it in the database, or gives it to another letter. */
export interface Seal {
  seal(id: string, content: unknown): string;
  /** @throws {SealBroken} */
  open(id: string, sealed: string): unknown;
}

export function makeSeal(key: Uint8Array): Seal {
  return {
    seal(id, content) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id));
      const text = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
    },
    open(id, sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      const text = bytes.subarray(IV_BYTES + TAG_BYTES);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(id))
          .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        return JSON.parse(Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8'));
      } catch {
        throw new SealBroken();
      }
    },
  };
}
