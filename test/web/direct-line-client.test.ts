import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DirectLineClient } from '../support/direct-line-client.js';
import { bearer, MINUTE, makeWeb, SECRET, visitorToken, type Web } from './harness.js';

const EXPIRED_TOKEN = 3;
const ONLINE = 2;

/** `botframework-directlinejs` as it is, over both of its transports. */
describe.each([
  ['by socket', true],
  ['by polling', false],
])('the official client %s', (_name, webSocket) => {
  let web: Web;
  let domain: string;
  const clients: DirectLineClient[] = [];
  const connect = (options: { token?: string; secret?: string; conversationId?: string; watermark?: string }) => {
    const client = new DirectLineClient({ domain, webSocket, ...options });
    clients.push(client);
    return client;
  };

  beforeEach(async () => {
    web = await makeWeb();
    domain = `${await web.start()}/v3/directline`;
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.end();
    await web.close();
  });

  it('is greeted, posts, sees its own message come back and is answered', async () => {
    const visitor = await visitorToken(web, { language: 'en' });
    const client = connect({ token: visitor.token });
    const greeting = await client.until(({ channelData }) => channelData?.ventanilla?.key === 'reception.greeting');
    expect(greeting).toMatchObject({
      type: 'message',
      from: { id: 'ventanilla', role: 'bot', name: 'Red Ejemplo' },
      locale: 'en',
      suggestedActions: { actions: [{ type: 'imBack', title: 'Internet', value: 'Internet' }, { title: 'Billing' }] },
      channelData: { ventanilla: { flow: 'reception', state: 'asking', owner: 'bot', folio: null } },
    });
    const id = await client.say('hola', 'c-1');
    const echo = await client.untilText('hola');
    expect(echo).toMatchObject({ id, from: { id: visitor.userId, role: 'user' }, channelData: { clientActivityID: 'c-1' } });
    expect(await client.untilText('echo hola')).toMatchObject({ replyToId: id });
    expect(client.status).toBe(ONLINE);
  });

  it('takes the same activity twice as one', async () => {
    const client = connect({ token: (await visitorToken(web)).token });
    const first = await client.say('una vez', 'same');
    expect(await client.say('una vez', 'same')).toBe(first);
    await client.say('otra', 'other');
    await client.untilText('echo otra');
    expect(client.received.filter(({ text }) => text === 'una vez')).toHaveLength(1);
    expect(client.received.filter(({ text }) => text === 'echo una vez')).toHaveLength(1);
  });

  it('delivers everything once and in order', async () => {
    const client = connect({ token: (await visitorToken(web)).token });
    for (const text of ['uno', 'dos', 'tres']) await client.say(text);
    await client.untilText('echo tres');
    const places = client.received.map(({ id }) => Number(id.split('|')[1]));
    expect(places).toEqual(places.map((_, index) => index + 1));
  });

  it('goes on in a conversation it names, from its watermark', async () => {
    const visitor = await visitorToken(web);
    const before = connect({ token: visitor.token });
    await before.say('antes');
    await before.untilText('anything else?');
    const seen = before.received.length;
    before.end();
    const after = connect({ token: visitor.token, conversationId: visitor.conversationId, watermark: String(seen) });
    await after.say('después');
    await after.untilText('echo después');
    expect(after.received.map(({ text }) => text)).not.toContain('antes');
    const whole = connect({ token: visitor.token });
    expect(await whole.untilText('antes')).toBeDefined();
  });

  it('learns that its token is too old, and goes on with a new one', async () => {
    const visitor = await visitorToken(web);
    const client = connect({ token: visitor.token });
    await client.untilText('welcome');
    web.clock.advance(31 * MINUTE);
    expect(await client.say('tarde')).toBe('retry');
    expect(client.status).toBe(EXPIRED_TOKEN);
    const resumed = await visitorToken(web, { resume: visitor.resume });
    const url = `${domain}/conversations/${resumed.conversationId}?watermark=${client.received.length}`;
    client.reconnect((await (await fetch(url, { headers: bearer(resumed.token) })).json()) as never);
    expect(client.status).toBe(ONLINE);
    await client.say('ya');
    await client.untilText('echo ya');
    expect(client.received.map(({ text }) => text)).not.toContain('tarde');
  });

  it('may be one of our own servers, with the secret', async () => {
    const client = connect({ secret: SECRET });
    await client.untilText('welcome');
    await client.say('soy un servidor');
    await client.untilText('echo soy un servidor');
  });
});

describe('the official client, its socket dropped', () => {
  it('comes back by itself and misses nothing', async () => {
    const web = await makeWeb();
    const client = new DirectLineClient({
      domain: `${await web.start()}/v3/directline`,
      token: (await visitorToken(web)).token,
      webSocket: true,
    });
    await client.untilText('welcome');
    for (const drop of [1, 2]) {
      web.dropSockets();
      await client.say(`durante ${drop}`);
      await client.untilText(`echo durante ${drop}`);
    }
    const ids = client.received.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    client.end();
    await web.close();
  });
});
