import { KINDS, type Kind } from './fault-plan.js';
import type { Violation } from './violation.js';
import type { Wave } from './wave.js';

/** What happened in a wave, as a table for people: one line a figure. */
export function tally(wave: Wave, violations: readonly Violation[], seconds: number): string {
  const { histories, talks, bids, faults, losses, unanswered, image } = wave;
  const all = [...histories, ...talks];
  const attempts = all.reduce((sum, one) => sum + one.attempts.length, 0);
  const accepted = new Set(all.flatMap(({ acks }) => acks.map(({ id }) => id))).size;
  const versions = image.conversations.reduce((sum, { version }) => sum + version, 0);
  const takeovers = image.conversations.reduce((sum, one) => sum + one.takeovers.length, 0);
  const figures: readonly (readonly [string, number])[] = [
    ...(Object.keys(KINDS) as Kind[]).map((kind) => [kind, faults.get(kind) ?? 0] as const),
    ['requests or answers lost one by one', losses],
    ['writes of unknown outcome, settled', unanswered],
    ['messages accepted', accepted],
    ['attempts to send them', attempts],
    ['turns', versions - takeovers],
    ['lines stored', image.conversations.reduce((sum, { lastSeq }) => sum + lastSeq, 0)],
    ['takeovers tried', bids.length],
    ['takeovers', takeovers],
    ['folios', image.folios.length],
    ['violations', violations.length],
    ['seconds', Math.round(seconds)],
  ];
  return figures.map(([name, figure]) => `  ${name.padEnd(38)}${String(figure).padStart(6)}`).join('\n');
}
