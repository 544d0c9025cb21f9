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
    { say: '¿y cuánto debo?', until: 'power-check.askOnce' },
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

/** Ana's and another customer's restart, which they leave to the clock. */
const patient = (name: string, account: string, email: string, phone: string): Script => ({
  name,
  steps: [
    { say: `no tengo internet desde ayer, cuenta ${account}`, until: 'identify-customer.askEmail' },
    { say: email, until: 'identify-customer.askPhone' },
    { say: phone, until: 'power-check.askPlugged' },
    { say: 'sí', until: 'power-check.askLights' },
    { say: 'sí', until: 'reboot.askOff' },
    { say: 'ya lo apagué', until: 'reboot.waitOff' },
    { say: 'ya la prendí', until: 'reboot.waitLights' },
    { say: 'sí', until: 'technical-support.askClosing' },
    { say: 'sí', until: 'reception.askMore' },
  ],
});

/** `steps` are played, then the clock strikes and `hear` is asked, and so on; the rest of the steps ends it. */
export const TIMED = {
  scripts: [
    patient('patient-1', '100001', 'ana.torres@example.com', '222 000 0001'),
    patient('patient-2', '100007', 'gloria.cano@example.com', '222 000 0007'),
  ],
  acts: [
    { steps: 6, hear: 'reboot.askOn' },
    { steps: 1, hear: 'reboot.askWorks' },
  ],
} as const;
