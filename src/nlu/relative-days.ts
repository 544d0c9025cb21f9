import type { PhraseSource } from './phrases.js';

/**
 * Writes "mañana", "hoy" and the like as weekdays, as the choices have them; "por la mañana" stays.
 * @param weekday of today, 1 is Monday.
 */
export function nameDays(
  words: readonly string[],
  weekday: () => number,
  { relativeDays, weekdays, partOfDayAfter }: PhraseSource,
): readonly string[] {
  const named: string[] = [];
  for (let index = 0; index < words.length; ) {
    const found = Object.entries(relativeDays).find(([phrase]) =>
      phrase.split(' ').every((word, offset) => words[index + offset] === word),
    );
    const isPart = partOfDayAfter.includes(words[index - 1] ?? '');
    if (found && !isPart) {
      const [phrase, days] = found;
      named.push(weekdays[(weekday() - 1 + days) % 7] ?? phrase);
      index += phrase.split(' ').length;
    } else {
      named.push(words[index] ?? '');
      index += 1;
    }
  }
  return named;
}
