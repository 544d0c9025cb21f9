import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeInBrowser } from '../support/browser.js';
import { ChatPage } from '../support/chat-page.js';
import { StubDirectLine } from '../support/stub-direct-line.js';

const action = (title: string) => ({ type: 'imBack', title, value: title });
const GREETING = 'Hola';

describeInBrowser('a visitor talks', (visitor) => {
  let stub: StubDirectLine;
  let chat: ChatPage;
  beforeEach(async () => {
    stub = await StubDirectLine.start();
    stub.greeting = { text: GREETING, suggestedActions: { actions: [action('Falla'), action('Factura')] } };
    chat = await ChatPage.visit(await visitor(), stub.url);
  });
  afterEach(async () => {
    expect(chat.errors).toEqual([]);
    await stub.stop();
  });

  it('costs the server nothing before the chat is opened, and leaves no cookie', async () => {
    expect(stub.calls).toEqual([]);
    await chat.open();
    await chat.heard(GREETING);
    expect(stub.calls).toEqual(['POST /api/webchat/token', 'POST /v3/directline/conversations']);
    expect(await chat.page.context().cookies()).toEqual([]);
  });

  it('sends with Enter, breaks lines with Shift+Enter, and shows what was sent as sent', async () => {
    await chat.open();
    await chat.heard(GREETING);
    await chat.input.pressSequentially('uno');
    await chat.input.press('Shift+Enter');
    await chat.input.pressSequentially('dos');
    expect(stub.received).toEqual([]);
    await chat.input.press('Enter');
    await chat.row('uno').getByText(chat.texts.sent).waitFor();
    await chat.heard(GREETING, 'uno\ndos');
    expect(stub.received.map(({ text, locale }) => ({ text, locale }))).toEqual([{ text: 'uno\ndos', locale: 'es-MX' }]);
    expect(await chat.input.inputValue()).toBe('');
  });

  it('answers with a choice, which names its question and is gone at once', async () => {
    await chat.open();
    await chat.choices.first().waitFor();
    stub.down = true;
    await chat.choices.nth(1).click();
    await chat.row('Factura').waitFor();
    expect(await chat.choices.count()).toBe(0);
    stub.down = false;
    await stub.until(() => stub.received.length === 1);
    expect(stub.received[0]).toMatchObject({ text: 'Factura', replyToId: expect.stringMatching(/\|1$/) });
    stub.say({ text: 'Gracias' });
    await chat.heard(GREETING, 'Factura', 'Gracias');
    expect(await chat.choices.count()).toBe(0);
  });

  it('takes the second click of a double click for no answer to the next question', async () => {
    await chat.open();
    await chat.choices.first().click();
    await stub.until(() => stub.received.length === 1);
    stub.say({ text: 'Otra pregunta', suggestedActions: { actions: [action('Nunca')] } });
    await chat.button('Nunca').evaluate((element) => element.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 })));
    await chat.say('escrito');
    await chat.row('escrito').getByText(chat.texts.sent).waitFor();
    expect(stub.received.map(({ text }) => text)).toEqual(['Falla', 'escrito']);
  });

  it('keeps the choices of a question while only the bot goes on talking, and drops them for free text', async () => {
    await chat.open();
    await chat.heard(GREETING);
    stub.say({ text: 'Tome su tiempo' });
    await chat.heard(GREETING, 'Tome su tiempo');
    expect(await chat.choices.allInnerTexts()).toEqual(['Falla', 'Factura']);
    await chat.say('otra cosa');
    await chat.row('otra cosa').waitFor();
    expect(await chat.choices.count()).toBe(0);
  });

  it('shows that somebody is typing until they have spoken', async () => {
    await chat.open();
    await chat.heard(GREETING);
    const typing = chat.panel.getByText(chat.texts.typing);
    stub.say({ type: 'typing' });
    await typing.waitFor({ state: 'attached' });
    stub.say({ text: 'Listo' });
    await typing.waitFor({ state: 'detached' });
    await chat.heard(GREETING, 'Listo');
  });

  it('says which person is answering', async () => {
    await chat.open();
    await chat.heard(GREETING);
    expect(await chat.panel.locator('.subtitle').innerText()).toBe(chat.texts.attendedByBot);
    stub.say({ from: { id: 'agent', name: 'Laura', role: 'bot' }, text: 'Soy yo' });
    await chat.heard(GREETING, 'Soy yo');
    expect(await chat.row('Soy yo').locator('.author').innerText()).toBe('Laura');
    expect(await chat.panel.locator('.subtitle').innerText()).toBe(chat.texts.attendedBy('Laura'));
  });

  it('counts what arrives while the chat is closed, tells the page, and forgets the count when it is opened', async () => {
    await chat.page.evaluate("heard = []; Ventanilla.on('message', (m) => heard.push(m)); Ventanilla.on('unread', (n) => heard.push(n))");
    await chat.open();
    await chat.heard(GREETING);
    await chat.page.keyboard.press('Escape');
    await chat.panel.waitFor({ state: 'hidden' });
    stub.say({ text: 'Uno' });
    stub.say({ from: { id: 'agent', name: 'Laura', role: 'bot' }, text: 'Dos' });
    await chat.badge.getByText('2').waitFor();
    expect(await chat.launcher.getAttribute('aria-label')).toContain(chat.texts.newMessages(2));
    await chat.open();
    await chat.page.keyboard.press('Escape');
    await chat.badge.waitFor({ state: 'hidden' });
    expect(await chat.page.evaluate('heard')).toEqual([
      { text: GREETING, from: 'bot', name: null },
      { text: 'Uno', from: 'bot', name: null },
      1,
      { text: 'Dos', from: 'agent', name: 'Laura' },
      2,
      0,
    ]);
  });

  it('can be opened and closed by the page, with a text to begin with', async () => {
    await chat.page.evaluate("Ventanilla.open({ text: 'No tengo internet' })");
    await chat.panel.waitFor();
    expect(await chat.input.inputValue()).toBe('No tengo internet');
    await chat.page.evaluate("Ventanilla.open({ text: 'Otra cosa' })");
    expect(await chat.input.inputValue()).toBe('No tengo internet');
    await chat.page.evaluate('Ventanilla.toggle()');
    await chat.panel.waitFor({ state: 'hidden' });
    await chat.page.evaluate('Ventanilla.toggle()');
    await chat.panel.waitFor();
    await chat.page.evaluate('Ventanilla.close()');
    await chat.panel.waitFor({ state: 'hidden' });
  });

  it('is there after a reload with all that was said, open as it was, with the draft', async () => {
    await chat.open();
    await chat.say('aquí estoy');
    await chat.row('aquí estoy').getByText(chat.texts.sent).waitFor();
    await chat.input.fill('a medias');
    await chat.reload();
    await chat.heard(GREETING, 'aquí estoy');
    expect(await chat.input.inputValue()).toBe('a medias');
    stub.say({ text: 'Sigo aquí' });
    await chat.heard(GREETING, 'aquí estoy', 'Sigo aquí');
    expect(stub.begun).toBe(1);
  });

  it('stays where the visitor reads, and follows the conversation at its end', async () => {
    await chat.open();
    await chat.heard(GREETING);
    const long = Array.from({ length: 40 }, (_, index) => `línea ${index}`).join('\n');
    stub.say({ text: long });
    const latest = chat.button(chat.texts.latest);
    await chat.row('línea 39').waitFor();
    expect(await latest.isVisible()).toBe(false);
    await chat.panel.locator('.scroll').evaluate((element) => element.scrollTo(0, 0));
    await latest.waitFor();
    stub.say({ text: 'nuevo' });
    await chat.row('nuevo').waitFor({ state: 'attached' });
    expect(await chat.panel.locator('.scroll').evaluate((element) => element.scrollTop)).toBe(0);
    await latest.click();
    await latest.waitFor({ state: 'hidden' });
    await chat.input.fill('una\ndos\ntres');
    await chat.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    const left = await chat.panel.locator('.scroll').evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);
    expect(left).toBeLessThan(2);
  });
});
