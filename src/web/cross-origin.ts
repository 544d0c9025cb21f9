import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import { WebError } from './errors.js';
import type { WebContext } from './web-context.js';

/** Lets pages of allowed origins call the routes of this scope, and refuses those of all others. */
export async function openToPages(app: FastifyInstance, { originAllowed }: WebContext): Promise<void> {
  app.addHook('onRequest', (request, _reply, done) => {
    done(originAllowed(request) ? undefined : new WebError('OriginNotAllowed'));
  });
  await app.register(cors, {
    origin: true,
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'x-ms-bot-agent', 'x-requested-with'],
    exposedHeaders: ['retry-after'],
    maxAge: 600,
  });
}
