import { accessSync, constants, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux keeps this folder in memory. */
const MEMORY = '/dev/shm';

/** A new folder for a store whose commits need not survive the machine: in memory where there is such a thing. The caller removes it. */
export function scratchFolder(name: string): string {
  return mkdtempSync(join(isUsable(MEMORY) ? MEMORY : tmpdir(), `ventanilla-${name}-`));
}

function isUsable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
