import { afterEach, describe, expect, it } from '@jest/globals';
import { contentDisposition, fileName } from '../../src/web/file-name.js';
import type { Received } from '../support/direct-line-client.js';
import { bearer, makeWeb, type VisitorToken, visitorToken, type Web, type WebOverrides } from './harness.js';

let web: Web;
let base: string;
let visitor: VisitorToken;

const start = async (overrides?: WebOverrides): Promise<void> => {
  web = await makeWeb(overrides);
  base = await web.start();
  visitor = await visitorToken(web);
};

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const png = (width: number, height: number): Buffer => {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), size, Buffer.alloc(20)]);
};
const JPEG = Buffer.concat([latin1('\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\0\x64\0\xc8'), Buffer.alloc(8)]);
const GIF = Buffer.concat([latin1('GIF89a'), Buffer.from([10, 0, 20, 0]), latin1('=1;alert(1)//')]);
const WEBP = Buffer.concat([latin1('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0'), Buffer.from([99, 0, 0, 99, 0, 0])]);
const PDF = latin1('%PDF-1.7 contents');

interface Part {
  readonly bytes: Buffer | string;
  readonly type: string;
  readonly name: string;
}

async function upload(parts: readonly Part[], activity: object | string | null = { type: 'message' }, token = visitor.token) {
  const form = new FormData();
  const text = typeof activity === 'string' ? activity : JSON.stringify(activity);
  if (activity) form.append('activity', new Blob([text], { type: 'application/vnd.microsoft.activity' }));
  for (const { bytes, type, name } of parts) form.append('file', new Blob([bytes as unknown as ArrayBuffer], { type }), name);
  const url = `${base}/v3/directline/conversations/${visitor.conversationId}/upload?userId=somebody-else`;
  const answer = await fetch(url, { method: 'POST', headers: bearer(token), body: form });
  return { status: answer.status, body: (await answer.json()) as { id?: string; error?: { code: string; message: string } } };
}

async function lastActivity(): Promise<Received | undefined> {
  const url = `/v3/directline/conversations/${visitor.conversationId}/activities`;
  const answer = await web.app.inject({ url, headers: { ...bearer(visitor.token), host: new URL(base).host } });
  return answer.json<{ activities: Received[] }>().activities.findLast(({ from }) => from.role === 'user');
}
const stored = async () => (await web.store.transcript(visitor.conversationId, 0, 100)).length;

describe("a file's name", () => {
  it.each([
    ['../../etc/passwd.png', 'passwd.png'],
    ['C:\\temp\\módem.PNG', 'módem.png'],
    ['a\r\nSet-Cookie: b="c".png', 'aSet-Cookie b=c.png'],
    ['gpj.\u202eexe', 'gpj.png'],
    ['a.pdf.exe', 'a.pdf.png'],
    ['.png', 'archivo.png'],
    [undefined, 'archivo.png'],
    [`${'n'.repeat(300)}.png`, `${'n'.repeat(80)}.png`],
  ])('have a name that is safe: %j', (name, clean) => {
    expect(fileName(name, 'png')).toBe(clean);
    expect(contentDisposition('inline', clean)).toMatch(/^inline; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.%-]+$/);
  });
});

describe('files sent with a message', () => {
  afterEach(() => web.close());

  it('are kept, shown in the conversation, and served as what they are', async () => {
    await start();
    const sent = await upload(
      [
        { bytes: png(30, 20), type: 'image/png', name: 'módem.png' },
        { bytes: PDF, type: 'application/pdf', name: 'factura.pdf' },
      ],
      { type: 'message', text: 'mire', from: { id: 'x', role: 'bot' }, channelData: { clientActivityID: 'f-1' } },
    );
    expect(sent).toEqual({ status: 200, body: { id: `${visitor.conversationId}|0000001` } });
    const activity = await lastActivity();
    expect(activity).toMatchObject({
      text: 'mire',
      from: { id: visitor.userId, role: 'user' },
      channelData: { clientActivityID: 'f-1' },
      attachments: [
        { name: 'módem.png', contentType: 'image/png', contentUrl: expect.stringMatching(/^http:.*\/files\/[\w-]{32}$/) },
        { name: 'factura.pdf', contentType: 'application/pdf' },
      ],
    });
    const [picture, paper] = await Promise.all((activity?.attachments ?? []).map(({ contentUrl }) => fetch(contentUrl)));
    expect(Buffer.from((await picture?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(png(30, 20));
    const headers = (answer: Response | undefined, name: string) => answer?.headers.get(name);
    expect(headers(picture, 'content-disposition')).toBe(`inline; filename="m_dem.png"; filename*=UTF-8''m%C3%B3dem.png`);
    expect(headers(paper, 'content-disposition')).toMatch(/^attachment/);
    for (const answer of [picture, paper]) {
      expect(headers(answer, 'x-content-type-options')).toBe('nosniff');
      expect(headers(answer, 'content-security-policy')).toMatch(/sandbox/);
    }
  });

  it('count as one message when the client sends them again', async () => {
    await start();
    const parts = [{ bytes: PDF, type: 'application/pdf', name: 'a.pdf' }];
    const activity = { type: 'message', channelData: { clientActivityID: 'same' } };
    expect(await upload(parts, activity)).toEqual(await upload(parts, activity));
    expect((await web.store.transcript(visitor.conversationId, 0, 100)).filter(({ from }) => from === 'customer')).toHaveLength(1);
  });

  it('need no activity beside them', async () => {
    await start();
    expect((await upload([{ bytes: GIF, type: 'image/gif', name: 'a.gif' }], null)).status).toBe(200);
    const [line] = await web.store.transcript(visitor.conversationId, 0, 1);
    expect(line?.content).toMatchObject({ type: 'file', text: null, files: [{ contentType: 'image/gif', size: GIF.length }] });
  });

  it.each([
    ['a JPEG', JPEG, 'image/jpeg', 'image/jpeg'],
    ['a WebP picture', WEBP, 'image/webp', 'image/webp'],
    ["a phone's picture", latin1('\0\0\0\x18ftypheic\0\0\0\0'), 'image/heic', 'image/heic'],
    ['a voice note', latin1('OggS\0\x02'), 'audio/ogg; codecs=opus', 'audio/ogg'],
    ['a recording of a browser', latin1('\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm'), 'audio/webm', 'audio/webm'],
    ['a song', latin1('ID3\x03\0'), 'audio/mpeg', 'audio/mpeg'],
    ['a film', latin1('\0\0\0\x18ftypmp42\0\0\0\0'), 'video/mp4', 'video/mp4'],
    ['text', 'señal débil\n', 'text/plain', 'text/plain'],
  ])('may be %s', async (_name, bytes, declared, contentType) => {
    await start();
    expect((await upload([{ bytes, type: declared, name: 'x' }])).status).toBe(200);
    expect((await lastActivity())?.attachments).toMatchObject([{ contentType }]);
  });

  it.each([
    ['a drawing with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml', 'a.svg'],
    ['a page that calls itself a picture', '<html><script>alert(1)</script>', 'image/jpeg', 'a.jpg'],
    ['a page', '<html>', 'text/html', 'a.html'],
    ['a program', latin1('MZ\x90\0'), 'application/pdf', 'a.pdf.exe'],
    ['an archive', latin1('PK\x03\x04'), 'application/zip', 'bomb.zip'],
    ['bytes that call themselves text', latin1('a\0b'), 'text/plain', 'a.txt'],
    ['a picture that unfolds into a giant', png(30_000, 30_000), 'image/png', 'a.png'],
    ['a broken picture', latin1('\x89PNG\r\n\x1a\n'), 'image/png', 'a.png'],
    ['an empty file', '', 'image/png', 'a.png'],
  ])('may not be %s, and the message says what is accepted', async (_name, bytes, type, name) => {
    await start();
    const refused = await upload([{ bytes, type, name }], { type: 'message', text: 'hola' });
    expect(refused).toMatchObject({ status: 415, body: { error: { code: 'FileNotAccepted' } } });
    expect(await stored()).toBe(0);
  });

  it('may not be too large, too many or of no use', async () => {
    await start({ limits: { fileBytes: 1000, filesPerMessage: 2 } });
    const file = (bytes: Buffer) => ({ bytes, type: 'application/pdf', name: 'a.pdf' });
    const large = file(Buffer.concat([PDF, Buffer.alloc(1500)]));
    expect(await upload([large])).toMatchObject({ status: 413, body: { error: { code: 'TooLarge' } } });
    expect(await upload([file(PDF), file(PDF), file(PDF)])).toMatchObject({ status: 413 });
    expect(await upload([file(Buffer.alloc(2_000_000))])).toMatchObject({ status: 413 });
    expect(await upload([file(PDF)], '{')).toMatchObject({ status: 400, body: { error: { code: 'BadJson' } } });
    expect(await upload([file(PDF)], { type: 7 })).toMatchObject({ status: 400, body: { error: { code: 'BadArgument' } } });
    expect(await upload([file(PDF)], undefined, 'x')).toMatchObject({ status: 401 });
    expect((await upload([file(PDF)], undefined, (await visitorToken(web)).token)).status).toBe(404);
    expect(await stored()).toBe(0);
    expect((await upload([file(PDF), file(PDF)])).status).toBe(200);
  });

  it('are nowhere else', async () => {
    await start();
    await upload([{ bytes: PDF, type: 'application/pdf', name: 'a.pdf' }]);
    const url = (await lastActivity())?.attachments?.[0]?.contentUrl ?? '';
    const other = (await visitorToken(web)).conversationId;
    for (const wrong of [
      url.replace(visitor.conversationId, other),
      `${url.slice(0, -1)}_`,
      `${url}x`,
      url.replace('/files/', '/files/..%2f'),
    ])
      expect((await fetch(wrong)).status).toBe(404);
  });
});
