import type { FastifyInstance, FastifyRequest } from 'fastify';
import { WebError } from './errors.js';

/** What a request costs beside its body, so that many small ones are limited too. */
const OVERHEAD = 16 * 1024;

function bodyBytes(request: FastifyRequest): number {
  const { headers } = request;
  if (headers['content-length'] !== undefined) return Number(headers['content-length']);
  return headers['transfer-encoding'] === undefined ? 0 : (request.routeOptions.bodyLimit ?? 0);
}

/**
 * Bounds the memory of bodies: what would go over is refused before a byte of it is read, and so before
 * anything was accepted. A body of unknown length counts as the longest its route takes.
 */
export function limitInFlight(app: FastifyInstance, limit: number): void {
  let inFlight = 0;
  app.addHook('onRequest', (request, reply, done) => {
    const bytes = bodyBytes(request);
    if (bytes === 0) return done();
    // A body that its own route refuses for its size is not held, so it is not to be taken for a flood.
    const held = Math.min(bytes, request.routeOptions.bodyLimit ?? bytes) + OVERHEAD;
    if (inFlight + held > limit) return done(new WebError('Overloaded'));
    inFlight += held;
    reply.raw.once('close', () => {
      inFlight -= held;
    });
    done();
  });
}
