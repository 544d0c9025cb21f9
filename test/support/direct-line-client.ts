import { createRequire } from 'node:module';
import type { Activity, Conversation, DirectLine as DirectLineConnection } from 'botframework-directlinejs';
import { WebSocket } from 'ws';

const require = createRequire(import.meta.url);
// The package is made for browsers: it takes these two from the global object.
Object.assign(globalThis, { XMLHttpRequest: require('xhr2'), WebSocket });
const { DirectLine } = require('botframework-directlinejs') as typeof import('botframework-directlinejs');

/** An activity as the client delivers it, with what our tests look at. */
export interface Received {
  readonly id: string;
  readonly type: string;
  readonly text?: string;
  readonly name?: string;
  readonly from: { readonly id: string; readonly role: string; readonly name?: string };
  readonly replyToId?: string;
  readonly timestamp: string;
  readonly channelId: string;
  readonly conversation: { readonly id: string };
  readonly locale?: string;
  readonly channelData?: { readonly clientActivityID?: string; readonly ventanilla?: Readonly<Record<string, string | null>> };
  readonly suggestedActions?: { readonly actions: readonly { readonly type: string; readonly title: string; readonly value: string }[] };
  readonly attachments?: readonly { readonly name: string; readonly contentType: string; readonly contentUrl: string }[];
  readonly entities?: readonly unknown[];
}

export interface ClientOptions {
  /** `http://127.0.0.1:port/v3/directline` */
  readonly domain: string;
  readonly token?: string;
  readonly secret?: string;
  readonly webSocket: boolean;
  readonly conversationId?: string;
  readonly watermark?: string;
}

/** The unmodified `botframework-directlinejs`, with its deliveries collected. Call `end` at the end of a test. */
export class DirectLineClient {
  readonly received: Received[] = [];
  readonly connection: DirectLineConnection;
  private readonly waiting = new Set<() => void>();

  constructor({ ...options }: ClientOptions) {
    // 0 to 12 seconds are drawn for each reconnect, from 3 on: a negative draw makes it a few milliseconds.
    this.connection = new DirectLine({ ...options, pollingInterval: 200, timeout: 1000, random: () => -0.2495 });
    this.connection.activity$.subscribe(
      (activity) => {
        this.received.push(activity as unknown as Received);
        for (const look of this.waiting) look();
      },
      // The stream of activities ends with an error by design; what matters shows in the status.
      () => undefined,
    );
  }

  /** `Online`, `ExpiredToken`, `Ended`… */
  get status(): number {
    return this.connection.connectionStatus$.getValue();
  }

  /** Resolves with the server's id, or `retry` when the client could not tell whether it arrived. */
  post(activity: Readonly<Record<string, unknown>>): Promise<string> {
    return new Promise((resolve, reject) => {
      this.connection.postActivity({ from: { id: '' }, ...activity } as unknown as Activity).subscribe(resolve, reject);
    });
  }

  say(text: string, clientActivityID?: string): Promise<string> {
    return this.post({ type: 'message', text, ...(clientActivityID ? { channelData: { clientActivityID } } : {}) });
  }

  /** The first delivery that fits, come already or still to come. */
  until(fits: (activity: Received) => boolean): Promise<Received> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.received.find(fits);
        if (!found) return;
        this.waiting.delete(look);
        resolve(found);
      };
      this.waiting.add(look);
      look();
    });
  }

  untilText(text: string): Promise<Received> {
    return this.until((activity) => activity.text === text);
  }

  /** What a website does when its visitor's token has run out. */
  reconnect(conversation: Conversation): void {
    this.connection.reconnect(conversation);
  }

  end(): void {
    this.connection.end();
  }
}
