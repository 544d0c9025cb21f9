import type { FastifyInstance, FastifyRequest } from 'fastify';
import { WEBCHAT } from '../channels/webchat.js';
import { bearerOf, makeSecretCheck } from './constant-time.js';
import { WebError } from './errors.js';
import { type Party, partyOf } from './party.js';
import type { WebContext } from './web-context.js';

/** Who calls: the bearer of a token, or one of our own servers with the secret. */
export type Caller = Party | 'server';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/** Every route of this scope wants a token or the secret; it is judged before any of the body is read. */
export function authenticate(app: FastifyInstance, { tokens, config }: WebContext): void {
  const isSecret = makeSecretCheck(config.directLineSecret);
  app.decorateRequest('caller', null);
  app.addHook('onRequest', (request, _reply, done) => {
    const bearer = bearerOf(request.headers.authorization);
    if (!bearer) return done(new WebError('Unauthorized'));
    try {
      request.caller = tokens.verify(bearer);
    } catch (error) {
      if (!isSecret(bearer)) return done(error as Error);
      request.caller = 'server';
    }
    done();
  });
}

/** The conversation of the path, if the caller may have it. Somebody else's is as absent as one that never was. */
export async function partyFor(request: FastifyRequest, id: string, { store }: WebContext): Promise<Party> {
  const { caller } = request;
  if (caller !== 'server') {
    if (caller?.conversation !== id) throw new WebError('NotFound', 'Conversation not found.');
    return caller;
  }
  const conversation = await store.conversation(id);
  if (conversation?.channel !== WEBCHAT) throw new WebError('NotFound', 'Conversation not found.');
  return partyOf(conversation);
}
