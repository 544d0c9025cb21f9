import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ClientOptions, WebSocket } from 'ws';
import { type Store, StoreUnavailable } from '../../src/store/store.js';
import { networkOf, SocketPlaces } from '../../src/web/socket-places.js';
import type { Received } from '../support/direct-line-client.js';
import { bearer, MINUTE, makeWeb, type VisitorToken, visitorToken, type Web, type WebOverrides } from './harness.js';

interface Frame {
  readonly activities: readonly Received[];
  readonly watermark?: string;
}

/** A method of a store as a proxy hands it on: private fields know only the store itself. */
function bound(store: Store, name: string | symbol): unknown {
  const value: unknown = Reflect.get(store, name);
  return typeof value === 'function' ? value.bind(store) : value;
}

let web: Web;
let base: string;
const sockets: Listener[] = [];

const start = async (overrides?: WebOverrides): Promise<void> => {
  await web.close();
  web = await makeWeb(overrides);
  base = await web.start();
};
beforeEach(async () => {
  web = await makeWeb();
  base = await web.start();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.ws.terminate();
  await web.close();
});

/** A bare socket that keeps what it was sent. */
class Listener {
  readonly frames: Frame[] = [];
  readonly ws: WebSocket;
  private look: () => void = () => undefined;

  constructor(url: string, options: ClientOptions = {}) {
    this.ws = new WebSocket(url, options);
    this.ws.on('error', () => undefined);
    this.ws.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)) as Frame);
      this.look();
    });
    sockets.push(this);
  }

  get activities(): readonly Received[] {
    return this.frames.flatMap(({ activities }) => activities);
  }

  get places(): readonly number[] {
    return this.activities.map(({ id }) => Number(id.split('|')[1]));
  }

  until(fits: (activity: Received) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.look = () => {
        if (this.activities.some(fits)) resolve();
      };
      this.look();
    });
  }
}

async function streamUrl(visitor: VisitorToken, watermark = '-'): Promise<string> {
  const url = `/v3/directline/conversations/${visitor.conversationId}?watermark=${watermark}`;
  const answer = await web.app.inject({ url, headers: { ...bearer(visitor.token), host: new URL(base).host } });
  return answer.json<{ streamUrl: string }>().streamUrl;
}
const listen = async (visitor: VisitorToken, watermark?: string) => new Listener(await streamUrl(visitor, watermark));

/** The status of a refused upgrade, or 101. */
function upgrade(url: string, options?: ClientOptions): Promise<number> {
  const { ws } = new Listener(url, options);
  return new Promise((resolve) => {
    ws.once('open', () => resolve(101));
    ws.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
  });
}

const say = (visitor: VisitorToken, text: string) =>
  web.app.inject({
    method: 'POST',
    url: `/v3/directline/conversations/${visitor.conversationId}/activities`,
    headers: bearer(visitor.token),
    payload: { type: 'message', text },
  });

describe('a stream', () => {
  it('replays what lies behind its watermark and goes on, one activity a frame, each once and in order', async () => {
    const visitor = await visitorToken(web);
    for (let n = 1; n <= 40; n += 1) await say(visitor, `m${n}`);
    const [whole, rest] = [await listen(visitor), await listen(visitor, '50')];
    await say(visitor, 'live');
    await Promise.all([whole, rest].map((one) => one.until(({ text }) => text === 'echo live')));
    expect(whole.places).toEqual(whole.places.map((_, index) => index + 1));
    expect(rest.places[0]).toBe(51);
    expect(rest.places).toEqual(whole.places.slice(50));
    for (const { activities, watermark } of whole.frames)
      expect(activities.map(({ id }) => Number(id.split('|')[1]))).toEqual([Number(watermark)]);
  });

  it('may be one of several of a conversation: none is closed for another, each gets everything', async () => {
    const visitor = await visitorToken(web);
    const tabs = [await listen(visitor), await listen(visitor)];
    await say(visitor, 'hola');
    await Promise.all(tabs.map((tab) => tab.until(({ text }) => text === 'echo hola')));
    expect(tabs[0]?.places).toEqual(tabs[1]?.places);
    expect(tabs.map(({ ws }) => ws.readyState)).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
  });

  it('brings what another node has written, of which this one hears nothing', async () => {
    const deaf = (store: Store): Store =>
      new Proxy(store, { get: (of, name) => (name === 'onChange' ? () => () => undefined : bound(of, name)) });
    await start({ wrap: deaf, config: { followMs: 1 } });
    const visitor = await visitorToken(web);
    const listener = await listen(visitor);
    await once(listener.ws, 'open');
    await say(visitor, 'hola');
    await listener.until(({ text }) => text === 'echo hola');
    expect(listener.places).toEqual(listener.places.map((_, index) => index + 1));
  });

  it('brings nothing of another conversation', async () => {
    const [mine, other] = [await visitorToken(web), await visitorToken(web)];
    const listener = await listen(mine);
    await say(other, 'secreto');
    await say(mine, 'hola');
    await listener.until(({ text }) => text === 'echo hola');
    expect(listener.activities.map(({ text }) => text)).not.toContain('secreto');
  });

  it('takes empty frames that keep it alive, and ends at one that is too long', async () => {
    const visitor = await visitorToken(web);
    const listener = await listen(visitor);
    await once(listener.ws, 'open');
    for (let n = 0; n < 3; n += 1) listener.ws.send('');
    await say(visitor, 'hola');
    await listener.until(({ text }) => text === 'echo hola');
    listener.ws.send('x'.repeat(100_000));
    expect(await once(listener.ws, 'close')).toMatchObject([1009, expect.anything()]);
  });

  it('shows that the bot is at work, and keeps nothing of it', async () => {
    const visitor = await visitorToken(web);
    const listener = await listen(visitor);
    await once(listener.ws, 'open');
    web.webchat.typing({ conversation: 'another', address: 'x', language: 'en' });
    web.webchat.typing({ conversation: visitor.conversationId, address: visitor.userId, language: 'en' });
    await listener.until(({ type, from }) => type === 'typing' && from.role === 'bot');
    expect(listener.frames).toHaveLength(1);
    expect(listener.frames[0]?.watermark).toBeUndefined();
  });

  it('knows a line by the id that the channel gives it', async () => {
    const visitor = await visitorToken(web);
    await say(visitor, 'hola');
    const [message] = await web.store.transcript(visitor.conversationId, 0, 1);
    if (!message) throw new Error('not stored');
    const outgoing = { conversation: visitor.conversationId, address: visitor.userId, language: 'en', message };
    expect(await web.webchat.send(outgoing)).toBe(`${visitor.conversationId}|0000001`);
  });

  it('ends when the store cannot be read, and the next one misses nothing', async () => {
    let fails = true;
    await start({
      wrap: (store) => {
        const read = store.transcript.bind(store);
        store.transcript = (...query) => (fails ? Promise.reject(new StoreUnavailable('no disk')) : read(...query));
        return store;
      },
    });
    const visitor = await visitorToken(web);
    await say(visitor, 'hola');
    const first = await listen(visitor);
    expect(await once(first.ws, 'close')).toMatchObject([1013, expect.anything()]);
    fails = false;
    await (await listen(visitor)).until(({ text }) => text === 'echo hola');
  });

  it('says good-bye when the server stops', async () => {
    const visitor = await visitorToken(web);
    const listener = await listen(visitor);
    await once(listener.ws, 'open');
    const closed = once(listener.ws, 'close');
    await web.app.close();
    expect(await closed).toMatchObject([1001, expect.anything()]);
  });
});

describe('the way into a stream', () => {
  it('is a ticket that is good once, for a minute', async () => {
    const visitor = await visitorToken(web);
    const url = await streamUrl(visitor);
    expect(await upgrade(url)).toBe(101);
    expect(await upgrade(url)).toBe(401);
    const late = await streamUrl(visitor);
    web.clock.advance(MINUTE);
    expect(await upgrade(late)).toBe(403);
    const ticket = new URL(late).searchParams.get('t') ?? '';
    const asToken = await web.app.inject({ method: 'POST', url: '/v3/directline/tokens/refresh', headers: bearer(ticket) });
    expect([401, 403]).toContain(asToken.statusCode);
  });

  it('is for its own conversation', async () => {
    const [mine, other] = [await visitorToken(web), await visitorToken(web)];
    const url = (await streamUrl(mine)).replace(mine.conversationId, other.conversationId);
    expect(await upgrade(url)).toBe(404);
    expect(await upgrade(`${base.replace('http', 'ws')}/v3/directline/nothing`)).toBe(404);
  });

  it('may be a token, as some clients write their addresses themselves, but nothing else', async () => {
    const visitor = await visitorToken(web);
    const address = `${base.replace('http', 'ws')}/v3/directline/conversations/${visitor.conversationId}/stream?watermark=-`;
    expect(await upgrade(`${address}&t=${visitor.token}`)).toBe(101);
    expect(await upgrade(`${address}&t=x`)).toBe(401);
    expect(await upgrade(address)).toBe(401);
    expect((await fetch(`${address.replace('ws', 'http')}&t=${visitor.token}`)).status).toBe(426);
  });

  it('is closed to pages of foreign origin before anything else is looked at', async () => {
    const visitor = await visitorToken(web);
    expect(await upgrade(await streamUrl(visitor), { origin: 'https://evil.example' })).toBe(403);
    expect(await upgrade(await streamUrl(visitor), { origin: base })).toBe(101);
  });

  it('has room for so many, in all and for one network', async () => {
    await start({ limits: { socketsPerAddress: 1 } });
    const visitor = await visitorToken(web);
    const first = await listen(visitor);
    await once(first.ws, 'open');
    expect(await upgrade(await streamUrl(visitor))).toBe(429);
    first.ws.close();
    await once(first.ws, 'close');
    expect(await upgrade(await streamUrl(visitor))).toBe(101);
  });
});

describe('a dead peer', () => {
  it('is cut when it does not answer a ping', async () => {
    await start({ limits: { pingMs: 200 } });
    const visitor = await visitorToken(web);
    const [alive, dead] = [await streamUrl(visitor), await streamUrl(visitor)].map(
      (url, index) => new Listener(url, { autoPong: index === 0 }),
    );
    await once(dead?.ws ?? web.app.server, 'close');
    expect(alive?.ws.readyState).toBe(WebSocket.OPEN);
  });
});

describe('places for sockets', () => {
  it('are counted by network and given back once', () => {
    const places = new SocketPlaces(2, 1);
    const leave = places.take('2001:db8::1');
    expect(() => places.take('2001:db8:0:0:ffff::2')).toThrow(expect.objectContaining({ code: 'TooManyRequests' }));
    places.take('2001:db8:0:1::1');
    expect(() => places.take('192.0.2.1')).toThrow(expect.objectContaining({ code: 'Overloaded' }));
    leave();
    leave();
    places.take('::ffff:192.0.2.1');
    expect(() => places.take('192.0.2.2')).toThrow(expect.objectContaining({ code: 'Overloaded' }));
    expect([networkOf('::ffff:192.0.2.1'), networkOf('::1'), networkOf('192.0.2.1')]).toEqual(['192.0.2.1', '0:0:0:0', '192.0.2.1']);
  });
});
