const FIRST_MS = 1_000;
const MOST_MS = 30_000;

/**
 * How long to wait before try number `attempt` (from 0): doubles up to 30 s, with half of it random, so that
 * the visitors of a server that was restarted do not all come back in the same instant.
 */
export function backoff(attempt: number): number {
  const full = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return full / 2 + (Math.random() * full) / 2;
}
