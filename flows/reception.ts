import { and, setup } from 'xstate';
import { defineFlow, type EntryInput, flowActions, type Say, type StateMeta, type Tag, type UserEvent } from '../src/engine/flow.js';
import { cancellation } from './cancellation.js';
import { coverage } from './coverage.js';
import { folioStatus } from './folio-status.js';
import { inquiry } from './inquiry.js';
import { otherMatter } from './other-matter.js';
import { CANCELLATION } from './shared/cancellation-context.js';
import { COVERAGE } from './shared/coverage-context.js';
import { answers, userGuards } from './shared/guards.js';
import { INQUIRIES } from './shared/inquiry-topics.js';
import { matterOf } from './shared/matters.js';
import { technicalSupport } from './technical-support.js';

export interface ReceptionInput extends EntryInput {
  /** The very first contact of this conversation. */
  readonly first: boolean;
}
export interface ReceptionOutput {
  readonly outcome: 'attended' | 'escalated';
}

interface Context extends ReceptionInput {
  /** Greetings and the like in a row, without a matter. */
  readonly chats: number;
}

/** Small talk in a row before a person takes over. */
const CHATS = 3;

/** What the menu's choices stand for. */
const MENU: ReadonlyMap<string, string> = new Map([
  ['failure', 'technical_failure'],
  ['folio', 'folio_status'],
  ['visit', 'reschedule_visit'],
  ['billing', 'billing_doubt'],
  ['cancelService', 'service_cancellation'],
  ['coverage', 'coverage_new_service'],
  ['other', 'other'],
]);

const TECHNICAL: ReadonlySet<string> = new Set(['technical_failure', 'power_check_on', 'power_check_off', 'restart_still_failing']);
/** "Ya quedó" may mean that the agreed visit is not needed. */
const ABOUT_A_FOLIO: ReadonlySet<string> = new Set(['folio_status', 'reschedule_visit', 'restart_fixed']);
/** Said without naming a matter, with what is answered. */
const SMALL_TALK: ReadonlyMap<string, string> = new Map([
  ['greeting', 'reception.hello'],
  ['provide_identifiers', 'reception.noted'],
  ['affirm', 'reception.goOn'],
]);
const FAREWELLS: ReadonlySet<string> = new Set(['thanks_goodbye', 'deny']);

const isMatter = (intent: string | null): intent is string => intent !== null && !SMALL_TALK.has(intent) && !FAREWELLS.has(intent);

const intentOf = (event: UserEvent): string | null => {
  if (event.type === 'INTENT') return event.intent;
  if (event.type === 'CHOICE') return MENU.get(event.id) ?? null;
  return event.type === 'YES' ? 'affirm' : null;
};

/** Another name of a choice is all that is said of a failure or a cancellation; for anything else it is asked what it is about. */
function wordsOf(event: UserEvent): string {
  if (event.type === 'INTENT') return event.text;
  const intent = intentOf(event) ?? '';
  return event.type === 'CHOICE' && (TECHNICAL.has(intent) || intent === CANCELLATION) ? (event.text ?? '') : '';
}

const named = (event: UserEvent): Partial<Context> => ({
  intent: intentOf(event),
  text: wordsOf(event),
  chats: 0,
});

/** Step 1 of the procedure: which area it belongs to. */
const sayArea = ({ context: { intent } }: { context: Context }): Say => ({
  key: 'reception.area',
  vars: { area: areaOf(intent) },
});

function areaOf(intent: string | null): string {
  if (TECHNICAL.has(intent ?? '') || intent === 'reschedule_visit') return 'tecnica';
  if (intent === COVERAGE) return 'comercial';
  return intent === CANCELLATION ? 'administrativa' : matterOf(intent).area;
}

const sayBack = ({ event }: { event: UserEvent }): Say => ({ key: SMALL_TALK.get(intentOf(event) ?? '') ?? 'reception.goOn' });

const house = setup({
  types: {
    context: {} as Context,
    input: {} as ReceptionInput,
    output: {} as ReceptionOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: {
    'technical-support': technicalSupport.machine,
    'folio-status': folioStatus.machine,
    cancellation: cancellation.machine,
    coverage: coverage.machine,
    inquiry: inquiry.machine,
    'other-matter': otherMatter.machine,
  },
  actions: flowActions,
  guards: {
    ...userGuards,
    isFirst: ({ context }) => context.first,
    leaves: ({ context }) => FAREWELLS.has(context.intent ?? ''),
    greets: ({ context }) => context.intent === 'greeting',
    tells: ({ context: { intent, facts } }) =>
      intent === 'provide_identifiers' && (facts.account ?? facts.email ?? facts.phone) !== undefined,
    isTechnical: ({ context }) => TECHNICAL.has(context.intent ?? ''),
    isAboutFolio: ({ context }) => ABOUT_A_FOLIO.has(context.intent ?? ''),
    isCancellation: ({ context }) => context.intent === CANCELLATION,
    isCoverage: ({ context }) => context.intent === COVERAGE,
    isInquiry: ({ context }) => INQUIRIES.has(context.intent ?? ''),
    hasMatter: ({ context }) => isMatter(context.intent),
    namesMatter: ({ event }) => isMatter(intentOf(event)),
    saysFarewell: ({ event }) => event.type === 'INTENT' && FAREWELLS.has(event.intent),
    chats: ({ event }) => SMALL_TALK.has(intentOf(event) ?? ''),
    mayChat: ({ context }) => context.chats < CHATS,
  },
});

/** Any of the procedures: what follows is the same. */
const attending = (src: 'technical-support' | 'folio-status' | 'cancellation' | 'coverage' | 'inquiry' | 'other-matter') =>
  house.createStateConfig({
    entry: { type: 'say', params: sayArea },
    invoke: {
      // A plain string: two unions at once are more combinations than the compiler tells apart.
      id: String(src),
      src,
      input: ({ context: { facts, intent, text } }) => ({ facts, intent, text, nested: false }),
      onDone: 'askingMore',
      onError: 'escalated',
    },
  });

/** Small talk is answered, and the question put again; after a while a person asks better. */
const chatting = [
  {
    guard: and(['chats', 'mayChat']),
    target: 'askingMatter',
    actions: [{ type: 'say', params: sayBack }, house.assign({ chats: ({ context }) => context.chats + 1 })],
  },
  { guard: 'chats', target: 'escalated' },
] as const;
const telling = { guard: 'namesMatter', target: 'triaging', actions: house.assign(({ event }) => named(event)) } as const;

/** What was attended to is no longer the matter. */
const forget = house.assign({ intent: null, text: '' });
const more = answers({ yes: 'askingMatter', no: 'leaving' });

const machine = house.createMachine({
  id: 'reception',
  context: ({ input }) => ({ ...input, chats: 0 }),
  output: ({ event }) => event.output as ReceptionOutput,
  initial: 'opening',
  on: {
    /** What was recorded stays recorded; only the questions end. */
    CANCEL: {
      guard: 'mayChat',
      target: '.askingMatter',
      actions: [{ type: 'say', params: { key: 'reception.cancelled' } }, house.assign({ chats: ({ context }) => context.chats + 1 })],
    },
  },
  states: {
    opening: {
      always: [
        {
          guard: 'isFirst',
          target: 'triaging',
          actions: [
            { type: 'say', params: { key: 'reception.welcome' } },
            { type: 'say', params: { key: 'reception.privacy' } },
          ],
        },
        { guard: 'leaves', target: 'leaving' },
        { guard: 'greets', target: 'triaging', actions: { type: 'say', params: { key: 'reception.hello' } } },
        { target: 'triaging' },
      ],
    },
    triaging: {
      always: [
        { guard: 'isTechnical', target: 'attendingFailure' },
        { guard: 'isAboutFolio', target: 'attendingFolio' },
        { guard: 'isCancellation', target: 'attendingCancellation' },
        { guard: 'isCoverage', target: 'attendingCoverage' },
        { guard: 'isInquiry', target: 'attendingInquiry' },
        { guard: 'hasMatter', target: 'attendingOther' },
        { guard: 'tells', target: 'askingMatter', actions: { type: 'say', params: { key: 'reception.noted' } } },
        { target: 'askingMatter' },
      ],
    },
    askingMatter: {
      entry: forget,
      tags: 'waiting',
      meta: { prompt: 'reception.askMatter', choices: [...MENU.keys()] },
      on: {
        CHOICE: telling,
        INTENT: [telling, { guard: 'saysFarewell', target: 'leaving' }, ...chatting],
        YES: chatting,
        NO: 'leaving',
      },
    },
    attendingFailure: attending('technical-support'),
    attendingFolio: attending('folio-status'),
    attendingCancellation: attending('cancellation'),
    attendingCoverage: attending('coverage'),
    attendingInquiry: attending('inquiry'),
    attendingOther: attending('other-matter'),
    askingMore: {
      entry: forget,
      tags: 'waiting',
      meta: { prompt: 'reception.askMore', choices: ['yes', 'no'] },
      on: {
        ...more,
        // The menu's buttons stay on the screen.
        CHOICE: [...more.CHOICE, telling],
        INTENT: [
          telling,
          { guard: 'saysFarewell', target: 'leaving' },
          { guard: 'chats', target: 'askingMatter', actions: { type: 'say', params: sayBack } },
        ],
      },
    },
    leaving: { type: 'final', entry: { type: 'say', params: { key: 'reception.goodbye' } }, output: { outcome: 'attended' } },
    escalated: { type: 'final', tags: 'escalate', output: { outcome: 'escalated' } },
  },
});

/** The front door: who we are, what the matter is and which area's it is, and whether there is anything else. */
export const reception = defineFlow({ id: 'reception', version: 1, machine });
