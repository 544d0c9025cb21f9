// Takes the pictures of docs/images from a running server: `npm start` in one terminal, `npm run screenshots` in another.
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const URL = process.env.PUBLIC_URL ?? `http://localhost:${process.env.PORT ?? 3978}`;
const FOLDER = 'docs/images';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'];
const VIEWS = [
  { name: 'desktop', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
];
/** What the visitor writes; after the last one the dates of the visit are on offer. */
const WORDS = ['no tengo internet desde ayer, cuenta 100005', 'elena.mora@example.com', '222 000 0005', 'sí, conectado y con luces'];

mkdirSync(FOLDER, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: FLAGS });
for (const { name, ...view } of VIEWS) {
  const context = await browser.newContext({ ...view, locale: 'es-MX', timezoneId: 'America/Mexico_City', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const chat = page.locator('ventanilla-chat');
  await page.goto(URL);
  await chat.locator('.launcher').waitFor();
  await page.screenshot({ path: `${FOLDER}/site-${name}.png` });
  await chat.locator('.launcher').click();
  for (const words of WORDS) {
    const choices = await chat.locator('.bubble').count();
    await chat.getByRole('textbox').fill(words);
    await chat.getByRole('textbox').press('Enter');
    await page.waitForFunction(
      (before) => document.querySelector('ventanilla-chat').shadowRoot.querySelectorAll('.bubble').length > before + 1,
      choices,
    );
  }
  await chat.getByRole('button', { name: 'Ver más fechas' }).waitFor();
  await page.screenshot({ path: `${FOLDER}/chat-${name}.png` });
  await context.close();
}
await browser.close();
