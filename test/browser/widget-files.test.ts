import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { BrowserContext, Locator } from 'playwright-core';
import { MAX_FILE_BYTES, MAX_FILES } from '../../src/web/widget/file-rules.js';
import { describeInBrowser } from '../support/browser.js';
import { ChatPage } from '../support/chat-page.js';
import { StubDirectLine } from '../support/stub-direct-line.js';

const GREETING = 'Hola';
/** One red pixel. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');
const photo = { name: 'módem.png', mimeType: 'image/png', buffer: PNG };
const paper = { name: 'recibo.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') };

describeInBrowser('files and places', (visitor) => {
  let stub: StubDirectLine;
  let context: BrowserContext;
  let chat: ChatPage;
  beforeEach(async () => {
    stub = await StubDirectLine.start();
    stub.greeting = { text: GREETING };
    context = await visitor();
    chat = await ChatPage.visit(context, stub.url);
    await chat.open();
    await chat.heard(GREETING);
  });
  afterEach(async () => {
    expect(chat.errors).toEqual([]);
    await stub.stop();
  });

  const pick = (...files: readonly (typeof photo)[]): Promise<void> => chat.panel.locator('input[type=file]').setInputFiles([...files]);
  const chips = (): Locator => chat.panel.locator('.chips li');
  const notice = (): Locator => chat.panel.getByRole('alert');
  const send = (): Promise<void> => chat.button(chat.texts.send).click();

  /** A paste or drop of a photo, as a browser reports it. */
  const give = (target: string, make: string): Promise<unknown> =>
    chat.page.evaluate(`{
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array([1, 2])], 'foto.png', { type: 'image/png' }));
      const target = document.querySelector('ventanilla-chat').shadowRoot.querySelector('${target}');
      target.dispatchEvent(${make});
    }`);

  it('sends several files with a text as one message, and shows the picture at once', async () => {
    await pick(photo, paper);
    await chat.input.fill('así se ve');
    await send();
    await chat.row('así se ve').getByText(chat.texts.sent).waitFor();
    expect(stub.uploads).toEqual([
      { name: 'módem.png', type: 'image/png', size: PNG.length },
      { name: 'recibo.pdf', type: 'application/pdf', size: 8 },
    ]);
    expect(stub.received.map(({ text }) => text)).toEqual(['así se ve']);
    const image = chat.row('así se ve').getByRole('img', { name: 'módem.png' });
    expect(await image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(1);
    expect(await chips().count()).toBe(0);
  });

  it('lets the visitor take a file back before it is sent', async () => {
    await pick(photo, paper);
    await chat.button(chat.texts.removeFile('módem.png')).click();
    expect(await chips().allInnerTexts()).toEqual(['recibo.pdf']);
    await chat.button(chat.texts.removeFile('recibo.pdf')).click();
    expect(await chat.button(chat.texts.send).isDisabled()).toBe(true);
  });

  it('takes pasted and dropped pictures', async () => {
    await give('textarea', "new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })");
    await chips().first().waitFor();
    await give('.log', "new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })");
    await chips().nth(1).waitFor();
    expect(await chips().allInnerTexts()).toEqual(['foto.png', 'foto.png']);
  });

  it('says kindly which files it cannot take, and keeps the others', async () => {
    await pick(photo, { name: 'a.exe', mimeType: 'application/x-msdownload', buffer: PNG });
    await notice().getByText(chat.texts.fileProblems.type('a.exe')).waitFor();
    expect(await chips().count()).toBe(1);
    await chat.button(chat.texts.dismiss).click();
    expect(await notice().innerText()).toBe('');
    await pick({ ...paper, name: 'grande.pdf', buffer: Buffer.alloc(MAX_FILE_BYTES + 1) });
    await notice().getByText(chat.texts.fileProblems.size('grande.pdf')).waitFor();
    await pick({ ...paper, name: 'nada.pdf', buffer: Buffer.alloc(0) });
    await notice().getByText(chat.texts.fileProblems.empty('nada.pdf')).waitFor();
    await pick(...Array.from({ length: MAX_FILES }, () => paper));
    await notice().getByText(chat.texts.fileProblems.count('')).waitFor();
    expect(await chips().count()).toBe(MAX_FILES);
  });

  it('explains what the server does not take', async () => {
    stub.postFailures.push(415);
    await pick(paper);
    await send();
    await chat.row('recibo.pdf').getByText(chat.texts.problems.badType).waitFor();
  });

  it('keeps a file that could not be sent across a reload', async () => {
    stub.down = true;
    stub.dropSockets();
    await pick(photo);
    await chat.input.fill('mi foto');
    await send();
    await chat.row('mi foto').waitFor();
    await chat.reload();
    await chat.row('mi foto').getByText('módem.png').waitFor();
    stub.down = false;
    await stub.until(() => stub.received.length === 1);
    await chat.row('mi foto').getByRole('img').waitFor();
    expect(stub.uploads).toEqual([{ name: 'módem.png', type: 'image/png', size: PNG.length }]);
  });

  it('shows pictures of the bot and offers its other files for download, from safe addresses only', async () => {
    const attach = (name: string, contentType: string, contentUrl: string) => ({ name, contentType, contentUrl });
    stub.say({
      text: 'Archivos',
      attachments: [
        attach('foto.png', 'image/png', stub.keepFile('foto.png', 'image/png', PNG)),
        attach('folio.pdf', 'application/pdf', stub.keepFile('folio.pdf', 'application/pdf', paper.buffer)),
        attach('malo.pdf', 'application/pdf', 'javascript:alert(1)'),
        attach('dibujo.svg', 'image/svg+xml', stub.keepFile('dibujo.svg', 'image/svg+xml', Buffer.from('<svg/>'))),
      ],
    });
    const row = chat.row('Archivos');
    await row.waitFor();
    expect(await row.getByRole('img').evaluateAll((images) => images.map((image) => (image as HTMLImageElement).alt))).toEqual([
      'foto.png',
    ]);
    const links = await row
      .getByRole('link')
      .evaluateAll((all) => (all as HTMLAnchorElement[]).map(({ download, rel, protocol }) => ({ download, rel, protocol })));
    expect(links).toEqual(['', 'folio.pdf', 'dibujo.svg'].map((download) => ({ download, rel: 'noopener noreferrer', protocol: 'http:' })));
    await row.getByText('malo.pdf').waitFor();
  });

  it('sends the place where the visitor is as an entity', async () => {
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: 19.04, longitude: -98.2 });
    await chat.button(chat.texts.location).click();
    await chips().getByText(chat.texts.place).waitFor();
    expect(stub.received).toEqual([]);
    await send();
    await stub.until(() => stub.received.length === 1);
    expect(stub.received[0]?.entities).toEqual([{ type: 'Place', geo: { type: 'GeoCoordinates', latitude: 19.04, longitude: -98.2 } }]);
    await chat.row('19.04').waitFor();
  });

  it('asks for the address where the place cannot be had', async () => {
    await context.clearPermissions();
    await chat.button(chat.texts.location).click();
    await notice().getByText(chat.texts.noLocation).waitFor();
  });
});
