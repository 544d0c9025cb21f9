import { parseArgs } from 'node:util';

/** How long and how hard it measures. */
export interface Options {
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
  /** Our server writes down where its time goes. */
  readonly profile: boolean;
}

const FULL: Options = { rounds: 5, warmSeconds: 2, seconds: 6, customers: 128, rate: 200, starts: 9, profile: false };
const QUICK: Options = { ...FULL, rounds: 2, warmSeconds: 0.3, seconds: 1, customers: 64, starts: 3 };

export const USAGE = `npm run bench -- [--quick] [--rounds n] [--seconds n] [--warm n] [--customers n] [--rate n] [--starts n] [--profile]
  --quick      a smoke run of half a minute; its figures mean little
  --profile    our server writes a CPU profile (*.cpuprofile) into the current folder`;

/** @throws when an option is not known or no number. */
export function readOptions(args: readonly string[]): Options {
  const number = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      rounds: number,
      seconds: number,
      warm: number,
      customers: number,
      rate: number,
      starts: number,
    },
  });
  const base = values.quick ? QUICK : FULL;
  return {
    rounds: positive('rounds', values.rounds, base.rounds),
    warmSeconds: positive('warm', values.warm, base.warmSeconds),
    seconds: positive('seconds', values.seconds, base.seconds),
    customers: positive('customers', values.customers, base.customers),
    rate: positive('rate', values.rate, base.rate),
    starts: positive('starts', values.starts, base.starts),
    profile: values.profile,
  };
}

function positive(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} must be a number above 0, not "${text}".`);
  return value;
}
