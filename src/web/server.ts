import fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { limitInFlight } from './admission.js';
import { directLine } from './direct-line.js';
import { routeUpgrades } from './direct-line-stream.js';
import { toWebError, WebError } from './errors.js';
import { healthRoutes } from './health.js';
import { parseJsonBodies } from './json-body.js';
import { mailboxRoutes } from './mailbox.js';
import { openApiRoute } from './open-api.js';
import { operatorApi } from './operator-api.js';
import { makeOriginCheck } from './origins.js';
import { pageRoutes } from './pages.js';
import { makeTokens } from './tokens.js';
import { verifyRoutes } from './verify.js';
import { visitorToken } from './visitor-token.js';
import type { WebContext, WebDeps } from './web-context.js';

export interface WebServer {
  readonly app: FastifyInstance;
  /** @returns the port, for `0` means any that is free. */
  listen(port: number, host: string): Promise<number>;
  /** Lets running requests end, says good-bye to sockets. */
  close(): Promise<void>;
}

/** Everything that the world reaches by HTTP. It serves nothing before `listen`, and tests may call it with `app.inject`. */
export async function makeServer(deps: WebDeps): Promise<WebServer> {
  const { config } = deps;
  const tokens = makeTokens(config.directLineSecret, config.tokenTtlSeconds, deps.clock);
  const ctx: WebContext = { ...deps, tokens, originAllowed: makeOriginCheck(config) };
  const app = makeApp(deps);
  await app.register(directLine, { ctx, prefix: '/v3/directline' });
  for (const plugin of [visitorToken, operatorApi, pageRoutes, verifyRoutes, mailboxRoutes]) await app.register(plugin, { ctx });
  healthRoutes(app, ctx);
  openApiRoute(app, ctx);
  await app.ready();
  routeUpgrades(app);
  return {
    app,
    async listen(port, host) {
      await app.listen({ port, host });
      const address = app.server.address();
      return typeof address === 'object' && address ? address.port : port;
    },
    close: () => app.close(),
  };
}

/** What holds for every route: limits, headers, the form of errors, and a log that has neither bodies nor addresses. */
function makeApp({ config, log }: WebDeps): FastifyInstance {
  const { limits } = config;
  const app = fastify({
    loggerInstance: log,
    // Its lines hold whole addresses, and those may hold a ticket.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.jsonBytes,
    requestTimeout: limits.requestMs,
    forceCloseConnections: 'idle',
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    http: { headersTimeout: limits.bodyMs, connectionsCheckingInterval: 1000 },
  });
  parseJsonBodies(app, limits);
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(HEADERS);
    done();
  });
  limitInFlight(app, limits.inFlightBytes);
  answerErrors(app);
  return app;
}

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((thrown, request, reply) => {
    const error = toWebError(thrown);
    if (error.code === 'Internal') app.log.error({ err: thrown, route: routeOf(request) }, 'a request failed');
    else app.log.debug({ code: error.code, message: error.message, route: routeOf(request) }, 'a request was refused');
    if (error.statusCode === 503) reply.header('retry-after', '2');
    return reply.code(error.statusCode).send({ error: { code: error.code, message: error.message } });
  });
  app.setNotFoundHandler(() => {
    throw new WebError('NotFound');
  });
}

/** The route's pattern. The address itself may hold a ticket, an account or a name. */
const routeOf = (request: FastifyRequest): string => `${request.method} ${request.routeOptions.url ?? ''}`;
