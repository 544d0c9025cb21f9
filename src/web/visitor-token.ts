import { createHash, randomBytes } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { openToPages } from './cross-origin.js';
import { WebError } from './errors.js';
import { newVisitor, type Party, tokenAnswer } from './party.js';
import { parseAs, pickLanguage, type WebContext, type WebOptions } from './web-context.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A ticket whose answer was lost on its way is good once more. */
const GRACE_MS = 2 * 60 * 1000;

export const VisitorTokenRequest = z
  .object({
    resume: z.string().min(1).max(200).nullish(),
    language: z.string().max(40).nullish(),
  })
  .nullish();

/** Only this is stored: whoever reads the database cannot go on with anybody's conversation. */
const hashOf = (ticket: string): string => createHash('sha256').update(ticket).digest('hex');

/** `POST /api/webchat/token`: how a visitor of a website gets a conversation, or comes back to theirs. */
export const visitorToken: FastifyPluginAsync<WebOptions> = async (app, { ctx }) => {
  const { config } = ctx;
  await openToPages(app, ctx);
  await app.register(rateLimit, { global: false, errorResponseBuilder: () => new WebError('TooManyRequests') });
  const options = { config: { rateLimit: { max: config.limits.tokensPerMinute, timeWindow: 60_000 } } };
  app.post('/api/webchat/token', options, async (request) => {
    const body = parseAs(VisitorTokenRequest, request.body);
    const language = pickLanguage(body?.language, config.languages) ?? config.languages[0];
    const party = body?.resume ? await partyOfTicket(ctx, body.resume, language) : newVisitor(language);
    const resume = await newTicket(ctx, party);
    return { ...tokenAnswer(ctx, party), userId: party.user, resume };
  });
};

async function newTicket({ store, clock, config }: WebContext, { conversation, user }: Party): Promise<string> {
  const ticket = randomBytes(32).toString('base64url');
  await store.saveResume(hashOf(ticket), { conversation, user, expiresAt: clock.now() + config.resumeDays * DAY_MS });
  return ticket;
}

async function partyOfTicket({ store, clock }: WebContext, ticket: string, language: string): Promise<Party> {
  const found = await store.useResume(hashOf(ticket), clock.now(), GRACE_MS);
  if (!found) throw new WebError('ResumeUnknown');
  const conversation = await store.conversation(found.conversation);
  return { conversation: found.conversation, user: found.user, address: found.user, language: conversation?.language ?? language };
}
