import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A comparison with one secret whose time tells nothing about it, not even its length. */
export function makeSecretCheck(secret: string): (candidate: string) => boolean {
  const expected = digest(secret);
  return (candidate) => timingSafeEqual(digest(candidate), expected);
}

/** The bearer of an `Authorization` header, or null. */
export function bearerOf(header: string | undefined): string | null {
  const match = /^Bearer ([^\s]{1,4096})$/i.exec(header ?? '');
  return match?.[1] ?? null;
}
