import { HttpConnection } from '../http-connection.js';
import type { Target } from './protocol.js';
import type { Talker } from './talker.js';

const TEXTS = ['sí', 'regresar', 'muchas gracias por su ayuda', 'repita'];

/** An activity of the size and form that our server gets too. */
const activityOf = (conversation: string, clientId: string, text: string) => ({
  type: 'message',
  text,
  from: { id: conversation },
  locale: 'es-MX',
  textFormat: 'plain',
  channelData: { clientActivityID: clientId },
});

const forBot = (conversation: string, clientId: string, text: string) => ({
  ...activityOf(conversation, clientId, text),
  id: clientId,
  channelId: 'emulator',
  serviceUrl: 'http://127.0.0.1:1',
  recipient: { id: 'bot' },
  conversation: { id: conversation },
  deliveryMode: 'expectReplies',
});

/** Contenders whose whole work is one request. */
export async function makePostTalker({ kind, ports: [port = 0], customers }: Target): Promise<Talker> {
  const connections = await Promise.all(Array.from({ length: customers }, () => HttpConnection.open(port)));
  const isEcho = kind === 'echo';
  let sent = 0;
  return {
    customers,
    async work(index) {
      const conversation = `conversation-${index}`;
      const clientId = `client-${++sent}`;
      const text = TEXTS[sent % TEXTS.length] ?? '';
      const [path, body] = isEcho
        ? ['/api/messages', forBot(conversation, clientId, text)]
        : [`/v3/directline/conversations/${conversation}/activities`, activityOf(conversation, clientId, text)];
      const begun = performance.now();
      const answer = await connectionOf(connections, index).request('POST', path, '', JSON.stringify(body));
      const accepted = performance.now() - begun;
      const right =
        answer.status === 200 &&
        (isEcho ? answer.body.includes(`"text":${JSON.stringify(`Echo: ${text}`)}`) : answer.body.startsWith('{"id":'));
      if (!right) throw new Error(`answered ${answer.status} ${answer.body}`);
      return { accepted, replied: 0 };
    },
    async verify() {
      // The bot stores nothing; each of its answers was looked at.
      if (isEcho) return [];
      const { body } = await connectionOf(connections, 0).request('GET', '/count', '');
      const { count } = JSON.parse(body) as { count: number };
      return count === sent ? [] : [`${sent} requests answered, ${count} counted or stored`];
    },
  };
}

export function connectionOf(connections: readonly HttpConnection[], index: number): HttpConnection {
  const found = connections[index];
  if (!found) throw new Error(`There is no customer ${index}.`);
  return found;
}
