import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { BrowserContext } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { ChatPage } from '../support/chat-page.js';
import { StubDirectLine } from '../support/stub-direct-line.js';

const GREETING = 'Hola';
const TOKEN = /^POST \/api\/webchat\/token$/;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

describeInBrowser('the connection', (visitor) => {
  let stub: StubDirectLine;
  let context: BrowserContext;
  let chat: ChatPage;
  beforeEach(async () => {
    stub = await StubDirectLine.start();
    stub.greeting = { text: GREETING };
    context = await visitor();
    await context.clock.install();
  });
  afterEach(async () => {
    expect(chat.errors).toEqual([]);
    await stub.stop();
  });

  const begin = async (): Promise<void> => {
    chat = await ChatPage.visit(context, stub.url);
    await chat.open();
    await chat.hurry(chat.heard(GREETING));
  };
  const count = (call: RegExp): number => stub.calls.filter((one) => call.test(one)).length;

  it('comes back after a dropped socket with what was said meanwhile, once', async () => {
    await begin();
    await chat.page.evaluate("heard = []; Ventanilla.on('message', (m) => heard.push(m.text))");
    stub.dropSockets();
    stub.say({ text: 'Mientras tanto' });
    await chat.hurry(chat.heard(GREETING, 'Mientras tanto'));
    stub.repeatLast();
    stub.say({ text: 'Después' });
    await chat.heard(GREETING, 'Mientras tanto', 'Después');
    expect(await chat.page.evaluate('heard')).toEqual(['Mientras tanto', 'Después']);
  });

  it('replays only what is new', async () => {
    await begin();
    stub.dropSockets();
    await chat.hurry(stub.until(() => stub.replays.length === 2));
    expect(stub.replays).toEqual([1, 0]);
  });

  it('polls where sockets do not pass', async () => {
    stub.refuseSockets = true;
    await begin();
    await chat.say('por aquí');
    await chat.hurry(chat.row('por aquí').getByText(chat.texts.sent).waitFor());
    stub.say({ text: 'Llegó' });
    await chat.hurry(chat.heard(GREETING, 'por aquí', 'Llegó'));
    const polls = count(/^GET .*\/activities$/);
    await chat.hurry(stub.until(() => count(/^GET .*\/activities$/) > polls + 20));
    expect(stub.asked).toBe(2);
    expect(await chat.banner.innerText()).toBe('');
  });

  it('goes on with its ticket when the token has run out', async () => {
    await begin();
    stub.expireTokens();
    await chat.say('sigo');
    await chat.hurry(chat.row('sigo').getByText(chat.texts.sent).waitFor());
    expect(stub.received.length).toBe(1);
    expect(stub.begun).toBe(1);
    expect(count(TOKEN)).toBe(2);
  });

  it('renews the token before it runs out', async () => {
    await begin();
    await chat.page.clock.runFor(16 * 60_000);
    await stub.until(() => count(/refresh$/) === 1);
    expect(count(TOKEN)).toBe(1);
  });

  it('goes on after a week away', async () => {
    await begin();
    await chat.say('hasta luego');
    await chat.row('hasta luego').getByText(chat.texts.sent).waitFor();
    await chat.page.close();
    stub.expireTokens();
    stub.say({ text: 'Tenemos noticias' });
    await context.clock.setFixedTime(Date.now() + WEEK_MS);
    chat = await ChatPage.visit(context, stub.url);
    await chat.badge.getByText('1').waitFor();
    await chat.open();
    await chat.heard(GREETING, 'hasta luego', 'Tenemos noticias');
    expect(stub.begun).toBe(1);
  });

  it('begins anew, and says so, when the ticket is refused', async () => {
    await begin();
    await chat.say('antes');
    await chat.row('antes').getByText(chat.texts.sent).waitFor();
    stub.expireTokens();
    stub.refuseResume = true;
    stub.dropSockets();
    await chat.hurry(chat.panel.getByText(chat.texts.renewed).waitFor());
    await chat.hurry(chat.heard(GREETING));
    expect(stub.begun).toBe(2);
  });

  it('begins nothing for a visitor whose ticket is refused while the chat is closed', async () => {
    await begin();
    await chat.page.keyboard.press('Escape');
    stub.expireTokens();
    stub.refuseResume = true;
    await chat.reload();
    await chat.hurry(stub.until(() => count(TOKEN) === 2));
    await chat.page.clock.runFor(5_000);
    await chat.answered();
    expect(count(TOKEN)).toBe(2);
    expect(stub.begun).toBe(1);
    await chat.open();
    await chat.hurry(chat.heard(GREETING));
    expect(stub.begun).toBe(2);
  });

  it('says that it is not available where the server refuses the page', async () => {
    stub.refusePage = true;
    chat = await ChatPage.visit(context, stub.url);
    await chat.open();
    await chat.banner.getByText(chat.texts.refused).waitFor();
  });

  it('shows one conversation in several tabs', async () => {
    await begin();
    const other = await ChatPage.visit(context, stub.url);
    await other.open();
    await other.heard(GREETING);
    await other.say('desde la otra');
    await chat.heard(GREETING, 'desde la otra');
    stub.say({ text: 'Para las dos' });
    await chat.heard(GREETING, 'desde la otra', 'Para las dos');
    await other.heard(GREETING, 'desde la otra', 'Para las dos');
    expect(stub.begun).toBe(1);
    expect(stub.received.length).toBe(1);
  });

  it('follows another tab into the conversation that it began', async () => {
    chat = await ChatPage.visit(context, stub.url);
    const other = await ChatPage.visit(context, stub.url);
    await other.open();
    await other.heard(GREETING);
    await chat.open();
    await chat.heard(GREETING);
    expect(stub.begun).toBe(1);
  });

  /** Two tabs come back at the same time; the server does not answer either before both have had time to ask. */
  const comeBackTogether = async (): Promise<void> => {
    await begin();
    const other = await ChatPage.visit(context, stub.url);
    await other.open();
    await other.heard(GREETING);
    let answer = (): void => {};
    const until = new Promise<void>((resolve) => {
      answer = resolve;
    });
    stub.holdTokens = { until };
    stub.expireTokens();
    stub.dropSockets();
    stub.say({ text: 'De vuelta' });
    // Not `hurry`: the clock is one for all tabs, and must not run out the call of the first while the other comes.
    while (count(TOKEN) < 2) await context.clock.runFor(250);
    await context.clock.runFor(4_000);
    stub.holdTokens = null;
    answer();
    // No hurry: what one tab stores reaches the other in the browser's own time.
    await Promise.all([chat, other].map((tab) => tab.heard(GREETING, 'De vuelta')));
  };

  it('goes on in every tab when several come back at the same time with one ticket', async () => {
    await comeBackTogether();
    expect(stub.begun).toBe(1);
  });

  it('does so too where tabs cannot lock each other out', async () => {
    await context.addInitScript('delete Navigator.prototype.locks');
    await comeBackTogether();
    expect(count(TOKEN)).toBe(3);
    expect(stub.begun).toBe(1);
  });

  it('leaves a lost conversation in every tab, for one new one that each shows from its beginning', async () => {
    await begin();
    const other = await ChatPage.visit(context, stub.url);
    await other.open();
    await other.heard(GREETING);
    stub.refuseResume = true;
    stub.expireTokens();
    stub.greeting = { text: 'Hola de nuevo' };
    // One tab finds out; the other still has its socket to the lost conversation.
    await chat.reload();
    while (stub.begun < 2) await context.clock.runFor(250);
    await Promise.all([chat, other].map((tab) => tab.heard('Hola de nuevo')));
    expect(await other.panel.getByText(chat.texts.renewed).isVisible()).toBe(true);
    expect(stub.begun).toBe(2);
  });

  it('works where the browser keeps nothing', async () => {
    await context.addInitScript(
      "for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(window, name, { get() { throw new Error('blocked'); } })",
    );
    await begin();
    await chat.say('sin memoria');
    await chat.row('sin memoria').getByText(chat.texts.sent).waitFor();
  });
});
