import { seededRandom, shuffled } from '../../src/nlu/random.js';

interface Sort {
  readonly on: 'node' | 'wire' | 'gateway' | 'database';
  /** At least and at most, ms. */
  readonly forMs: readonly [number, number];
  /** How often in a round. */
  readonly times: number;
}

/**
 * What can go wrong, and for how long, ms. `node`: one of ours; `wire`: between a node and its gateway. A conversation's lease is 5 s, or
 * 15 s when a node has claimed what another left; an answer of the database is waited for 10 s.
 */
export const KINDS = {
  'kill node': { on: 'node', forMs: [0, 2_000], times: 3 },
  'pause node': { on: 'node', forMs: [1_000, 7_000], times: 1 },
  'pause node past its leases': { on: 'node', forMs: [16_000, 18_000], times: 1 },
  'kill gateway': { on: 'gateway', forMs: [200, 3_000], times: 1 },
  'pause gateway': { on: 'gateway', forMs: [2_000, 11_500], times: 1 },
  'kill database': { on: 'database', forMs: [200, 2_000], times: 1 },
  'pause database': { on: 'database', forMs: [1_000, 6_000], times: 1 },
  'slow wire': { on: 'wire', forMs: [3_000, 8_000], times: 1 },
  'cut wire': { on: 'wire', forMs: [0, 0], times: 1 },
  'half-open wire': { on: 'wire', forMs: [2_000, 8_000], times: 1 },
  'answers of writes lost': { on: 'wire', forMs: [3_000, 8_000], times: 1 },
} as const satisfies Record<string, Sort>;

export type Kind = keyof typeof KINDS;

export interface Fault {
  /** From the beginning of the course. */
  readonly atMs: number;
  readonly kind: Kind;
  /** Which node, wire or gateway, from 0. */
  readonly target: number;
  readonly forMs: number;
}

export interface Targets {
  readonly nodes: number;
  /** 0: neither gateways nor the database can be touched. */
  readonly gateways: number;
}

/** Between two faults, ms, on the average. */
const APART_MS = 4_000;

/** As many rounds as fit, at least one, and in each every kind, in an order of its own. The same for the same seed. */
export function planFaults(seed: number, lengthMs: number, { nodes, gateways }: Targets): readonly Fault[] {
  const random = seededRandom(seed);
  const between = ([least, most]: readonly [number, number]): number => Math.round(least + random() * (most - least));
  const kinds = (Object.keys(KINDS) as Kind[]).filter(
    (kind) => gateways > 0 || (KINDS[kind].on !== 'gateway' && KINDS[kind].on !== 'database'),
  );
  const round = kinds.flatMap((kind) => Array.from({ length: KINDS[kind].times }, () => kind));
  const rounds = Math.max(1, Math.floor(lengthMs / (APART_MS * round.length)));
  const dealt = Array.from({ length: rounds }, () => shuffled(round, random)).flat();
  const apart = lengthMs / dealt.length;
  return dealt.map((kind, index) => {
    const { on, forMs } = KINDS[kind];
    const among = { node: nodes, wire: nodes, gateway: gateways, database: 1 }[on];
    return {
      atMs: Math.round((index + random() * 0.8) * apart),
      kind,
      target: Math.floor(random() * among),
      forMs: between(forMs),
    };
  });
}
