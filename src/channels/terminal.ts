import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Clock } from '../clock.js';
import type { Store } from '../store/store.js';
import type { Capabilities, Channel, Outgoing } from './channel.js';
import { degrade } from './degrade.js';

export interface TerminalDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly node: string;
  readonly language: string;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** The terminal as a channel: a customer at the keyboard, for trying and for tests. */
export class Terminal implements Channel {
  readonly id = 'terminal';
  readonly readsTranscript = false;
  readonly capabilities: Capabilities = {
    buttons: { support: 'degraded', max: 0, labelLength: 0 },
    files: 'none',
    location: 'none',
    typing: 'none',
    textLength: 4096,
  };
  private readonly conversation = { id: `terminal-${randomUUID()}`, channel: 'terminal', address: randomUUID() };

  constructor(private readonly deps: TerminalDeps) {}

  send({ message }: Outgoing): Promise<null> {
    this.deps.output.write(`\n${degrade(message, this.capabilities).text}\n`);
    return Promise.resolve(null);
  }

  typing(): void {
    // A terminal shows nothing while the bot is at work.
  }

  health(): Promise<{ ok: boolean; problem: string | null }> {
    return Promise.resolve({ ok: true, problem: null });
  }

  /** Greets, then takes each line as a message until the input ends. */
  async run(): Promise<void> {
    const { store, node, clock, language, input } = this.deps;
    await store.open({ ...this.conversation, language }, node, clock.now());
    for await (const line of createInterface({ input })) if (line.trim() !== '') await this.hear(line);
  }

  private async hear(text: string): Promise<void> {
    const { store, node, clock, language } = this.deps;
    const nativeId = randomUUID();
    await store.accept(
      [
        {
          key: `terminal:${this.conversation.address}:${nativeId}`,
          conversation: { ...this.conversation, language },
          nativeId,
          clientId: null,
          sentAt: new Date(clock.now()).toISOString(),
          content: { type: 'text', text, location: null, files: [] },
          raw: JSON.stringify({ text }),
        },
      ],
      node,
      clock.now(),
    );
  }
}
