import { expect, it } from '@jest/globals';
import type { ReadLetter } from '../../src/mail/read-letters.js';
import { axeViolations } from '../support/axe.js';
import { describeInBrowser } from '../support/browser.js';
import { makeWeb } from '../web/harness.js';

const letter = (changes: Partial<ReadLetter>): ReadLetter => ({
  id: 'code:1',
  kind: 'email',
  status: 'sent',
  at: Date.UTC(2026, 4, 4, 16),
  to: 'un.correo.tan.largo.que.no.cabe.en.una.linea.de.un.telefono@correo.example.com',
  subject: 'Su código de Red Ejemplo',
  text: 'Red Ejemplo: su código es 123456. <img src=x onerror=alert(1)>',
  files: [],
  ...changes,
});
const LETTERS = [
  letter({}),
  letter({ id: 'code:2', kind: 'sms', to: '+522220000005', subject: null, status: 'queued' }),
  letter({ status: 'failed' }),
];

describeInBrowser('the mailbox of the demonstration', (visitor) => {
  const screens = [
    [360, 'light', 'es'],
    [360, 'dark', 'en'],
    [1280, 'light', 'en'],
  ] as const;
  for (const [width, colorScheme, lang] of screens) {
    it(`fits ${width} pixels, ${colorScheme}, ${lang}, runs nothing of what it shows, and axe finds no fault`, async () => {
      const web = await makeWeb({ mailbox: async () => LETTERS });
      try {
        const site = await web.start();
        const context = await visitor({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' });
        const page = await context.newPage();
        const faults: string[] = [];
        page.on('pageerror', (error) => faults.push(error.message));
        page.on('console', (message) => faults.push(message.text()));
        page.on('dialog', (dialog) => {
          faults.push(dialog.message());
          dialog.dismiss().catch((error: unknown) => faults.push(String(error)));
        });
        await page.goto(`${site}/demo/mailbox?lang=${lang}`);
        expect(await page.locator('.letter').count()).toBe(LETTERS.length);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
        expect(await axeViolations(page)).toEqual([]);
        expect(await page.locator('html').getAttribute('lang')).toBe(lang === 'en' ? 'en' : 'es-MX');
        expect(faults).toEqual([]);
      } finally {
        await web.close();
      }
    });
  }
});
