import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { FIRST_FOLIO, formatFolioNumber } from '../../src/cases/folio-number.js';
import type { CrashPoint } from '../../src/crash.js';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import { countIn, draft, inbound, loaded, MINUTE, NOW } from './contract/fixtures.js';

/** The points at which the store lets itself be killed, and at which of their passings; then three kills from outside. */
const POINTS: readonly (readonly [CrashPoint, number])[] = [
  ['AFTER_INSERT', 20],
  ['BEFORE_COMMIT', 10],
  ['AFTER_COMMIT_BEFORE_ACK', 30],
  ['MID_TURN', 12],
  ['AFTER_TURN_COMMIT', 25],
  ['TIMER_PICKED', 7],
  ['TAKEOVER_COMMIT', 15],
];
const KILLS = [
  ...POINTS.map(([point, hit]) => ({ crashAt: `${point}:${hit}`, afterLines: Number.POSITIVE_INFINITY })),
  ...[50, 120, 333].map((afterLines) => ({ crashAt: '', afterLines })),
];

/** Inside the project, so that the bundle finds its packages. */
const CACHE = resolve('node_modules/.cache');
let folder = '';
let child = '';
let url = '';

beforeAll(async () => {
  mkdirSync(CACHE, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-kill-'));
  child = join(mkdtempSync(join(CACHE, 'kill-child-')), 'kill-child.mjs');
  url = `sqlite:${join(folder, 'ventanilla.db')}`;
  await build({
    entryPoints: ['test/store/kill-child.ts'],
    outfile: child,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(child, '..'), { recursive: true, force: true });
});

/** Runs the child until it dies. @returns what it said before, and the signal it died of. */
function runUntilKilled(run: string, crashAt: string, afterLines: number): Promise<{ said: string[][]; signal: string | null }> {
  const process_ = spawn(process.execPath, [child, url, run], {
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

/** Everything acknowledged is there, and nothing is there by halves. */
async function check(store: SqliteStore, said: readonly string[][]): Promise<void> {
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
    const customers = lines.filter(({ from }) => from === 'customer').map(({ seq }) => seq);
    const { messages } = await loaded(store, id);
    expect(messages.map(({ seq }) => seq)).toEqual(customers.slice(customers.length - messages.length));
    turns += countIn(state);
  }
  const calls = await store.claimCalls('checker', NOW, 0, 1_000_000);
  expect(calls).toHaveLength(turns);
  const { items } = await store.folios({ limit: 1_000_000 });
  expect(items.map(({ number }) => number).reverse()).toEqual(items.map((_, index) => formatFolioNumber('tecnica', FIRST_FOLIO + index)));
  expect(await store.verifyEvents()).toBeNull();
}

describe('a process that is killed', () => {
  it(`has lost nothing it acknowledged and done nothing by halves, ${KILLS.length} times on one database`, async () => {
    const all: string[][] = [];
    for (const [index, { crashAt, afterLines }] of KILLS.entries()) {
      const { said, signal } = await runUntilKilled(`run${index}`, crashAt, afterLines);
      expect([crashAt, signal]).toEqual([crashAt, 'SIGKILL']);
      all.push(...said);
      const store = await openSqliteStore(url);
      await check(store, all);
      await store.close();
    }
    expect(all.length).toBeGreaterThan(500);
    const store = await openSqliteStore(url);
    expect(await store.claim('heir', NOW + MINUTE, MINUTE, 100)).not.toEqual([]);
    await store.close();
  });
});
