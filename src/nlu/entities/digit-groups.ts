/** A run of figures in a folded text. */
export interface DigitGroup {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** A plus stands before it. */
  readonly plus: boolean;
  /** Only a blank, a dash, a dot or brackets stand between it and the group before. */
  readonly joined: boolean;
}

const LABELS_GLUED = /(?:cuenta|cta|cliente|account|acct|tel|cel|num|no|numero|phone)$/;

/** All runs of figures that stand by themselves; "100mbps", "5pm" and the figures of an RFC do not. */
export function digitGroups(text: string): readonly DigitGroup[] {
  const groups: DigitGroup[] = [];
  for (const match of text.matchAll(/\d+/g)) {
    const start = match.index;
    const end = start + match[0].length;
    const before = text.slice(Math.max(0, start - 12), start);
    const glued = /[a-z]$/.test(before) && !LABELS_GLUED.test(before);
    if (glued || /^[a-z]/.test(text.slice(end, end + 1))) continue;
    const last = groups.at(-1);
    const between = last ? text.slice(last.end, start) : 'x';
    groups.push({ digits: match[0], start, end, plus: before.endsWith('+'), joined: /^[ .()/-]{1,3}$/.test(between) });
  }
  return groups;
}

/** The words that stand before a place, nearest first. */
export function wordsBefore(text: string, place: number, howMany: number): readonly string[] {
  const words = text.slice(Math.max(0, place - 80), place).match(/[a-z]+/g) ?? [];
  return words.slice(-howMany).reverse();
}

/** Blanks a stretch out, so that nothing else is read in it. */
export const blank = (text: string, start: number, end: number): string =>
  text.slice(0, start) + ' '.repeat(Math.max(0, end - start)) + text.slice(end);
