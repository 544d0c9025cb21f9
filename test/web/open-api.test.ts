import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WEB_ERRORS } from '../../src/web/errors.js';
import { OPERATIONS, openApi } from '../../src/web/open-api.js';
import { API_TOKEN, bearer, makeWeb, SECRET, untilStored, visitorToken, type Web } from './harness.js';

let web: Web;
beforeEach(async () => {
  web = await makeWeb();
});
afterEach(() => web.close());

const operation = (path: string, method = 'get') => {
  const found = OPERATIONS.find((one) => one.path === path && one.method === method);
  if (!found) throw new Error(`${method} ${path} is not described`);
  return found;
};

describe('the OpenAPI document', () => {
  it('is served, and describes exactly the routes that there are', async () => {
    const served = (await web.app.inject({ url: '/api/openapi.json' })).json<ReturnType<typeof openApi>>();
    expect(served).toEqual(openApi('Red Ejemplo'));
    expect(served.openapi).toMatch(/^3\.1/);
    for (const { path, method } of OPERATIONS) {
      const url = path.replace(/\{(\w+)\}/g, ':$1');
      expect([path, web.app.hasRoute({ method: method.toUpperCase() as 'GET', url })]).toEqual([path, true]);
    }
    expect(new Set(OPERATIONS.map(({ path, method }) => `${method} ${path}`)).size).toBe(OPERATIONS.length);
  });

  it('tells the truth about answers', async () => {
    const visitor = await visitorToken(web);
    const { number } = await web.store.openFolio(
      'k',
      {
        type: 'failure',
        area: 'tecnica',
        account: '100005',
        email: null,
        phone: null,
        channel: 'directline',
        conversationId: visitor.conversationId,
        description: 'x',
        details: {},
        dueAt: new Date(web.clock.now()).toISOString(),
        dueRule: 'repair',
        noticeAt: null,
      },
      web.clock.now(),
    );
    await web.store.bookVisit('v', number, { date: '2026-05-06', shift: 'morning', zone: 'sur' }, 2, web.clock.now());
    const root = '/v3/directline/conversations';
    const id = visitor.conversationId;
    const calls = [
      { path: '/api/webchat/token', method: 'post', url: '/api/webchat/token', token: '' },
      { path: '/v3/directline/tokens/generate', method: 'post', url: '/v3/directline/tokens/generate', token: SECRET },
      { path: '/v3/directline/tokens/refresh', method: 'post', url: '/v3/directline/tokens/refresh', token: visitor.token },
      { path: root, method: 'post', url: root, token: visitor.token },
      { path: `${root}/{id}`, method: 'get', url: `${root}/${id}`, token: visitor.token },
      {
        path: `${root}/{id}/activities`,
        method: 'post',
        url: `${root}/${id}/activities`,
        token: visitor.token,
        payload: { type: 'message', text: 'hola' },
      },
      { path: `${root}/{id}/activities`, method: 'get', url: `${root}/${id}/activities`, token: visitor.token },
      { path: '/api/folios/{number}', method: 'get', url: `/api/folios/${number}`, token: API_TOKEN },
      { path: '/api/folios', method: 'get', url: '/api/folios', token: API_TOKEN },
      { path: '/api/conversations/{id}', method: 'get', url: `/api/conversations/${id}`, token: API_TOKEN },
      { path: '/api/conversations', method: 'get', url: '/api/conversations', token: API_TOKEN },
      { path: '/healthz', method: 'get', url: '/healthz', token: '' },
      { path: '/readyz', method: 'get', url: '/readyz', token: '' },
    ];
    for (const { path, method, url, token, payload } of calls) {
      if (path.startsWith('/api/conversations'))
        await untilStored(web.store, async () => (await web.store.transcript(id, 0, 9)).length > 2);
      const answer = await web.app.inject({ method: method as 'GET', url, headers: bearer(token), ...(payload ? { payload } : {}) });
      const described = operation(path, method);
      expect([path, answer.statusCode]).toEqual([path, described.status ?? 200]);
      const parsed = described.answer.safeParse(answer.json());
      expect([path, parsed.error?.issues ?? []]).toEqual([path, []]);
      // Parsing drops what the schema does not know: nothing may be answered that is not described.
      expect(parsed.data).toEqual(answer.json());
    }
    expect(calls).toHaveLength(OPERATIONS.length);
  });

  it('lists errors with status and advice', () => {
    const { paths, components } = openApi('x');
    expect(paths['/api/folios/{number}']).toMatchObject({
      get: { responses: { 404: { description: expect.stringContaining('NotFound') } }, security: [{ apiToken: [] }] },
    });
    expect(components.schemas.Error.properties).toMatchObject({
      error: { properties: { code: { enum: Object.keys(WEB_ERRORS) } } },
    });
  });
});
