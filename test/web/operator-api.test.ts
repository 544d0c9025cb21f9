import { afterEach, describe, expect, it } from '@jest/globals';
import type { FolioDraft } from '../../src/cases/folio.js';
import { API_TOKEN, bearer, makeWeb, untilStored, visitorToken, type Web, type WebOverrides } from './harness.js';

let web: Web;
const start = async (overrides?: WebOverrides): Promise<void> => {
  web = await makeWeb(overrides);
};
afterEach(() => web.close());

interface Item {
  readonly id: string;
  readonly number: string;
  readonly visit: unknown;
  readonly messages: readonly { readonly id: string }[];
}
type Answer = Item & { readonly items: readonly Item[]; readonly next: string | null };

const get = async (url: string, token = API_TOKEN) => {
  const answer = await web.app.inject({ url, headers: bearer(token) });
  return { status: answer.statusCode, body: answer.json<Answer>() };
};
const draft = (account: string | null, type: FolioDraft['type'] = 'failure', conversationId = 'c'): FolioDraft => ({
  type,
  area: 'tecnica',
  account,
  email: null,
  phone: null,
  channel: 'directline',
  conversationId,
  description: 'sin internet',
  details: { router: 'off' },
  dueAt: null,
  dueRule: null,
  noticeAt: null,
});

/** A conversation with one answered message. */
async function conversation() {
  const visitor = await visitorToken(web);
  const url = `/v3/directline/conversations/${visitor.conversationId}/activities`;
  const payload = { type: 'message', text: 'hola', channelData: { clientActivityID: 'native-1' } };
  const posted = await web.app.inject({ method: 'POST', url, headers: bearer(visitor.token), payload });
  await untilStored(web.store, async () => (await web.store.transcript(visitor.conversationId, 0, 9)).length === 3);
  return { ...visitor, posted: posted.json<{ id: string }>().id };
}

describe('the API for other systems', () => {
  it('is closed without its token', async () => {
    await start();
    const visitor = await visitorToken(web);
    for (const url of ['/api/folios', '/api/folios/T1', '/api/conversations', `/api/conversations/${visitor.conversationId}`]) {
      for (const token of ['', 'wrong', visitor.token, `${API_TOKEN}x`]) {
        expect(await get(url, token)).toMatchObject({ status: 401, body: { error: { code: 'Unauthorized' } } });
      }
      expect((await web.app.inject({ url })).statusCode).toBe(401);
    }
  });

  it('is closed to all when no token was configured', async () => {
    await start({ config: { apiToken: null } });
    for (const token of ['', 'null', 'undefined']) expect((await get('/api/folios', token)).status).toBe(401);
  });

  it('shows a folio, with null for what is unknown', async () => {
    await start();
    const { number } = await web.store.openFolio('k', draft(null), web.clock.now());
    const { body } = await get(`/api/folios/${number.toLowerCase()}`);
    expect(body).toEqual({
      ...draft(null),
      number,
      status: 'open',
      visit: null,
      closedAt: null,
      createdAt: new Date(web.clock.now()).toISOString(),
      history: [{ at: expect.any(String), by: expect.any(String), what: expect.any(String) }],
    });
    expect(await get('/api/folios/T0000000')).toMatchObject({ status: 404, body: { error: { code: 'NotFound' } } });
  });

  it('shows the visit of a folio', async () => {
    await start();
    const { number } = await web.store.openFolio('k', draft('100005'), web.clock.now());
    await web.store.bookVisit('v', number, { date: '2026-05-06', shift: 'morning', zone: 'sur' }, 2, web.clock.now());
    expect((await get(`/api/folios/${number}`)).body.visit).toMatchObject({ date: '2026-05-06', shift: 'morning' });
  });

  it('finds folios by account and type, newest first, page by page', async () => {
    await start();
    const numbers: string[] = [];
    for (let n = 0; n < 3; n += 1) numbers.unshift((await web.store.openFolio(`k${n}`, draft('100005'), web.clock.now())).number);
    await web.store.openFolio('other', draft('100006'), web.clock.now());
    await web.store.openFolio('claim', draft('100005', 'claim'), web.clock.now());
    const first = (await get('/api/folios?account=100005&type=failure&limit=2')).body;
    expect(first.items.map(({ number }) => number)).toEqual(numbers.slice(0, 2));
    const second = (await get(`/api/folios?account=100005&type=failure&limit=2&next=${first.next}`)).body;
    expect(second.items.map(({ number }) => number)).toEqual(numbers.slice(2));
    expect(second.next).toBeNull();
    expect((await get('/api/folios?type=claim')).body.items).toHaveLength(1);
  });

  it.each(['limit=101', 'limit=0', 'limit=x', 'acount=100005', 'account[$gt]=', 'account=1&account=2', 'type=anything', 'account='])(
    'does not guess what ?%s might mean',
    async (query) => {
      await start();
      expect(await get(`/api/folios?${query}`)).toMatchObject({ status: 400, body: { error: { code: 'BadArgument' } } });
    },
  );

  it('shows a conversation with its folios and messages in order', async () => {
    await start();
    const { conversationId, userId, posted } = await conversation();
    const first = await web.store.openFolio('f1', draft(null, 'failure', conversationId), web.clock.now());
    const second = await web.store.openFolio('f2', draft(null, 'claim', conversationId), web.clock.now());
    const { body } = await get(`/api/conversations/${conversationId}`);
    expect(body).toMatchObject({
      id: conversationId,
      channel: 'directline',
      address: userId,
      language: 'es-MX',
      owner: 'bot',
      flow: 'reception',
      state: 'asking.matter',
      folios: [first.number, second.number],
    });
    expect(body.messages).toEqual([
      {
        id: posted,
        nativeId: 'native-1',
        at: new Date(web.clock.now()).toISOString(),
        sentAt: null,
        from: 'customer',
        type: 'text',
        text: 'hola',
        location: null,
        files: [],
        key: null,
        status: 'received',
      },
      expect.objectContaining({ from: 'bot', key: 'reception.echo', nativeId: null, text: 'echo hola' }),
      expect.objectContaining({ from: 'bot', key: 'reception.ask' }),
    ]);
    expect((await get('/api/conversations/unknown')).status).toBe(404);
  });

  it('finds conversations by channel and address', async () => {
    await start();
    const [one, two] = [await conversation(), await conversation()];
    const found = (await get(`/api/conversations?channel=directline&address=${one.userId}`)).body;
    expect(found).toMatchObject({ items: [{ id: one.conversationId, messages: [{ text: 'hola' }, {}, {}] }], next: null });
    const page = (await get('/api/conversations?limit=1')).body;
    expect(page.items.map(({ id }) => id)).toEqual([two.conversationId]);
    expect((await get(`/api/conversations?limit=1&next=${page.next}`)).body.items[0]?.id).toBe(one.conversationId);
    expect((await get(`/api/conversations?channel=telegram&address=${one.userId}`)).body.items).toEqual([]);
    expect((await get('/api/conversations?adress=x')).status).toBe(400);
  });

  it('shows all messages of a long conversation', async () => {
    await start();
    const { conversationId, userId } = await conversation();
    const ref = { id: conversationId, channel: 'directline', address: userId, language: 'en' };
    const content = { type: 'text', text: 'x', location: null, files: [] } as const;
    const many = Array.from({ length: 600 }, (_, n) => ({
      key: `k${n}`,
      conversation: ref,
      nativeId: `k${n}`,
      sentAt: null,
      content,
      raw: '{}',
    }));
    await web.store.accept(many, 'test', web.clock.now());
    const { body } = await get(`/api/conversations/${conversationId}`);
    expect(body.messages.slice(0, 603).map(({ id }) => Number(id.split('|')[1]))).toEqual(Array.from({ length: 603 }, (_, n) => n + 1));
  });
});
