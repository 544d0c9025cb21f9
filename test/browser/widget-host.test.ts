import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeInBrowser } from '../support/browser.js';
import { ChatPage } from '../support/chat-page.js';
import { StubDirectLine } from '../support/stub-direct-line.js';

const HOSTILE = `*, ventanilla-chat { all: unset; color: red !important; font: 40px serif !important; letter-spacing: 9px !important;
  text-transform: uppercase !important; line-height: 4 !important; direction: rtl !important; visibility: hidden; opacity: 0.2 !important; transform: scale(0.5) !important; }
  .panel, .bubble, button, textarea { display: none !important; }`;
const LOOKS = ['color', 'fontSize', 'fontFamily', 'letterSpacing', 'textTransform', 'lineHeight', 'direction', 'visibility', 'position'];
const looksOf = (selector: string): string =>
  `(({ ${LOOKS.join(', ')} }) => ({ ${LOOKS.join(', ')} }))(getComputedStyle(document.querySelector('ventanilla-chat').shadowRoot.querySelector('${selector}')))`;

/** Texts that must stay texts. */
const ATTACKS = [
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<script>alert(1)</script>',
  '"><iframe srcdoc="<script>parent.alert(1)</script>">',
  '[clic](javascript:alert(1))',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'https://example.com/"onmouseover="alert(1)',
  '{{7*7}} <%= 7*7 %>',
  '\u202Egnp.exe\u200B',
];

describeInBrowser('the widget and its host page', (visitor) => {
  let stub: StubDirectLine;
  beforeEach(async () => {
    stub = await StubDirectLine.start();
    stub.greeting = { text: 'Hola' };
  });
  afterEach(() => stub.stop());

  const looksIn = async (css: string): Promise<unknown> => {
    stub.page = `<!doctype html><html lang="es"><title>Sitio</title><style>${css}</style><main><p id="own">Sitio</p></main><script src="/widget.js" async></script></html>`;
    const chat = await ChatPage.visit(await visitor(), stub.url);
    await chat.page.evaluate('Ventanilla.open()');
    await chat.heard('Hola');
    return {
      host: await chat.page.evaluate(
        `(({ opacity, transform, display }) => ({ opacity, transform, display }))(getComputedStyle(document.querySelector('ventanilla-chat')))`,
      ),
      bubble: await chat.page.evaluate(looksOf('.bubble')),
    };
  };

  it('looks the same whatever the styles of the page are', async () => {
    expect(await looksIn(HOSTILE)).toEqual(await looksIn(''));
  });

  it('leaves the page as it was: one element, one name', async () => {
    const look =
      '({ names: Object.keys(window).filter((name) => !/^(__|playwright)/.test(name)), styles: document.styleSheets.length, children: document.body.children.length, own: getComputedStyle(own).cssText, cookies: document.cookie })';
    const context = await visitor();
    const bare = await context.newPage();
    stub.page = '<!doctype html><html lang="es"><title>Sitio</title><main><p id="own">Sitio</p></main></html>';
    await bare.goto(stub.url);
    const before = (await bare.evaluate(look)) as { names: string[]; children: number };
    stub.page = stub.page.replace('</main>', '</main><script src="/widget.js" async></script><script src="/widget.js" async></script>');
    const chat = await ChatPage.visit(context, stub.url);
    await chat.open();
    await chat.heard('Hola');
    const after = (await chat.page.evaluate(look)) as typeof before;
    expect({ ...after, names: after.names.filter((name) => !before.names.includes(name)), children: after.children }).toEqual({
      ...before,
      names: ['Ventanilla'],
      // The two script tags, and one element for the two of them.
      children: before.children + 3,
    });
  });

  it('works under the strictest content security policy', async () => {
    stub.policy = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' blob:";
    const chat = await ChatPage.visit(await visitor(), stub.url);
    await chat.open();
    await chat.heard('Hola');
    await chat.say('aquí');
    await chat.row('aquí').getByText(chat.texts.sent).waitFor();
    expect(chat.errors).toEqual([]);
    expect(await chat.page.evaluate(looksOf('.panel'))).toMatchObject({ position: 'fixed' });
  });

  it('works on a page of another origin', async () => {
    const site = await StubDirectLine.start();
    site.page = `<!doctype html><html lang="es"><title>Sitio</title><main>Sitio</main><script src="${stub.url}/widget.js" async></script></html>`;
    const chat = await ChatPage.visit(await visitor(), site.url);
    await chat.open();
    await chat.say('de lejos');
    await stub.until(() => stub.received.length === 1);
    await chat.heard('Hola', 'de lejos');
    expect(site.calls).toEqual([]);
    await site.stop();
  });

  it('never takes what somebody wrote for anything but text', async () => {
    const chat = await ChatPage.visit(await visitor(), stub.url);
    await chat.page.evaluate('alerts = 0; window.alert = () => { alerts += 1; }');
    await chat.open();
    await chat.heard('Hola');
    for (const text of ATTACKS) stub.say({ text, from: { id: 'agent', name: text, role: 'bot' } });
    stub.say({ text: 'opciones', suggestedActions: { actions: ATTACKS.map((title) => ({ type: 'imBack', title, value: title })) } });
    await chat.choices.first().waitFor();
    expect(await chat.bubbles.allTextContents()).toEqual(['Hola', ...ATTACKS, 'opciones']);
    expect(await chat.choices.allTextContents()).toEqual(ATTACKS);
    expect(await chat.panel.locator('img, iframe, script').count()).toBe(0);
    const links = chat.panel.locator('.log a');
    const hrefs = await links.evaluateAll((all) => (all as HTMLAnchorElement[]).map(({ href, rel }) => `${new URL(href).protocol} ${rel}`));
    expect(hrefs).toEqual(['https: noopener noreferrer']);
    expect(await chat.page.evaluate('alerts')).toBe(0);
    expect(chat.errors).toEqual([]);
  });

  it('links what is plainly a link, without the mark that ends the sentence', async () => {
    const chat = await ChatPage.visit(await visitor(), stub.url);
    await chat.open();
    await chat.heard('Hola');
    stub.say({ text: 'Vea https://example.com/a?b=1, escriba a uno@example.com. Llame a tel:+522220000001 o (http://example.com/c).' });
    await chat.row('Vea').waitFor();
    expect(
      await chat
        .row('Vea')
        .locator('a')
        .evaluateAll((all) => (all as HTMLAnchorElement[]).map(({ href }) => href)),
    ).toEqual(['https://example.com/a?b=1', 'mailto:uno@example.com', 'tel:+522220000001', 'http://example.com/c']);
  });
});
