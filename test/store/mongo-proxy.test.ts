import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MongoProxy } from './mongo-proxy.js';

/** A server that answers whatever it is told with the same, after its own letter. */
class Echo {
  readonly heard: string[] = [];
  private readonly sockets = new Set<Socket>();
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(letter: string): Promise<Echo> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const echo = new Echo(server, `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/test`);
    server.on('connection', (socket) => {
      echo.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (piece) => {
        echo.heard.push(piece.toString('latin1'));
        socket.write(letter + piece.toString('latin1'), 'latin1');
      });
    });
    return echo;
  }

  async end(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    if (this.server.listening) await once(this.server, 'close');
  }
}

/** An OP_MSG whose command has this name. */
function opMsg(command: string): Buffer {
  const message = Buffer.alloc(26);
  message.writeInt32LE(2013, 12);
  return Buffer.concat([message, Buffer.from(`${command}\0`, 'latin1')]);
}

describe('the proxy before a database', () => {
  let near: Echo;
  let far: Echo;
  let proxy: MongoProxy;
  const clients: Socket[] = [];

  beforeEach(async () => {
    [near, far] = [await Echo.start('n'), await Echo.start('f')];
    proxy = await MongoProxy.before(near.url, far.url);
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await proxy.close();
    await Promise.all([near.end(), far.end()]);
  });

  async function client(): Promise<Socket> {
    const socket = dial(Number(new URL(proxy.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    clients.push(socket);
    await once(socket, 'connect');
    return socket;
  }

  async function answer(socket: Socket, request: Buffer | string): Promise<string> {
    socket.write(request);
    const [piece] = (await once(socket, 'data')) as [Buffer];
    return piece.toString('latin1');
  }

  it('passes everything on to the first server that is there', async () => {
    expect(await answer(await client(), 'hello')).toBe('nhello');
    await near.end();
    expect(await answer(await client(), 'hello')).toBe('fhello');
    await far.end();
    await once(await client(), 'close');
  });

  it('lets pieces arrive later, in their order', async () => {
    const socket = await client();
    proxy.delayMs = 30;
    const begun = performance.now();
    socket.write('a');
    const first = once(socket, 'data');
    await first;
    expect(performance.now() - begun).toBeGreaterThanOrEqual(59);
    proxy.delayMs = 0;
    expect(await answer(socket, 'b')).toBe('nb');
  });

  it('half-open takes connections and says nothing, on old ones neither, and these stay so', async () => {
    const old = await client();
    expect(await answer(old, 'a')).toBe('na');
    proxy.mute = true;
    const heard: string[] = [];
    old.on('data', (piece) => heard.push(piece.toString()));
    old.write('b');
    const young = await client();
    young.on('data', (piece) => heard.push(piece.toString()));
    young.write('c');
    proxy.mute = false;
    expect(await answer(await client(), 'd')).toBe('nd');
    expect([heard, near.heard.includes('c')]).toEqual([[], false]);
  });

  it('breaks all connections and takes new ones', async () => {
    const socket = await client();
    expect(await answer(socket, 'a')).toBe('na');
    proxy.cut();
    await once(socket, 'close');
    expect(await answer(await client(), 'b')).toBe('nb');
  });

  it('counts writes whose answer never came, and no reads', async () => {
    proxy.fate = () => 'lose answer';
    const asked: boolean[] = [];
    for (const command of ['find', 'update', 'insert']) {
      proxy.fate = (_, isWrite) => {
        asked.push(isWrite);
        return 'lose answer';
      };
      const socket = await client();
      socket.write(opMsg(command));
      await once(socket, 'close');
    }
    expect([asked, proxy.unanswered, near.heard.length]).toEqual([[false, true, true], 2, 3]);
    proxy.fate = () => 'pass';
    await answer(await client(), opMsg('update'));
    expect(proxy.unanswered).toBe(2);
  });
});
