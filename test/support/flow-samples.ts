import type * as shared from '../../flows/shared/effects.js';
import { MATTER_INTENTS } from '../../flows/shared/matters.js';
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

const NORTE: shared.Place = { postalCode: '72100', colonia: 'Norte' };
const PLAN: shared.PlanOffer = { id: 'hogar-50', name: 'Hogar 50', monthlyPrice: 39_900 };

/** What each flow may be started with. */
export const FLOW_INPUTS: Readonly<Record<string, readonly object[]>> = {
  reception: [true, false].flatMap((first) =>
    [null, ...ALL_INTENTS].flatMap((intent) => [{}, KNOWN].map((facts) => ({ ...entry(intent, facts), first }))),
  ),
  'identify-customer': [{}, PARTLY, KNOWN, { email: 'elena.mora@example.com' }].map((facts) => ({ facts })),
  'verify-identity': [
    { facts: {}, action: 'balance', level: 2 },
    { facts: KNOWN, action: 'endContract', level: 3 },
  ],
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
  'other-matter': [null, 'other', ...MATTER_INTENTS].flatMap((intent) => [
    ...['', 'con mis palabras'].flatMap((text) => [true, false].map((nested) => entry(intent, {}, text, nested))),
    entry(intent, KNOWN, 'con mis palabras', true),
  ]),
  cancellation: [
    '',
    '¿cómo cancelo?',
    'si no arreglan cancelo',
    'ya no quiero cancelar',
    'solo la tele',
    'la línea de mi mamá que pedí hace un mes',
    'quiero hablar con alguien para cancelar',
    '¿cómo cancelo? pásenme con un asesor',
  ].flatMap((text) => [{}, KNOWN].map((facts) => entry('service_cancellation', facts, text, text === ''))),
  coverage: [
    entry('coverage_new_service', {}),
    entry('coverage_new_service', {}, '¿llegan a la colonia Norte?'),
    entry('coverage_new_service', { postalCode: '72000', ...KNOWN }),
    entry('coverage_new_service', { location: '19.04,-98.2' }),
  ],
  prospect: (['contract', 'check', 'interest'] as const).flatMap((purpose) =>
    [{}, KNOWN].flatMap((facts) =>
      [null, PLAN].map((plan) => ({
        facts,
        wish: {
          ...{ purpose, coverage: 'check', words: 'llegan a la colonia Norte', place: NORTE, postalCode: '72100', pin: null },
          ...{ zone: 'norte', note: null, plan, consent: purpose === 'interest' },
        },
      })),
    ),
  ),
  inquiry: [
    ...['balance_inquiry', 'billing_doubt', 'payment_reported_reconnection', 'plans_and_prices'].flatMap((intent) =>
      [true, false].map((nested) => entry(intent, KNOWN, 'con mis palabras', nested)),
    ),
    entry('billing_doubt', {}),
    entry('billing_doubt', {}, '¿dónde puedo pagar?'),
    entry('billing_doubt', {}, '¿puedo pagar en partes?'),
    entry('billing_doubt', {}, '¿cuándo vence mi recibo?'),
  ],
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

const notice: shared.NoticeOutput = {
  number: FOLIO,
  createdAt: T,
  noticeAt: T,
  equipmentDate: '2025-12-05',
  again: false,
  ended: false,
  mailTo: null,
};
const acknowledgement: shared.AcknowledgementOutput = {
  file: { id: 'f1', name: 'acuse.pdf', contentType: 'application/pdf', size: 1_000 },
  code: 'A100017-7K3M-9Q2X-0ABC-DEFG',
  checkUrl: 'https://example.com/verify/A100017-7K3M-9Q2X-0ABC-DEFG',
  places: 'PROFECO, +528004688722',
  sentTo: null,
};

const contacts: readonly shared.MaskedContact[] = [
  { kind: 'email', masked: 'e***@example.com' },
  { kind: 'sms', masked: '*** 05' },
];

const coverage: Omit<shared.CoverageOutput, 'result'> = { place: null, zone: null, note: null, options: [], plans: [] };

const balance: shared.BalanceOutput = {
  known: true,
  due: 89_900,
  dueDate: '2025-11-30',
  overdue: false,
  lastPayment: { amount: 74_900, paidDate: '2025-10-22' },
  nextBillDate: '2025-12-20',
  graceDays: 5,
  payUrl: 'https://example.com/pagos',
};
const bill: shared.BillOutput = {
  known: true,
  explained: true,
  fromDate: '2025-11-20',
  toDate: '2025-12-19',
  total: 89_900,
  compared: 'more',
  difference: 15_000,
  lines: '• Internet: $749.00',
  added: '• Servicio adicional: $150.00',
  removed: '',
  changed: '',
};

const article = (id: string) => ({ id, title: 'Luces', text: '• PON: conectado', source: 'Guía' });

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
  findHelp: [{ article: null }, { article: article('modem-lights') }, { article: article('wifi-slow') }],
  giveNotice: [notice, { ...notice, again: true }, { ...notice, again: true, ended: true }],
  findNotice: [{ notice: null }, { notice: { ...notice, again: true } }],
  completeNotice: [notice, { ...notice, mailTo: 'e***@example.com' }, { ...notice, again: true }, { ...notice, again: true, ended: true }],
  withdrawNotice: [{ withdrawnAt: T }, { withdrawnAt: null }],
  endContract: [
    { ended: true, debt: 12_000, refund: null },
    { ended: true, debt: null, refund: 5_000 },
    { ended: false, debt: null, refund: null },
  ],
  issueAcknowledgement: [acknowledgement, { ...acknowledgement, sentTo: 'e***@example.com' }],
  findProof: [
    { need: 'nothing', contacts, zone: 'sur' },
    { need: 'confirmation', contacts, zone: null },
    { need: 'code', contacts, zone: null },
    { need: 'code', contacts: contacts.slice(0, 1), zone: null },
    { need: 'code', contacts: [], zone: null },
  ],
  sendCode: (['sent', 'contactLimit', 'dayLimit', 'unavailable'] as const).map((result) => ({ result, minutes: 10 })),
  checkCode: [
    { result: 'right', triesLeft: 0, need: 'nothing', zone: 'sur' },
    { result: 'right', triesLeft: 0, need: 'confirmation', zone: null },
    { result: 'wrong', triesLeft: 3, need: 'code', zone: null },
    { result: 'usedUp', triesLeft: 0, need: 'code', zone: null },
    { result: 'void', triesLeft: 0, need: 'code', zone: null },
  ],
  confirmAction: [
    { confirmed: true, zone: 'sur' },
    { confirmed: false, zone: null },
  ],
  checkCoverage: [
    { ...coverage, result: 'yes', place: NORTE, plans: [PLAN] },
    { ...coverage, result: 'yes' },
    ...(['planned', 'no', 'check'] as const).flatMap((result) => [null, NORTE].map((place) => ({ ...coverage, result, place }))),
    { ...coverage, result: 'which', options: [NORTE, { ...NORTE, colonia: 'Norte 2' }] },
    { ...coverage, result: 'which', options: [NORTE, { ...NORTE, postalCode: '72101' }] },
    { ...coverage, result: 'which' },
    { ...coverage, result: 'which', options: [NORTE] },
    { ...coverage, result: 'confirm', options: [NORTE] },
    { ...coverage, result: 'nowhere' },
  ],
  recordProspect: [null, T].flatMap((dueAt) => [true, false].map((again) => ({ number: FOLIO, dueAt, again }))),
  findBalance: [
    balance,
    { ...balance, known: false },
    { ...balance, due: 0, dueDate: null, nextBillDate: null },
    { ...balance, due: -500, dueDate: null, lastPayment: null },
    { ...balance, overdue: true },
  ],
  explainBill: [
    bill,
    { ...bill, known: false, explained: false },
    { ...bill, explained: false },
    { ...bill, compared: 'none', difference: 0, added: '' },
    { ...bill, compared: 'same', difference: 0, added: '' },
    { ...bill, compared: 'less', added: '', removed: bill.added, changed: bill.lines },
  ],
  findPayment: (['unknown', 'missing', 'reconnecting', 'late', 'applied'] as const).map((state) => ({
    state,
    due: state === 'missing' ? 79_800 : 0,
    lastPayment: state === 'late' ? null : balance.lastPayment,
    reconnectHours: 48,
    reconnectAt: state === 'reconnecting' || state === 'late' ? T : null,
  })),
  findPlans: [{ plans: '• Hogar 50 (50 Mb): $399.00' }, { plans: '' }],
  findPayTerms: [{ payUrl: 'https://example.com/pagos', reconnectHours: 48 }],
  openHandOff: [staffed, { ...staffed, staffed: false }, { ...staffed, staffed: false, opensAt: T }],
};

const SLOT_VALUES: Readonly<Record<string, string>> = {
  account: '100005',
  email: 'elena.mora@example.com',
  phone: '+522220000005',
  folio: 'T1000023',
  address: 'calle Hidalgo 4, colonia Norte',
  code: '123456',
  text: 'ya no quiero cancelar',
};

/** Words that a procedure looks into beyond their intent. */
const OWN_WORDS: readonly UserEvent[] = [
  { type: 'INTENT', intent: 'restart_still_failing', text: 'ya lo apagué y lo prendí y sigue igual' },
  { type: 'INTENT', intent: 'power_check_on', text: 'sí, tiene luces' },
  { type: 'INTENT', intent: 'power_check_off', text: 'se fue la luz en la colonia' },
  { type: 'INTENT', intent: 'restart_fixed', text: 'ya volvió la luz' },
  { type: 'INTENT', intent: 'reschedule_visit', text: 'ya no vengan' },
  { type: 'INTENT', intent: 'coverage_new_service', text: '¿llegan a la colonia Norte?' },
  { type: 'INTENT', intent: 'coverage_new_service', text: '¿cuándo llegan?' },
  { type: 'INTENT', intent: 'service_cancellation', text: '¿cómo cancelo?' },
  { type: 'INTENT', intent: 'service_cancellation', text: 'si no arreglan cancelo' },
  { type: 'INTENT', intent: 'service_cancellation', text: 'ya no quiero cancelar' },
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
