import type { Channel, Destination } from './channel.js';
import { activityId } from './webchat-activity.js';

/** Name of the channel in conversations, keys and the API. */
export const WEBCHAT = 'directline';

type Listener = (conversation: string) => void;

/**
 * The website's chat. Its transcript in the store is its delivery: every client reads on from its own
 * place there, so a message has left as soon as it is durable and cannot be lost or doubled.
 */
export interface Webchat extends Channel {
  /** The bot is at work in a conversation. @returns an end to listening. */
  onTyping(listener: Listener): () => void;
}

function makeSignal() {
  const listeners = new Set<Listener>();
  return {
    emit(conversation: string): void {
      for (const listener of listeners) listener(conversation);
    },
    on(listener: Listener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function makeWebchat(): Webchat {
  const typing = makeSignal();
  return {
    id: WEBCHAT,
    readsTranscript: true,
    capabilities: {
      buttons: { support: 'full', max: 20, labelLength: 80 },
      files: 'full',
      location: 'full',
      typing: 'full',
      textLength: 20_000,
    },
    send: async ({ conversation, message }) => activityId(conversation, message.seq),
    typing: ({ conversation }: Destination) => typing.emit(conversation),
    health: async () => ({ ok: true, problem: null }),
    onTyping: typing.on,
  };
}
