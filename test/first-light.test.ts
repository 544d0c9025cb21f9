import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DirectLineClient, type Received } from './support/direct-line-client.js';
import { ServerProcess } from './support/server-process.js';

/** The main job, through the program as `npm start` runs it and the unmodified client, with the program killed in the middle. */

const API_TOKEN = 'first-light-token-of-32-characters';
/** Whatever becomes of a test, its client is to stop asking. */
const ended: (() => void)[] = [];
let folder: string;
let server: ServerProcess;
let port: number;

async function start(): Promise<void> {
  server = new ServerProcess({ dataDir: folder, port, env: { API_TOKEN } });
  const listening = await server.listening();
  if (listening === null) throw new Error(`the server ended: ${server.log}`);
  port = listening;
}

/** Each run has data of its own: to report the same failure twice is to ask for the first report. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-first-light-'));
  port = 0;
  await start();
}, 60_000);
afterEach(async () => {
  for (const end of ended.splice(0)) end();
  await server.stop();
  rmSync(folder, { recursive: true });
});

const keyOf = ({ channelData }: Received): string | null => channelData?.ventanilla?.key ?? null;
const api = async (path: string): Promise<Record<string, unknown>> => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${API_TOKEN}` } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
};

/** Each thing the customer says, when the bot has asked this. */
const SCRIPT: readonly (readonly [asked: string, answer: string])[] = [
  ['reception.askMatter', 'no tengo internet desde ayer, cuenta 100005'],
  ['identify-customer.askEmail', 'elena.mora@example.com'],
  ['identify-customer.askPhone', '222 000 0005'],
  ['power-check.askOnce', 'sí, está conectado y prendido'],
  ['schedule-visit.which', '1'],
  ['schedule-visit.confirm', 'sí'],
  ['reception.askMore', 'no, gracias'],
];
/** After this question the program is killed, and started again. */
const KILLED_AT = 'power-check.askOnce';

describe.each([true, false])('the main job, over a socket: %s', (webSocket) => {
  it('from the report to the agreed visit, killed and restarted in the middle', async () => {
    const visitor = (await (
      await fetch(`http://127.0.0.1:${port}/api/webchat/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
    ).json()) as {
      token: string;
      conversationId: string;
    };
    const connect = (more: { conversationId?: string; watermark?: string }) =>
      new DirectLineClient({ domain: `http://127.0.0.1:${port}/v3/directline`, token: visitor.token, webSocket, ...more });
    let client = connect({});
    ended.push(() => client.end());
    for (const [asked, answer] of SCRIPT) {
      await client.until((activity) => keyOf(activity) === asked);
      if (asked === KILLED_AT) {
        expect(await server.kill()).toMatchObject({ signal: 'SIGKILL' });
        await start();
        // A polling client of this kind gives up at the first refused connection: its page is loaded again.
        if (!webSocket) {
          client.end();
          client = connect({ conversationId: visitor.conversationId, watermark: '0' });
        }
      }
      // The client cannot tell whether a request that broke had arrived: the same client id makes asking again harmless.
      for (let id = 'retry'; id === 'retry'; ) id = await client.say(answer, `answer to ${asked}`);
    }
    const last = await client.until((activity) => keyOf(activity) === 'reception.goodbye');
    const number = last.channelData?.ventanilla?.folio;
    expect(await api(`/api/folios/${number}`)).toMatchObject({
      type: 'failure',
      area: 'tecnica',
      status: 'scheduled',
      account: '100005',
      conversationId: visitor.conversationId,
      visit: { shift: expect.any(String) },
    });
    const { messages } = await api(`/api/conversations/${visitor.conversationId}`);
    const keys = (messages as { key: string | null }[]).map(({ key }) => key).filter((key) => key !== null);
    for (const [asked] of SCRIPT) expect(keys.filter((key) => key === asked)).toHaveLength(1);
    const seen = client.received.filter(({ type }) => type !== 'typing').map(({ id }) => id);
    expect(seen).toEqual((messages as { id: string }[]).map(({ id }) => id));
  }, 90_000);
});
