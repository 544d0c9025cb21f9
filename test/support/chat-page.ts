import type { BrowserContext, Locator, Page, Request } from 'playwright-core';
import type { Language } from '../../src/web/widget/options.js';
import { TEXTS, type Texts } from '../../src/web/widget/texts.js';

/** A page with the widget, as its visitor sees it. */
export class ChatPage {
  /** Scripts that failed, and what a content security policy refused. */
  readonly errors: string[] = [];
  readonly launcher: Locator;
  readonly panel: Locator;
  readonly input: Locator;
  readonly bubbles: Locator;
  readonly choices: Locator;
  readonly badge: Locator;
  readonly banner: Locator;
  private readonly calls = new Set<Request>();

  private constructor(
    readonly page: Page,
    readonly texts: Texts,
  ) {
    const widget = page.locator('ventanilla-chat');
    this.launcher = widget.locator('.launcher');
    this.panel = widget.getByRole('dialog');
    this.input = widget.getByRole('textbox');
    this.bubbles = widget.locator('.bubble');
    this.choices = widget.getByRole('group', { name: texts.choices }).getByRole('button');
    this.badge = widget.locator('.badge');
    this.banner = widget.locator('.banner');
    page.on('request', (request) => {
      if (/\/(api|v3)\//.test(request.url())) this.calls.add(request);
    });
    page.on('requestfinished', (request) => this.calls.delete(request));
    page.on('requestfailed', (request) => this.calls.delete(request));
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (/security policy/i.test(message.text())) this.errors.push(message.text());
    });
  }

  static async visit(context: BrowserContext, url: string, language: Language = 'es-MX'): Promise<ChatPage> {
    const chat = new ChatPage(await context.newPage(), TEXTS[language]);
    await chat.page.goto(url);
    await chat.ready();
    return chat;
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await this.panel.waitFor();
  }

  async say(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  button(name: string): Locator {
    return this.panel.getByRole('button', { name, exact: true });
  }

  /** The row of the message with this text. */
  row(text: string): Locator {
    return this.panel.locator('.row').filter({ hasText: text });
  }

  /** Waits until exactly this has been said by everybody, in this order. */
  async heard(...texts: readonly string[]): Promise<void> {
    await this.row(texts.at(-1) ?? '').waitFor();
    const shown = await this.bubbles.allInnerTexts();
    if (JSON.stringify(shown) !== JSON.stringify(texts)) throw new Error(`shown is ${JSON.stringify(shown)}, not ${JSON.stringify(texts)}`);
  }

  /**
   * Lets the page's timers run out, again and again, until the promise resolves; needs the context's clock. The
   * clock stands while the server has a call to answer, so that no call times out by the clock's haste alone.
   */
  async hurry<T>(until: Promise<T>): Promise<T> {
    let waiting = true;
    const settled = until.finally(() => {
      waiting = false;
    });
    settled.catch(() => {});
    while (waiting) {
      await this.answered();
      await this.page.clock.runFor(250);
    }
    return settled;
  }

  /** Waits until the page has heard all answers that it is waiting for. */
  async answered(): Promise<void> {
    while (this.calls.size > 0)
      await new Promise<void>((resolve) => this.page.once('requestfinished', () => resolve()).once('requestfailed', () => resolve()));
    await this.page.evaluate('0');
  }

  private ready(): Promise<void> {
    return this.page.locator('ventanilla-chat').getByRole('button').or(this.panel).first().waitFor();
  }
}
