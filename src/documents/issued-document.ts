import type { Folio } from '../cases/folio.js';
import type { Store } from '../store/store.js';
import { parseCode } from './document-code.js';

/** What anybody may know of a document: that it was issued, and for which notice. Nothing of a person. */
export interface IssuedDocument {
  readonly code: string;
  readonly folio: string;
  readonly noticeAt: string;
  readonly issuedAt: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
  /** The customer changed their mind afterwards: since when. */
  readonly withdrawnAt: string | null;
}

/** How a folio's details keep its documents, by their code. */
export const issueKey = (code: string): string => `document.${code}`;
export const sealKey = (code: string): string => `document.${code}.sha256`;
/** The date of the notice as that document has it. */
export const noticeKey = (code: string): string => `document.${code}.noticeAt`;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function issuedOf({ number, details }: Folio, code: string): IssuedDocument | null {
  const [issuedAt, sha256, noticeAt] = [issueKey, sealKey, noticeKey].map((key) => text(details[key(code)]));
  if (!issuedAt || !sha256 || !noticeAt) return null;
  return { code, folio: number, noticeAt, issuedAt, sha256, withdrawnAt: text(details.withdrawnAt) };
}

/** The document of a code as somebody typed it, or null: none was issued under it. */
export async function findIssued(store: Pick<Store, 'folio'>, typed: string): Promise<IssuedDocument | null> {
  const parsed = parseCode(typed);
  const folio = parsed && (await store.folio(parsed.folio));
  return folio ? issuedOf(folio, parsed.code) : null;
}
