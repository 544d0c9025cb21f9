import type { Measured } from '../load/protocol.js';
import type { RecordedCommand } from './recording.js';

/** A table of the commands that one turn sends, with those that a node sends by the clock, and of how long each is waited for. */
export function costOfTurn(commands: readonly RecordedCommand[], { done, ms, cpuMs, databaseMs }: Measured): string {
  const sorted = [...commands].sort((a, b) => b.count - a.count);
  const all = commands.reduce((sum, { count }) => sum + count, 0);
  const lines = sorted.map(
    ({ kind, count, ms: waited }) =>
      `  ${kind.padEnd(46)}${(count / done).toFixed(2).padStart(10)}${(waited / count).toFixed(2).padStart(12)}`,
  );
  const database = databaseMs === null ? '' : `, of the database server ${(databaseMs / done).toFixed(2)} ms`;
  return [
    `  ${done} turns in ${(ms / 1000).toFixed(1)} s; CPU a turn: of the node ${(cpuMs / done).toFixed(2)} ms${database}`,
    `  ${'commands of MongoDB'.padEnd(46)}${'a turn'.padStart(10)}${'ms each'.padStart(12)}`,
    ...lines,
    `  ${'all'.padEnd(46)}${(all / done).toFixed(2).padStart(10)}`,
  ].join('\n');
}
