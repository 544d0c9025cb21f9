import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { axeViolations } from '../support/axe.js';
import { describeInBrowser } from '../support/browser.js';

const SITE = 'http://site.test';
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'";
const TYPES: Readonly<Record<string, string>> = { html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };
const PATHS = ['/', '/privacy'];

/** Where the server has it. */
function fileOf(path: string): string {
  if (path === '/') return 'src/web/pages/index.html';
  if (path === '/widget.js') return 'dist/widget.js';
  return path.startsWith('/pages/') ? `src/web${path}` : `src/web/pages${path}.html`;
}

function answer(route: Route): Promise<void> {
  const { pathname } = new URL(route.request().url());
  if (pathname.startsWith('/api/')) return route.fulfill({ status: 503 });
  const file = fileOf(pathname);
  const contentType = `${TYPES[file.split('.').at(-1) ?? '']}; charset=utf-8`;
  return route.fulfill({ contentType, body: readFileSync(file), headers: { 'content-security-policy': POLICY } });
}

describeInBrowser('the demo provider’s site', (visitor) => {
  /** The page, and what went wrong on it: scripts, policy, requests to anybody else. */
  async function visit(context: BrowserContext, path: string): Promise<{ readonly page: Page; readonly faults: readonly string[] }> {
    const faults: string[] = [];
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => faults.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${SITE}/`)) faults.push(request.url());
    });
    await context.route('**', answer);
    await page.goto(SITE + path);
    await page.locator('ventanilla-chat').getByRole('button').waitFor();
    return { page, faults };
  }

  const screens = [
    [360, 'light', 'es'],
    [360, 'dark', 'en'],
    [1280, 'dark', 'es'],
    [1280, 'light', 'en'],
  ] as const;
  for (const [width, colorScheme, lang] of screens) {
    it(`fits ${width} pixels, ${colorScheme}, ${lang}, asks nobody else for anything, and axe finds no fault`, async () => {
      const context = await visitor({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' });
      for (const path of PATHS) {
        const { page, faults } = await visit(context, `${path}?lang=${lang}`);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
        expect(await axeViolations(page)).toEqual([]);
        expect(await page.locator('html').getAttribute('lang')).toBe(lang === 'en' ? 'en' : 'es-MX');
        expect(faults).toEqual([]);
        await page.close();
      }
    });
  }

  it('keeps the chosen language on its other pages', async () => {
    const context = await visitor();
    const { page } = await visit(context, '/');
    expect(await page.locator('html').getAttribute('lang')).toBe('es-MX');
    await page.getByRole('link', { name: 'English' }).click();
    await page.locator('html[lang=en]').waitFor();
    await page.getByRole('contentinfo').getByRole('link').click();
    await page.waitForURL('**/privacy');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('puts the sentence of a demo account into the chat', async () => {
    const { page } = await visit(await visitor(), '/');
    const button = page.locator('[data-chat=say]', { hasText: '100005' });
    await button.click();
    const box = page.locator('ventanilla-chat').getByRole('textbox');
    await box.waitFor();
    expect(await box.inputValue()).toBe((await button.innerText()).trim());
  });

  it('shows all eight demo accounts with their address and phone', async () => {
    const { page } = await visit(await visitor(), '/');
    const rows = await page.locator('.accounts li').allInnerTexts();
    expect(rows.length).toBe(8);
    for (const [index, row] of rows.entries()) {
      expect(row).toMatch(new RegExp(`10000${index + 1}[^]*@example\\.com[^]*\\+52 222 000 000${index + 1}`));
    }
  });
});
