import { flowVersions } from '../../flows/index.js';
import { openStore } from '../../src/store/open-store.js';
import type { Message, Store } from '../../src/store/store.js';

const PIECE = 500;

/**
 * What of the customers' messages is not in the store as it should be: each once, in a transcript without a gap, and answered.
 * @param sent messages acknowledged, by conversation. @param isAnswered also looks for messages that no turn has consumed.
 */
export async function findLosses(storeUrl: string, sent: ReadonlyMap<string, number>, isAnswered: boolean): Promise<readonly string[]> {
  const store = await openStore(storeUrl, { alone: false, flows: flowVersions, warn: () => undefined });
  try {
    const problems: string[] = [];
    for (const [conversation, count] of sent) problems.push(...(await lossesOf(store, conversation, count, isAnswered)));
    return problems;
  } finally {
    await store.close();
  }
}

async function lossesOf(store: Store, conversation: string, sent: number, isAnswered: boolean): Promise<readonly string[]> {
  const lines = await transcriptOf(store, conversation);
  const own = lines.filter(({ from }) => from === 'customer');
  const distinct = new Set(own.map(({ clientId }) => clientId)).size;
  const gaps = lines.filter(({ seq }, index) => seq !== index + 1).length;
  const { messages = [], signals = [] } = isAnswered ? ((await store.load(conversation)) ?? {}) : {};
  const waiting = messages.length + signals.length;
  return own.length === sent && distinct === sent && gaps === 0 && waiting === 0
    ? []
    : [`${conversation}: ${sent} messages sent, ${own.length} stored (${distinct} different), ${gaps} out of place, ${waiting} unanswered`];
}

async function transcriptOf(store: Store, conversation: string): Promise<readonly Message[]> {
  const lines: Message[] = [];
  for (;;) {
    const piece = await store.transcript(conversation, lines.at(-1)?.seq ?? 0, PIECE);
    lines.push(...piece);
    if (piece.length < PIECE) return lines;
  }
}
