import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const SCRIPT = resolve('test/support/mongodb/server');
/** There while a FerretDB runs that a test run has started. */
export const STARTED = join(tmpdir(), 'mongodb-test-server.started');
/** Why this run has no FerretDB, for the suites that would wait for it in vain after the first one. */
export const FAILED = join(tmpdir(), `mongodb-test-server.failed.${process.env.TEST_RUN}`);

/** Ends, after a whole run, what a suite of it has started. */
export default function teardown(): void {
  rmSync(FAILED, { force: true });
  if (!existsSync(STARTED)) return;
  rmSync(STARTED);
  execFileSync(SCRIPT, ['down'], { stdio: 'ignore' });
}
