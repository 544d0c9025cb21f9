import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const SCRIPT = resolve('test/support/mongodb/server');
/** There while a FerretDB runs that a test run has started. */
export const STARTED = join(tmpdir(), 'mongodb-test-server.started');
const USER = 'mongodb-test-server.used-by.';
/** There while this run uses FerretDB, whoever has started it. */
export const USED = join(tmpdir(), `${USER}${process.env.TEST_RUN}`);
/** Why this run has no FerretDB, for the suites that would wait for it in vain after the first one. */
export const FAILED = join(tmpdir(), `mongodb-test-server.failed.${process.env.TEST_RUN}`);

/** Ends, after a whole run, what a suite has started, unless another run is still using it. */
export default function teardown(): void {
  rmSync(FAILED, { force: true });
  rmSync(USED, { force: true });
  const users = readdirSync(tmpdir()).filter((name) => name.startsWith(USER));
  if (users.some((name) => isAlive(Number(name.slice(USER.length)))) || !existsSync(STARTED)) return;
  rmSync(STARTED);
  execFileSync(SCRIPT, ['down'], { stdio: 'ignore' });
}

/** A run that was killed has left its mark behind. */
function isAlive(run: number): boolean {
  try {
    return process.kill(run, 0);
  } catch {
    return false;
  }
}
