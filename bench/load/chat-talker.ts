import { join } from 'node:path';
import { Connection, openDriver } from '../../src/store/sqlite/connection.js';
import { HttpConnection } from '../http-connection.js';
import { connectionOf } from './post-talker.js';
import type { Target } from './protocol.js';
import { durableReplies, type Replies, socketReplies } from './replies.js';
import type { Talker, Unit } from './talker.js';

interface Step {
  readonly say: string;
  /** The last message of the turn. */
  readonly until: string;
}

const GREETING = 'reception.askMatter';
const PLUGGED = 'power-check.askPlugged';

/** Into the middle of a failure report. */
const OPENING: readonly Step[] = [
  { say: 'no tengo internet desde ayer, cuenta 100001', until: 'identify-customer.askEmail' },
  { say: 'ana.torres@example.com', until: 'identify-customer.askPhone' },
];
const PHONE = '222 000 0001';
/** All are the same customer: who reports after the first is asked whether it is the same failure. */
const ASKED_WHETHER_SAME = 'same-report.ask';
/**
 * Round and round there: plain answers, as most messages are, and one in words of its own, too long to be remembered. Each is read and worked
 * through three machines.
 */
const ROUND: readonly Step[] = [
  { say: 'sí', until: 'power-check.askLights' },
  { say: 'regresar', until: PLUGGED },
  { say: 'muchas gracias por su ayuda, es usted muy amable', until: PLUGGED },
  { say: 'repita', until: PLUGGED },
];

const REPLY_MS = 20_000;

interface Customer {
  readonly conversation: string;
  readonly headers: string;
  next: number;
}

interface Waiting {
  readonly keys: readonly string[];
  readonly heard: string[];
  readonly resolve: (key: string) => void;
}

/** Messages whose last reply is awaited, by conversation. */
class Awaited {
  private readonly waiting = new Map<string, Waiting>();
  /** A greeting may come before anybody knows the conversation's id. */
  private readonly early = new Map<string, string>();

  readonly heard = (conversation: string, key: string): void => {
    const found = this.waiting.get(conversation);
    if (!found) this.early.set(conversation, key);
    found?.heard.push(key);
    if (!found?.keys.includes(key)) return;
    this.waiting.delete(conversation);
    found.resolve(key);
  };

  /** @returns which of the keys came. */
  until(conversation: string, ...keys: readonly string[]): Promise<string> {
    const early = this.early.get(conversation);
    this.early.delete(conversation);
    if (early !== undefined && keys.includes(early)) return Promise.resolve(early);
    return new Promise((resolve, reject) => {
      const heard: string[] = [];
      const late = setTimeout(
        () => reject(new Error(`${keys.join(' or ')} did not come within ${REPLY_MS} ms, but ${heard.join(', ') || 'nothing'}`)),
        REPLY_MS,
      );
      const settle = (key: string): void => {
        clearTimeout(late);
        resolve(key);
      };
      this.waiting.set(conversation, { keys, heard, resolve: settle });
    });
  }
}

/**
 * Customers of our server who all are in the middle of a failure report, and answer as soon as they are asked; or,
 * for `accept`, who write to nobody.
 */
export async function makeChatTalker(target: Target): Promise<Talker> {
  const awaited = new Awaited();
  const talker = new ChatTalker(target, awaited, repliesOf(target, awaited));
  await talker.arrive();
  return talker;
}

function repliesOf({ kind, dataDir }: Target, { heard }: Awaited): Replies | null {
  if (kind === 'accept') return null;
  return kind === 'chat-socket' ? socketReplies(heard) : durableReplies(dataDir, heard);
}

class ChatTalker implements Talker {
  readonly customers: number;
  private readonly all: Customer[] = [];
  private readonly connections: HttpConnection[] = [];
  private sent = 0;

  constructor(
    private readonly target: Target,
    private readonly awaited: Awaited,
    private readonly replies: Replies | null,
  ) {
    this.customers = target.customers;
  }

  async arrive(): Promise<void> {
    for (let index = 0; index < this.customers; index++) {
      const connection = await HttpConnection.open(this.target.port);
      this.connections.push(connection);
      this.all.push(await this.open(connection, index));
    }
    if (!this.replies) return;
    await Promise.all(
      this.all.map(async (_, index) => {
        for (const step of OPENING) await this.say(index, step);
        const { conversation } = this.customer(index);
        const asked = this.awaited.until(conversation, PLUGGED, ASKED_WHETHER_SAME);
        await this.post(index, PHONE);
        if ((await asked) === ASKED_WHETHER_SAME) await this.say(index, { say: 'no', until: PLUGGED });
      }),
    );
  }

  async work(index: number): Promise<Unit> {
    const customer = this.customer(index);
    const step = ROUND[customer.next % ROUND.length] as Step;
    customer.next += 1;
    return this.say(index, step);
  }

  /** Every message is there once, and nobody's is unanswered. */
  async verify(): Promise<readonly string[]> {
    const db = new Connection(openDriver(join(this.target.dataDir, 'ventanilla.db')));
    const mine = this.all.map(({ conversation }) => conversation);
    const [stored = 0, distinct = 0, pending = 0] =
      db.get<[number, number, number]>(
        `SELECT count(*), count(DISTINCT m.client_id), coalesce(sum(m.pending), 0) FROM messages m
         JOIN conversations c ON c.n = m.conversation WHERE m.author = 'customer' AND c.id IN (SELECT value FROM json_each(?))`,
        JSON.stringify(mine),
      ) ?? [];
    db.close();
    return stored === this.sent && distinct === this.sent && (pending === 0 || !this.replies)
      ? []
      : [`${this.sent} messages sent, ${stored} stored (${distinct} different), ${pending} unanswered`];
  }

  private customer(index: number): Customer {
    const found = this.all[index];
    if (!found) throw new Error(`There is no customer ${index}.`);
    return found;
  }

  private async open(connection: HttpConnection, index: number): Promise<Customer> {
    const authorization = `authorization: Bearer ${this.target.secret}\r\n`;
    const body = JSON.stringify({ user: { id: `dl_bench-${this.target.name}-${index}` }, locale: 'es-MX' });
    const answer = await connection.request('POST', '/v3/directline/conversations', authorization, body);
    if (answer.status !== 201) throw new Error(`no conversation: ${answer.status} ${answer.body}`);
    const { conversationId, token, streamUrl } = JSON.parse(answer.body) as Record<'conversationId' | 'token' | 'streamUrl', string>;
    if (this.replies) {
      const greeted = this.awaited.until(conversationId, GREETING);
      await this.replies.listen(conversationId, streamUrl);
      await greeted;
    }
    return { conversation: conversationId, headers: `authorization: Bearer ${token}\r\n`, next: 0 };
  }

  private async say(index: number, { say, until }: Step): Promise<Unit> {
    const replied = this.replies ? this.awaited.until(this.customer(index).conversation, until) : null;
    const begun = performance.now();
    await this.post(index, say);
    const accepted = performance.now();
    await replied;
    return { accepted: accepted - begun, replied: performance.now() - accepted };
  }

  private async post(index: number, text: string): Promise<void> {
    const { conversation, headers } = this.customer(index);
    const clientId = `${conversation}-${++this.sent}`;
    const activity = {
      type: 'message',
      text,
      from: { id: 'customer' },
      locale: 'es-MX',
      textFormat: 'plain',
      channelData: { clientActivityID: clientId },
    };
    const path = `/v3/directline/conversations/${conversation}/activities`;
    const answer = await connectionOf(this.connections, index).request('POST', path, headers, JSON.stringify(activity));
    if (answer.status !== 200) throw new Error(`answered ${answer.status} ${answer.body}`);
  }
}
