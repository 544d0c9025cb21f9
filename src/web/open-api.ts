import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ClientActivity } from '../channels/webchat-inbound.js';
import { WEB_ERRORS, type WebErrorCode } from './errors.js';
import { ConversationQuery, FolioQuery } from './operator-api.js';
import { ConversationView, FolioView } from './operator-views.js';
import { VisitorTokenRequest } from './visitor-token.js';
import type { WebContext } from './web-context.js';

/** One operation of the public interface. The schemas are those the routes themselves use. */
interface Operation {
  readonly path: string;
  readonly method: 'get' | 'post';
  readonly summary: string;
  /** Bearer it wants. */
  readonly bearer?: 'apiToken' | 'directLineToken' | 'directLineSecret';
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly status?: number;
  readonly answer: z.ZodType;
  readonly errors: readonly WebErrorCode[];
}

const listOf = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().nullable() });
const Watermark = z.object({ watermark: z.string().optional() });
const Token = z.object({ conversationId: z.string(), token: z.string(), expires_in: z.number() });
const Connection = Token.extend({ streamUrl: z.string() });
const Opening = z.object({ user: z.object({ id: z.string() }).optional(), locale: z.string().optional() });
const Activities = z.object({ activities: z.array(z.looseObject({ type: z.string() })), watermark: z.string() });
const Taken = z.object({ id: z.string() });
const Ready = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), problem: z.string().nullable() })),
});
const CONVERSATION = '/v3/directline/conversations/{id}';

export const OPERATIONS: readonly Operation[] = [
  {
    path: '/api/folios/{number}',
    method: 'get',
    summary: 'A folio by its number.',
    bearer: 'apiToken',
    answer: FolioView,
    errors: ['Unauthorized', 'NotFound'],
  },
  {
    path: '/api/folios',
    method: 'get',
    summary: 'Folios, newest first. `next` of an answer, given as `next`, asks for the page behind it.',
    bearer: 'apiToken',
    query: FolioQuery,
    answer: listOf(FolioView),
    errors: ['BadArgument', 'Unauthorized'],
  },
  {
    path: '/api/conversations/{id}',
    method: 'get',
    summary: 'A conversation with all its messages in order.',
    bearer: 'apiToken',
    answer: ConversationView,
    errors: ['Unauthorized', 'NotFound'],
  },
  {
    path: '/api/conversations',
    method: 'get',
    summary:
      'Conversations, newest first. `address` is the customer’s on that channel; in the web chat (`directline`) the user id, or ' +
      '`<user id>/<conversation id>` for a user id that one of your own servers has chosen.',
    bearer: 'apiToken',
    query: ConversationQuery,
    answer: listOf(ConversationView),
    errors: ['BadArgument', 'Unauthorized'],
  },
  {
    path: '/api/webchat/token',
    method: 'post',
    summary: 'A conversation for a visitor of a website, or, with the `resume` ticket of an earlier answer, the way back to theirs.',
    body: VisitorTokenRequest,
    answer: Token.extend({ userId: z.string(), resume: z.string() }),
    errors: ['BadArgument', 'ResumeUnknown', 'OriginNotAllowed', 'TooManyRequests', 'StoreUnavailable'],
  },
  {
    path: '/v3/directline/tokens/generate',
    method: 'post',
    summary: 'A token for a new conversation. For your own servers.',
    bearer: 'directLineSecret',
    body: Opening,
    answer: Token,
    errors: ['BadArgument', 'Unauthorized'],
  },
  {
    path: '/v3/directline/tokens/refresh',
    method: 'post',
    summary: 'A new token for one that is still good.',
    bearer: 'directLineToken',
    answer: Token,
    errors: ['Unauthorized', 'TokenExpired'],
  },
  {
    path: '/v3/directline/conversations',
    method: 'post',
    summary: 'Opens the conversation of the token; the bot greets. 200 when it was open already.',
    bearer: 'directLineToken',
    body: Opening,
    status: 201,
    answer: Connection,
    errors: ['BadArgument', 'Unauthorized', 'TokenExpired', 'StoreUnavailable'],
  },
  {
    path: CONVERSATION,
    method: 'get',
    summary: 'A new token and a new address of the stream that goes on after `watermark`.',
    bearer: 'directLineToken',
    query: Watermark,
    answer: Connection,
    errors: ['BadArgument', 'Unauthorized', 'TokenExpired', 'NotFound'],
  },
  {
    path: `${CONVERSATION}/activities`,
    method: 'get',
    summary: 'What was said after `watermark`.',
    bearer: 'directLineToken',
    query: Watermark,
    answer: Activities,
    errors: ['BadArgument', 'Unauthorized', 'TokenExpired', 'NotFound'],
  },
  {
    path: `${CONVERSATION}/activities`,
    method: 'post',
    summary: 'Says something. Answered once it is durable; the same `channelData.clientActivityID` again has no second effect.',
    bearer: 'directLineToken',
    body: ClientActivity,
    answer: Taken,
    errors: ['BadArgument', 'BadJson', 'Unauthorized', 'TokenExpired', 'NotFound', 'TooLarge', 'StoreUnavailable', 'Overloaded'],
  },
  { path: '/healthz', method: 'get', summary: 'The process answers.', answer: z.object({ ok: z.literal(true) }), errors: [] },
  { path: '/readyz', method: 'get', summary: 'It can take messages; if not, 503 and what to do.', answer: Ready, errors: [] },
];

const Failure = z.object({
  error: z.object({ code: z.enum(Object.keys(WEB_ERRORS) as [WebErrorCode, ...WebErrorCode[]]), message: z.string() }),
});

const json = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return { 'application/json': { schema: rest } };
};

function parametersOf({ path, query }: Operation) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const inQuery = Object.entries(query ? (z.toJSONSchema(query, { io: 'output' }).properties ?? {}) : {});
  return [...inPath, ...inQuery.map(([name, schema]) => ({ name, in: 'query', required: false, schema }))];
}

function responsesOf({ status = 200, answer, errors }: Operation) {
  const codesOf = (failure: number) => errors.filter((code) => WEB_ERRORS[code].status === failure);
  const failures = [...new Set(errors.map((code) => WEB_ERRORS[code].status))].map((failure) => [
    failure,
    {
      description: codesOf(failure)
        .map((code) => `${code}: ${WEB_ERRORS[code].advice}`)
        .join(' '),
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    },
  ]);
  return Object.fromEntries([[status, { description: 'Success', content: json(answer, 'output') }], ...failures]);
}

function operationOf(operation: Operation) {
  return {
    summary: operation.summary,
    ...(operation.bearer ? { security: [{ [operation.bearer]: [] }] } : { security: [] }),
    parameters: parametersOf(operation),
    ...(operation.body ? { requestBody: { content: json(operation.body, 'input') } } : {}),
    responses: responsesOf(operation),
  };
}

/** The OpenAPI 3.1 document. */
export function openApi(name: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) paths[operation.path] = { ...paths[operation.path], [operation.method]: operationOf(operation) };
  const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description });
  return {
    openapi: '3.1.0',
    info: { title: `Ventanilla: ${name}`, version: '1' },
    paths,
    components: {
      schemas: { Error: json(Failure, 'output')['application/json'].schema },
      securitySchemes: {
        apiToken: bearer('API_TOKEN of this installation'),
        directLineToken: bearer('A token from /api/webchat/token or /v3/directline/tokens/generate'),
        directLineSecret: bearer('DIRECTLINE_SECRET of this installation; never to be given to a browser'),
      },
    },
  };
}

export function openApiRoute(app: FastifyInstance, { provider }: WebContext): void {
  const document = openApi(provider.name);
  app.get('/api/openapi.json', async () => document);
}
