import type { FastifyInstance, FastifyRequest } from 'fastify';
import { WebError } from './errors.js';
import type { WebLimits } from './web-config.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The JSON body as it was received. */
    rawText: string;
  }
}

/** Reads a body whole, or refuses: too much of it, too slowly, compressed, or not of the announced length. */
function readBody(request: FastifyRequest, payload: NodeJS.ReadableStream, limits: WebLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const announced = Number(request.headers['content-length']);
    if (announced > limits.jsonBytes) return reject(new WebError('TooLarge'));
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') return reject(new WebError('UnsupportedMediaType'));
    const chunks: Buffer[] = [];
    let length = 0;
    const late = setTimeout(() => reject(new WebError('RequestTimeout')), limits.bodyMs);
    const refuse = (error: Error) => {
      clearTimeout(late);
      reject(error);
    };
    payload.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limits.jsonBytes) return refuse(new WebError('TooLarge'));
      chunks.push(chunk);
    });
    payload.on('error', () => refuse(new WebError('BadArgument', 'The body broke off.')));
    payload.on('end', () => {
      clearTimeout(late);
      const [only] = chunks;
      resolve(only && chunks.length === 1 ? only : Buffer.concat(chunks, length));
    });
  });
}

/**
 * JSON is the only kind of body, files aside. Keys that would reach an object's prototype are refused by
 * fastify's own parser, which this one calls.
 */
export function parseJsonBodies(app: FastifyInstance, limits: WebLimits): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.decorateRequest('rawText', '');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', (request, payload, done) => {
    readBody(request, payload, limits).then(
      (body) => {
        request.rawText = body.toString('utf8');
        if (request.rawText === '') return done(null, undefined);
        void parse(request, request.rawText, (error, value) => done(error ? new WebError('BadJson') : null, value));
      },
      (error: Error) => done(error),
    );
  });
}
