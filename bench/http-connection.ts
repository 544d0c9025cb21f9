import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One kept connection, one request at a time, with as little work as possible: the load must not be slower than what it measures. */
export class HttpConnection {
  private received: Buffer = Buffer.alloc(0);
  private settle: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null;
  private socket: Socket | null = null;

  private constructor(private readonly port: number) {}

  static async open(port: number): Promise<HttpConnection> {
    const connection = new HttpConnection(port);
    await connection.connect();
    return connection;
  }

  async request(method: string, path: string, headers: string, body = ''): Promise<Answer> {
    // Servers close what has been idle for a while, as between two rounds.
    const socket = this.socket ?? (await this.connect());
    const length = body === '' ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      socket.write(`${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${this.port}\r\n${headers}${length}\r\n${body}`);
    });
  }

  close(): void {
    this.socket?.destroy();
  }

  private async connect(): Promise<Socket> {
    const socket = connect(this.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.take(chunk));
    // The end of the connection follows, and tells the same.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.socket = null;
      this.settle?.reject(new Error('the server closed the connection'));
    });
    this.socket = socket;
    return socket;
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf(HEAD_END);
    if (end < 0) return;
    const head = this.received.toString('latin1', 0, end);
    const from = end + HEAD_END.length;
    const length = Number(/\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    if (this.received.length < from + length) return;
    const answer = { status: Number(head.slice(9, 12)), body: this.received.toString('utf8', from, from + length) };
    this.received = this.received.subarray(from + length);
    const { settle } = this;
    this.settle = null;
    settle?.resolve(answer);
  }
}
