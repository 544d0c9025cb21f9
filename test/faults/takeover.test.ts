import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite/sqlite-store.js';

const LATER = Date.UTC(2026, 10, 24, 18);

describe('a node that is killed when an agent has taken a conversation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-takeover-'));
  const url = `sqlite:${join(folder, 'desk.db')}`;
  let store: SqliteStore;
  let died: { readonly signal: NodeJS.Signals | null; readonly stdout: string };

  beforeAll(async () => {
    died = spawnSync(process.execPath, ['test/faults/takeover.mjs', url], {
      env: { ...process.env, NODE_OPTIONS: '', CRASH_AT: 'TAKEOVER_COMMIT:1' },
      encoding: 'utf8',
    });
    store = await openSqliteStore(url);
  });

  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('dies between the commit and the answer', () => {
    expect(died).toMatchObject({ signal: 'SIGKILL', stdout: '' });
  });

  it('leaves the conversation to the agent', async () => {
    expect(await store.conversation('c-1')).toMatchObject({ owner: 'agent:ana', epoch: 1 });
    expect(await store.verifyEvents()).toBeNull();
  });

  it('leaves none of the words that the bot had not said yet', async () => {
    expect(await store.claimOutbox(LATER, 1, 10)).toEqual([]);
    expect((await store.transcript('c-1', 0, 10)).map(({ from }) => from)).toEqual(['customer']);
  });

  it('lets nobody take it as if it were still free', async () => {
    expect(await store.takeover('c-1', 'beto', 0, LATER)).toBeNull();
  });
});
