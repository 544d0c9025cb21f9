import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  ActivityHandler,
  AutoSaveStateMiddleware,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
} from 'botbuilder';

/** The usual bot: botbuilder's EchoBot with a counter in the conversation's state, kept in memory only; replies in the answer (`expectReplies`). */
const state = new ConversationState(new MemoryStorage());
const turns = state.createProperty<number>('turns');
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
adapter.use(new AutoSaveStateMiddleware(state));

const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await turns.set(context, (await turns.get(context, 0)) + 1);
  await context.sendActivity(`Echo: ${context.activity.text}`);
  await next();
});

async function receive(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
}

/** The adapter wants a response as express has it. */
const likeExpress = (response: ServerResponse) => ({
  socket: response.socket,
  header: (name: string, value: unknown) => response.setHeader(name, String(value)),
  status(code: number) {
    response.statusCode = code;
    return this;
  },
  send(body: unknown) {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  },
  end: () => response.end(),
});

const server = createServer((request, response) => {
  receive(request)
    .then((body) => {
      const asked = { body, headers: request.headers, method: request.method ?? 'POST' };
      return adapter.process(asked as never, likeExpress(response) as never, (context) => bot.run(context));
    })
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      response.writeHead(500).end();
    });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`listens: http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`);
});
