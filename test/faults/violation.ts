/** The rules that a fault can break. */
export type Rule =
  /** An accepted message is not there. */
  | 'lost'
  /** A message is there more than once, under two ids, or nobody sent it. */
  | 'doubled'
  /** The transcript has a hole. */
  | 'gap'
  /** Messages are not in the order in which they came to be. */
  | 'reordered'
  /** What a client saw once is no longer so. */
  | 'rewritten'
  | 'missing-reply'
  | 'doubled-reply'
  /** State, rows beside it and counters do not agree, or the state is not the one that the same messages lead to. */
  | 'half-turn'
  /** Work that nobody did. */
  | 'left-over'
  /** A folio or visit too many, too few or different. */
  | 'effect'
  | 'folio-number'
  /** One that struck twice, too early or not at all. */
  | 'timer'
  /** The bot speaks in an agent's conversation, or two agents have it. */
  | 'two-owners'
  | 'damage';

export interface Violation {
  readonly rule: Rule;
  /** Conversation, script or folio. */
  readonly where: string;
  readonly what: string;
}

/** What stands in `items` more than once. */
export function repeated<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items.filter((item, index) => items.indexOf(item) !== index))];
}

/** `items` without as many of each as are in `others`. */
export function without(items: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return items.filter((item) => {
    const index = left.indexOf(item);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
