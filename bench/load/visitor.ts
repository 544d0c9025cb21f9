import { HttpConnection } from '../http-connection.js';
import type { Awaited } from './awaited.js';
import type { Replies } from './replies.js';
import type { Unit } from './talker.js';

/** What a customer says, and the last message of the turn that answers it: one of these keys. */
export interface Step {
  readonly say: string;
  readonly until: string;
}

export interface Door {
  readonly port: number;
  readonly secret: string;
  readonly awaited: Awaited;
  /** Null: nobody answers. */
  readonly replies: Replies | null;
}

const GREETING = 'reception.askMatter';

/** One customer's conversation by Direct Line, on a connection of its own. */
export class Visitor {
  /** Messages sent and acknowledged. */
  sent = 0;

  private constructor(
    private readonly door: Door,
    private readonly connection: HttpConnection,
    readonly conversation: string,
    private readonly headers: string,
  ) {}

  /** Opens the conversation and waits for the greeting. @param user of the conversation, which nobody else has. */
  static async arrive(door: Door, user: string): Promise<Visitor> {
    const connection = await HttpConnection.open(door.port);
    const body = JSON.stringify({ user: { id: `dl_${user}` }, locale: 'es-MX' });
    const answer = await connection.request('POST', '/v3/directline/conversations', `authorization: Bearer ${door.secret}\r\n`, body);
    if (answer.status !== 201) throw new Error(`no conversation: ${answer.status} ${answer.body}`);
    const { conversationId, token, streamUrl } = JSON.parse(answer.body) as Record<'conversationId' | 'token' | 'streamUrl', string>;
    if (door.replies) {
      const greeted = door.awaited.until(conversationId, GREETING);
      await door.replies.listen(conversationId, streamUrl);
      await greeted;
    }
    return new Visitor(door, connection, conversationId, `authorization: Bearer ${token}\r\n`);
  }

  /** Resolves when the answer is there; at once after the acknowledgement where nobody answers. */
  async say({ say, until }: Step): Promise<Unit> {
    const replied = this.door.replies ? this.hear(until) : null;
    const begun = performance.now();
    await this.post(say);
    const accepted = performance.now();
    await replied;
    return { accepted: accepted - begun, replied: performance.now() - accepted };
  }

  /** @returns which of the keys came. */
  hear(...keys: readonly string[]): Promise<string> {
    return this.door.awaited.until(this.conversation, ...keys);
  }

  async post(text: string): Promise<void> {
    const activity = {
      type: 'message',
      text,
      from: { id: 'customer' },
      locale: 'es-MX',
      textFormat: 'plain',
      channelData: { clientActivityID: `${this.conversation}-${this.sent + 1}` },
    };
    const path = `/v3/directline/conversations/${this.conversation}/activities`;
    const answer = await this.connection.request('POST', path, this.headers, JSON.stringify(activity));
    if (answer.status !== 200) throw new Error(`answered ${answer.status} ${answer.body}`);
    this.sent += 1;
  }

  close(): void {
    this.connection.close();
  }
}
