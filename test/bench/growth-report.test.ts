import { describe, expect, it } from '@jest/globals';
import { growthRows, type Series } from '../../bench/growth/growth-report.js';
import { meets } from '../../bench/report.js';

/** One round in which each unit of work took `ms`, and so much CPU of the node and of the database. */
const round = (ms: number, cpuMs: number, databaseMs: number | null) => ({
  done: 2,
  ms: 1_000,
  cpuMs,
  databaseMs,
  accepted: [ms / 2, ms / 2],
  replied: [ms / 2, ms / 2],
});

const series = (kind: Series['kind'], what: Series['what'], size: number, ...measured: Series['measured']): Series => ({
  kind,
  what,
  size,
  measured,
});

describe('how costs grow', () => {
  it('is told of each size beside the smallest of the same store, round by round', () => {
    const rows = growthRows([
      series('SQLite', 'turn', 10, round(10, 4, null), round(20, 4, null)),
      series('MongoDB', 'turn', 10, round(1, 1, 1), round(1, 1, 1)),
      series('MongoDB', 'turn', 100, round(1, 1, 2), round(2, 1, 5)),
      series('SQLite', 'turn', 100, round(12, 4, null), round(22, 6, null)),
    ]);
    expect(rows.map(({ values }) => values)).toEqual([
      [1.5, 3],
      [1, 2],
      [1, 1.5],
      [1.2, 1.1],
    ]);
  });

  it('may be more for what is read than for a turn', () => {
    const grown = (what: Series['what']) =>
      growthRows([series('SQLite', what, 10, round(10, 4, null)), series('SQLite', what, 100, round(14, 4, null))]);
    expect(grown('turn').map(meets)).toEqual([true, false]);
    expect(grown('newest').map(meets)).toEqual([true]);
  });
});
