import type { Socket } from 'node:net';
import { pino } from 'pino';
import { makeWebchat, type Webchat } from '../../src/channels/webchat.js';
import { Locales } from '../../src/locales.js';
import type { ReadLetter } from '../../src/mail/read-letters.js';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import type { Store } from '../../src/store/store.js';
import { makeServer, type WebServer } from '../../src/web/server.js';
import { DEFAULT_LIMITS, DEFAULT_WEB_CONFIG, type WebConfig, type WebLimits } from '../../src/web/web-config.js';
import type { Health } from '../../src/web/web-context.js';
import { VirtualClock } from '../support/virtual-clock.js';
import { runScriptedBot } from './scripted-bot.js';

export const SECRET = 'direct-line-secret-for-tests-only';
export const API_TOKEN = 'api-token-for-tests-only';
export const MINUTE = 60_000;

export interface WebOverrides {
  readonly config?: Partial<WebConfig>;
  readonly limits?: Partial<WebLimits>;
  readonly health?: () => Promise<readonly Health[]>;
  readonly mailbox?: (limit: number) => Promise<readonly ReadLetter[]>;
  /** Wraps the store, to make it fail. */
  readonly wrap?: (store: Store) => Store;
}

/** The web part on a store of its own with the scripted bot behind it, and a clock that stands still until it is moved. */
export interface Web extends WebServer {
  readonly store: Store;
  readonly webchat: Webchat;
  readonly logged: readonly string[];
  readonly clock: VirtualClock;
  /** Starts to listen. @returns `http://127.0.0.1:port` */
  start(): Promise<string>;
  /** Cuts every open connection, as a network does. */
  dropSockets(): void;
}

export async function makeWeb({ config, limits, health, wrap, mailbox }: WebOverrides = {}): Promise<Web> {
  const clock = new VirtualClock(Date.UTC(2026, 4, 4, 16));
  const opened = await openSqliteStore('sqlite::memory:');
  const store = wrap ? wrap(opened) : opened;
  const stopBot = runScriptedBot(opened);
  const webchat = makeWebchat();
  const logged: string[] = [];
  const server = await makeServer({
    store,
    webchat,
    clock,
    node: 'test',
    config: {
      ...DEFAULT_WEB_CONFIG,
      directLineSecret: SECRET,
      apiToken: API_TOKEN,
      demo: true,
      production: false,
      ...config,
      limits: { ...DEFAULT_LIMITS, ...limits },
    },
    ...(mailbox && { mailbox }),
    provider: { name: 'Red Ejemplo' },
    locales: new Locales('locales', 'America/Mexico_City', { provider: 'Red Ejemplo' }),
    health: health ?? (async () => [{ name: 'store', ...(await store.ready()) }]),
    log: pino({ level: 'trace' }, { write: (entry: string) => logged.push(entry) }),
  });
  const connections = new Set<Socket>();
  server.app.server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  return {
    ...server,
    store,
    webchat,
    logged,
    clock,
    dropSockets: () => {
      for (const socket of connections) socket.destroy();
    },
    start: async () => `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`,
    async close() {
      await server.close();
      await stopBot();
      await opened.close();
    },
  };
}

export interface VisitorToken {
  readonly conversationId: string;
  readonly token: string;
  readonly expires_in: number;
  readonly userId: string;
  readonly resume: string;
}

/** A visitor's token, without a socket. */
export async function visitorToken(web: Web, body: object = {}): Promise<VisitorToken> {
  const answer = await web.app.inject({ method: 'POST', url: '/api/webchat/token', payload: body });
  return answer.json<VisitorToken>();
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Resolves when the store has next told of a change in a conversation for which `holds` is true. */
export function untilStored(store: Store, holds: () => Promise<boolean>): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      holds().then((done) => {
        if (!done) return;
        stop();
        resolve();
      }, reject);
    };
    const stop = store.onChange(look);
    look();
  });
}
