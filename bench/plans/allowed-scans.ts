/** Scans that stay small however many conversations are stored, and why. */
interface AllowedScan {
  /** How the query or statement begins. */
  readonly query: RegExp;
  readonly why: string;
}

const ALLOWED: readonly AllowedScan[] = [
  { query: /^conversations: find filter \{unmoved: boolean\}/, why: 'the index holds only conversations with something to be moved on' },
  {
    query: /^conversations: find filter \{(timerAt|callAt): \{\$gte: number\}\} sort/,
    why: 'the index holds only conversations with a timer or a call under way',
  },
  { query: /^(counters|format): /, why: 'one document' },
  { query: /^UPDATE conversations SET outbox_at = 0 WHERE n IN/, why: 'once, at the start, over an index of unsent messages' },
  { query: /^UPDATE conversations SET lease_until = 0/, why: 'once, at the start, over an index of conversations with work' },
  { query: /^UPDATE calls SET due_at = created_at/, why: 'once, at the start, over calls that are under way' },
];

/** Why this scan is right, or null. */
export const whyAllowed = (query: string): string | null => ALLOWED.find((one) => one.query.test(query))?.why ?? null;
