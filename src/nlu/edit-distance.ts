/**
 * Fewest insertions, deletions, replacements and swaps of neighbours between two short words, or `most + 1` when it is more than `most`.
 * `natural` has the same distance with an object for each cell: a hundred times too slow for every unknown word of a message.
 */
export function editDistance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= other.length; column++) {
      const replaced = (last[column - 1] as number) + (one[row - 1] === other[column - 1] ? 0 : 1);
      let cost = Math.min((last[column] as number) + 1, (current[column - 1] as number) + 1, replaced);
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] as number) + 1);
      current.push(cost);
      best = Math.min(best, cost);
    }
    if (best > most) return most + 1;
    beforeLast = last;
    last = current;
  }
  return last[other.length] as number;
}
