import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareStart, coldStart } from './cold-start.js';
import { NAMES, type Name, startContenders } from './contenders.js';
import { describeHost } from './host.js';
import type { Measured } from './load/protocol.js';
import { type Load, startLoad } from './load-process.js';
import { type Options, readOptions, USAGE } from './options.js';
import { endWithChildren } from './processes.js';
import { latencyHead, latencyLine, meets, type Row, rateRow, ratioTable, type Speeds, speedsOf, speedTable, steadiness } from './report.js';
import { percentile } from './statistics.js';

/**
 * Our server beside others, in one run, round by round: what one machine does at one time is the only fair measure.
 * Only ratios mean anything on another machine.
 */

const LABELS: Readonly<Record<Name, string>> = {
  control: 'control: bare node:http',
  insert: 'limit: fastify, one group-committed insert',
  accept: 'our web server, messages only taken',
  turns: 'our server, whole turns, durable reply',
  pushed: 'our server, whole turns, reply on a socket',
  echo: 'botbuilder EchoBot, MemoryStorage',
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);

async function measureRounds(load: Load, { rounds, warmSeconds, seconds }: Options): Promise<ReadonlyMap<Name, Speeds>> {
  const measured = new Map<Name, Measured[]>(NAMES.map((name) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const name of NAMES) measured.get(name)?.push(await load.measure(name, warmSeconds * 1000, seconds * 1000));
    print(`  round ${round} of ${rounds} done`);
  }
  return new Map([...measured].map(([name, all]) => [name, speedsOf(all)]));
}

async function measureLatency(load: Load, { rate, seconds, warmSeconds }: Options): Promise<ReadonlyMap<Name, Measured>> {
  const found = new Map<Name, Measured>();
  for (const name of ['insert', 'echo', 'pushed'] as const)
    found.set(name, await load.measure(name, warmSeconds * 1000, seconds * 1000, rate));
  return found;
}

async function measureStarts(folder: string, { starts }: Options): Promise<Row> {
  await coldStart(folder);
  const values: number[] = [];
  for (let start = 0; start < starts; start++) values.push((await coldStart(folder)) / (await bareStart()));
  return { what: 'cold start to /readyz, beside node -e 0', values, target: { atMost: 3 } };
}

function p99Row(latencies: ReadonlyMap<Name, Measured>): Row {
  const p99 = (name: Name): number => {
    const { accepted = [], replied = [] } = latencies.get(name) ?? {};
    return percentile(
      accepted.map((ms, index) => ms + (replied[index] ?? 0)),
      0.99,
    );
  };
  return { what: 'p99 from sending to the reply on the socket, beside the limit', values: [p99('pushed') / p99('insert')], target: null };
}

async function measure(folder: string, options: Options): Promise<number> {
  const load = startLoad();
  const stop = await startContenders(folder, load, options);
  const speeds = await measureRounds(load, options);
  const latencies = await measureLatency(load, options);
  const problems: string[] = [];
  for (const name of NAMES) problems.push(...(await load.verify(name)).map((problem) => `${LABELS[name]}: ${problem}`));
  load.end();
  await stop();
  const starts = await measureStarts(folder, options);

  const of = (name: Name): Speeds => speeds.get(name) ?? { rates: [], cpus: [] };
  const { moved, steady } = steadiness(of('control'));
  const rows: readonly Row[] = [
    rateRow('whole durable turns, beside one insert (the limit)', of('turns'), of('insert'), { atLeast: 0.33 }),
    rateRow('whole durable turns, beside our own server that only takes messages', of('turns'), of('accept'), { atLeast: 0.33 }),
    rateRow('whole durable turns, beside a botbuilder EchoBot in memory', of('turns'), of('echo'), { atLeast: 2.5 }),
    rateRow('the same with replies pushed on sockets, beside one insert', of('pushed'), of('insert'), null),
    p99Row(latencies),
    starts,
  ];
  print(`\n${speedTable(new Map([...speeds].map(([name, speed]) => [LABELS[name], speed])))}`);
  print(`\n${[latencyHead(options.rate), ...[...latencies].map(([name, latency]) => latencyLine(LABELS[name], latency))].join('\n')}`);
  print(`\n${ratioTable(rows, steady)}`);
  print(
    `\n  The control moved by ${(moved * 100).toFixed(0)} % between rounds${steady ? '.' : ': the machine was not at rest, there is no verdict.'}`,
  );
  for (const problem of problems) print(`  WRONG: ${problem}`);
  return problems.length > 0 || (steady && !rows.every(meets)) ? 1 : 0;
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    print(USAGE);
    return 0;
  }
  const options = readOptions(args);
  endWithChildren();
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-bench-'));
  try {
    print(describeHost(folder));
    return await measure(folder, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
