import { wordsBefore } from './digit-groups.js';

export interface FoundFolio {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const LABELS = new Set(['folio', 'reporte', 'ticket', 'orden', 'caso', 'queja', 'report', 'case', 'order', 'number', 'numero']);
/** An area's letter, then figures that may be spaced. */
const CANDIDATE = /(?<![a-z0-9])[tacs][ .-]?\d(?:[ .-]?\d){3,15}(?![a-z])/g;

/**
 * A folio in a folded text. A letter apart from its figures is often a word ("a 100005"), so it counts only after "folio" and the like, or when
 * `asked` for. @param parse the canonical number, or null when it cannot be one.
 */
export function findFolio(text: string, asked: boolean, parse: (text: string) => string | null): FoundFolio | null {
  for (const match of text.matchAll(CANDIDATE)) {
    const start = match.index;
    const apart = match[0][1] === ' ';
    const alone = text.trim().length === match[0].length;
    if (apart && !asked && !alone && !wordsBefore(text, start, 3).some((word) => LABELS.has(word))) continue;
    const found = longest(match[0], parse);
    if (found) return { value: found.value, start, end: start + found.length };
  }
  return null;
}

/** What follows a folio may look like a part of it ("T100017 2 veces"): the longest that is a folio counts. */
function longest(text: string, parse: (text: string) => string | null): { value: string; length: number } | null {
  for (let part = text; part.length > 4; part = part.replace(/[ .-]?\d+$/, '')) {
    const value = parse(part);
    if (value) return { value, length: part.length };
    if (!/[ .-]?\d+$/.test(part)) return null;
  }
  return null;
}
