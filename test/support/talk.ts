import type { Content, Conversation, Message } from '../../src/store/store.js';
import type { TestDesk } from './desk.js';

/** A page of the transcript that no test fills. */
const PAGE = 1_000;

/** One customer's conversation. */
export class TestTalk {
  private read = 0;
  private count = 0;

  constructor(
    readonly desk: TestDesk,
    readonly id: string,
    readonly language: string,
  ) {}

  private get ref() {
    return { id: this.id, channel: 'test', address: this.id, language: this.language };
  }

  async open(): Promise<void> {
    await this.desk.store.open(this.ref, 'node', this.desk.clock.now());
  }

  /** Stores messages that come at once, without waiting for what they cause. */
  async post(...contents: readonly Partial<Content>[]): Promise<void> {
    const inbound = contents.map((content) => {
      const nativeId = `m${++this.count}`;
      return {
        key: `test:${this.id}:${nativeId}`,
        conversation: this.ref,
        nativeId,
        clientId: null,
        sentAt: null,
        content: { type: 'text', text: null, location: null, files: [], ...content } as const,
        raw: '{}',
      };
    });
    await this.desk.store.accept(inbound, 'node', this.desk.clock.now());
  }

  async say(text: string): Promise<void> {
    await this.post({ text });
    await this.desk.settle();
  }

  /** All that was said by anybody, in order. */
  async lines(): Promise<readonly Message[]> {
    return this.desk.store.transcript(this.id, 0, PAGE);
  }

  /** What the bot has said since the last call, in order. */
  async heard(): Promise<readonly Message[]> {
    const lines = await this.desk.store.transcript(this.id, this.read, PAGE);
    this.read = lines.at(-1)?.seq ?? this.read;
    return lines.filter(({ from }) => from === 'bot');
  }

  async keys(): Promise<string[]> {
    return (await this.heard()).map(({ key }) => key ?? '');
  }

  async conversation(): Promise<Conversation> {
    const found = await this.desk.store.conversation(this.id);
    if (!found) throw new Error(`no conversation ${this.id}`);
    return found;
  }
}
