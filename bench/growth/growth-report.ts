import type { Measured } from '../load/protocol.js';
import type { Row } from '../report.js';
import { median, percentile, ratios } from '../statistics.js';
import type { StoreKind } from './filled-store.js';

/** A turn; a folio by its number; the folios of an account; the newest page of conversations. */
export type What = 'turn' | 'folio' | 'account' | 'newest';

/** What was measured of one kind of store with so many conversations, once a round. */
export interface Series {
  readonly kind: StoreKind;
  readonly size: number;
  readonly what: What;
  readonly measured: readonly Measured[];
}

const LABELS: Readonly<Record<What, string>> = {
  turn: 'a turn',
  folio: 'a folio by its number',
  account: 'the folios of an account',
  newest: 'the newest conversations',
};
const OF_TURN = { atMost: 1.3 };
const OF_READ = { atMost: 1.5 };

/** One value a round. CPU is that of our server and of the database server for one unit of work, ms. */
const p50 = ({ accepted, replied }: Measured): number =>
  percentile(
    accepted.map((ms, index) => ms + (replied[index] ?? 0)),
    0.5,
  );
const cpu = ({ cpuMs, databaseMs, done }: Measured): number => (cpuMs + (databaseMs ?? 0)) / done;

/** Each size beside the smallest of the same kind of store. */
export function growthRows(all: readonly Series[]): readonly Row[] {
  return all.flatMap(({ kind, size, what, measured }) => {
    const base = all.find((one) => one.kind === kind && one.what === what);
    if (!base || base.size === size) return [];
    const row = (name: string, value: (one: Measured) => number): Row => ({
      what: `${kind}, ${size} stored beside ${base.size}: ${name} of ${LABELS[what]}`,
      values: ratios(measured.map(value), base.measured.map(value)),
      target: what === 'turn' ? OF_TURN : OF_READ,
    });
    return what === 'turn' ? [row('CPU', cpu), row('p50', p50)] : [row('p50', p50)];
  });
}

/** What each cost on this machine, the median of all rounds. */
export function costTable(all: readonly Series[]): string {
  const cell = (value: number): string => value.toFixed(2).padStart(12);
  const lines = all.map(({ kind, size, what, measured }) => {
    const of = (value: (one: Measured) => number): string => cell(median(measured.map(value)));
    const database = measured.some(({ databaseMs }) => databaseMs !== null) ? of(({ databaseMs, done }) => (databaseMs ?? 0) / done) : '';
    return `  ${`${kind}, ${size} stored: ${LABELS[what]}`.padEnd(64)}${of(p50)}${of(({ cpuMs, done }) => cpuMs / done)}${database.padStart(12)}`;
  });
  const head = ['ms', 'p50', 'CPU', 'database'].map((text, index) => (index === 0 ? `  ${text.padEnd(64)}` : text.padStart(12)));
  return [head.join(''), ...lines].join('\n');
}
