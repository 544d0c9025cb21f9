/** What is wrong with one entry of a file, for the person who wrote it. */
export interface ImportProblem {
  /** "row 7" or "feature 3", as the person would look for it. */
  readonly where: string;
  /** What is wrong, and what to write. */
  readonly problem: string;
}

/** All of a file, or nothing of it and everything that is wrong with it. */
export type Imported<T> =
  | { readonly ok: true; readonly items: readonly T[] }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] };

export const refused = (where: string, problem: string): Imported<never> => ({ ok: false, problems: [{ where, problem }] });

/** @param entries of each its item, or its problem. */
export function allOrNothing<T>(entries: readonly (T | ImportProblem)[]): Imported<T> {
  const problems = entries.filter(isProblem);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, items: entries.filter((entry): entry is T => !isProblem(entry)) };
}

const isProblem = (entry: unknown): entry is ImportProblem =>
  typeof entry === 'object' && entry !== null && 'problem' in entry && 'where' in entry;
