/** One thing a customer does, and the question that must follow before the next. */
export interface Step {
  /** Words, or which of the offered buttons is pressed. */
  readonly say: string | { readonly button: number };
  /** Locale key of the message that is waited for. */
  readonly until: string;
  /** The client sends it twice at once, as one that did not hear the answer. */
  readonly twice?: true;
}

export interface Script {
  readonly name: string;
  readonly steps: readonly Step[];
}

export const GREETING = 'reception.askMatter';

/** A failure that a restart does not mend: from the report to the agreed visit. */
const visitAfterReboot: Script = {
  name: 'visit-after-reboot',
  steps: [
    { say: 'no tengo internet desde ayer', until: 'identify-customer.askAccount' },
    { say: '100001', until: 'identify-customer.askEmail', twice: true },
    { say: 'ana.torres@example.com', until: 'identify-customer.askPhone' },
    { say: '222 000 0001', until: 'power-check.askPlugged' },
    { say: 'sí', until: 'power-check.askLights' },
    { say: 'sí', until: 'reboot.askOff', twice: true },
    { say: 'ya lo apagué', until: 'reboot.waitOff' },
    { say: 'ya la prendí', until: 'reboot.waitLights' },
    { say: 'sigue igual', until: 'reboot.askOtherDevice' },
    { say: 'no', until: 'schedule-visit.which' },
    { say: { button: 0 }, until: 'schedule-visit.confirm' },
    { say: 'sí', until: 'reception.askMore', twice: true },
    { say: 'no, gracias', until: 'reception.goodbye' },
  ],
};

/** No optical signal, and a question about money in the middle of it. */
const visitWithDigression: Script = {
  name: 'visit-with-digression',
  steps: [
    { say: 'no tengo internet desde ayer, cuenta 100005', until: 'identify-customer.askEmail', twice: true },
    { say: 'elena.mora@example.com', until: 'identify-customer.askPhone' },
    { say: '222 000 0005', until: 'power-check.askOnce' },
    { say: '¿y me puedo cambiar de plan?', until: 'power-check.askOnce' },
    { say: 'sí', until: 'schedule-visit.which' },
    { say: { button: 1 }, until: 'schedule-visit.confirm', twice: true },
    { say: 'sí', until: 'reception.askMore' },
  ],
};

const suspendedForDebt: Script = {
  name: 'suspended-for-debt',
  steps: [
    { say: 'no tengo internet, cuenta 100002', until: 'identify-customer.askEmail' },
    { say: 'beto.luna@example.com', until: 'identify-customer.askPhone', twice: true },
    { say: '222 000 0002', until: 'technical-support.askPayment' },
    { say: 'ya pagué', until: 'reception.askMore' },
    { say: 'no, gracias', until: 'reception.goodbye' },
  ],
};

const massOutage: Script = {
  name: 'mass-outage',
  steps: [
    { say: 'no tengo internet, cuenta 100003', until: 'identify-customer.askEmail' },
    { say: 'carmen.ruiz@example.com', until: 'identify-customer.askPhone' },
    { say: '222 000 0003', until: 'technical-support.askOutage', twice: true },
    { say: 'sí', until: 'reception.askMore' },
  ],
};

/** A folio opened by telephone, whose visit is moved. */
const visitMoved: Script = {
  name: 'visit-moved',
  steps: [
    { say: '¿cómo va mi folio?', until: 'folio-status.ask' },
    { say: 'con mi cuenta', until: 'identify-customer.askAccount' },
    { say: '100006', until: 'identify-customer.askEmail' },
    { say: 'fausto.gil@example.com', until: 'identify-customer.askPhone' },
    { say: '222 000 0006', until: 'folio-status.offerChange', twice: true },
    { say: 'cambiarla', until: 'schedule-visit.which' },
    { say: { button: 0 }, until: 'schedule-visit.confirm' },
    { say: 'sí', until: 'reception.askMore', twice: true },
  ],
};

/** In office hours the queue, else a folio and the hour of opening. */
const person: Script = {
  name: 'person',
  steps: [{ say: 'quiero hablar con una persona', until: 'hand-off.*', twice: true }],
};

/** One customer each, all at the same time. */
export const SCRIPTS: readonly Script[] = [visitAfterReboot, visitWithDigression, suspendedForDebt, massOutage, visitMoved, person];

/** A customer's restart, which is left to the clock: from the report on. */
const restart = (account: string, email: string, phone: string): readonly Step[] => [
  { say: `no tengo internet desde ayer, cuenta ${account}`, until: 'identify-customer.askEmail' },
  { say: email, until: 'identify-customer.askPhone' },
  { say: phone, until: 'power-check.askPlugged' },
  { say: 'sí', until: 'power-check.askLights' },
  { say: 'sí', until: 'reboot.askOff' },
  { say: 'ya lo apagué', until: 'reboot.waitOff' },
  { say: 'ya la prendí', until: 'reboot.waitLights' },
];

const MENDED: readonly Step[] = [
  { say: 'sí', until: 'technical-support.askClosing' },
  { say: 'sí', until: 'reception.askMore' },
];

const NOT_MENDED: readonly Step[] = [
  { say: 'no', until: 'reboot.askOtherDevice' },
  { say: 'no', until: 'schedule-visit.which', twice: true },
  { say: { button: 0 }, until: 'schedule-visit.confirm' },
  { say: 'sí', until: 'reception.askMore', twice: true },
];

const GLORIA = restart('100007', 'gloria.cano@example.com', '222 000 0007');

/** `steps` are played, then the clock strikes and `hear` is asked, and so on; the rest of the steps ends it. `afterMs`: so long after `set`. */
const ACTS = [
  { steps: 6, set: 'reboot.waitOff', hear: 'reboot.askOn', afterMs: 30_000 },
  { steps: 1, set: 'reboot.waitLights', hear: 'reboot.askWorks', afterMs: 120_000 },
] as const;

export const TIMED = {
  scripts: [
    { name: 'patient-1', steps: [...restart('100001', 'ana.torres@example.com', '222 000 0001'), ...MENDED] },
    { name: 'patient-2', steps: [...GLORIA, ...MENDED] },
  ],
  acts: ACTS,
} as const;

/** For runs in which nodes are away for longer than a restart takes, and customers who do not wait for the clock would hear it. */
export const COURSE = {
  scripts: SCRIPTS.filter((script) => script !== visitAfterReboot),
  patient: [
    { name: 'patient-visit', steps: [...restart('100001', 'ana.torres@example.com', '222 000 0001'), ...NOT_MENDED] },
    { name: 'patient-mended', steps: [...GLORIA, ...MENDED] },
  ] as readonly Script[],
  acts: ACTS,
  /** Customers who say these things again and again, whatever they are answered: agents take their conversations. */
  talkers: ['talker-1', 'talker-2', 'talker-3', 'talker-4'],
  talk: ['hola', 'no tengo internet', '¿cuánto debo?', 'sí', 'no sé', 'cuenta 100004', 'menú', '¿me ayuda por favor?', 'no, gracias'],
} as const;
