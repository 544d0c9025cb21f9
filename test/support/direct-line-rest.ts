import { setTimeout as pause } from 'node:timers/promises';

/** An activity as it comes over the wire, with what tests look at. */
export interface WireLine {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly from: { readonly role: string };
  readonly text?: string;
  readonly suggestedActions?: { readonly actions: readonly { readonly value: string }[] };
  readonly channelData?: {
    readonly clientActivityID?: string;
    readonly ventanilla?: Readonly<Record<'key' | 'flow' | 'state' | 'owner' | 'folio', string | null>>;
  };
}

export interface ActivityPage {
  readonly activities: readonly WireLine[];
  readonly watermark: string;
}

const AGAIN_MS = 50;
const ANSWER_MS = 10_000;
/** A server that is away for longer does not come back. */
const PATIENCE_MS = 90_000;

/**
 * The smallest Direct Line client: no library, no memory. A request that gets no answer, or one that says "later", is sent
 * again unchanged until it is answered, however often the server dies meanwhile.
 */
export class DirectLineRest {
  private token = '';
  conversation = '';

  /** @param url where the server is: `http://127.0.0.1:port`; asked for each request, as it may move. */
  constructor(
    private readonly url: () => string,
    /** Told of every attempt to send an activity. */
    private readonly attempted: (clientId: string) => void = () => undefined,
  ) {}

  /** A visitor's conversation, opened. */
  async open(language = 'es-MX'): Promise<void> {
    const visitor = await this.request<{ token: string; conversationId: string }>('POST', '/api/webchat/token', { language });
    this.token = visitor.token;
    this.conversation = visitor.conversationId;
    await this.request('POST', '/v3/directline/conversations', { locale: language });
  }

  /** @returns the activity's id, when the server has it. */
  async post(text: string, clientId: string): Promise<string> {
    const body = { type: 'message', text, from: { id: 'customer' }, channelData: { clientActivityID: clientId } };
    const { id } = await this.request<{ id: string }>('POST', this.activities, body, () => this.attempted(clientId));
    return id;
  }

  read(watermark: string): Promise<ActivityPage> {
    return this.request('GET', `${this.activities}?watermark=${watermark}`);
  }

  private get activities(): string {
    return `/v3/directline/conversations/${this.conversation}/activities`;
  }

  private async request<T>(method: string, path: string, body?: object, attempted: () => void = () => undefined): Promise<T> {
    for (let waited = 0; ; waited += AGAIN_MS) {
      attempted();
      const answer = await this.attempt(method, path, body);
      if (answer?.ok) return answer.body as T;
      const hopeless = answer !== null && answer.status !== 503;
      if (hopeless || waited > PATIENCE_MS)
        throw new Error(`${method} ${path}: ${answer?.status ?? 'no answer'} ${JSON.stringify(answer?.body)}`);
      await pause(AGAIN_MS);
    }
  }

  /** Null: the connection failed, or the answer did not come whole. */
  private async attempt(method: string, path: string, body?: object) {
    const url = this.url() + path;
    try {
      const answer = await fetch(url, {
        method,
        headers: { 'content-type': 'application/json', ...(this.token ? { authorization: `Bearer ${this.token}` } : {}) },
        signal: AbortSignal.timeout(ANSWER_MS),
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { ok: answer.ok, status: answer.status, body: (await answer.json()) as unknown };
    } catch {
      return null;
    }
  }
}
