import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { FOLIO_TYPES } from '../cases/folio.js';
import type { Conversation, Message } from '../store/store.js';
import { bearerOf, makeSecretCheck } from './constant-time.js';
import { WebError } from './errors.js';
import { conversationView, folioView } from './operator-views.js';
import { parseAs, type WebContext, type WebOptions } from './web-context.js';

const page = {
  next: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
};
/** Strict: a filter that is misspelt must not give everything. */
export const FolioQuery = z.strictObject({
  account: z.string().min(1).max(40).optional(),
  type: z.enum(FOLIO_TYPES).optional(),
  ...page,
});
export const ConversationQuery = z.strictObject({
  channel: z.string().min(1).max(40).optional(),
  address: z.string().min(1).max(256).optional(),
  ...page,
});

/** Lines of a transcript, and folios of a conversation, read at once. */
const PIECE = 500;
const FOLIOS = 100;

/** `/api/*` for other systems of the company, by the bearer `API_TOKEN`. */
export const operatorApi: FastifyPluginAsync<WebOptions> = async (app, { ctx }) => {
  const { store, config } = ctx;
  requireToken(app, config.apiToken);
  app.get<{ Params: { number: string } }>('/api/folios/:number', async ({ params }) => {
    const folio = await store.folio(params.number.trim().toUpperCase());
    if (!folio) throw new WebError('NotFound', 'Folio not found.');
    return folioView(folio);
  });
  app.get('/api/folios', async (request) => {
    const { account, type, next, limit } = parseAs(FolioQuery, request.query);
    const found = await store.folios({ ...(account ? { account } : {}), ...(type ? { type } : {}), before: next ?? null, limit });
    return { items: found.items.map(folioView), next: found.next };
  });
  app.get<{ Params: { id: string } }>('/api/conversations/:id', async ({ params }) => {
    const conversation = await store.conversation(params.id);
    if (!conversation) throw new WebError('NotFound', 'Conversation not found.');
    return view(ctx, conversation);
  });
  app.get('/api/conversations', async (request) => {
    const { channel, address, next, limit } = parseAs(ConversationQuery, request.query);
    const filter = { ...(channel ? { channel } : {}), ...(address ? { address } : {}) };
    const found = await store.conversations({ ...filter, before: next ?? null, limit });
    return { items: await Promise.all(found.items.map((one) => view(ctx, one))), next: found.next };
  });
};

function requireToken(app: FastifyInstance, apiToken: string | null): void {
  const isToken = apiToken === null ? () => false : makeSecretCheck(apiToken);
  app.addHook('onRequest', (request, _reply, done) => {
    done(isToken(bearerOf(request.headers.authorization) ?? '') ? undefined : new WebError('Unauthorized'));
  });
}

async function view({ store }: WebContext, conversation: Conversation) {
  const [lines, folios] = await Promise.all([
    allLines((after) => store.transcript(conversation.id, after, PIECE)),
    store.folios({ conversation: conversation.id, limit: FOLIOS }),
  ]);
  const numbers = folios.items.map(({ number }) => number);
  return conversationView(conversation, numbers.toReversed(), lines);
}

async function allLines(read: (after: number) => Promise<readonly Message[]>): Promise<readonly Message[]> {
  const lines: Message[] = [];
  for (;;) {
    const piece = await read(lines.at(-1)?.seq ?? 0);
    lines.push(...piece);
    if (piece.length < PIECE) return lines;
  }
}
