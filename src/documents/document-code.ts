import { createHash } from 'node:crypto';
import { parseFolioNumber } from '../cases/folio-number.js';

/** What a notice consists of, and its hash vouches for. Instants are ISO. */
export interface NoticeFacts {
  readonly folio: string;
  readonly noticeAt: string;
  readonly channel: string;
  readonly conversation: string;
  /** The customer's own words. */
  readonly words: string;
}

/** Without letters that are mistaken for one another when they are read aloud (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 4;
const GROUP = 4;
const BITS = 5;

/** SHA-256 of a notice, in hexadecimal: another date, or one letter of the words changed, is another hash. */
export const hashOfNotice = ({ folio, noticeAt, channel, conversation, words }: NoticeFacts): string =>
  createHash('sha256')
    .update(JSON.stringify([folio, noticeAt, channel, conversation, words]))
    .digest('hex');

/** The code of a document: its folio, and 80 bits of the hash in four groups, `A100017-7K3M-9Q2X-0ABC-DEFG`. */
export function codeOf(folio: string, hash: string): string {
  let bits = BigInt(`0x${hash}`) >> BigInt(256 - GROUPS * GROUP * BITS);
  let text = '';
  for (let index = 0; index < GROUPS * GROUP; index += 1) {
    text = `${ALPHABET[Number(bits & 31n)]}${text}`;
    bits >>= 5n;
  }
  return [folio, ...(text.match(/.{4}/g) ?? [])].join('-');
}

/** The code in what somebody typed (`a100017 7k3m 9q2x oabc defg`) and its folio, or null when it cannot be one. */
export function parseCode(text: string): { readonly code: string; readonly folio: string } | null {
  const bare = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const [, folio, rest] = /^([TACS]\d{6,15})([A-Z0-9]{16})$/.exec(bare) ?? [];
  if (folio === undefined || rest === undefined || parseFolioNumber(folio) !== folio) return null;
  const read = rest.replace(/O/g, '0').replace(/[IL]/g, '1');
  return { folio, code: [folio, ...(read.match(/.{4}/g) ?? [])].join('-') };
}
