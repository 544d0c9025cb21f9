import { parseArgs } from 'node:util';

const PARTS = ['contest', 'growth', 'plans'] as const;

/** What is measured, how long and how hard. */
export interface Options {
  /** `contest`: our server beside others; `growth`: beside itself with fewer conversations stored; `plans`: how its queries are carried out. */
  readonly part: (typeof PARTS)[number];
  /** Each round measures every contender once, one after the other. */
  readonly rounds: number;
  readonly warmSeconds: number;
  readonly seconds: number;
  /** Customers who each wait for their answer before they write again. */
  readonly customers: number;
  /** Turns a second of the latency measurement. */
  readonly rate: number;
  /** Cold starts. */
  readonly starts: number;
  /** Conversations stored, from few to many; `plans` takes the last. */
  readonly sizes: readonly number[];
  /** Also on MongoDB, where there is a server. */
  readonly mongo: boolean;
  /** Our server writes down where its time goes. */
  readonly profile: boolean;
}

const FULL: Options = {
  part: 'contest',
  rounds: 5,
  warmSeconds: 2,
  seconds: 6,
  customers: 128,
  rate: 200,
  starts: 9,
  sizes: [1_000, 10_000, 100_000],
  mongo: true,
  profile: false,
};

/** What a part has otherwise than {@link FULL}. */
const OF_PART: Readonly<Record<Options['part'], Partial<Options>>> = {
  contest: {},
  growth: { part: 'growth', warmSeconds: 1, seconds: 3, customers: 16 },
  plans: { part: 'plans', sizes: [10_000], customers: 16, seconds: 3 },
};
const QUICK: Partial<Options> = { rounds: 2, warmSeconds: 0.3, seconds: 1, starts: 3 };
const QUICK_CUSTOMERS = 64;
const QUICK_SIZES = [100, 300];

export const USAGE = `npm run bench -- [--growth | --plans] [--quick] [--rounds n] [--seconds n] [--warm n] [--customers n] [--rate n] [--starts n] [--sizes n,n] [--no-mongo] [--profile]
                 our server beside others, on SQLite and on MongoDB, and beside itself on more nodes
  --growth       what a turn and a search cost with more and more conversations stored; takes about half an hour
  --plans        how every query of both stores is carried out; a scan of a whole collection or table is an error
  --sizes n,n    conversations stored, for --growth and --plans
  --quick        a smoke run of a minute; its figures mean little
  --no-mongo     on SQLite only
  --profile      our server writes a CPU profile (*.cpuprofile) into the current folder`;

/** @throws when an option is not known or no number. */
export function readOptions(args: readonly string[]): Options {
  const number = { type: 'string' } as const;
  const yes = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      growth: yes,
      plans: yes,
      quick: yes,
      'no-mongo': yes,
      profile: yes,
      sizes: { type: 'string' },
      rounds: number,
      seconds: number,
      warm: number,
      customers: number,
      rate: number,
      starts: number,
    },
  });
  const base = baseOf(values.growth ? 'growth' : values.plans ? 'plans' : 'contest', values.quick);
  return {
    part: base.part,
    rounds: positive('rounds', values.rounds, base.rounds),
    warmSeconds: positive('warm', values.warm, base.warmSeconds),
    seconds: positive('seconds', values.seconds, base.seconds),
    customers: positive('customers', values.customers, base.customers),
    rate: positive('rate', values.rate, base.rate),
    starts: positive('starts', values.starts, base.starts),
    sizes: values.sizes === undefined ? base.sizes : values.sizes.split(',').map((size) => positive('sizes', size, 0)),
    mongo: !values['no-mongo'],
    profile: values.profile,
  };
}

function baseOf(part: Options['part'], quick: boolean): Options {
  const base = { ...FULL, ...OF_PART[part] };
  if (!quick) return base;
  return { ...base, ...QUICK, customers: Math.min(base.customers, QUICK_CUSTOMERS), sizes: QUICK_SIZES };
}

function positive(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} must be a number above 0, not "${text}".`);
  return value;
}
