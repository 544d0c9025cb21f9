import type { Measured } from './load/protocol.js';
import { print } from './print.js';
import { median, percentile, ratios, spread } from './statistics.js';

/** What a row of the table needs of one contender: one value a round. */
export interface Speeds {
  readonly rates: readonly number[];
  /** CPU time of the server for one unit of work, µs. */
  readonly cpus: readonly number[];
  /** And of the database server, µs; null where there is none, or not on this machine. */
  readonly databases: readonly (number | null)[];
}

export const speedsOf = (rounds: readonly Measured[]): Speeds => ({
  rates: rounds.map(({ done, ms }) => (done * 1000) / ms),
  cpus: rounds.map(({ done, cpuMs }) => (cpuMs * 1000) / done),
  databases: rounds.map(({ done, databaseMs }) => (databaseMs === null ? null : (databaseMs * 1000) / done)),
});

/** A promise of the product: a ratio and the side of it that is right. */
export interface Target {
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Row {
  readonly what: string;
  /** One ratio a round. */
  readonly values: readonly number[];
  readonly target: Target | null;
}

/** More, and the machine was not the same machine in all rounds. */
const STEADY = 0.15;

export const rateRow = (what: string, ours: Speeds, theirs: Speeds, target: Target | null): Row => ({
  what,
  values: ratios(ours.rates, theirs.rates),
  target,
});

export function meets({ values, target }: Row): boolean {
  const value = median(values);
  return target === null || (value >= (target.atLeast ?? 0) && value <= (target.atMost ?? Number.POSITIVE_INFINITY));
}

/** How far the control moved between rounds, and whether a verdict may be given at all. */
export function steadiness(control: Speeds | undefined): { readonly moved: number; readonly steady: boolean } {
  const { least, most, median: middle } = spread(control?.rates ?? []);
  const moved = (most - least) / middle;
  return { moved, steady: moved <= STEADY };
}

const column = (texts: readonly string[], width: number): string => texts.join('').padStart(width);
const two = (value: number): string => value.toFixed(2);

export function speedTable(speeds: ReadonlyMap<string, Speeds>): string {
  const lines = [...speeds].map(([name, { rates, cpus, databases }]) => {
    const { least, most, median: middle } = spread(rates);
    const known = databases.filter((cpu) => cpu !== null);
    const database = known.length > 0 ? median(known).toFixed(0) : '';
    return `  ${name.padEnd(46)}${column([middle.toFixed(0)], 8)}${column([`${least.toFixed(0)}–${most.toFixed(0)}`], 16)}${column([median(cpus).toFixed(0)], 10)}${column([database], 12)}`;
  });
  return [
    `  ${'units of work a second, this machine, now'.padEnd(46)}${column(['median'], 8)}${column(['least–most'], 16)}${column(['CPU µs'], 10)}${column(['database µs'], 12)}`,
    ...lines,
  ].join('\n');
}

export function ratioTable(rows: readonly Row[], steady: boolean): string {
  const lines = rows.map((row) => {
    const { least, most, median: middle } = spread(row.values);
    const { target } = row;
    const wanted = target === null ? '' : target.atLeast === undefined ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
    const verdict = target === null ? '' : !steady ? 'no verdict' : meets(row) ? 'met' : 'MISSED';
    return `  ${row.what.padEnd(72)}${column([two(middle)], 8)}${column([`${two(least)}–${two(most)}`], 14)}${wanted.padStart(9)}${verdict.padStart(12)}`;
  });
  return [
    `  ${'ratio, round by round'.padEnd(72)}${column(['median'], 8)}${column(['least–most'], 14)}${'target'.padStart(9)}`,
    ...lines,
  ].join('\n');
}

/** Prints the ratios and what was wrong. @returns 1 when something was, or when a target was missed on a machine at rest; else 0. */
export function verdict(rows: readonly Row[], { moved, steady }: ReturnType<typeof steadiness>, problems: readonly string[]): number {
  print(`\n${ratioTable(rows, steady)}`);
  print(
    `\n  The control moved by ${(moved * 100).toFixed(0)} % between rounds${steady ? '.' : ': the machine was not at rest, there is no verdict.'}`,
  );
  for (const problem of problems) print(`  WRONG: ${problem}`);
  return problems.length > 0 || (steady && !rows.every(meets)) ? 1 : 0;
}

/** p50 and p99 of what happened between sending, acceptance and reply. */
export function latencyLine(name: string, { accepted, replied }: Measured): string {
  const total = accepted.map((ms, index) => ms + (replied[index] ?? 0));
  const of = (values: readonly number[]): string => `${two(percentile(values, 0.5))} / ${two(percentile(values, 0.99))}`;
  return `  ${name.padEnd(46)}${of(accepted).padStart(18)}${of(replied).padStart(18)}${of(total).padStart(18)}`;
}

export const latencyHead = (rate: number): string =>
  `  ${`ms, p50 / p99, at ${rate} a second`.padEnd(46)}${'accepted'.padStart(18)}${'then replied'.padStart(18)}${'together'.padStart(18)}`;
