import type { Message } from '../store/store.js';

/** How far a channel can show an ability. */
export type Support = 'full' | 'degraded' | 'none';

/** A channel's abilities, as data. What it lacks is degraded to numbered text by {@link degrade}. */
export interface Capabilities {
  readonly buttons: { readonly support: Support; readonly max: number; readonly labelLength: number };
  readonly files: Support;
  readonly location: Support;
  readonly typing: Support;
  /** Characters of one message. */
  readonly textLength: number;
}

export interface Destination {
  readonly conversation: string;
  readonly address: string;
  readonly language: string;
}

/** What the outbox gives a channel. */
export interface Outgoing extends Destination {
  readonly message: Message;
}

/** `retryAfterMs`: the channel is busy. `permanent`: this message can never leave (blocked, closed). */
export class SendFailed extends Error {
  readonly code = 'SEND_FAILED';
  constructor(
    message: string,
    readonly retryAfterMs: number | null,
    readonly permanent: boolean,
  ) {
    super(message);
  }
}

/**
 * The channel port. Verifying and decoding happen in the channel's own web route or loop, which gives
 * `Inbound`s to the desk and acknowledges only when they are durable.
 */
export interface Channel {
  readonly id: string;
  /** Its clients read the transcript: a message has left as soon as it is durable, and never goes through the outbox. */
  readonly readsTranscript: boolean;
  readonly capabilities: Capabilities;
  /**
   * Sends one message; called by the outbox, one at a time per conversation, in order. Must not store
   * anything; the outbox marks the row. May be called again for the same message id after a crash.
   * @returns the channel's own id of what was sent, or null. @throws {SendFailed}
   */
  send(outgoing: Outgoing): Promise<string | null>;
  /** A hint that the bot is at work; never stored, never retried, may do nothing. */
  typing(destination: Destination): void;
  /** `{ok: true}`, or what is wrong and what a person must do. */
  health(): Promise<{ readonly ok: boolean; readonly problem: string | null }>;
}
