import { whyAllowed } from './allowed-scans.js';
import type { Explained } from './explained.js';

/** A table of queries and how they are carried out. @returns also how many look at more than they may. */
export function planReport(title: string, explained: readonly Explained[]): { readonly text: string; readonly bad: number } {
  const judged = explained.map((one) => ({ ...one, verdict: verdictOf(one) }));
  const bad = judged.filter(({ verdict }) => verdict?.isBad === true).length;
  const lines = judged.map(({ query, access, verdict }) => `  ${query}\n      ${access}${verdict ? `\n      ${verdict.text}` : ''}`);
  const end = bad === 0 ? 'none scans what grows' : `${bad} scan what grows`;
  return { text: [`  ${title}: ${explained.length} different queries`, ...lines, `  ${title}: ${end}`].join('\n'), bad };
}

/** Null: it looks at what it wants. */
function verdictOf({ query, isScan, isTooMuch, reads, stored }: Explained): { readonly isBad: boolean; readonly text: string } | null {
  if (!isScan && !isTooMuch) return null;
  const why = whyAllowed(query);
  if (why !== null) return { isBad: false, text: `a scan that stays small: ${why}` };
  return { isBad: true, text: isScan ? 'SCAN of everything' : `SCAN of ${reads} of ${stored}` };
}
