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

  private constructor(
    private readonly socket: Socket,
    private readonly host: string,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', (error) => this.settle?.reject(error));
    socket.on('close', () => this.settle?.reject(new Error('the server closed the connection')));
  }

  static async open(port: number): Promise<HttpConnection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new HttpConnection(socket, `127.0.0.1:${port}`);
  }

  request(method: string, path: string, headers: string, body = ''): Promise<Answer> {
    const length = body === '' ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.socket.write(`${method} ${path} HTTP/1.1\r\nhost: ${this.host}\r\n${headers}${length}\r\n${body}`);
    });
  }

  close(): void {
    this.socket.destroy();
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
