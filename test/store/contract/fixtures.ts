import type { FolioDraft } from '../../../src/cases/folio.js';
import type { Call, EngineState, Timer } from '../../../src/engine/state.js';
import type { Content, Conversation, ConversationRef, Inbound, Loaded, NewMessage, Store, TurnCommit } from '../../../src/store/store.js';

/** What a suite of the contract works on: the store as it is now, and the same one after a restart. */
export interface World {
  readonly store: Store;
  reopen(): Promise<Store>;
}

export const NOW = Date.UTC(2025, 5, 2, 15, 0, 0);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const text = (words: string): Content => ({ type: 'text', text: words, location: null, files: [] });

/** The conversation that belongs to an address has the id `c-<address>`. */
export const refOf = (address: string, channel = 'webchat'): ConversationRef => ({
  id: `c-${address}`,
  channel,
  address,
  language: 'es-MX',
});

export function inbound(address: string, nativeId: string, changes: Partial<Inbound> = {}): Inbound {
  return {
    key: `webchat:site:${address}:${nativeId}`,
    conversation: refOf(address),
    nativeId,
    sentAt: '2025-06-02T14:59:58.000Z',
    content: text(`words of ${nativeId}`),
    raw: JSON.stringify({ id: nativeId }),
    ...changes,
  };
}

export const reply = (words: string, from: NewMessage['from'] = 'bot'): NewMessage => ({
  from,
  content: text(words),
  key: from === 'bot' ? `test.${words}` : null,
  choices: [],
  trace: null,
});

/** A turn that consumes all that was loaded. */
export function turnOf({ conversation, messages, signals }: Loaded, changes: Partial<TurnCommit> = {}): TurnCommit {
  return {
    conversation: conversation.id,
    version: conversation.version,
    epoch: conversation.epoch,
    at: NOW,
    messages: messages.map(({ seq }) => seq),
    signals: signals.map(({ key }) => key),
    language: conversation.language,
    owner: conversation.owner,
    state: conversation.state,
    replies: [],
    sent: false,
    calls: [],
    timers: [],
    cancelledTimers: [],
    cancelledCalls: [],
    log: [],
    ...changes,
  };
}

export async function loaded(store: Store, id: string): Promise<Loaded> {
  const found = await store.load(id);
  if (!found) throw new Error(`no conversation ${id}`);
  return found;
}

export async function conversationOf(store: Store, id: string): Promise<Conversation> {
  const found = await store.conversation(id);
  if (!found) throw new Error(`no conversation ${id}`);
  return found;
}

let written = 0;

/** A customer writes and a turn answers with what is given. @returns the conversation's id. */
export async function exchange(store: Store, address: string, changes: Partial<TurnCommit> = {}, at = NOW): Promise<string> {
  written += 1;
  const [accepted] = await store.accept([inbound(address, `exchange-${written}`)], 'node-a', at);
  const id = accepted?.conversation ?? '';
  const { result } = await store.commitTurn(turnOf(await loaded(store, id), { at, ...changes }), at);
  if (result !== 'committed') throw new Error('the turn was stale');
  return id;
}

export const timer = (id: string, dueAt: number): Timer => ({ id, frame: 'f1', name: `after.${id}`, dueAt, event: { type: 'LATE' } });

export const call = (id: string): Call => ({ id, frame: 'f1', invoke: 'asking', effect: 'checkLine', input: { account: '100005' } });

/** An engine state that holds a number, to tell one from another. */
export const stateWith = (state: EngineState, count: number): EngineState => ({ ...state, facts: { matter: String(count) } });

export const countIn = (state: EngineState): number => Number(state.facts.matter ?? 0);

export const draft = (changes: Partial<FolioDraft> = {}): FolioDraft => ({
  type: 'failure',
  area: 'tecnica',
  account: '100005',
  email: 'elena.mora@example.com',
  phone: '+522220000005',
  channel: 'webchat',
  conversationId: 'c-ana',
  description: 'no tengo internet desde ayer',
  details: { power: 'on', reboots: 1, checked: true, lights: null },
  dueAt: '2025-06-05T15:00:00.000Z',
  dueRule: 'failure.repair',
  noticeAt: null,
  ...changes,
});

/** A seeded source of numbers in [0, 1): the same run every time. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

/** Lets other work of the event loop go first, so many times. */
export async function ticks(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) await new Promise((resolve) => setImmediate(resolve));
}
