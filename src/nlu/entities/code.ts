import { digitGroups, wordsBefore } from './digit-groups.js';

const FIGURES = 6;
/** Before figures that are something else. */
const OTHER = new Set(['cuenta', 'cta', 'cliente', 'contrato', 'folio', 'account', 'customer', 'contract']);

/**
 * The one-time code in a folded text with figures for number words: six figures, also spaced ("12 34 56", "123-456"). Of several, the last; figures
 * that are called by another name are none.
 */
export function findCode(text: string): string | null {
  const runs: { digits: string; readonly start: number }[] = [];
  for (const { digits, start, joined } of digitGroups(text)) {
    const run = runs.at(-1);
    if (run && joined && run.digits.length < FIGURES) run.digits += digits;
    else runs.push({ digits, start });
  }
  const found = runs.filter(
    ({ digits, start }) => digits.length === FIGURES && !wordsBefore(text, start, 4).some((word) => OTHER.has(word)),
  );
  return found.at(-1)?.digits ?? null;
}
