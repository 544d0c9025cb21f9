import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const INSTALL_TIMEOUT_MS = 300_000;

/** Where Chromium is, or why the browser tests cannot run here. */
export type Found = { readonly path: string } | { readonly missing: string };

/** A new visitor: a browser context of their own, closed after the test. */
export type NewVisitor = (options?: BrowserContextOptions) => Promise<BrowserContext>;

/**
 * A suite in a real Chromium: `CHROMIUM_PATH`, or one on the PATH, or one that apt-get installs when the tests
 * run as root. Where there is none the suite is reported as skipped, with the reason.
 */
export function describeInBrowser(name: string, define: (visitor: NewVisitor) => void): void {
  const found = findChromium();
  if ('missing' in found) {
    console.warn(`Browser tests skipped: ${found.missing}`);
    describe(name, () => {
      it.skip(`skipped: ${found.missing}`, () => {});
    });
    return;
  }
  describe(name, () => {
    let browser: Browser;
    const contexts: BrowserContext[] = [];
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: found.path, args: FLAGS });
    });
    afterEach(async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
    });
    afterAll(() => browser.close());
    define(async (options) => {
      const context = await browser.newContext({ locale: 'es-MX', timezoneId: 'America/Mexico_City', ...options });
      context.setDefaultTimeout(10_000);
      contexts.push(context);
      return context;
    });
  });
}

export function findChromium(): Found {
  const configured = process.env.CHROMIUM_PATH;
  if (configured)
    return existsSync(configured) ? { path: configured } : { missing: `CHROMIUM_PATH names ${configured}, which is not there` };
  const found = onPath(NAMES);
  if (found) return { path: found };
  if (process.getuid?.() !== 0 || !onPath(['apt-get'])) {
    return { missing: 'no Chromium found; install one (Debian: apt-get install chromium) or set CHROMIUM_PATH' };
  }
  return install();
}

function install(): Found {
  try {
    // The lock lets test files that run side by side wait for one installation; the later ones find it done.
    const script = 'command -v chromium || { apt-get update && apt-get install -y --no-install-recommends chromium; }';
    execFileSync('flock', ['/var/lib/dpkg', 'sh', '-c', script], { stdio: 'ignore', timeout: INSTALL_TIMEOUT_MS });
  } catch (error) {
    return { missing: `apt-get could not install Chromium (${error instanceof Error ? error.message : String(error)})` };
  }
  const path = onPath(NAMES);
  return path ? { path } : { missing: 'apt-get installed Chromium, but it is not on the PATH' };
}

function onPath(names: readonly string[]): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not in this folder.
      }
    }
  }
  return null;
}
