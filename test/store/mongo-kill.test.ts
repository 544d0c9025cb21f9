import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { build } from 'esbuild';
import { FIRST_FOLIO, formatFolioNumber } from '../../src/cases/folio-number.js';
import type { CrashPoint } from '../../src/crash.js';
import { type MongoStore, openMongoStore } from '../../src/store/mongo/mongo-store.js';
import { describeWithMongo } from '../support/mongodb/find-server.js';
import { countIn, draft, HOUR, inbound, loaded, MINUTE, NOW } from './contract/fixtures.js';
import { MongoDatabase } from './mongo-rig.js';

jest.setTimeout(240_000);

/** The points at which the store lets itself be killed, and at which of their passings. */
const POINTS: readonly (readonly [CrashPoint, number])[] = [
  ['AFTER_INSERT', 9],
  ['BEFORE_COMMIT', 40],
  ['BEFORE_COMMIT', 61],
  ['AFTER_COMMIT_BEFORE_ACK', 12],
  ['MID_TURN', 5],
  ['AFTER_TURN_COMMIT', 8],
  ['TIMER_PICKED', 7],
  ['TAKEOVER_COMMIT', 6],
];
/** The other node dies from outside, after so many lines. */
const LINES = [25, 40, 55];

/** Inside the project, so that the bundle finds its packages. */
const CACHE = resolve('node_modules/.cache');

describeWithMongo('two nodes that are killed', (server) => {
  const database = new MongoDatabase(server);
  let child = '';
  beforeAll(async () => {
    mkdirSync(CACHE, { recursive: true });
    child = join(mkdtempSync(join(CACHE, 'mongo-kill-child-')), 'kill-child.mjs');
    await build({
      entryPoints: ['test/store/mongo-kill-child.ts'],
      outfile: child,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
    });
  });
  afterAll(async () => {
    rmSync(join(child, '..'), { recursive: true, force: true });
    await database.drop();
  });

  /** Runs a node until it dies. @returns what it said before, and the signal it died of. */
  function runUntilKilled(run: string, crashAt: string, afterLines: number): Promise<{ said: string[][]; signal: string | null }> {
    const process_ = spawn(process.execPath, [child, database.url, run], {
      env: { ...process.env, NODE_OPTIONS: '', CRASH_AT: crashAt },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said: string[][] = [];
    createInterface({ input: process_.stdout }).on('line', (line) => {
      said.push(line.split(' '));
      if (said.length === afterLines) process_.kill('SIGKILL');
    });
    return new Promise((done) => process_.on('close', (_, signal) => done({ said, signal })));
  }

  it(`have lost nothing they acknowledged and done nothing by halves, ${POINTS.length} times on one database`, async () => {
    const rig = await database.rig();
    const all: string[][] = [];
    for (const [index, [point, hit]] of POINTS.entries()) {
      const crashAt = `${point}:${hit}`;
      const [inner, outer] = await Promise.all([
        runUntilKilled(`in${index}`, crashAt, Number.POSITIVE_INFINITY),
        runUntilKilled(`out${index}`, '', LINES[index % LINES.length] ?? 1),
      ]);
      expect([crashAt, inner.signal, outer.signal]).toEqual([crashAt, 'SIGKILL', 'SIGKILL']);
      all.push(...inner.said, ...outer.said);
    }
    const store = await openMongoStore(database.url);
    await check(store, all);
    expect(all.length).toBeGreaterThan(200);
    expect(await store.claim('heir', NOW + HOUR, MINUTE, 100)).not.toEqual([]);
    await store.close();
    await rig.close();
  });
});

/** Everything acknowledged is there, and nothing is there by halves. */
async function check(store: MongoStore, said: readonly string[][]): Promise<void> {
  for (const [kind, first = '', second, third] of said) {
    if (kind === 'accepted') {
      const [address = '', nativeId = ''] = first.split(':').slice(2);
      expect(await store.accept([inbound(address, nativeId)], 'checker', NOW)).toEqual([
        { conversation: second, seq: Number(third), duplicate: true },
      ]);
    } else if (kind === 'turn') {
      expect((await store.conversation(first))?.version).toBeGreaterThanOrEqual(Number(second));
    } else {
      expect((await store.openFolio(first, draft(), NOW)).number).toBe(second);
    }
  }
  let turns = 0;
  for (const { id, lastSeq, state } of (await store.conversations({ limit: 100 })).items) {
    const lines = await store.transcript(id, 0, 1_000_000);
    expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: lastSeq }, (_, index) => index + 1));
    expect(lines.filter(({ from }) => from === 'system')).toHaveLength(2 * countIn(state));
    const keys = lines.filter(({ from }) => from === 'customer').map(({ nativeId }) => nativeId);
    expect(new Set(keys).size).toBe(keys.length);
    const { messages, signals } = await loaded(store, id);
    expect(messages.map(({ seq }) => seq).every((seq) => seq <= lastSeq)).toBe(true);
    expect(new Set(signals.map(({ key }) => key)).size).toBe(signals.length);
    turns += countIn(state);
  }
  expect(await store.claimCalls('checker', NOW, 0, 1_000_000)).toHaveLength(turns);
  const { items } = await store.folios({ limit: 1_000_000 });
  expect(items.map(({ number }) => number).reverse()).toEqual(items.map((_, index) => formatFolioNumber('tecnica', FIRST_FOLIO + index)));
  expect(await store.verifyEvents()).toBeNull();
}
