import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = 'botframework-webchat';
const VERSION = '4.18.1';
const FOLDER = join('node_modules', '.cache', `${PACKAGE}-${VERSION}`);
const BUNDLE = 'package/dist/webchat-minimal.js';
const TIMEOUT_MS = 60_000;

/**
 * The bundle of Microsoft's Web Chat, from the package's own tarball: installed as a dependency it would bring half a gigabyte.
 * Fetched once and kept. @returns its path, or why it is not to be had here.
 */
export function webchatBundle(): { readonly path: string } | { readonly missing: string } {
  const path = join(FOLDER, BUNDLE);
  if (existsSync(path)) return { path };
  try {
    mkdirSync(FOLDER, { recursive: true });
    const options = { cwd: FOLDER, timeout: TIMEOUT_MS, stdio: 'pipe' } as const;
    execFileSync('npm', ['pack', `${PACKAGE}@${VERSION}`, '--silent'], options);
    const tarball = `${PACKAGE}-${VERSION}.tgz`;
    execFileSync('tar', ['xzf', tarball, BUNDLE], options);
    rmSync(join(FOLDER, tarball));
    return { path };
  } catch (error) {
    return {
      missing: `${PACKAGE} ${VERSION} could not be fetched from the registry (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`,
    };
  }
}
