import { join } from 'node:path';
import { WebSocket } from 'ws';
import { Connection, openDriver } from '../../src/store/sqlite/connection.js';

/** Told of a bot's message by its conversation and locale key. */
export type Heard = (conversation: string, key: string) => void;

/** Where a customer learns of replies. */
export interface Replies {
  /** Begins to listen for one conversation. */
  listen(conversation: string, streamUrl: string): Promise<void>;
}

const LOOK_MS = 2;

/**
 * Replies as they become durable: the rows that another process can read in the database file. It costs the server nothing,
 * so that what is measured is the turn, and not how it is shown.
 */
export function durableReplies(dataDir: string, heard: Heard): Replies {
  const db = new Connection(openDriver(join(dataDir, 'ventanilla.db')));
  let last = db.get<[number]>('SELECT coalesce(max(n), 0) FROM messages')?.[0] ?? 0;
  const look = (): void => {
    const rows = db.all<[number, string, string]>(
      `SELECT m.n, c.id, m.key FROM messages m JOIN conversations c ON c.n = m.conversation
       WHERE m.n > ? AND m.author = 'bot' ORDER BY m.n`,
      last,
    );
    for (const [n, conversation, key] of rows) {
      last = n;
      heard(conversation, key);
    }
  };
  setInterval(look, LOOK_MS);
  return { listen: async () => undefined };
}

interface Activities {
  readonly activities: readonly { readonly channelData?: { readonly ventanilla?: { readonly key: string } } }[];
}

/** Replies as customers see them, on a socket each. */
export function socketReplies(heard: Heard): Replies {
  return {
    listen(conversation, streamUrl) {
      const socket = new WebSocket(streamUrl, { perMessageDeflate: false });
      socket.on('message', (data) => {
        const text = String(data);
        if (text === '') return;
        for (const { channelData } of (JSON.parse(text) as Activities).activities) {
          if (channelData?.ventanilla) heard(conversation, channelData.ventanilla.key);
        }
      });
      return new Promise((resolve, reject) => {
        socket.once('open', () => resolve());
        socket.once('error', reject);
      });
    },
  };
}
