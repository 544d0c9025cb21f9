import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CrashPoint } from '../../src/crash.js';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import type { Message } from '../../src/store/store.js';
import { DATABASE, makeOutboxDue } from './store-image.js';

const TIMEOUT_MS = 60_000;
/** The greeting has three lines: the second one is under way when the process dies. */
const HIT = 2;

/** The chat of the terminal as a process: its messages leave through the outbox, as those of every channel that does not read the transcript. */
function chat(dataDir: string, crashAt: string | null) {
  return spawnSync(process.execPath, ['dist/src/main.js', 'chat'], {
    env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir, ...(crashAt ? { CRASH_AT: crashAt } : {}) },
    input: '',
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
  });
}

async function linesOfFirst(dataDir: string): Promise<readonly Message[]> {
  const store = await openSqliteStore(`sqlite:${join(dataDir, DATABASE)}`);
  try {
    const { items } = await store.conversations({ channel: 'terminal', limit: 10 });
    return await store.transcript(items.at(-1)?.id ?? '', 0, 100);
  } finally {
    await store.close();
  }
}

const timesSaid = (output: string, { content }: Message): number => output.split(content.text?.slice(0, 40) ?? '').length - 1;

describe('a process that is killed while a message leaves', () => {
  let dataDir = '';

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-outbox-'));
  });

  afterEach(() => {
    rmSync(dataDir, { recursive: true });
  });

  async function killed(point: CrashPoint) {
    const first = chat(dataDir, `${point}:${HIT}`);
    expect(first.signal).toBe('SIGKILL');
    const saidBefore = (await linesOfFirst(dataDir)).map((line) => timesSaid(first.stdout, line));
    expect(makeOutboxDue(dataDir)).toBe(1);
    const second = chat(dataDir, null);
    expect(second.status).toBe(0);
    const lines = await linesOfFirst(dataDir);
    // The second process greets a customer of its own in the same words.
    return { saidBefore, saidAfter: lines.map((line) => timesSaid(second.stdout, line) - 1), statuses: lines.map(({ status }) => status) };
  }

  it(
    'before it was sent: its successor sends it, once, and what was to follow',
    async () => {
      expect(await killed('BEFORE_SEND')).toEqual({
        saidBefore: [1, 0, 0],
        saidAfter: [0, 1, 1],
        statuses: ['sent', 'sent', 'sent'],
      });
    },
    TIMEOUT_MS,
  );

  it(
    'after it was sent and before that was noted: its successor repeats that one, because a terminal cannot tell, and no other',
    async () => {
      expect(await killed('AFTER_SEND_BEFORE_MARK')).toEqual({
        saidBefore: [1, 1, 0],
        saidAfter: [0, 1, 1],
        statuses: ['sent', 'sent', 'sent'],
      });
    },
    TIMEOUT_MS,
  );
});
