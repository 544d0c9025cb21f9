import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import type { Language } from '../../src/web/widget/options.js';
import { axeViolations } from '../support/axe.js';
import { describeInBrowser } from '../support/browser.js';
import { ChatPage } from '../support/chat-page.js';
import { StubDirectLine } from '../support/stub-direct-line.js';

const action = (title: string) => ({ type: 'imBack', title, value: title });
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

const page = (language: string, attributes = ''): string =>
  `<!doctype html><html lang="${language}"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Sitio</title>
  <main><h1>Sitio</h1><a href="#uno">uno</a></main><script src="/widget.js" data-privacy="/privacy" ${attributes} async></script></html>`;

describeInBrowser('everybody can use it', (visitor) => {
  let stub: StubDirectLine;
  beforeEach(async () => {
    stub = await StubDirectLine.start();
    stub.greeting = { text: 'Hola https://example.com', suggestedActions: { actions: [action('Falla'), action('Factura')] } };
  });
  afterEach(() => stub.stop());

  const looks: readonly [Language, 'light' | 'dark', string, BrowserContextOptions, string][] = [
    ['es-MX', 'light', 'phone', PHONE, ''],
    ['es-MX', 'dark', 'desktop', DESKTOP, ''],
    ['en', 'light', 'desktop', DESKTOP, 'data-color="#f5b81c"'],
    ['en', 'dark', 'phone', PHONE, 'data-color="navy" data-position="left"'],
  ];
  for (const [language, colorScheme, device, options, attributes] of looks) {
    it(`has no fault that axe can find: ${language}, ${colorScheme}, ${device} ${attributes}`, async () => {
      stub.page = page(language, attributes);
      const chat = await ChatPage.visit(await visitor({ ...options, colorScheme, reducedMotion: 'reduce' }), stub.url, language);
      expect(await axeViolations(chat.page)).toEqual([]);
      await chat.open();
      await chat.choices.first().waitFor();
      expect(await axeViolations(chat.page)).toEqual([]);
      stub.postFailures.push(0, 400);
      await chat.say('https://example.com/uno');
      await chat.row('uno').waitFor();
      stub.down = true;
      await chat.say('dos');
      stub.say({ from: { id: 'agent', name: 'Laura', role: 'bot' }, text: 'Escriba a ayuda@example.com' });
      stub.say({ type: 'typing' });
      await chat.panel.locator('input[type=file]').setInputFiles([
        { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') },
        { name: 'b.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('b') },
      ]);
      await chat.panel.getByText(chat.texts.typing).waitFor({ state: 'attached' });
      await chat.page.context().setOffline(true);
      await chat.banner.getByText(chat.texts.offline).waitFor();
      expect(await axeViolations(chat.page)).toEqual([]);
    });
  }

  it('works with the keyboard alone', async () => {
    stub.page = page('es-MX');
    const chat = await ChatPage.visit(await visitor(DESKTOP), stub.url);
    const { keyboard } = chat.page;
    const focused = (): Promise<unknown> =>
      chat.page.evaluate(
        'document.activeElement.shadowRoot?.activeElement?.className || document.activeElement.shadowRoot?.activeElement?.tagName',
      );
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    expect(await focused()).toBe('launcher');
    await keyboard.press('Enter');
    await chat.choices.first().waitFor();
    expect(await focused()).toBe('TEXTAREA');
    for (let back = 0; back < 4; back += 1) await keyboard.press('Shift+Tab');
    expect(await focused()).toBe('choice');
    await keyboard.press('Enter');
    await stub.until(() => stub.received.length === 1);
    expect(stub.received[0]?.text).toBe('Falla');
    await keyboard.type('gracias');
    await keyboard.press('Enter');
    await stub.until(() => stub.received.length === 2);
    await keyboard.press('Escape');
    await chat.panel.waitFor({ state: 'hidden' });
    expect(await focused()).toBe('launcher');
  });

  it('covers a phone, keeps Tab inside and the keyboard down, and leaves the page when it is closed', async () => {
    stub.page = page('es-MX');
    const chat = await ChatPage.visit(await visitor({ ...PHONE, reducedMotion: 'reduce' }), stub.url);
    await chat.open();
    await chat.choices.first().waitFor();
    expect(await chat.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    const inside = (): Promise<unknown> => chat.page.evaluate('document.activeElement.tagName');
    expect(await chat.input.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)).toBe(false);
    for (let times = 0; times < 12; times += 1) {
      await chat.page.keyboard.press('Tab');
      expect(await inside()).toBe('VENTANILLA-CHAT');
    }
    await chat.button(chat.texts.close).click();
    await chat.panel.waitFor({ state: 'hidden' });
    await chat.reload();
    expect(await chat.panel.isVisible()).toBe(false);
  });

  it('moves nothing for those who asked for that', async () => {
    stub.page = page('es-MX');
    const chat = await ChatPage.visit(await visitor({ reducedMotion: 'reduce' }), stub.url);
    await chat.open();
    expect(await chat.page.evaluate('document.getAnimations({ subtree: true }).length')).toBe(0);
  });

  it('follows the language of the page, then of the browser, and what the page says', async () => {
    const label = async (html: string, locale: string): Promise<string | null> => {
      stub.page = html;
      const context = await visitor({ locale });
      const chat = await ChatPage.visit(context, stub.url);
      return chat.page.locator('ventanilla-chat .root').getAttribute('lang');
    };
    expect(await label(page('en-US'), 'es-MX')).toBe('en');
    expect(await label(page(''), 'en-GB')).toBe('en');
    expect(await label(page('fr'), 'fr-FR')).toBe('es-MX');
    expect(await label(page('en', 'data-lang="es"'), 'en-US')).toBe('es-MX');
  });
});
