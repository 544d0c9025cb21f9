import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { registry } from '../../flows/index.js';
import { flowsReadme, UPDATE_COMMAND } from '../support/flows-readme.js';

const FILE = 'flows/README.md';

it('flows/README.md says what the procedures are now', () => {
  const current = flowsReadme(registry);
  if (process.env.UPDATE_README === '1') writeFileSync(FILE, current);
  if (readFileSync(FILE, 'utf8') !== current) throw new Error(`${FILE} is stale. Bring it up to date with: ${UPDATE_COMMAND}`);
  for (const id of registry.flows.keys()) expect(current).toContain(`\n## ${id}\n`);
});
