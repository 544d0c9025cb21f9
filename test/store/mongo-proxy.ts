import { createServer, type Server, Socket } from 'node:net';

/** What happens to a request: it goes through, it never arrives, it is carried out but its answer is lost, or nobody says anything ever. */
export type Fate = 'pass' | 'lose request' | 'lose answer' | 'freeze';

/**
 * A TCP proxy before a database that decides over each request by its bytes. A lost request or answer takes the connection with it; an
 * answer is lost only when the server has given it, so the write is done.
 */
export class MongoProxy {
  /** Asked for each piece of a request; `isWrite`: with this piece a request begins that changes something. */
  fate: (request: Buffer, isWrite: boolean) => Fate = () => 'pass';
  /** All that is said, either way, arrives so much later. */
  delayMs = 0;
  /** Half-open: connections are taken, and nobody says anything any more on them or on those that were there. They stay so for good. */
  mute = false;
  /** Writes whose connection ended before their answer came: who asked for them does not know whether they were done. */
  unanswered = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly targets: readonly URL[],
  ) {}

  /** A proxy on a port of its own before the servers that the URLs name: the first one that is there when a connection is made. */
  static async before(...urls: readonly [string, ...string[]]): Promise<MongoProxy> {
    const listening = createServer({ pauseOnConnect: true });
    await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
    const address = listening.address();
    const own = new URL(urls[0]);
    own.port = String(typeof address === 'object' && address ? address.port : 0);
    own.searchParams.delete('replicaSet');
    own.searchParams.set('directConnection', 'true');
    const proxy = new MongoProxy(
      listening,
      own.href,
      urls.map((url) => new URL(url)),
    );
    listening.on('connection', (client) => proxy.take(client));
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

  /** All connections break. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Nobody is there any more: connections break, and none can be made. */
  async vanish(): Promise<void> {
    const gone = new Promise((done) => this.server.close(done));
    this.cut();
    await gone;
  }

  /** The same address is served again. */
  async comeBack(): Promise<void> {
    const { port } = new URL(this.url);
    await new Promise<void>((done) => this.server.listen(Number(port), '127.0.0.1', done));
  }

  async close(): Promise<void> {
    if (this.server.listening) await this.vanish();
    this.cut();
  }

  private take(client: Socket): void {
    this.watch(client);
    // While nothing is read from it, nothing is answered.
    if (!this.mute) this.connect(client, this.targets);
  }

  /** Finds the first target that takes a connection, and joins the two. */
  private connect(client: Socket, [target, ...others]: readonly URL[]): void {
    if (!target) return;
    const server = new Socket();
    this.watch(server);
    let joined = false;
    server.on('close', () => {
      if (joined || others.length === 0 || client.destroyed) client.destroy();
      else this.connect(client, others);
    });
    client.on('close', () => server.destroy());
    server.connect(Number(target.port), target.hostname, () => {
      joined = true;
      this.join(client, server);
    });
  }

  private watch(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
  }

  private join(client: Socket, server: Socket): void {
    const forth = this.lane(server);
    const back = this.lane(client);
    let answering: Fate = 'pass';
    let writing = false;
    client.on('data', (request) => {
      if (this.mute) answering = 'freeze';
      const begins = isWrite(request);
      const fate = this.fate(request, begins);
      writing ||= begins;
      if (fate === 'lose request') client.destroy();
      else if (answering !== 'freeze') {
        answering = fate;
        forth(request);
      }
    });
    server.on('data', (answer) => {
      if (this.mute) answering = 'freeze';
      if (answering === 'lose answer') client.destroy();
      else if (answering === 'pass') {
        writing = false;
        back(answer);
      }
    });
    client.on('close', () => {
      if (writing) this.unanswered += 1;
    });
    client.resume();
  }

  /** Writes to a socket in order, each piece after the delay of its time. */
  private lane(to: Socket): (piece: Buffer) => void {
    let free = 0;
    return (piece) => {
      const now = performance.now();
      free = Math.max(free, now + this.delayMs);
      if (free <= now) to.write(piece);
      else setTimeout(() => to.write(piece), free - now);
    };
  }
}

const OP_MSG = 2013;
/** Of an OP_MSG whose first section is its command: kind of that section, and the first element's name. */
const AT = { opCode: 12, kind: 20, name: 26 } as const;
const WRITES = ['insert', 'update', 'delete', 'findAndModify'].map((command) => Buffer.from(`${command}\0`, 'latin1'));

/** Whether a request begins here that changes something. */
function isWrite(request: Buffer): boolean {
  if (request.length < AT.name || request.readInt32LE(AT.opCode) !== OP_MSG || request[AT.kind] !== 0) return false;
  return WRITES.some((command) => request.subarray(AT.name, AT.name + command.length).equals(command));
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
