import { createServer, type Server, Socket } from 'node:net';

/** What happens to a request: it goes through, it never arrives, it is carried out but its answer is lost, or nobody says anything ever. */
export type Fate = 'pass' | 'lose request' | 'lose answer' | 'freeze';

/**
 * A TCP proxy before a database that decides over each request by its bytes. A lost request or answer takes the connection with it; an
 * answer is lost only when the server has given it, so the write is done.
 */
export class MongoProxy {
  /** Asked for each piece of a request. */
  fate: (request: Buffer) => Fate = () => 'pass';
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** A proxy on a port of its own before the server that the URL names. */
  static async before(url: string): Promise<MongoProxy> {
    const target = new URL(url);
    const listening = createServer();
    await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
    const address = listening.address();
    const own = new URL(url);
    own.port = String(typeof address === 'object' && address ? address.port : 0);
    own.searchParams.delete('replicaSet');
    own.searchParams.set('directConnection', 'true');
    const proxy = new MongoProxy(listening, own.href);
    listening.on('connection', (client) => proxy.connect(client, Number(target.port), target.hostname));
    return proxy;
  }

  /** The next request of this command on this collection meets this fate; the others pass. */
  next(command: string, collection: string, fate: Fate): Promise<void> {
    return new Promise((met) => {
      this.fate = (request) => {
        if (!names(request, command, collection)) return 'pass';
        this.fate = () => 'pass';
        met();
        return fate;
      };
    });
  }

  /** Nobody is there any more: connections break, and none can be made. */
  async vanish(): Promise<void> {
    const gone = new Promise((done) => this.server.close(done));
    this.breakAll();
    await gone;
  }

  /** The same address is served again. */
  async comeBack(): Promise<void> {
    const { port } = new URL(this.url);
    await new Promise<void>((done) => this.server.listen(Number(port), '127.0.0.1', done));
  }

  async close(): Promise<void> {
    if (this.server.listening) await this.vanish();
    this.breakAll();
  }

  private breakAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private connect(client: Socket, port: number, host: string): void {
    const server = new Socket();
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    let answering: Fate = 'pass';
    server.connect(port, host);
    client.on('data', (request) => {
      const fate = this.fate(request);
      if (fate === 'lose request') client.destroy();
      else if (answering !== 'freeze') {
        answering = fate;
        server.write(request);
      }
    });
    server.on('data', (answer) => {
      if (answering === 'lose answer') client.destroy();
      else if (answering === 'pass') client.write(answer);
    });
  }
}

/** A command's name and its collection are the first element of its document: type, name, length, text. */
function names(request: Buffer, command: string, collection: string): boolean {
  return request.includes(Buffer.from(`\x02${command}\0${lengthOf(collection)}${collection}\0`, 'latin1'));
}

const lengthOf = (text: string): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(Buffer.byteLength(text) + 1);
  return bytes.toString('latin1');
};
