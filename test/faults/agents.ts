import { setTimeout as pause } from 'node:timers/promises';
import { type MongoStore, openMongoStore } from '../../src/store/mongo/mongo-store.js';

/** What an agent who wanted a conversation was told. */
export interface Bid {
  readonly conversation: string;
  readonly agent: string;
  /** The owner's epoch that the agent had seen. */
  readonly seen: number;
  /** The epoch from which on it is the agent's; null: somebody else was faster. */
  readonly won: number | null;
  /** The conversation's last line when the agent had won: after it the bot says nothing. 0 when not. */
  readonly lastSeq: number;
}

const NAMES = ['ana', 'beto', 'cleo'] as const;
const AGAIN_MS = 100;

/** Agents at consoles of their own, one a gateway in turn, who want the same conversations at the same time. */
export class Agents {
  readonly bids: Bid[] = [];
  private stores: readonly MongoStore[] = [];

  async start(urls: readonly string[]): Promise<void> {
    this.stores = await Promise.all(
      NAMES.map((_, index) => openMongoStore(urls[index % urls.length] ?? '', { selectionMs: 2_000, answerMs: 4_000 })),
    );
  }

  /** All of them take the conversation, of which each has seen the same. */
  async contest(conversation: string): Promise<void> {
    const [first] = this.stores;
    const epoch = await untilAnswered(async () => (await first?.conversation(conversation))?.epoch ?? 0);
    await Promise.all(this.stores.map((store, index) => this.bid(store, NAMES[index] ?? '', conversation, epoch)));
  }

  async end(): Promise<void> {
    await Promise.all(this.stores.map((store) => store.close()));
  }

  /** As a console does: when the answer is lost, it looks who has the conversation before it says so. */
  private async bid(store: MongoStore, agent: string, conversation: string, seen: number): Promise<void> {
    const taken = await store.takeover(conversation, agent, seen, Date.now()).catch(() => 'unknown' as const);
    const found = await untilAnswered(() => store.conversation(conversation));
    if (taken === 'unknown') return;
    this.bids.push({ conversation, agent, seen, won: taken?.epoch ?? null, lastSeq: taken ? (found?.lastSeq ?? 0) : 0 });
  }
}

async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch {
      await pause(AGAIN_MS);
    }
  }
}
