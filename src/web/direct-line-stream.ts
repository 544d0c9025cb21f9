import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import { typingActivity } from '../channels/webchat-activity.js';
import { toWebError, WebError } from './errors.js';
import { parseWatermark, readActivities } from './read-activities.js';
import { SocketPlaces } from './socket-places.js';
import { STREAM_PAGE, StreamCursor } from './stream-cursor.js';
import { baseUrl, type WebContext } from './web-context.js';

interface StreamRoute {
  Params: { id: string };
  Querystring: { watermark?: string; t?: string };
}

const GOOD_BYE_MS = 1000;

/** Connections whose client asked to speak WebSocket, until their request was answered. */
const upgrades = new WeakMap<IncomingMessage, { readonly socket: Duplex; readonly head: Buffer }>();

/**
 * Sends requests for an upgrade through the ordinary routes, so that their origin, ticket and limits are judged
 * where all others are, and a refusal is an ordinary answer.
 */
export function routeUpgrades(app: FastifyInstance): void {
  app.server.on('upgrade', (request, socket, head) => {
    upgrades.set(request, { socket, head });
    socket.on('error', () => socket.destroy());
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket as Parameters<ServerResponse['assignSocket']>[0]);
    response.on('finish', () => socket.end());
    app.routing(request, response);
  });
}

/** `GET …/conversations/:id/stream`: everything after the watermark, and then whatever comes. */
export function streamRoute(app: FastifyInstance, ctx: WebContext): void {
  const streams = makeStreams(app, ctx);
  app.get<StreamRoute>('/conversations/:id/stream', (request, reply) => {
    const { id } = request.params;
    const upgrade = upgrades.get(request.raw);
    if (!upgrade || request.headers.upgrade?.toLowerCase() !== 'websocket') throw new WebError('UpgradeRequired');
    const after = parseWatermark(request.query.watermark);
    const party = ctx.tokens.redeem(request.query.t ?? '');
    if (party.conversation !== id) throw new WebError('NotFound', 'Conversation not found.');
    const leave = streams.places.take(request.ip);
    upgrade.socket.once('close', leave);
    const base = baseUrl(request, ctx);
    reply.hijack();
    reply.raw.detachSocket(upgrade.socket as Parameters<ServerResponse['detachSocket']>[0]);
    const readOn = (from: number) => readActivities(ctx, party, base, from, STREAM_PAGE).catch((error: unknown) => fail(ctx, error));
    streams.wss.handleUpgrade(request.raw, upgrade.socket, upgrade.head, (socket) => {
      streams.add(id, socket, new StreamCursor(socket, readOn, after));
    });
  });
}

function fail({ log }: WebContext, error: unknown): never {
  if (toWebError(error).code === 'Internal') log.error({ err: error }, 'a stream failed');
  throw error;
}

/** The open sockets, by conversation. Several may belong to one: a customer's tabs, or a client that opened a second one. */
function makeStreams(app: FastifyInstance, ctx: WebContext) {
  const { store, webchat, config, provider } = ctx;
  const { limits } = config;
  // A client has nothing to say here but empty frames that keep the connection alive.
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 4096 });
  const cursors = new Map<string, Set<StreamCursor>>();
  const wake = (conversation: string) => {
    for (const cursor of cursors.get(conversation) ?? []) cursor.wake();
  };
  const stops = [
    store.onChange(wake),
    webchat.onTyping((conversation) => {
      for (const cursor of cursors.get(conversation) ?? []) cursor.hint({ activities: [typingActivity(conversation, provider.name)] });
    }),
    cutDead(wss, limits.pingMs),
    followOthers(ctx, cursors),
  ];
  app.addHook('preClose', async () => {
    for (const stop of stops) stop();
    await closeAll(wss);
  });
  return {
    wss,
    places: new SocketPlaces(limits.sockets, limits.socketsPerAddress),
    add(conversation: string, socket: WebSocket, cursor: StreamCursor): void {
      const others = cursors.get(conversation) ?? new Set();
      cursors.set(conversation, others.add(cursor));
      socket.on('error', () => socket.terminate());
      socket.on('close', () => {
        others.delete(cursor);
        if (others.size === 0 && cursors.get(conversation) === others) cursors.delete(conversation);
      });
      cursor.wake();
    },
  };
}

/** Conversations asked for in one query. */
const FOLLOWED_AT_ONCE = 1_000;

/** Wakes the sockets of conversations in which another node has written. A round that fails is a round later. */
function followOthers(
  { store, config: { followMs }, log }: WebContext,
  cursors: ReadonlyMap<string, ReadonlySet<StreamCursor>>,
): () => void {
  if (followMs === null) return () => undefined;
  let busy = false;
  const round = async (): Promise<void> => {
    const shown = [...cursors.keys()];
    for (let from = 0; from < shown.length; from += FOLLOWED_AT_ONCE) {
      const heads = await store.heads(shown.slice(from, from + FOLLOWED_AT_ONCE));
      for (const [conversation, head] of heads) {
        for (const cursor of cursors.get(conversation) ?? []) if (cursor.place < head) cursor.wake();
      }
    }
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    round()
      .catch((error: unknown) => log.warn({ err: error }, 'what other nodes wrote could not be looked for'))
      .finally(() => {
        busy = false;
      });
  }, followMs).unref();
  return () => clearInterval(timer);
}

/** Cuts sockets whose other end is gone without a word. */
function cutDead(wss: WebSocketServer, everyMs: number): () => void {
  const silent = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of wss.clients) {
      if (silent.has(socket)) socket.terminate();
      silent.add(socket);
      socket.ping(() => undefined);
      socket.once('pong', () => silent.delete(socket));
    }
  }, everyMs).unref();
  return () => clearInterval(timer);
}

function terminateAll(sockets: readonly WebSocket[]): void {
  for (const socket of sockets) socket.terminate();
}

/** Says good-bye (1001: going away; clients come to the next process by themselves), and does not wait long for an answer. */
async function closeAll(wss: WebSocketServer): Promise<void> {
  const sockets = [...wss.clients];
  const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
  const late = setTimeout(() => terminateAll(sockets), GOOD_BYE_MS);
  for (const socket of sockets) socket.close(1001);
  await Promise.all(closed);
  clearTimeout(late);
}
