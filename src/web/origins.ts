import type { FastifyRequest } from 'fastify';
import type { WebConfig } from './web-config.js';

const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether a page of this request's origin may talk to us. No `Origin`: not a browser's page, so there is
 * nobody to be misled. Outside production, pages on this same machine may too, so that a site under
 * construction can embed the chat without being configured.
 */
export function makeOriginCheck(config: WebConfig): (request: FastifyRequest) => boolean {
  const allowed = new Set(config.allowedOrigins.map((origin) => origin.toLowerCase()));
  const own = config.publicUrl ? new URL(config.publicUrl).origin : null;
  return (request) => {
    const origin = request.headers.origin?.toLowerCase();
    if (origin === undefined || allowed.has('*') || allowed.has(origin)) return true;
    if (!config.production && LOOPBACK.test(origin)) return true;
    return own ? origin === own : origin === `${request.protocol}://${request.host}`.toLowerCase();
  };
}
