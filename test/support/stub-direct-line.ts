import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Activity, ActivitySet } from '../../src/web/widget/activity.js';
import { multipart } from './multipart.js';

interface Conversation {
  readonly id: string;
  readonly userId: string;
  resume: string;
  started: boolean;
  readonly activities: Activity[];
  readonly sockets: Set<WebSocket>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const TOKEN_ROUTE = '/api/webchat/token';
const JSON_TYPE = 'application/json';
const GREETING: Partial<Activity> = { text: 'Hola, ¿en qué le ayudo?' };

/**
 * A small server with the token route, Direct Line 3.0 and a page that holds the widget, for browser tests:
 * it does at once what it is told, and can be told to fail in every way that a real one may.
 */
export class StubDirectLine {
  /** HTML of `/`. */
  page = '<!doctype html><html lang="es-MX"><title>Sitio</title><main><h1>Sitio</h1></main><script src="/widget.js" async></script></html>';
  /** Content security policy of `/`. */
  policy = "object-src 'none'";
  greeting = GREETING;
  /** Life of new tokens, in seconds. */
  tokenLife = 1800;
  refuseSockets = false;
  refuseResume = false;
  /** While it is set, answers to the token route wait for it. */
  holdTokens: { readonly until: Promise<void> } | null = null;
  refusePage = false;
  /** Seconds that a refusal asks to wait, or null. */
  retryAfter: number | null = null;
  /** Every API call is cut off, as by a server that is not there. */
  down = false;
  /** Statuses for the next posts; 0 takes the message but cuts the answer off. */
  readonly postFailures: number[] = [];
  /** `METHOD path` of every API call, in order. */
  readonly calls: string[] = [];
  /** Every message taken, once; a repeated client id is no second one. */
  readonly received: Activity[] = [];
  /** How many sockets were asked for. */
  asked = 0;
  /** How many activities each new socket was given at once. */
  readonly replays: number[] = [];
  readonly uploads: { readonly name: string; readonly type: string; readonly size: number }[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly conversations = new Map<string, Conversation>();
  private readonly tokens = new Map<string, { readonly conversation: string; readonly expiresAt: number }>();
  private readonly files = new Map<string, { readonly type: string; readonly content: Buffer }>();
  private readonly sockets = new WebSocketServer({ noServer: true });

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => void this.handle(request, response));
    server.on('upgrade', (request, socket, head) => {
      const url = new URL(request.url ?? '', this.url);
      const conversation = this.authorized(url.searchParams.get('t'));
      this.asked += 1;
      if (this.refuseSockets || this.down || !conversation) {
        socket.destroy();
        return;
      }
      this.sockets.handleUpgrade(request, socket, head, (webSocket) =>
        this.stream(webSocket, conversation, url.searchParams.get('watermark')),
      );
    });
  }

  static async start(): Promise<StubDirectLine> {
    const stub = new StubDirectLine(createServer());
    await new Promise<void>((resolve) => stub.server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Number of conversations that were begun. */
  get begun(): number {
    return this.conversations.size;
  }

  /** Open sockets of all conversations. */
  get open(): number {
    return this.sockets.clients.size;
  }

  async stop(): Promise<void> {
    this.dropSockets();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Resolves when `holds` is true; it is looked at after everything that happens here. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }

  /** The bot says something in the newest conversation. */
  say(activity: Partial<Activity>): void {
    const conversation = [...this.conversations.values()].at(-1);
    // What is said before the greeting would come before it, or never: the test has to wait for it.
    if (!conversation?.started) throw new Error('no conversation has started yet');
    this.publish(conversation, { type: 'message', from: { id: 'bot', role: 'bot' }, ...activity });
  }

  /** Repeats what was said last, as servers do that send at least once. */
  repeatLast(): void {
    for (const { sockets, activities } of this.conversations.values()) {
      for (const socket of sockets) send(socket, { activities: activities.slice(-1), watermark: String(activities.length) });
    }
  }

  dropSockets(): void {
    for (const socket of this.sockets.clients) socket.terminate();
  }

  expireTokens(): void {
    this.tokens.clear();
  }

  /** Keeps a file that the bot can attach. @returns its path. */
  keepFile(name: string, type: string, content: Buffer): string {
    const path = `/files/${randomBytes(8).toString('hex')}/${name}`;
    this.files.set(path, { type, content });
    return path;
  }

  private happened(): void {
    for (const look of [...this.waiting]) look();
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.url);
    const body = await readBody(request);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', 'authorization, content-type');
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    if (url.pathname === '/') {
      return void response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': this.policy })
        .end(this.page);
    }
    if (url.pathname === '/widget.js') {
      return void response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(readFileSync('dist/widget.js'));
    }
    const file = this.files.get(url.pathname);
    if (file) return void response.writeHead(200, { 'content-type': file.type }).end(file.content);
    if (!/^\/(api|v3)\//.test(url.pathname)) return void response.writeHead(404).end();
    this.calls.push(`${request.method} ${url.pathname}`);
    if (url.pathname === TOKEN_ROUTE && this.holdTokens) {
      this.happened();
      await this.holdTokens.until;
    }
    const answer = this.down ? null : this.answer(request, url, body);
    if (!answer) {
      request.socket.destroy();
      return this.happened();
    }
    if (this.retryAfter !== null && answer.status >= 400) response.setHeader('retry-after', this.retryAfter);
    response.writeHead(answer.status, { 'content-type': JSON_TYPE }).end(JSON.stringify(answer.body));
    this.happened();
  }

  /** @returns null when the connection is to be cut. */
  private answer(request: IncomingMessage, url: URL, body: Buffer): Answer | null {
    if (url.pathname === TOKEN_ROUTE) return this.token(body);
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? null;
    const conversation = this.authorized(token);
    if (!conversation) return { status: 403, body: { error: { code: 'TokenExpired' } } };
    const { id } = conversation;
    const grant = { conversationId: id, token, expires_in: this.tokenLife };
    const base = `/v3/directline/conversations`;
    switch (`${request.method} ${url.pathname}`) {
      case 'POST /v3/directline/tokens/refresh':
        return { status: 200, body: { ...grant, token: this.grant(id) } };
      case `POST ${base}`:
        return { status: this.greet(conversation) ? 201 : 200, body: { ...grant, streamUrl: this.streamUrl(id, token, '-') } };
      case `GET ${base}/${id}`:
        return { status: 200, body: { ...grant, streamUrl: this.streamUrl(id, token, url.searchParams.get('watermark') ?? '-') } };
      case `GET ${base}/${id}/activities`:
        return { status: 200, body: since(conversation, url.searchParams.get('watermark')) };
      case `POST ${base}/${id}/activities`:
        return this.post(conversation, JSON.parse(body.toString()) as Activity);
      case `POST ${base}/${id}/upload`:
        return this.upload(conversation, request, body);
      default:
        return { status: 404, body: {} };
    }
  }

  private token(body: Buffer): Answer {
    if (this.refusePage) return { status: 403, body: {} };
    const { resume } = JSON.parse(body.toString() || '{}') as { resume?: string };
    const found = resume === undefined ? null : [...this.conversations.values()].find((one) => one.resume === resume);
    if (resume !== undefined && (this.refuseResume || !found)) return { status: 401, body: {} };
    const conversation = found ?? this.begin();
    conversation.resume = random();
    const { id, userId } = conversation;
    return {
      status: 200,
      body: { conversationId: id, token: this.grant(id), expires_in: this.tokenLife, userId, resume: conversation.resume },
    };
  }

  private begin(): Conversation {
    const id = random();
    const conversation = { id, userId: `dl_${random()}`, resume: '', started: false, activities: [], sockets: new Set<WebSocket>() };
    this.conversations.set(id, conversation);
    return conversation;
  }

  private greet(conversation: Conversation): boolean {
    if (conversation.started) return false;
    conversation.started = true;
    this.publish(conversation, { type: 'message', from: { id: 'bot', role: 'bot' }, ...this.greeting });
    return true;
  }

  private post(conversation: Conversation, activity: Activity, attachments?: Activity['attachments']): Answer | null {
    const failure = this.postFailures.shift();
    if (failure) return { status: failure, body: {} };
    const clientId = activity.channelData?.clientActivityID;
    const known = conversation.activities.find((one) => one.channelData?.clientActivityID === clientId);
    const id =
      known?.id ??
      this.publish(conversation, {
        ...activity,
        ...(attachments ? { attachments } : {}),
        from: { id: conversation.userId, role: 'user' },
      });
    if (!known) this.received.push(activity);
    return failure === 0 ? null : { status: 200, body: { id } };
  }

  private upload(conversation: Conversation, request: IncomingMessage, body: Buffer): Answer | null {
    const parts = multipart(request.headers['content-type'] ?? '', body);
    const activity = parts.find((part) => part.name === 'activity');
    const files = parts.filter((part) => part.name === 'file');
    for (const { filename, type, content } of files) this.uploads.push({ name: filename, type, size: content.length });
    const attachments = files.map(({ filename, type, content }) => ({
      contentType: type,
      contentUrl: this.keepFile(filename, type, content),
      name: filename,
    }));
    return this.post(conversation, JSON.parse(activity?.content.toString() ?? '{}') as Activity, attachments);
  }

  private publish(conversation: Conversation, activity: Activity): string {
    const { activities, id, sockets } = conversation;
    const isMessage = activity.type === 'message';
    const full = {
      ...activity,
      id: `${id}|${isMessage ? activities.length + 1 : random()}`,
      timestamp: activity.timestamp ?? new Date().toISOString(),
    };
    if (isMessage) activities.push(full);
    for (const socket of sockets) send(socket, { activities: [full], watermark: String(activities.length) });
    return full.id;
  }

  private stream(socket: WebSocket, conversation: Conversation, watermark: string | null): void {
    conversation.sockets.add(socket);
    socket.on('close', () => {
      conversation.sockets.delete(socket);
      this.happened();
    });
    const missed = since(conversation, watermark);
    this.replays.push(missed.activities?.length ?? 0);
    if (missed.activities?.length) send(socket, missed);
    this.happened();
  }

  private streamUrl(id: string, token: string | null, watermark: string): string {
    return `${this.url.replace('http', 'ws')}/v3/directline/conversations/${id}/stream?watermark=${watermark}&t=${token}`;
  }

  private grant(conversation: string): string {
    const token = random();
    this.tokens.set(token, { conversation, expiresAt: Date.now() + this.tokenLife * 1000 });
    return token;
  }

  private authorized(token: string | null): Conversation | undefined {
    const grant = this.tokens.get(token ?? '');
    return grant && grant.expiresAt > Date.now() ? this.conversations.get(grant.conversation) : undefined;
  }
}

function since(conversation: Conversation, watermark: string | null): ActivitySet {
  return { activities: conversation.activities.slice(Number(watermark) || 0), watermark: String(conversation.activities.length) };
}

function send(socket: WebSocket, set: ActivitySet): void {
  socket.send(JSON.stringify(set));
}

function random(): string {
  return randomBytes(8).toString('hex');
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
