import { editDistance } from './edit-distance.js';

/** A word short of this is too short to guess at; from `TWO_EDITS` on, two errors are allowed. */
const SHORTEST = 4;
const TWO_EDITS = 7;
const LONGEST = 24;
const BUCKETS = 1 << 16;
const KEPT = 5_000;

/**
 * Corrects words towards those of the training data. Candidates share what is left after one or two letters are deleted
 * (the SymSpell idea); the deletions are only ever hashed, so that the index is ready in milliseconds.
 */
export class Speller {
  private readonly words: readonly string[];
  private readonly heads = new Int32Array(BUCKETS).fill(-1);
  private readonly next: number[] = [];
  private readonly owner: number[] = [];
  private readonly fixed = new Map<string, string>();

  /** @param frequency how often each word of the training data occurs. */
  constructor(private readonly frequency: ReadonlyMap<string, number>) {
    this.words = [...frequency.keys()].filter((word) => word.length >= SHORTEST - 1 && word.length <= LONGEST && !/\p{N}/u.test(word));
    this.words.forEach((word, index) => {
      forEachDeletion(word, (hash) => {
        const bucket = hash & (BUCKETS - 1);
        this.next.push(this.heads[bucket] as number);
        this.owner.push(index);
        this.heads[bucket] = this.next.length - 1;
      });
    });
  }

  /** The known word most likely meant, or the word itself. */
  fix(word: string): string {
    if (word.length < SHORTEST || word.length > LONGEST || this.frequency.has(word) || /\p{N}/u.test(word)) return word;
    const before = this.fixed.get(word);
    if (before !== undefined) return before;
    const best = this.nearest(word);
    if (this.fixed.size < KEPT) this.fixed.set(word, best);
    return best;
  }

  private nearest(word: string): string {
    const most = word.length >= TWO_EDITS ? 2 : 1;
    let best = word;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const candidate of this.candidates(word)) {
      const distance = editDistance(word, candidate, most);
      if (distance > most) continue;
      const score = -10 * distance + Math.log(1 + (this.frequency.get(candidate) ?? 0)) + (candidate[0] === word[0] ? 1 : 0);
      if (score > bestScore) {
        bestScore = score;
        best = candidate;
      }
    }
    return best;
  }

  private candidates(word: string): Iterable<string> {
    const found = new Set<string>();
    forEachDeletion(word, (hash) => {
      for (let entry = this.heads[hash & (BUCKETS - 1)] as number; entry >= 0; entry = this.next[entry] as number) {
        const candidate = this.words[this.owner[entry] as number] as string;
        if (Math.abs(candidate.length - word.length) <= 2) found.add(candidate);
      }
    });
    return found;
  }
}

/** Visits the hash of the word, of it without each letter and, in long words, without each two. */
function forEachDeletion(word: string, visit: (hash: number) => void): void {
  visit(hashWithout(word, -1, -1));
  for (let one = 0; one < word.length; one++) {
    visit(hashWithout(word, one, -1));
    if (word.length < TWO_EDITS) continue;
    for (let two = one + 1; two < word.length; two++) visit(hashWithout(word, one, two));
  }
}

/** FNV-1a over the letters but two. */
function hashWithout(word: string, one: number, two: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index++) {
    if (index !== one && index !== two) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}
