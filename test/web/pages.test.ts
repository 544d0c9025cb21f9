import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { StoreUnavailable } from '../../src/store/store.js';
import { makeWeb, type Web, type WebOverrides } from './harness.js';

let web: Web;
const start = async (overrides?: WebOverrides): Promise<void> => {
  web = await makeWeb(overrides);
};
afterEach(() => web.close());
const get = (url: string, headers: Record<string, string> = {}) => web.app.inject({ url, headers });

describe('the demo provider’s website', () => {
  it('is there in a demonstration, runs only our own scripts and cannot be framed', async () => {
    await start();
    for (const url of ['/', '/privacy']) {
      const page = await get(url);
      expect([page.statusCode, page.headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/html/)]);
      expect(page.headers['content-security-policy']).toMatch(/script-src 'self';.*frame-ancestors 'none'/);
      expect(page.headers['content-security-policy']).not.toMatch(/unsafe/);
    }
    expect((await get('/pages/site.css')).headers['content-type']).toMatch(/^text\/css/);
  });

  it('lets pages talk to the public address when there is one', async () => {
    await start({ config: { publicUrl: 'https://chat.example.net' } });
    expect((await get('/')).headers['content-security-policy']).toMatch(
      /connect-src 'self' https:\/\/chat\.example\.net wss:\/\/chat\.example\.net;/,
    );
  });

  it('is not there when customers are served', async () => {
    await start({ config: { demo: false, production: true } });
    for (const url of ['/', '/privacy', '/pages/site.css']) expect((await get(url)).statusCode).toBe(404);
  });

  it.each([
    '/pages/../server.ts',
    '/pages/..%2fserver.ts',
    '/pages/index.html',
    '/pages/nothing.css',
    '/.git/config',
    '/package.json',
    '/pages/',
  ])('is all that is served: not %s', async (url) => {
    await start();
    const answer = await get(url);
    expect([answer.statusCode, answer.json()]).toMatchObject([404, { error: { code: 'NotFound' } }]);
  });
});

describe('the widget', () => {
  it('may be taken by every website, and again only when it has changed', async () => {
    await start({ config: { demo: false, production: true } });
    const first = await get('/widget.js', { origin: 'https://www.example.com' });
    expect([first.statusCode, first.headers['content-type']]).toEqual([200, expect.stringMatching(/javascript/)]);
    expect(first.headers).toMatchObject({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
    expect((await get('/widget.js', { 'if-none-match': String(first.headers.etag) })).statusCode).toBe(304);
  });
});

describe('health', () => {
  it('says that the process answers, and whether it can take messages', async () => {
    await start();
    expect((await get('/healthz')).json()).toEqual({ ok: true });
    const ready = await get('/readyz');
    expect([ready.statusCode, ready.json()]).toEqual([200, { ok: true, checks: [{ name: 'store', ok: true, problem: null }] }]);
  });

  it('says what is wrong, and the process answers all the same', async () => {
    const problem = 'The disk is full: free some space.';
    await start({ health: async () => [{ name: 'store', ok: false, problem }] });
    const ready = await get('/readyz');
    expect([ready.statusCode, ready.json()]).toEqual([503, { ok: false, checks: [{ name: 'store', ok: false, problem }] }]);
    expect((await get('/healthz')).statusCode).toBe(200);
  });

  it('takes nothing while nobody knows what time it is', async () => {
    await start();
    const token = () => web.app.inject({ method: 'POST', url: '/api/webchat/token', payload: {} });
    const know = jest.spyOn(web.clock, 'now').mockImplementation(() => {
      throw new StoreUnavailable('The database has not told the time yet.');
    });
    const refused = await token();
    expect([refused.statusCode, refused.json()]).toMatchObject([503, { error: { code: 'StoreUnavailable' } }]);
    expect((await web.store.conversations({ limit: 10 })).items).toEqual([]);
    know.mockRestore();
    expect((await token()).statusCode).toBe(200);
  });
});
