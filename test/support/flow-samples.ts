import type * as shared from '../../flows/shared/effects.js';
import type { EntryInput, Facts, UserEvent } from '../../src/engine/flow.js';
import { INTENTS } from '../../src/nlu/reading.js';

/**
 * The samples from which the paths of the flows are generated: one for each class that a flow can tell apart. A new effect or
 * flow needs its samples here, and nothing else, to be held to the invariants.
 */

const T = '2025-11-25T18:00:00.000Z';
const FOLIO = 'T1000015';
const KNOWN: Facts = { account: '100005', email: 'elena.mora@example.com', phone: '+522220000005', zone: 'sur', matched: 'yes' };
const PARTLY: Facts = { account: '100005', outageSince: T, lights: 'los', matter: 'no tengo internet' };
const ALL_INTENTS: readonly string[] = [...INTENTS, 'other'];
const SAME_KIND = [
  'balance_inquiry',
  'invoice_request',
  'undue_charge_claim',
  'outage_refund_claim',
  'service_complaint',
  'coverage_new_service',
  'plans_and_prices',
  'change_plan_or_address',
  'privacy_arco_request',
  'talk_to_human',
];
/** Of the intents that mean the same to every flow, one of each kind: doubts, claims, courtesies. */
const SAID_INTENTS = ALL_INTENTS.filter((intent) => !SAME_KIND.includes(intent));

const entry = (intent: string | null, facts: Facts, text = '', nested = false): EntryInput => ({ facts, intent, text, nested });

const visit: shared.Slot = { date: '2025-11-26', shift: 'morning', from: '09:00', to: '13:00' };

/** What each flow may be started with. */
export const FLOW_INPUTS: Readonly<Record<string, readonly object[]>> = {
  reception: [true, false].flatMap((first) =>
    [null, ...ALL_INTENTS].flatMap((intent) => [{}, KNOWN].map((facts) => ({ ...entry(intent, facts), first }))),
  ),
  'identify-customer': [{}, PARTLY, KNOWN, { email: 'elena.mora@example.com' }].map((facts) => ({ facts })),
  'technical-support': [{}, PARTLY].map((facts) => entry('technical_failure', facts, 'ya lo reinicié y sigue igual')),
  'power-check': [{}, PARTLY].flatMap((facts) => [true, false].map((once) => ({ facts, once }))),
  reboot: [false, true].map((done) => ({ facts: KNOWN, done })),
  'same-report': [null, 'T1000023'].map((folio) => ({ facts: KNOWN, folio, text: 'sigo sin internet' })),
  'service-folio': (['noPower', 'stillFailing', 'notRestarted', 'opticalLoss'] as const).flatMap((reason) =>
    [PARTLY, KNOWN].map((facts) => ({ facts, folio: FOLIO, zone: 'sur', reason })),
  ),
  'schedule-visit': [null, visit].map((current) => ({ facts: KNOWN, folio: FOLIO, zone: null, current })),
  'folio-status': ['folio_status', 'reschedule_visit', 'restart_fixed'].flatMap((intent) =>
    [{}, { folio: FOLIO }, { ...KNOWN, folio: FOLIO }].flatMap((facts) =>
      ['', 'ya no vengan, folio T10001'].map((text) => entry(intent, facts, text)),
    ),
  ),
  'other-matter': [null, ...ALL_INTENTS].flatMap((intent) =>
    ['', 'con mis palabras'].flatMap((text) => [true, false].map((nested) => entry(intent, {}, text, nested))),
  ),
  clarify: ALL_INTENTS.map((intent, index) => ({
    facts: {},
    intents: [intent, ALL_INTENTS[(index + 1) % ALL_INTENTS.length]],
    text: 'con mis palabras',
  })),
  'hand-off': [{ facts: KNOWN, reason: 'asked', flow: 'reboot', state: 'askingOff' }],
};

const folioOutputs: readonly shared.FolioOutput[] = [null, T].map((dueAt) => ({ number: FOLIO, createdAt: T, dueAt, noticeAt: dueAt }));

const view = (change: Partial<shared.FolioView>): { folio: shared.FolioView } => ({
  folio: {
    number: FOLIO,
    type: 'failure',
    area: 'tecnica',
    status: 'scheduled',
    createdAt: T,
    dueAt: T,
    visit: { ...visit, zone: 'sur', over: false },
    finding: null,
    tested: false,
    here: true,
    account: '100005',
    ...change,
  },
});

const slots: readonly shared.Slot[] = ['2025-11-26', '2025-11-27'].flatMap((date) => [
  { date, shift: 'morning', from: '09:00', to: '13:00' } as const,
  { date, shift: 'afternoon', from: '14:00', to: '18:00' } as const,
]);

const fine: shared.LineOutput = {
  suspended: false,
  outage: false,
  restoreAt: null,
  device: 'online',
  opticalLoss: false,
  reconnectHours: 48,
  payUrl: 'https://example.com/pagos',
};
const staffed: shared.HandOffOutput = { folio: FOLIO, area: 'tecnica', staffed: true, opensAt: null, position: 1 };

/** What each effect may come back with, by its export's name. */
export const EFFECT_OUTPUTS: Readonly<Record<string, readonly unknown[]>> = {
  identify: [
    { matched: true, account: '100005', zone: 'sur' },
    { matched: false, account: null, zone: null },
  ],
  checkLine: [
    fine,
    { ...fine, device: 'offline' },
    { ...fine, device: 'unknown' },
    { ...fine, device: 'offline', opticalLoss: true },
    { ...fine, suspended: true },
    { ...fine, outage: true },
    { ...fine, outage: true, restoreAt: T },
  ],
  openFolio: folioOutputs,
  updateFolio: folioOutputs,
  findSlots: [{ slots: [] }, { slots }],
  bookVisit: [{ result: 'booked' }, { result: 'full' }],
  cancelVisit: [{ done: true }, { done: false }],
  findFolio: [
    { folio: null },
    view({}),
    view({ visit: null, status: 'open' }),
    view({ visit: null, status: 'open', dueAt: null }),
    view({ visit: null, status: 'open', tested: true }),
    view({ visit: { ...visit, zone: 'sur', over: true } }),
    view({ visit: null, status: 'open', type: 'claim', area: 'administrativa' }),
    view({ status: 'resolved' }),
    view({ status: 'closed' }),
    view({ here: false }),
    view({ here: false, account: '100001' }),
    view({ here: false, account: null }),
  ],
  findFailure: [
    { folio: null },
    view({}),
    view({ here: false }),
    view({ visit: null, status: 'open', dueAt: null }),
    view({ here: false, account: '100001' }),
  ],
  openHandOff: [staffed, { ...staffed, staffed: false }, { ...staffed, staffed: false, opensAt: T }],
};

const SLOT_VALUES: Readonly<Record<string, string>> = {
  account: '100005',
  email: 'elena.mora@example.com',
  phone: '+522220000005',
  folio: 'T1000023',
};

/** Words that a procedure looks into beyond their intent. */
const OWN_WORDS: readonly UserEvent[] = [
  { type: 'INTENT', intent: 'restart_still_failing', text: 'ya lo apagué y lo prendí y sigue igual' },
  { type: 'INTENT', intent: 'power_check_on', text: 'sí, tiene luces' },
  { type: 'INTENT', intent: 'power_check_off', text: 'se fue la luz en la colonia' },
  { type: 'INTENT', intent: 'restart_fixed', text: 'ya volvió la luz' },
  { type: 'INTENT', intent: 'reschedule_visit', text: 'ya no vengan' },
];

/** All that a customer can do, as the reader passes it on. @param slot the value that the question asks for. */
export function userEvents(choices: readonly string[], slot: string | null): readonly UserEvent[] {
  const value = slot === null ? undefined : SLOT_VALUES[slot];
  return [
    ...choices.map((id) => ({ type: 'CHOICE', id }) as const),
    { type: 'YES' },
    { type: 'NO' },
    { type: 'ANSWER', text: 'con mis palabras', value: null },
    { type: 'ANSWER', text: '222 000 0005', value: null, facts: { phone: '+522220000005' } },
    ...(value === undefined ? [] : [{ type: 'ANSWER', text: value, value } as const]),
    ...SAID_INTENTS.map((intent) => ({ type: 'INTENT', intent, text: 'con mis palabras' }) as const),
    ...OWN_WORDS,
    ...(['account', 'folio'] as const).map((fact) => ({ type: 'CORRECTION', fact, value: SLOT_VALUES[fact] ?? '' }) as const),
    { type: 'TOLD', facts: { email: 'elena.mora@example.com' } },
    { type: 'TOLD', facts: KNOWN },
    { type: 'LOCATION', latitude: 19.04, longitude: -98.2 },
    { type: 'FILE', name: 'foto.jpg', contentType: 'image/jpeg', file: 'f1' },
    { type: 'CANCEL' },
    { type: 'HANDED_BACK' },
    { type: 'RESOLVED' },
    { type: 'LEFT_QUEUE' },
  ];
}
