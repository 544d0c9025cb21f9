import { bareStart, coldStart } from './cold-start.js';
import { type Contenders, DATABASE, type Name, startContenders } from './contenders.js';
import type { Measured } from './load/protocol.js';
import { type Load, startLoad } from './load-process.js';
import type { MongoServer } from './mongo-server.js';
import type { Options } from './options.js';
import { print } from './print.js';
import { latencyHead, latencyLine, type Row, rateRow, type Speeds, speedsOf, speedTable, steadiness, verdict } from './report.js';
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
  node1: 'the same on MongoDB, one node',
  node2: 'the same on MongoDB, two nodes',
  node3: 'the same on MongoDB, three nodes',
};

async function measureRounds(
  load: Load,
  { names, during }: Contenders,
  { rounds, warmSeconds, seconds }: Options,
): Promise<ReadonlyMap<Name, Speeds>> {
  const measured = new Map<Name, Measured[]>(names.map((name) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const name of names) measured.get(name)?.push(await during(name, () => load.measure(name, warmSeconds * 1000, seconds * 1000)));
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

function rateRows(speeds: ReadonlyMap<Name, Speeds>): readonly Row[] {
  const row = (what: string, ours: Name, theirs: Name, atLeast: number | null): readonly Row[] => {
    const [one, other] = [speeds.get(ours), speeds.get(theirs)];
    return one && other ? [rateRow(what, one, other, atLeast === null ? null : { atLeast })] : [];
  };
  return [
    ...row('whole durable turns, beside one insert (the limit)', 'turns', 'insert', 0.33),
    ...row('whole durable turns, beside our own server that only takes messages', 'turns', 'accept', 0.33),
    ...row('whole durable turns, beside a botbuilder EchoBot in memory', 'turns', 'echo', 2.5),
    ...row('the same with replies pushed on sockets, beside one insert', 'pushed', 'insert', null),
    ...row('the same on MongoDB, one node, beside SQLite', 'node1', 'pushed', null),
    ...row('two nodes on MongoDB, beside one', 'node2', 'node1', null),
    ...row('three nodes on MongoDB, beside one', 'node3', 'node1', null),
  ];
}

async function verify(load: Load, { names, during }: Contenders): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const name of names) problems.push(...(await during(name, () => load.verify(name))).map((problem) => `${LABELS[name]}: ${problem}`));
  return problems;
}

async function measureAll(folder: string, options: Options, mongo: MongoServer | null) {
  const load = startLoad();
  const contenders = await startContenders(folder, load, options, mongo);
  const speeds = await measureRounds(load, contenders, options);
  const latencies = await measureLatency(load, options);
  const problems = await verify(load, contenders);
  load.end();
  await contenders.stop();
  return { speeds, latencies, problems };
}

/** @returns 0, or 1 when something was wrong or, on a machine at rest, a target was missed. */
export async function contest(folder: string, options: Options, mongo: MongoServer | null): Promise<number> {
  const { speeds, latencies, problems } = await measureAll(folder, options, mongo).finally(() => mongo?.stop([DATABASE]));
  const starts = await measureStarts(folder, options);
  const rows = [...rateRows(speeds), p99Row(latencies), starts];
  print(`\n${speedTable(new Map([...speeds].map(([name, speed]) => [LABELS[name], speed])))}`);
  print(`\n${[latencyHead(options.rate), ...[...latencies].map(([name, latency]) => latencyLine(LABELS[name], latency))].join('\n')}`);
  return verdict(rows, steadiness(speeds.get('control')), problems);
}
