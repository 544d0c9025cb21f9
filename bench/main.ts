import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contest } from './contest.js';
import { growth } from './growth/growth.js';
import { describeHost } from './host.js';
import { findMongoServer } from './mongo-server.js';
import { type Options, readOptions, USAGE } from './options.js';
import { plans } from './plans/plans.js';
import { print } from './print.js';
import { atEarlyEnd, endWithChildren } from './processes.js';

const PARTS = { contest, growth, plans };

async function run(folder: string, options: Options): Promise<number> {
  print(describeHost(folder));
  const mongo = options.mongo ? await findMongoServer(folder) : 'left out';
  print(`MongoDB: ${typeof mongo === 'string' ? mongo : mongo.name}`);
  return PARTS[options.part](folder, options, typeof mongo === 'string' ? null : mongo);
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    print(USAGE);
    return 0;
  }
  const options = readOptions(args);
  endWithChildren();
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-bench-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  const keep = atEarlyEnd(remove);
  try {
    return await run(folder, options);
  } finally {
    keep();
    remove();
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
