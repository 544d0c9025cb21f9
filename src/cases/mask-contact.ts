import type { LetterKind } from '../store/letters.js';

/** Figures of a telephone that are shown. */
const SHOWN = 2;

/** A contact as its owner recognises it and nobody else can use it: `e***@example.com`, `*** 05`. */
export const maskContact = (kind: LetterKind, contact: string): string =>
  kind === 'email' ? contact.replace(/^(.)[^@]*/u, '$1***') : `*** ${contact.slice(-SHOWN)}`;
