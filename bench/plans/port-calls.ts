import type { FolioDraft, Visit } from '../../src/cases/folio.js';
import { NEW_STATE } from '../../src/store/new-state.js';
import type { Conversation, Store, TurnCommit } from '../../src/store/store.js';

const NODE = 'bench';
const LEASE_MS = 1_000;
const LIMIT = 10;
const ID = 'bench-port';
const REF = { id: ID, channel: 'webchat', address: ID, language: 'es-MX' };
const CONTENT = { type: 'text', text: 'hola', location: null, files: [] } as const;
const VISIT: Visit = { date: '2030-01-02', shift: 'morning', zone: ID };
const ACCOUNT = '100001';
const DRAFT = {
  type: 'failure',
  area: 'tecnica',
  account: ACCOUNT,
  email: null,
  phone: null,
  channel: 'webchat',
  conversationId: ID,
  description: '',
  details: {},
  dueAt: null,
  dueRule: null,
  noticeAt: null,
} satisfies FolioDraft;

/** Uses every operation of the store port, each way in which it looks for something, on a store that has much else in it. */
export async function callPort(store: Store): Promise<void> {
  const now = Date.now();
  await store.ready();
  await talk(store, now);
  await work(store, now);
  await openFolios(store, now);
  await keep(store, now);
  await list(store);
}

const inbound = (number: number) => ({
  key: `${ID}:${number}`,
  conversation: REF,
  nativeId: String(number),
  sentAt: null,
  content: CONTENT,
  raw: '{}',
});

/** Messages, one of them twice, and a turn that says, calls and sets a timer. */
async function talk(store: Store, now: number): Promise<void> {
  await store.open(REF, NODE, now);
  await store.accept([inbound(1)], NODE, now);
  await store.accept([inbound(1), inbound(2)], NODE, now);
  // What a node that died has left is looked for behind its lease, twice, so that what stands still is moved on.
  for (const later of [1, 2]) await store.claim(NODE, now + later * 100_000, LEASE_MS, LIMIT);
  const loaded = await store.load(ID);
  if (!loaded) throw new Error('The conversation is not in the store.');
  const { conversation, messages, signals } = loaded;
  const seen = { messages: messages.map(({ seq }) => seq), signals: signals.map(({ key }) => key) };
  await store.commitTurn({ ...turnOf(conversation, now), ...seen }, now);
  await store.commitTurn(turnOf(conversation, now), now);
  await store.transcript(ID, 0, LIMIT);
  await store.heads([ID]);
  await store.takeover(ID, 'ana', conversation.epoch, now);
}

const turnOf = ({ id, version, epoch, language, owner }: Conversation, at: number): TurnCommit => ({
  conversation: id,
  version,
  epoch,
  at,
  messages: [],
  signals: [],
  language,
  owner,
  state: NEW_STATE,
  replies: [{ from: 'system', content: CONTENT, key: 'bench', choices: [], trace: null }],
  sent: false,
  calls: [1, 2].map((number) => ({ id: `${ID}:call-${number}`, frame: 'f', invoke: 'i', effect: 'e', input: {} })),
  timers: [{ id: `${ID}:timer`, frame: 'f', name: 'n', dueAt: at, event: { type: 'e' } }],
  cancelledTimers: [`${ID}:no-timer`],
  cancelledCalls: [`${ID}:no-call`],
  log: [{ by: 'bot', what: 'bench', data: null }],
});

/** What the loops do: calls, timers and the outbox. */
async function work(store: Store, now: number): Promise<void> {
  await store.nextDue();
  await store.claimCalls(NODE, now, LEASE_MS, LIMIT);
  await store.retryCall(`${ID}:call-1`, now);
  for (const number of [1, 2]) await store.settleCall(`${ID}:call-${number}`, { ok: true, output: null }, now);
  await store.fireTimers(now, LIMIT);
  for (const later of [0, 1]) {
    const [item] = await store.claimOutbox(now + later, LEASE_MS, LIMIT);
    if (item && later === 0) await store.markUnsent(item.message.id, now + 1, 'busy');
    if (item && later === 1) await store.markSent(item.message.id, null, now);
  }
  await store.sharedTime?.();
}

/** Folios and visits, also such as find no place or move. */
async function openFolios(store: Store, now: number): Promise<void> {
  const { number } = await store.openFolio(`${ID}:folio`, DRAFT, now);
  const { number: other } = await store.openFolio(`${ID}:other`, DRAFT, now);
  await store.bookVisit(`${ID}:visit`, number, VISIT, 1, now);
  await store.bookVisit(`${ID}:full`, other, VISIT, 1, now);
  await store.bookVisit(`${ID}:move`, number, { ...VISIT, shift: 'afternoon' }, 1, now);
  await store.visitLoad(ID, VISIT.date, VISIT.date);
  await store.updateFolio(`${ID}:update`, number, { visit: null }, 'bot', 'bench', now);
  await store.folio(number);
}

/** What is kept beside conversations. */
async function keep(store: Store, now: number): Promise<void> {
  const bytes = new Uint8Array(1);
  const file = `${ID}-${now}`;
  await store.saveFile({ id: file, name: 'a.txt', contentType: 'text/plain', size: bytes.length, conversation: ID, bytes }, now);
  await store.readFile(file);
  await store.saveResume(file, { conversation: ID, user: ID, expiresAt: now + LEASE_MS });
  await store.useResume(file, now, LEASE_MS);
  await store.changeRecord(ID, now, () => ({ record: 1, until: now + LEASE_MS, result: null }));
  await store.record(ID, now);
  await store.postLetter({ id: file, kind: 'email', sealed: '', until: null, isVoid: false }, now);
  await store.claimLetters(now, LEASE_MS, LIMIT);
  await store.letterUnsent(file, now, 'busy');
  await store.letterSent(file, false, now);
  await store.letters(LIMIT);
}

/** Every list that the operator's API and the flows ask for, first page and next. */
async function list(store: Store): Promise<void> {
  await store.conversation(ID);
  for (const filter of [{}, { channel: REF.channel }, { channel: REF.channel, address: ID }, { address: ID }]) {
    const { next } = await store.conversations({ ...filter, limit: 1 });
    await store.conversations({ ...filter, before: next, limit: 1 });
  }
  for (const filter of [{}, { account: ACCOUNT }, { type: DRAFT.type }, { account: ACCOUNT, type: DRAFT.type }, { conversation: ID }]) {
    const { next } = await store.folios({ ...filter, limit: 1 });
    await store.folios({ ...filter, before: next, limit: 1 });
  }
}
