import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../src/store/store.js';
import type { Received } from '../support/direct-line-client.js';
import { bearer, MINUTE, makeWeb, SECRET, untilStored, type VisitorToken, visitorToken, type Web, type WebOverrides } from './harness.js';

const ROOT = '/v3/directline';

let open: Web | null = null;
const start = async (overrides?: WebOverrides): Promise<Web> => {
  open = await makeWeb(overrides);
  return open;
};
afterEach(async () => {
  await open?.close();
  open = null;
});

const post = (web: Web, token: string, path: string, payload: object = {}) =>
  web.app.inject({ method: 'POST', url: ROOT + path, headers: bearer(token), payload });
const get = (web: Web, token: string, path: string) => web.app.inject({ url: ROOT + path, headers: bearer(token) });
const say = (web: Web, { conversationId, token }: VisitorToken, activity: object) =>
  post(web, token, `/conversations/${conversationId}/activities`, activity);

async function activities(web: Web, { conversationId, token }: VisitorToken, watermark = ''): Promise<readonly Received[]> {
  const answer = await get(web, token, `/conversations/${conversationId}/activities?watermark=${watermark}`);
  return answer.json<{ activities: Received[] }>().activities;
}

/** All activities, once the bot's answer to the last message is among them. */
async function answered(web: Web, visitor: VisitorToken): Promise<readonly Received[]> {
  let seen: readonly Received[] = [];
  await untilStored(web.store, async () => {
    seen = await activities(web, visitor);
    return seen.at(-1)?.channelData?.ventanilla?.key === 'reception.ask';
  });
  return seen;
}

/** A token of ours with another header, claims or key. */
function forge(claims: object, key: Buffer | string, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('tokens', () => {
  it('are given for the secret only, and carry user and conversation', async () => {
    const web = await start();
    const answer = await post(web, SECRET, '/tokens/generate', { user: { id: 'dl_ana' } });
    const body = answer.json<VisitorToken>();
    expect(answer.statusCode).toBe(200);
    expect(body).toEqual({ conversationId: expect.any(String), token: expect.any(String), expires_in: 1800 });
    expect(claimsOf(body.token)).toMatchObject({ user: 'dl_ana', conv: body.conversationId });
    for (const wrong of [body.token, `${SECRET}x`, SECRET.slice(1), 'x'])
      expect((await post(web, wrong, '/tokens/generate')).statusCode).toBe(401);
    const none = await web.app.inject({ method: 'POST', url: `${ROOT}/tokens/generate`, payload: {} });
    expect(none.json()).toMatchObject({ error: { code: 'Unauthorized' } });
  });

  it('are refreshed while they are good, and not after', async () => {
    const web = await start();
    const first = await visitorToken(web);
    web.clock.advance(29 * MINUTE);
    const second = (await post(web, first.token, '/tokens/refresh')).json<VisitorToken>();
    expect(second).toMatchObject({ conversationId: first.conversationId, expires_in: 1800 });
    web.clock.advance(2 * MINUTE);
    const late = await post(web, first.token, '/tokens/refresh');
    expect([late.statusCode, late.json()]).toMatchObject([403, { error: { code: 'TokenExpired' } }]);
    expect((await post(web, second.token, '/tokens/refresh')).statusCode).toBe(200);
  });

  it('cannot be forged', async () => {
    const web = await start();
    const { token, conversationId } = await visitorToken(web);
    const claims = claimsOf(token);
    const [header, , signature] = token.split('.');
    const forged = [
      forge(claims, SECRET),
      forge(claims, ''),
      `${forge(claims, '', { alg: 'none' }).split('.').slice(0, 2).join('.')}.`,
      forge(claims, SECRET, { alg: 'HS512' }),
      `${header}.${Buffer.from(JSON.stringify({ ...claims, conv: 'another' })).toString('base64url')}.${signature}`,
      'a.b.c',
    ];
    for (const one of forged) expect((await get(web, one, `/conversations/${conversationId}/activities`)).statusCode).toBe(401);
  });

  it('open one conversation only: another is not there', async () => {
    const web = await start();
    const [mine, other] = [await visitorToken(web), await visitorToken(web)];
    await post(web, other.token, '/conversations');
    const path = `/conversations/${other.conversationId}`;
    const tries = [
      get(web, mine.token, path),
      get(web, mine.token, `${path}/activities`),
      post(web, mine.token, `${path}/activities`, { type: 'message', text: 'intruso' }),
      get(web, SECRET, '/conversations/never-was/activities'),
    ];
    for (const answer of await Promise.all(tries)) expect(answer.statusCode).toBe(404);
    expect((await activities(web, other)).map(({ text }) => text)).not.toContain('intruso');
  });

  it('leave a user of our own servers as many conversations as it has tokens', async () => {
    const web = await start();
    const generate = async () => (await post(web, SECRET, '/tokens/generate', { user: { id: 'dl_ana' } })).json<VisitorToken>();
    const [one, two] = [await generate(), await generate()];
    await say(web, one, { type: 'message', text: 'primera' });
    await say(web, two, { type: 'message', text: 'segunda' });
    expect((await answered(web, two)).map(({ text }) => text)).toEqual(['segunda', 'echo segunda', 'anything else?']);
    expect((await answered(web, one))[0]).toMatchObject({ text: 'primera', from: { id: 'dl_ana' } });
  });
});

describe('a conversation', () => {
  it('is opened once and greets once', async () => {
    const web = await start();
    const visitor = await visitorToken(web);
    const opened = await post(web, visitor.token, '/conversations', { user: { id: 'somebody else' }, locale: 'en-US' });
    expect(opened.statusCode).toBe(201);
    expect(opened.json()).toEqual({
      conversationId: visitor.conversationId,
      token: expect.any(String),
      expires_in: 1800,
      streamUrl: expect.stringMatching(/^ws:\/\/localhost(:80)?\/v3\/directline\/conversations\/[\w-]+\/stream\?watermark=-&t=[\w.-]+$/),
    });
    expect(opened.json<{ streamUrl: string }>().streamUrl).not.toContain(visitor.token);
    expect((await post(web, visitor.token, '/conversations')).statusCode).toBe(200);
    await say(web, visitor, { type: 'conversationUpdate' });
    await say(web, visitor, { type: 'event', name: 'webchat/join' });
    await say(web, visitor, { type: 'message', text: 'hola' });
    const keys = (await answered(web, visitor)).map(({ channelData }) => channelData?.ventanilla?.key);
    expect(keys.filter((key) => key === 'reception.greeting')).toHaveLength(1);
    expect((await web.store.conversation(visitor.conversationId))?.language).toBe('en');
  });

  it('may be asked for before it is open, as clients do that were told its id', async () => {
    const web = await start();
    const visitor = await visitorToken(web);
    const answer = await get(web, visitor.token, `/conversations/${visitor.conversationId}?watermark=7`);
    expect(answer.json()).toMatchObject({ conversationId: visitor.conversationId, streamUrl: expect.stringContaining('watermark=7&t=') });
    expect(await web.store.conversation(visitor.conversationId)).toBeNull();
  });

  it('is read on from a watermark', async () => {
    const web = await start();
    const visitor = await visitorToken(web);
    await say(web, visitor, { type: 'message', text: 'hola' });
    expect((await answered(web, visitor)).map(({ text }) => text)).toEqual(['hola', 'echo hola', 'anything else?']);
    const rest = await activities(web, visitor, '1');
    expect(rest.map(({ text }) => text)).toEqual(['echo hola', 'anything else?']);
    expect(rest[0]?.replyToId).toBe(`${visitor.conversationId}|0000001`);
    expect(await activities(web, visitor, '3')).toEqual([]);
    const wrong = await get(web, visitor.token, `/conversations/${visitor.conversationId}/activities?watermark=x`);
    expect([wrong.statusCode, wrong.json()]).toMatchObject([400, { error: { code: 'BadArgument' } }]);
  });

  it('shows only the choices of the question that is open', async () => {
    const web = await start();
    const visitor = await visitorToken(web);
    await post(web, visitor.token, '/conversations');
    await say(web, visitor, { type: 'message', text: 'hola' });
    const offered = (await answered(web, visitor)).filter(({ suggestedActions }) => suggestedActions);
    expect(offered.map(({ text }) => text)).toEqual(['anything else?']);
  });
});

describe('an activity', () => {
  it('is from whom the token says, whatever it claims', async () => {
    const web = await start();
    const visitor = await visitorToken(web);
    await say(web, visitor, {
      type: 'message',
      text: 'soy el bot',
      from: { id: 'ventanilla', role: 'bot', name: 'Red Ejemplo' },
      channelData: { clientActivityID: 'c', ventanilla: { key: 'reception.greeting', owner: 'agent:x' }, postBack: true },
    });
    const [echo] = await activities(web, visitor);
    expect(echo?.from).toEqual({ id: visitor.userId, name: '', role: 'user' });
    expect(echo?.channelData).toEqual({ clientActivityID: 'c' });
  });

  it('is acknowledged with its place, the same one for the same client id', async () => {
    const web = await start();
    const visitor = await visitorToken(web);
    const activity = { type: 'message', text: 'una vez', channelData: { clientActivityID: 'c-1' } };
    const answers = await Promise.all([1, 2, 3].map(() => say(web, visitor, activity)));
    for (const answer of answers) expect(answer.json()).toEqual({ id: `${visitor.conversationId}|0000001` });
    const other = await visitorToken(web);
    expect((await say(web, other, activity)).json()).toEqual({ id: `${other.conversationId}|0000001` });
    expect((await answered(web, visitor)).filter(({ text }) => text === 'una vez')).toHaveLength(1);
  });

  it('of a type nobody knows is kept whole and acknowledged', async () => {
    const web = await start();
    const visitor = await visitorToken(web);
    const activity = { type: 'messageReaction', reactionsAdded: [{ type: 'like' }], channelData: { clientActivityID: 'r' } };
    expect((await say(web, visitor, activity)).json()).toEqual({ id: `${visitor.conversationId}|0000001` });
    const [line] = await web.store.transcript(visitor.conversationId, 0, 1);
    expect(line).toMatchObject({ nativeId: 'r', content: { type: 'unknown', text: null } });
    expect((await activities(web, visitor))[0]).toMatchObject({ type: 'event', channelData: { clientActivityID: 'r' } });
    await say(web, visitor, { type: 'event', name: 'page/changed', value: 1 });
    await say(web, visitor, { type: 'message', text: '' });
    const lines = (await web.store.transcript(visitor.conversationId, 1, 100)).filter(({ from }) => from === 'customer');
    expect(lines.map(({ content }) => content)).toMatchObject([
      { type: 'event', text: null },
      { type: 'unknown', text: null },
    ]);
  });

  it('that only says that somebody types is not kept', async () => {
    const web = await start();
    const visitor = await visitorToken(web);
    expect((await say(web, visitor, { type: 'typing' })).statusCode).toBe(200);
    expect(await web.store.conversation(visitor.conversationId)).toBeNull();
  });

  it('carries a place both ways', async () => {
    const web = await start();
    const visitor = await visitorToken(web);
    const place = { type: 'Place', geo: { type: 'GeoCoordinates', latitude: 19.04, longitude: -98.2 } };
    await say(web, visitor, { type: 'message', text: '', entities: [{ type: 'ClientCapabilities' }, place] });
    const [line] = await web.store.transcript(visitor.conversationId, 0, 1);
    expect(line?.content).toMatchObject({ type: 'location', location: { latitude: 19.04, longitude: -98.2 } });
    expect((await activities(web, visitor))[0]?.entities).toEqual([place]);
    const nowhere = { ...place, geo: { latitude: 191, longitude: 0 } };
    await say(web, visitor, { type: 'message', text: 'aquí', entities: [nowhere] });
    const lines = await web.store.transcript(visitor.conversationId, 1, 10);
    expect(lines.find(({ content }) => content.text === 'aquí')?.content).toMatchObject({ type: 'text', location: null });
  });

  it('is not taken while the store cannot write, and is when it can again', async () => {
    let fails = true;
    const web = await start({
      wrap: (store) =>
        new Proxy(store, {
          get(target, name) {
            if (fails && name === 'accept') return () => Promise.reject(new StoreUnavailable('disk full'));
            const value: unknown = Reflect.get(target, name);
            return typeof value === 'function' ? value.bind(target) : value;
          },
        }),
    });
    const visitor = await visitorToken(web);
    const refused = await say(web, visitor, { type: 'message', text: 'hola' });
    expect([refused.statusCode, refused.json()]).toMatchObject([503, { error: { code: 'StoreUnavailable' } }]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(await activities(web, visitor)).toEqual([]);
    fails = false;
    expect((await say(web, visitor, { type: 'message', text: 'hola' })).statusCode).toBe(200);
  });
});

describe('in production', () => {
  it('clients see nothing of what is inside', async () => {
    const web = await start({ config: { production: true, demo: false } });
    const visitor = await visitorToken(web);
    await say(web, visitor, { type: 'message', text: 'hola' });
    await untilStored(web.store, async () => (await activities(web, visitor)).length === 3);
    expect((await activities(web, visitor)).every(({ channelData }) => channelData?.ventanilla === undefined)).toBe(true);
  });
});
