import type { PhraseSource } from './phrases.js';

const split = new WeakMap<PhraseSource['relativeDays'], readonly (readonly [words: readonly string[], days: number])[]>();

function phrasesOf(relativeDays: PhraseSource['relativeDays']) {
  const known = split.get(relativeDays) ?? Object.entries(relativeDays).map(([phrase, days]) => [phrase.split(' '), days] as const);
  split.set(relativeDays, known);
  return known;
}

/**
 * Writes "mañana", "hoy" and the like as weekdays, as the choices have them; "por la mañana" stays.
 * @param weekday of today, 1 is Monday.
 */
export function nameDays(
  words: readonly string[],
  weekday: () => number,
  { relativeDays, weekdays, partOfDayAfter }: PhraseSource,
): readonly string[] {
  const phrases = phrasesOf(relativeDays);
  const named: string[] = [];
  for (let index = 0; index < words.length; ) {
    const found = phrases.find(([phrase]) => phrase.every((word, offset) => words[index + offset] === word));
    const isPart = partOfDayAfter.includes(words[index - 1] ?? '');
    if (found && !isPart) {
      const [phrase, days] = found;
      named.push(weekdays[(weekday() - 1 + days) % 7] ?? phrase.join(' '));
      index += phrase.length;
    } else {
      named.push(words[index] ?? '');
      index += 1;
    }
  }
  return named;
}
