import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeInBrowser } from '../support/browser.js';
import { ChatPage } from '../support/chat-page.js';
import { ServerProcess } from '../support/server-process.js';
import { webchatBundle } from '../support/webchat-bundle.js';

/** The program as it runs, with a visitor in front of it: our widget, and a client that we did not write. */

const API_TOKEN = 'browser-test-token-of-32-characters';
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-browser-'));
let server: ServerProcess;
let port = 0;
/** Another origin, whose page embeds a chat. */
let site: string;
let host: Server;

async function start(): Promise<void> {
  server = new ServerProcess({ dataDir: folder, port, env: { ALLOWED_ORIGINS: site, API_TOKEN } });
  port = (await server.listening()) ?? 0;
}

/** The words of a message, by its key, in the language of the visitor. */
function words(key: string): string {
  const [flow, name = ''] = key.split('.');
  const { messages } = JSON.parse(readFileSync(`locales/es-MX/${flow}.json`, 'utf8')) as { messages: Record<string, string> };
  return messages[name] ?? '';
}

/** Each question of the procedure, and what the visitor answers. */
const SCRIPT: readonly (readonly [asked: string, answer: string])[] = [
  ['reception.askMatter', 'no tengo internet desde ayer, cuenta 100005'],
  ['identify-customer.askEmail', 'elena.mora@example.com'],
  ['identify-customer.askPhone', '222 000 0005'],
  ['power-check.askOnce', 'sí'],
];
const RELOADED_AT = 'identify-customer.askPhone';
const KILLED_AT = 'power-check.askOnce';

async function folios(): Promise<readonly unknown[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/folios?account=100005&type=failure`, {
    headers: { authorization: `Bearer ${API_TOKEN}` },
  });
  return ((await answer.json()) as { items: unknown[] }).items;
}

const PAGE = '<!doctype html><meta charset="utf-8"><div id="chat" style="height:600px"></div><script src="/webchat.js"></script>';

describeInBrowser('the program in a browser', (visitor) => {
  const bundle = webchatBundle();
  beforeAll(async () => {
    host = createServer((request, response) => {
      const isScript = request.url === '/webchat.js' && 'path' in bundle;
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? readFileSync(bundle.path) : PAGE);
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    site = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    await start();
  }, 60_000);
  afterAll(async () => {
    host.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('our widget reports a failure up to the agreed visit, over a reload and a killed server', async () => {
    const chat = await ChatPage.visit(await visitor(), `http://127.0.0.1:${port}/`);
    await chat.open();
    for (const [asked, answer] of SCRIPT) {
      await chat.row(words(asked)).waitFor();
      if (asked === RELOADED_AT) await chat.reload();
      if (asked === KILLED_AT) {
        await server.kill();
        await start();
      }
      await chat.say(answer);
    }
    await chat.button('Ver más fechas').waitFor();
    await chat.choices.first().click();
    await chat.button('Sí').waitFor();
    await chat.say('sí');
    await chat.row(words('reception.askMore')).waitFor();
    expect(await folios()).toMatchObject([{ status: 'scheduled', visit: { shift: expect.any(String) } }]);
    expect(chat.errors).toEqual([]);
  }, 90_000);

  if ('missing' in bundle) {
    console.warn(`Web Chat test skipped: ${bundle.missing}`);
    it.skip(`Web Chat: ${bundle.missing}`, () => {});
    return;
  }

  it('Web Chat of the Bot Framework, unmodified, is greeted, chooses and is answered', async () => {
    const page = await (await visitor()).newPage();
    const token = await fetch(`http://127.0.0.1:${port}/api/webchat/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    const { token: bearer } = (await token.json()) as { token: string };
    await page.goto(site);
    await page.evaluate(
      `WebChat.renderWebChat({ directLine: WebChat.createDirectLine({ token: ${JSON.stringify(bearer)}, domain: 'http://127.0.0.1:${port}/v3/directline' }), locale: 'es-MX' }, document.getElementById('chat'))`,
    );
    await page.getByText(words('reception.askMatter')).first().waitFor();
    await page.getByRole('toolbar').getByRole('button', { name: 'Reportar una falla' }).click();
    await page.getByText(words('identify-customer.askAccount')).first().waitFor();
    await page.getByRole('textbox').fill('100001');
    await page.getByRole('textbox').press('Enter');
    await page.getByText(words('identify-customer.askEmail')).first().waitFor();
  }, 60_000);
});
