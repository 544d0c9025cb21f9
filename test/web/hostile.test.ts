import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { bearer, makeWeb, SECRET, type VisitorToken, visitorToken, type Web, type WebOverrides } from './harness.js';

let web: Web;
let visitor: VisitorToken;

const start = async (overrides?: WebOverrides): Promise<void> => {
  web = await makeWeb(overrides);
  visitor = await visitorToken(web);
};
afterEach(() => web.close());

const path = () => `/v3/directline/conversations/${visitor.conversationId}/activities`;

async function post(payload: string | Buffer, headers: Record<string, string> = {}) {
  const answer = await web.app.inject({
    method: 'POST',
    url: path(),
    headers: { ...bearer(visitor.token), 'content-type': 'application/json', ...headers },
    payload,
  });
  return { status: answer.statusCode, code: answer.json<{ error?: { code: string } }>().error?.code };
}
const stored = async () => (await web.store.transcript(visitor.conversationId, 0, 100)).filter(({ from }) => from === 'customer').length;

/** A connection that sends what it is told and no more. */
async function dial(base: string): Promise<Socket> {
  const socket = connect(Number(new URL(base).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}
const head = (length: number) =>
  `POST ${path()} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${visitor.token}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;

describe('a body', () => {
  it.each([
    ['that is no JSON', '{"type":', 'BadJson'],
    ['that is empty', '', 'BadArgument'],
    ['that is a list', '[]', 'BadArgument'],
    ['that is null', 'null', 'BadArgument'],
    ['without a type', '{"text":"hola"}', 'BadArgument'],
    ['with an operator for a name', '{"type":"message","from":{"id":{"$gt":""}}}', 'BadArgument'],
    ['with an operator for an id', '{"type":"message","channelData":{"clientActivityID":{"$ne":1}}}', 'BadArgument'],
    ['with a number for text', '{"type":"message","text":7}', 'BadArgument'],
    ['that reaches for the prototype', '{"type":"message","text":"x","__proto__":{"polluted":true}}', 'BadJson'],
    ['that reaches for the constructor', '{"type":"message","constructor":{"prototype":{"polluted":true}}}', 'BadJson'],
    ['with a giant id', JSON.stringify({ type: 'message', channelData: { clientActivityID: 'x'.repeat(201) } }), 'BadArgument'],
  ])('%s is refused', async (_name, body, code) => {
    await start();
    expect(await post(body)).toEqual({ status: 400, code });
    expect(await stored()).toBe(0);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('that is nested a hundred thousand deep does no harm', async () => {
    await start();
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect((await post(`{"type":"message","text":"hola","value":${deep},"entities":[${deep}]}`)).status).toBe(200);
    expect((await post(deep)).status).toBe(400);
    expect(await stored()).toBe(1);
  });

  it('with very many keys does no harm', async () => {
    await start();
    const keys = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`k${n}`, n]));
    expect((await post(JSON.stringify({ ...keys, type: 'message', text: 'hola' }))).status).toBe(200);
  });

  it('of up to a megabyte is taken, a larger one is not', async () => {
    await start();
    const message = (length: number) => JSON.stringify({ type: 'message', text: 'x'.repeat(length) });
    expect(await post(message(1024 * 1024))).toEqual({ status: 413, code: 'TooLarge' });
    expect((await post(message(1024 * 1024 - 200))).status).toBe(200);
    expect(await stored()).toBe(1);
  });

  it('of another kind, or compressed, is refused', async () => {
    await start();
    const message = '{"type":"message","text":"hola"}';
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])
      expect(await post(message, { 'content-type': type })).toEqual({ status: 415, code: 'UnsupportedMediaType' });
    expect((await post(message, { 'content-encoding': 'gzip' })).status).toBe(415);
    expect(await stored()).toBe(0);
  });

  it('that comes too slowly is given up with 408', async () => {
    await start({ limits: { bodyMs: 100 } });
    const slow = await dial(await web.start());
    slow.write(`${head(1000)}{"type":`);
    expect(await text(slow)).toMatch(/^HTTP\/1.1 408 [\s\S]*"RequestTimeout"/);
    expect(await stored()).toBe(0);
  });

  it('that breaks off, or is of another length than announced, is not taken', async () => {
    await start();
    const socket = await dial(await web.start());
    const message = '{"type":"message","text":"hola"}';
    socket.end(head(message.length + 10) + message);
    expect(await text(socket)).not.toMatch(/^HTTP\/1.1 200/);
    expect(await stored()).toBe(0);
  });

  it('is not read at all when too much is on its way already, until there is room again', async () => {
    await start({ limits: { inFlightBytes: 40_000 } });
    const base = await web.start();
    const held = await dial(base);
    held.write(head(20_000));
    const say = () => {
      const headers = { ...bearer(visitor.token), 'content-type': 'application/json' };
      return fetch(base + path(), { method: 'POST', headers, body: '{"type":"message","text":"hola"}' });
    };
    let refused = await say();
    while (refused.status === 200) refused = await say();
    expect([refused.status, await refused.json()]).toMatchObject([503, { error: { code: 'Overloaded' } }]);
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    held.destroy();
    let taken = await say();
    while (taken.status === 503) taken = await say();
    expect(taken.status).toBe(200);
  });
});

describe('what is answered and logged', () => {
  it('holds no secret, no token and nothing that a customer wrote', async () => {
    await start();
    const canary = 'canary-5215550000001';
    const url = `/v3/directline/conversations/${visitor.conversationId}`;
    const authorized = { ...bearer(visitor.token), 'content-type': 'application/json' };
    const send = (payload: string) => web.app.inject({ method: 'POST', url: `${url}/activities`, headers: authorized, payload });
    const answers = [
      await send(JSON.stringify({ type: 'message', text: canary })),
      await send(`{"type":"message","text":"${canary}`),
      await send(JSON.stringify({ type: 'message', text: { [canary]: canary } })),
      await web.app.inject({ url: `${url}/stream?t=${visitor.token}`, headers: { upgrade: 'websocket' } }),
      await web.app.inject({ url: `/api/conversations?address=${canary}`, headers: bearer(SECRET) }),
      await web.app.inject({ url: `/${canary}`, method: 'TRACE' as 'GET' }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 400, 400, 426, 401, 404]);
    const out = [...web.logged, ...answers.map(({ body }) => body)].join('\n');
    expect(web.logged.length).toBeGreaterThan(0);
    for (const secret of [canary, visitor.token, SECRET, visitor.resume]) expect(out).not.toContain(secret);
  });

  it('of a fault of ours tells the caller nothing, and the log everything but the body', async () => {
    await start({
      wrap: (store) => {
        store.accept = () => Promise.reject(new Error('inner cause'));
        return store;
      },
    });
    expect(await post('{"type":"message","text":"hola"}')).toEqual({ status: 500, code: 'Internal' });
    expect(web.logged.join()).toContain('inner cause');
    expect(web.logged.join()).not.toContain('hola');
  });

  it('carries headers that keep browsers from guessing, framing and storing', async () => {
    await start();
    const { headers } = await web.app.inject({ url: '/healthz' });
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/);
  });
});
