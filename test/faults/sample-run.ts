import type { Folio } from '../../src/cases/folio.js';
import { FIRST_FOLIO, formatFolioNumber } from '../../src/cases/folio-number.js';
import type { EngineState } from '../../src/engine/state.js';
import type { Run } from './checker.js';
import type { ClientHistory, SeenLine } from './history.js';
import type { ConversationImage } from './store-image.js';

/** A small run in which everything is as it must be, for tests of the checker. All of it may be written to. */
export type Mutable<T> = T extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Mutable<T[Key]> }
    : T;

const TURN = '0b9f2b50-6a53-4c52-9d0e-0d7f6b1f7a11';
const AT = '2026-11-24T17:00:00.000Z';

/** What each customer of the sample says and is answered; null: the greeting, which answers nothing. */
const TALK: readonly (readonly [said: string | null, answers: readonly string[]])[] = [
  [null, ['reception.welcome', 'reception.askMatter']],
  ['no tengo internet', ['technical-support.reported', 'power-check.askPlugged']],
  ['sí', ['power-check.askLights']],
];

/** A customer in the middle of a restart, who waits for one timer. */
const waitingState = (conversation: string): EngineState => ({
  frames: [{ id: `${TURN}.1`, flow: 'reboot', version: 1, snapshot: { value: 'waitingOff' }, parent: null }],
  calls: [],
  timers: [{ id: timerOf(conversation), frame: `${TURN}.1`, name: 'offTime', dueAt: 1_764_000_000_000, event: { type: 'xstate.after' } }],
  parked: [],
  facts: { account: '100001' },
  misread: 0,
  past: [],
  met: true,
});

const timerOf = (conversation: string): string => `${TURN}.${conversation.length + 10}`;

function linesOf(name: string, conversation: string): SeenLine[] {
  const lines: SeenLine[] = [];
  const add = (line: Pick<SeenLine, 'from' | 'text' | 'key' | 'clientId'>): void => {
    lines.push({ id: `${conversation}|${String(lines.length + 1).padStart(7, '0')}`, at: AT, ...line });
  };
  for (const [index, [said, answers]] of TALK.entries()) {
    if (said !== null) add({ from: 'customer', text: said, key: null, clientId: `${name}-${index}` });
    for (const key of answers) add({ from: 'bot', text: `(${key})`, key, clientId: null });
  }
  return lines;
}

function historyOf(name: string, conversation: string): ClientHistory {
  const replay = linesOf(name, conversation);
  const sent = replay.filter(({ clientId }) => clientId !== null);
  const acks = sent.map(({ id, clientId }, index) => ({ id, clientId: clientId ?? '', sentAt: index * 1_000 }));
  const half = 3;
  return {
    name,
    conversation,
    // The second message was sent again, as its first answer never came.
    attempts: [...acks.map(({ clientId }) => clientId), `${name}-2`],
    acks,
    views: [
      { heardAt: 1_000, after: '', watermark: String(half), lines: replay.slice(0, half) },
      { heardAt: 40_000, after: String(half), watermark: String(replay.length), lines: replay.slice(half) },
    ],
    replay,
  };
}

const imageOf = ({ conversation, replay }: ClientHistory): ConversationImage => ({
  id: conversation,
  owner: 'bot',
  lastSeq: replay.length,
  version: 3,
  state: waitingState(conversation),
  lines: replay.map(({ from, key, clientId }, index) => ({
    seq: index + 1,
    from,
    key,
    clientId,
    status: from === 'bot' ? 'sent' : 'received',
    epoch: 0,
  })),
  pending: 0,
  unread: 0,
  signals: [],
  calls: [],
  timers: [timerOf(conversation)],
  ended: ['identify-customer identified'],
  takeovers: [],
});

const folioOf = (conversationId: string, n: number): Folio => ({
  number: formatFolioNumber('tecnica', FIRST_FOLIO + n),
  type: 'failure',
  area: 'tecnica',
  status: 'scheduled',
  account: '100001',
  email: null,
  phone: null,
  channel: 'directline',
  conversationId,
  description: 'no tengo internet',
  details: {},
  createdAt: AT,
  dueAt: AT,
  dueRule: 'repair',
  noticeAt: null,
  visit: { date: '2026-11-25', shift: 'morning', zone: 'centro' },
  closedAt: null,
  history: [
    { at: AT, by: 'bot', what: 'opened' },
    { at: AT, by: 'bot', what: 'visit booked for 2026-11-25, morning' },
  ],
});

export function sampleRun(): Mutable<Run> {
  const histories = [historyOf('ana', 'c-1'), historyOf('elena', 'c-22')];
  const image = {
    damage: [],
    conversations: histories.map(imageOf),
    folios: [folioOf('by-phone', 0), ...histories.map(({ conversation }, index) => folioOf(conversation, index + 1))],
    given: [],
    unnumbered: [],
  };
  // Nothing is shared: a fault planted in one place is in no other.
  return JSON.parse(JSON.stringify({ histories, image })) as Mutable<Run>;
}
