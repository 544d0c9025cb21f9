import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ClientActivity } from '../channels/webchat-inbound.js';
import { crashPoint } from '../crash.js';
import { openToPages } from './cross-origin.js';
import { authenticate, partyFor } from './direct-line-auth.js';
import { serveFiles } from './direct-line-files.js';
import { streamRoute } from './direct-line-stream.js';
import { uploadRoute } from './direct-line-upload.js';
import { WebError } from './errors.js';
import { newConversation, newVisitor, type Party, refOf, tokenAnswer } from './party.js';
import { parseWatermark, readActivities } from './read-activities.js';
import { acknowledged, receiveActivity } from './receive-activity.js';
import { baseUrl, parseAs, pickLanguage, type WebContext, type WebOptions } from './web-context.js';

interface OfConversation {
  Params: { id: string };
  Querystring: { watermark?: string };
}

/** Activities given to a client that polls, at most. */
const PAGE = 200;

const Opening = z
  .object({
    user: z.object({ id: z.string().min(1).max(128).nullish() }).nullish(),
    locale: z.string().max(40).nullish(),
  })
  .nullish();

/** Direct Line 3.0: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-concepts */
export const directLine: FastifyPluginAsync<WebOptions> = async (app, { ctx }) => {
  await openToPages(app, ctx);
  streamRoute(app, ctx);
  serveFiles(app, ctx);
  await app.register(authenticated, { ctx });
};

const authenticated: FastifyPluginAsync<WebOptions> = async (app, { ctx }) => {
  authenticate(app, ctx);
  tokenRoutes(app, ctx);
  conversationRoutes(app, ctx);
  activityRoutes(app, ctx);
  await app.register(uploadRoute, { ctx });
};

function newParty(opening: z.infer<typeof Opening>, { config: { languages } }: WebContext): Party {
  const language = pickLanguage(opening?.locale, languages) ?? languages[0];
  return opening?.user?.id ? newConversation(opening.user.id, language) : newVisitor(language);
}

/** A token, and where its stream is: the address carries a ticket that is good once, never the token. */
function connection(request: FastifyRequest, ctx: WebContext, party: Party, watermark: string) {
  const base = baseUrl(request, ctx).replace(/^http/, 'ws');
  const stream = `${base}/v3/directline/conversations/${party.conversation}/stream`;
  return { ...tokenAnswer(ctx, party), streamUrl: `${stream}?watermark=${watermark}&t=${ctx.tokens.ticket(party)}` };
}

function tokenRoutes(app: FastifyInstance, ctx: WebContext): void {
  app.post('/tokens/generate', async (request) => {
    if (request.caller !== 'server') throw new WebError('Unauthorized', 'Only the Direct Line secret may ask for tokens.');
    return tokenAnswer(ctx, newParty(parseAs(Opening, request.body), ctx));
  });
  app.post('/tokens/refresh', async ({ caller }) => {
    if (!caller || caller === 'server') throw new WebError('BadArgument', 'Only a token can be refreshed.');
    return tokenAnswer(ctx, caller);
  });
}

function conversationRoutes(app: FastifyInstance, ctx: WebContext): void {
  const { store, config, node, clock } = ctx;
  app.post('/conversations', async (request, reply) => {
    const { caller } = request;
    const body = parseAs(Opening, request.body);
    const known = caller && caller !== 'server' ? caller : newParty(body, ctx);
    const party = { ...known, language: pickLanguage(body?.locale, config.languages) ?? known.language };
    const isNew = await store.open(refOf(party), node, clock.now());
    return reply.code(isNew ? 201 : 200).send(connection(request, ctx, party, '-'));
  });
  app.get<OfConversation>('/conversations/:id', async (request) => {
    const party = await partyFor(request, request.params.id, ctx);
    const { watermark } = request.query;
    parseWatermark(watermark);
    return connection(request, ctx, party, watermark || '-');
  });
}

function activityRoutes(app: FastifyInstance, ctx: WebContext): void {
  app.get<OfConversation>('/conversations/:id/activities', async (request) => {
    const party = await partyFor(request, request.params.id, ctx);
    return readActivities(ctx, party, baseUrl(request, ctx), parseWatermark(request.query.watermark), PAGE);
  });
  app.post<OfConversation>('/conversations/:id/activities', { onResponse: acknowledged }, async (request) => {
    crashPoint('AFTER_HTTP_READ');
    const party = await partyFor(request, request.params.id, ctx);
    crashPoint('AFTER_VERIFY');
    const activity = parseAs(ClientActivity, request.body);
    return { id: await receiveActivity(ctx, party, activity, request.rawText, []) };
  });
}
