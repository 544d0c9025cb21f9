import { afterEach, describe, expect, it } from '@jest/globals';
import type { ResumeTicket } from '../../src/store/store.js';
import { bearer, MINUTE, makeWeb, type VisitorToken, visitorToken, type Web, type WebOverrides } from './harness.js';

const URL = '/api/webchat/token';
const DAY = 24 * 60 * MINUTE;

let open: Web | null = null;
const start = async (overrides?: WebOverrides): Promise<Web> => {
  open = await makeWeb(overrides);
  return open;
};
afterEach(async () => {
  await open?.close();
  open = null;
});
const ask = (web: Web, headers: Record<string, string>, payload: object = {}) =>
  web.app.inject({ method: 'POST', url: URL, headers, payload });

describe('a visitor', () => {
  it('gets a conversation of their own', async () => {
    const web = await start();
    const [one, two] = [await visitorToken(web), await visitorToken(web)];
    expect(one).toEqual({
      conversationId: expect.any(String),
      token: expect.any(String),
      expires_in: 1800,
      userId: expect.stringMatching(/^dl_[\w-]{22}$/),
      resume: expect.stringMatching(/^[\w-]{43}$/),
    });
    for (const field of ['conversationId', 'token', 'userId', 'resume'] as const) expect(one[field]).not.toBe(two[field]);
    expect((await web.app.inject({ method: 'POST', url: URL })).statusCode).toBe(200);
  });

  it('comes back to it within 90 days, with a ticket that changes at each use', async () => {
    const web = await start();
    const first = await visitorToken(web, { language: 'en' });
    const path = `/v3/directline/conversations`;
    await web.app.inject({ method: 'POST', url: path, headers: bearer(first.token) });
    web.clock.advance(89 * DAY);
    const second = await visitorToken(web, { resume: first.resume });
    expect(second).toMatchObject({ conversationId: first.conversationId, userId: first.userId });
    expect(second.resume).not.toBe(first.resume);
    const answer = await web.app.inject({ url: `${path}/${first.conversationId}/activities`, headers: bearer(second.token) });
    expect(answer.statusCode).toBe(200);
    web.clock.advance(89 * DAY);
    expect((await visitorToken(web, { resume: second.resume })).conversationId).toBe(first.conversationId);
  });

  it('comes back once more with a ticket whose answer was lost, for two minutes', async () => {
    const web = await start();
    const first = await visitorToken(web);
    const lost = await visitorToken(web, { resume: first.resume });
    web.clock.advance(119_000);
    expect((await visitorToken(web, { resume: first.resume })).conversationId).toBe(first.conversationId);
    web.clock.advance(1_000);
    expect((await ask(web, {}, { resume: first.resume })).statusCode).toBe(401);
    expect((await visitorToken(web, { resume: lost.resume })).conversationId).toBe(first.conversationId);
  });

  it('cannot come back with a ticket that was used, is too old or was never given', async () => {
    const web = await start();
    const used = await visitorToken(web);
    const old = await visitorToken(web, { resume: used.resume });
    web.clock.advance(90 * DAY);
    for (const resume of [used.resume, old.resume, 'x'.repeat(43)]) {
      const answer = await ask(web, {}, { resume });
      expect([answer.statusCode, answer.json()]).toMatchObject([401, { error: { code: 'ResumeUnknown' } }]);
    }
  });

  it('leaves no ticket behind that somebody could take from the database', async () => {
    const stored: [string, ResumeTicket][] = [];
    const web = await start({
      wrap: (store) => {
        const save = store.saveResume.bind(store);
        store.saveResume = (hash, ticket) => {
          stored.push([hash, ticket]);
          return save(hash, ticket);
        };
        return store;
      },
    });
    const { resume } = await visitorToken(web);
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(resume);
  });

  it('is spoken to in the language asked for, else in the first', async () => {
    const web = await start();
    const languageOf = async (body: object) => {
      const { token, conversationId } = await visitorToken(web, body);
      await web.app.inject({ method: 'POST', url: '/v3/directline/conversations', headers: bearer(token) });
      return (await web.store.conversation(conversationId))?.language;
    };
    expect(await languageOf({ language: 'en-GB' })).toBe('en');
    expect(await languageOf({ language: 'es' })).toBe('es-MX');
    expect(await languageOf({ language: 'de' })).toBe('es-MX');
    expect(await languageOf({})).toBe('es-MX');
  });

  it.each([[{ resume: { $gt: '' } }], [{ resume: 'x'.repeat(500) }], [{ language: ['en'] }], [[]], ['text']])(
    'is refused %j',
    async (body) => {
      const web = await start();
      const answer = await web.app.inject({
        method: 'POST',
        url: URL,
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(body),
      });
      expect([answer.statusCode, answer.json()]).toMatchObject([400, { error: { code: 'BadArgument' } }]);
    },
  );
});

describe('the rate limit', () => {
  it('is for each network address, and believes no header', async () => {
    const web = await start({ limits: { tokensPerMinute: 2 } });
    const statuses = [];
    for (const forwarded of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) {
      statuses.push((await ask(web, { 'x-forwarded-for': forwarded })).statusCode);
    }
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await ask(web, { origin: 'http://localhost:80' });
    expect(refused.json()).toMatchObject({ error: { code: 'TooManyRequests' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.headers['access-control-allow-origin']).toBe('http://localhost:80');
    expect((await web.app.inject({ method: 'POST', url: URL, remoteAddress: '198.51.100.9', payload: {} })).statusCode).toBe(200);
  });

  it('believes the header of a proxy that is trusted', async () => {
    const web = await start({ limits: { tokensPerMinute: 1 }, config: { trustedProxies: ['127.0.0.1'] } });
    const from = async (address: string) => (await ask(web, { 'x-forwarded-for': address })).statusCode;
    expect([await from('198.51.100.1'), await from('198.51.100.2'), await from('198.51.100.1')]).toEqual([200, 200, 429]);
  });
});

describe('pages of other websites', () => {
  const SHOP = 'https://www.example.com';
  const config = { production: true, publicUrl: 'https://chat.example.net', allowedOrigins: [SHOP] };

  it('are refused unless they are allowed', async () => {
    const web = await start({ config });
    const statusOf = async (origin: string) => (await ask(web, { origin })).statusCode;
    for (const origin of ['https://evil.example', 'https://www.example.com.evil.example', 'null', 'http://localhost:5000'])
      expect(await statusOf(origin)).toBe(403);
    for (const origin of [SHOP, 'https://chat.example.net']) expect(await statusOf(origin)).toBe(200);
    const refused = await ask(web, { origin: 'https://evil.example' });
    expect(refused.json()).toMatchObject({ error: { code: 'OriginNotAllowed' } });
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
    const { token, conversationId } = (await ask(web, { origin: SHOP })).json<VisitorToken>();
    const url = `/v3/directline/conversations/${conversationId}/activities`;
    expect((await web.app.inject({ url, headers: { ...bearer(token), origin: 'https://evil.example' } })).statusCode).toBe(403);
  });

  it('are told beforehand what they may send', async () => {
    const web = await start({ config });
    const preflight = (origin: string) =>
      web.app.inject({
        method: 'OPTIONS',
        url: '/v3/directline/conversations',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,x-ms-bot-agent' },
      });
    const allowed = await preflight(SHOP);
    expect(allowed.statusCode).toBe(204);
    expect(allowed.headers['access-control-allow-origin']).toBe(SHOP);
    for (const header of ['authorization', 'content-type', 'x-ms-bot-agent', 'x-requested-with'])
      expect(allowed.headers['access-control-allow-headers']).toContain(header);
    expect((await preflight('https://evil.example')).statusCode).toBe(403);
  });

  it('on this machine are welcome while nothing is in production', async () => {
    const web = await start();
    for (const origin of ['http://localhost:5000', 'http://127.0.0.1:5000', 'http://[::1]:80'])
      expect((await ask(web, { origin })).statusCode).toBe(200);
    expect((await ask(web, { origin: 'http://localhost.evil.example' })).statusCode).toBe(403);
  });

  it('are all welcome when the operator says so', async () => {
    const web = await start({ config: { ...config, allowedOrigins: ['*'] } });
    expect((await ask(web, { origin: 'https://anybody.example' })).headers['access-control-allow-origin']).toBe('https://anybody.example');
  });
});
