import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MongoDatabase } from './store/mongo-rig.js';
import { DirectLineClient, type Received } from './support/direct-line-client.js';
import { describeWithMongo } from './support/mongodb/find-server.js';
import { ServerProcess } from './support/server-process.js';

/** Several nodes as `npm start` runs them, over one MongoDB database, without a balancer's help: any node takes any message. */

const SECRET = 'nodes-test-secret-of-32-characters';
const keyOf = ({ channelData }: Received): string | null => channelData?.ventanilla?.key ?? null;

/** Each thing the customer says, when the bot has asked this, and the node that takes it. */
const SCRIPT: readonly (readonly [asked: string, answer: string, node: number])[] = [
  ['reception.askMatter', 'no tengo internet desde ayer, cuenta 100005', 1],
  ['identify-customer.askEmail', 'elena.mora@example.com', 0],
  ['identify-customer.askPhone', '222 000 0005', 1],
  ['power-check.askOnce', 'sí, está conectado y prendido', 2],
  ['schedule-visit.which', '1', 0],
  ['schedule-visit.confirm', 'sí', 2],
  ['reception.askMore', 'no, gracias', 2],
];
/** At this question the second node dies. */
const KILLED_AT = 'power-check.askOnce';

describeWithMongo('nodes that share a MongoDB database', (mongo) => {
  const database = new MongoDatabase(mongo);
  const folders: string[] = [];
  const nodes: ServerProcess[] = [];
  const ports: number[] = [];
  let client: DirectLineClient | null = null;

  async function startNode(index: number): Promise<void> {
    const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-node-'));
    folders.push(dataDir);
    const node = new ServerProcess({ dataDir, env: { STORE_URL: database.url, DIRECTLINE_SECRET: SECRET, API_TOKEN: SECRET } });
    nodes[index] = node;
    const port = await node.listening();
    if (port === null) throw new Error(`the node ended: ${node.log}`);
    ports[index] = port;
  }

  beforeAll(async () => {
    await Promise.all([0, 1, 2].map(startNode));
  }, 120_000);
  afterAll(async () => {
    client?.end();
    await Promise.all(nodes.map((node) => node.stop()));
    await database.drop();
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  const ask = async (node: number, method: string, path: string, token: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${ports[node]}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(answer.ok).toBe(true);
    return answer.json();
  };

  it('carry one report from the first word to the agreed visit, though one of them dies, and one socket shows all of it', async () => {
    const visitor = (await ask(0, 'POST', '/api/webchat/token', '', {})) as { token: string; conversationId: string };
    client = new DirectLineClient({ domain: `http://127.0.0.1:${ports[0]}/v3/directline`, token: visitor.token, webSocket: true });
    for (const [asked, text, node] of SCRIPT) {
      await client.until((activity) => keyOf(activity) === asked);
      if (asked === KILLED_AT) expect(await nodes[1]?.kill()).toMatchObject({ signal: 'SIGKILL' });
      const activity = { type: 'message', text, from: { id: 'customer' }, channelData: { clientActivityID: asked } };
      await ask(node, 'POST', `/v3/directline/conversations/${visitor.conversationId}/activities`, visitor.token, activity);
    }
    const last = await client.until((activity) => keyOf(activity) === 'reception.goodbye');
    const folio = await ask(2, 'GET', `/api/folios/${last.channelData?.ventanilla?.folio}`, SECRET);
    expect(folio).toMatchObject({ status: 'scheduled', account: '100005', conversationId: visitor.conversationId });
    const { messages } = (await ask(2, 'GET', `/api/conversations/${visitor.conversationId}`, SECRET)) as {
      messages: { id: string; key: string | null }[];
    };
    for (const [asked] of SCRIPT) expect(messages.filter(({ key }) => key === asked)).toHaveLength(1);
    expect(client.received.filter(({ type }) => type !== 'typing').map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
  }, 120_000);
});
