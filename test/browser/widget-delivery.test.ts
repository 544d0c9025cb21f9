import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeInBrowser } from '../support/browser.js';
import { ChatPage } from '../support/chat-page.js';
import { StubDirectLine } from '../support/stub-direct-line.js';

const GREETING = 'Hola';

describeInBrowser('messages on their way out', (visitor) => {
  let stub: StubDirectLine;
  let chat: ChatPage;
  beforeEach(async () => {
    stub = await StubDirectLine.start();
    stub.greeting = { text: GREETING };
    const context = await visitor();
    await context.clock.install();
    chat = await ChatPage.visit(context, stub.url);
    await chat.open();
    await chat.heard(GREETING);
  });
  afterEach(async () => {
    expect(chat.errors).toEqual([]);
    await stub.stop();
  });

  const posts = (): number => stub.calls.filter((call) => /^POST .*\/activities$/.test(call)).length;
  const clientIds = (): readonly unknown[] => stub.received.map(({ channelData }) => channelData?.clientActivityID);
  const sent = (text: string): Promise<void> => chat.row(text).getByText(chat.texts.sent, { exact: true }).waitFor();

  it('sends again when the answer was lost, and the server still has the message once', async () => {
    stub.postFailures.push(0);
    await chat.say('una vez');
    await chat.hurry(stub.until(() => posts() === 2));
    await sent('una vez');
    expect(new Set(clientIds()).size).toBe(1);
    expect(stub.received.length).toBe(1);
    await chat.heard(GREETING, 'una vez');
  });

  it('says that a message was refused, sends it again with the same id when told to', async () => {
    stub.postFailures.push(400);
    await chat.say('otra vez');
    await chat.row('otra vez').getByText(chat.texts.problems.server).waitFor();
    expect(stub.received).toEqual([]);
    await chat.button(chat.texts.retry).click();
    await sent('otra vez');
    expect(stub.received.length).toBe(1);
    await chat.heard(GREETING, 'otra vez');
  });

  it('lets the visitor give up a message that was refused, and sends the next one all the same', async () => {
    stub.postFailures.push(400);
    await chat.say('primero');
    await chat.say('segundo');
    await sent('segundo');
    await chat.button(chat.texts.discard).click();
    await chat.row('primero').waitFor({ state: 'detached' });
    await chat.heard(GREETING, 'segundo');
    expect(stub.received.map(({ text }) => text)).toEqual(['segundo']);
  });

  it('asks the visitor only after several faults of the server', async () => {
    stub.postFailures.push(500, 500, 500, 500);
    await chat.say('insiste');
    await chat.hurry(chat.row('insiste').getByText(chat.texts.problems.server).waitFor());
    expect(posts()).toBe(4);
    await chat.button(chat.texts.retry).click();
    await sent('insiste');
  });

  it('waits as long as a busy server asks for', async () => {
    stub.retryAfter = 60;
    stub.postFailures.push(429);
    await chat.say('con calma');
    await stub.until(() => posts() === 1);
    await chat.answered();
    await chat.page.clock.runFor(45_000);
    await chat.answered();
    expect(posts()).toBe(1);
    await chat.hurry(stub.until(() => posts() === 2));
    await sent('con calma');
  });

  it('keeps what cannot be sent across a reload, in order, and sends it once when the server is back', async () => {
    stub.down = true;
    stub.dropSockets();
    await chat.say('primero');
    await chat.say('segundo');
    await chat.reload();
    await chat.heard(GREETING, 'primero', 'segundo');
    expect(stub.received).toEqual([]);
    stub.down = false;
    await chat.hurry(stub.until(() => stub.received.length === 2));
    await chat.hurry(sent('segundo'));
    expect(stub.received.map(({ text }) => text)).toEqual(['primero', 'segundo']);
    await chat.heard(GREETING, 'primero', 'segundo');
  });

  it('says in plain words that there is no network, and sends when it is back', async () => {
    const context = chat.page.context();
    await context.setOffline(true);
    stub.dropSockets();
    await chat.banner.getByText(chat.texts.offline).waitFor();
    await chat.say('en el túnel');
    await chat.row('en el túnel').getByText(chat.texts.waiting).waitFor();
    await context.setOffline(false);
    await chat.hurry(stub.until(() => stub.received.length === 1));
    await chat.hurry(sent('en el túnel'));
    expect(await chat.banner.innerText()).toBe('');
  });

  it('keeps quiet about a short pause, and says so when the server stays away', async () => {
    stub.down = true;
    stub.dropSockets();
    await stub.until(() => stub.open === 0);
    expect(await chat.banner.innerText()).toBe('');
    await chat.hurry(chat.banner.getByText(chat.texts.reconnecting).waitFor());
    stub.down = false;
    await chat.hurry(chat.banner.getByText(chat.texts.reconnecting).waitFor({ state: 'detached' }));
  });
});
