import { describe, expect, it } from '@jest/globals';
import { folioStatus } from '../../flows/folio-status.js';
import type { FolioView } from '../../flows/shared/effects.js';
import type { Facts } from '../../src/engine/flow.js';
import { no, yes } from '../support/machines.js';
import { Play } from '../support/play-flow.js';

const DUE = '2025-11-25T18:00:00.000Z';
const MINE = '100006';
const visit = { date: '2025-11-26', shift: 'morning', from: '09:00', to: '13:00', zone: 'centro', over: false } as const;
const { zone: _, over: __, ...slot } = visit;
const view = (change: Partial<FolioView> = {}): { folio: FolioView } => ({
  folio: {
    number: 'T1000015',
    type: 'failure',
    area: 'tecnica',
    status: 'scheduled',
    createdAt: DUE,
    dueAt: DUE,
    visit,
    finding: null,
    tested: false,
    here: true,
    account: MINE,
    ...change,
  },
});
const none = { folio: null };
const identified = { outcome: 'identified', account: MINE, email: 'fausto.gil@example.com', phone: null, zone: 'centro' };
const unidentified = { outcome: 'unidentified', account: null, email: null, phone: null, zone: null };
const matched: Facts = { account: MINE, matched: 'yes', zone: 'centro' };

const play = (facts: Facts = {}, intent = 'folio_status', text = '¿cómo va?'): Play =>
  new Play(folioStatus, { facts, intent, text, nested: false });
const told = (change: Partial<FolioView> = {}, intent?: string, text?: string): Play => play({}, intent, text).done(view(change));
const OVER = { visit: { ...visit, over: true } };
const NOT_WANTED = 'quiero cancelar mi visita';

describe('folio-status finds', () => {
  it('the folio of this conversation without asking anything', () => {
    const flow = play();
    expect(flow.call).toMatchObject({ src: 'findFolio', input: { number: null, account: null } });
    flow.done(view());
    expect(flow.said).toEqual([
      {
        key: 'folio-status.state',
        vars: {
          folio: 'T1000015',
          type: 'failure',
          area: 'tecnica',
          status: 'scheduled',
          suspended: 'no',
          deadline: 'no',
          visit: 'yes',
          slotDate: '2025-11-26',
          shift: 'morning',
          from: '09:00',
          to: '13:00',
        },
      },
    ]);
    expect(flow.learned).toEqual([{ folio: 'T1000015' }]);
  });

  it('the one that was named, and that of a matched account', () => {
    expect(play({ folio: 'T1000023' }).call).toMatchObject({ input: { number: 'T1000023', account: null } });
    expect(play(matched).call).toMatchObject({ input: { number: null, account: MINE } });
    expect(play({ account: MINE }).call).toMatchObject({ input: { account: null } });
  });

  it('by its number when there is none in sight', () => {
    const flow = play().done(none);
    expect(flow.state).toBe('asking');
    expect(flow.answer('T1000023').call).toMatchObject({ src: 'findFolio', input: { number: 'T1000023' } });
  });

  it('by the account when the number is not at hand', () => {
    for (const ask of [play().done(none).choose('byAccount'), play().done(none).send(no), play().done(none).mean('folio_status')]) {
      expect(ask.call?.src).toBe('identify-customer');
      expect(ask.done(identified).call).toMatchObject({ src: 'findFolio', input: { number: null, account: MINE } });
    }
  });

  it('another one when the customer corrects the number', () => {
    expect(told().send({ type: 'CORRECTION', fact: 'folio', value: 'T1000023' }).call).toMatchObject({ input: { number: 'T1000023' } });
    expect(told().takes({ type: 'CORRECTION', fact: 'email', value: 'a@example.com' })).toBe(false);
  });

  it('a wrong figure in the words that began it, and asks again', () => {
    const flow = play({}, 'folio_status', 'quiero saber de mi folio T100018');
    expect(flow.keys).toEqual(['folio-status.invalid']);
    expect(flow.state).toBe('asking');
    expect(play({ folio: 'T100017' }, 'folio_status', 'de mi folio T100017').call?.src).toBe('findFolio');
  });

  it('what is wanted of the folio, told while it is asked for', () => {
    const flow = play().done(none).mean('reschedule_visit', '¿la pueden mover?');
    expect(flow.call?.src).toBe('identify-customer');
    expect(flow.done(identified).done(view()).call?.src).toBe('schedule-visit');
    const other = play().done(none).mean('reschedule_visit', NOT_WANTED);
    expect(other.done(identified).done(view()).state).toBe('confirmingCancel');
    const known = play(matched).done(none).mean('reschedule_visit', '¿la pueden mover?');
    expect(known.answer('T1000015').done(view()).call?.src).toBe('schedule-visit');
  });

  it('no folio with three wrong numbers, and calls a person', () => {
    const flow = play().done(none).answer(null).answer(null);
    expect(flow.keys).toEqual(['folio-status.invalid', 'folio-status.invalid']);
    flow.answer(null);
    expect(flow.output).toEqual({ outcome: 'escalated' });
    expect(flow.escalates).toBe(true);
  });

  it('no folio with three numbers that lead to none, and calls a person', () => {
    const flow = play(matched).done(none);
    for (const number of ['T1000023', 'T1000031', 'T1000049']) flow.answer(number).done(none);
    expect(flow.output).toEqual({ outcome: 'escalated' });
    expect(flow.escalates).toBe(true);
  });

  it('nothing, and lets the customer go', () => {
    expect(play().done(none).choose('nothing').output).toEqual({ outcome: 'notFound' });
    expect(play(matched).done(none).send(no).output).toEqual({ outcome: 'notFound' });
  });

  it('a person when the system does not answer', () => {
    const flow = play().fail();
    expect(flow.keys).toEqual(['folio-status.unavailable']);
    expect(flow.escalates).toBe(true);
  });
});

describe('folio-status keeps to itself', () => {
  const foreign = view({ here: false, account: '100001' });

  it('whether a folio exists, until it knows who asks', () => {
    const [theirs, missing] = [foreign, none].map((found) => play({ folio: 'T1000015' }).done(found));
    for (const flow of [theirs, missing]) {
      expect(flow?.keys).toEqual(['folio-status.mustIdentify']);
      expect(flow?.call?.src).toBe('identify-customer');
    }
  });

  it('whether it is somebody else’s, in the same words as when it does not exist', () => {
    const [theirs, missing] = [foreign, none].map((found) => play({ ...matched, folio: 'T1000015' }).done(found));
    for (const flow of [theirs, missing]) {
      expect(flow?.said).toEqual([{ key: 'folio-status.notFound', vars: { named: 'yes', folio: 'T1000015' } }]);
      expect(flow?.state).toBe('asking');
    }
  });

  it('the folio of an account that was only claimed', () => {
    const flow = play({ folio: 'T1000015', account: MINE }).done(view({ here: false }));
    expect(flow.call?.src).toBe('identify-customer');
    expect(flow.done(identified).done(view({ here: false })).keys).toEqual(['folio-status.mustIdentify', 'folio-status.state']);
  });

  it('everything from who cannot be identified', () => {
    const flow = play({ folio: 'T1000015' }).done(foreign).done(unidentified);
    expect(flow.keys).toEqual(['folio-status.mustIdentify']);
    expect(flow.output).toEqual({ outcome: 'escalated' });
    expect(flow.escalates).toBe(true);
  });
});

describe('folio-status and the visit', () => {
  it('is left as it is', () => {
    for (const flow of [told().choose('nothing'), told().send(no), told().mean('thanks_goodbye')])
      expect(flow.output).toEqual({ outcome: 'told' });
  });

  it('is changed', () => {
    const flow = told().choose('change');
    expect(flow.call).toMatchObject({ src: 'schedule-visit', input: { folio: 'T1000015', zone: 'centro', current: slot } });
    expect(flow.done({ outcome: 'agreed', slot }).output).toEqual({ outcome: 'visitChanged' });
  });

  it('is changed at once for who came to change it, who may then still cancel it', () => {
    const flow = told({}, 'reschedule_visit');
    expect(flow.call?.src).toBe('schedule-visit');
    flow.done({ outcome: 'declined', slot: null });
    expect(flow.state).toBe('offeringChange');
    expect(flow.choose('change').done({ outcome: 'declined', slot: null }).output).toEqual({ outcome: 'told' });
  });

  it('is cancelled after a yes', () => {
    const flow = told().choose('cancelVisit');
    expect(flow.calls).toHaveLength(1);
    expect(flow.send(yes).call).toMatchObject({ src: 'cancelVisit', input: { folio: 'T1000015' } });
    expect(flow.done({ done: true }).output).toEqual({ outcome: 'visitCancelled' });
    const kept = told().choose('cancelVisit').send(no);
    expect(kept.calls).toHaveLength(1);
    expect(kept.keys.at(-1)).toBe('folio-status.kept');
  });

  it('is cancelled for who says at once that it is not wanted, not moved', () => {
    const flow = told({}, 'reschedule_visit', NOT_WANTED);
    expect(flow.state).toBe('confirmingCancel');
    expect(flow.mean('reschedule_visit', NOT_WANTED).call?.src).toBe('cancelVisit');
    expect(told().mean('reschedule_visit', NOT_WANTED).state).toBe('confirmingCancel');
    expect(told({ visit: null, status: 'open' }, 'reschedule_visit', NOT_WANTED).keys).toEqual([
      'folio-status.state',
      'folio-status.noVisit',
    ]);
    expect(told({ visit: null, status: 'open' }).mean('reschedule_visit', NOT_WANTED).output).toEqual({ outcome: 'told' });
  });

  it('whose hours are over is not told as coming, nor offered for change', () => {
    const flow = told(OVER);
    expect(flow.said[0]?.vars).toMatchObject({ visit: 'over', deadline: 'no' });
    expect(flow.state).toBe('askingClosing');
    expect(flow.send(no).keys.at(-1)).toBe('folio-status.notSettled');
    expect(told(OVER).mean('folio_status', 'no vino nadie').escalates).toBe(true);
    expect(told(OVER, 'reschedule_visit').call).toMatchObject({ src: 'schedule-visit', input: { current: null } });
  });

  it('is offered to nobody whose service is suspended', () => {
    expect(told({ visit: null, status: 'open', finding: 'suspended' }).output).toEqual({ outcome: 'told' });
  });

  it('is cancelled by a person when it is too late for us', () => {
    for (const flow of [told().choose('cancelVisit').send(yes).done({ done: false }), told().choose('cancelVisit').send(yes).fail()]) {
      expect(flow.keys.at(-1)).toBe('folio-status.notCancelled');
      expect(flow.escalates).toBe(true);
    }
  });

  it('is agreed when there is none yet', () => {
    const open = { visit: null, status: 'open' } as const;
    expect(told(open).state).toBe('offeringVisit');
    expect(told(open).send(yes).call).toMatchObject({ src: 'schedule-visit', input: { current: null } });
    expect(told(open, 'reschedule_visit').call?.src).toBe('schedule-visit');
  });

  it('is no subject of a folio that has none to have', () => {
    const claim = { type: 'claim', area: 'administrativa', visit: null, status: 'open' } as const;
    expect(told(claim).output).toEqual({ outcome: 'told' });
    expect(told(claim, 'reschedule_visit').keys).toEqual(['folio-status.state', 'folio-status.noVisit']);
    expect(told({ status: 'closed' }).said[0]?.vars).toMatchObject({ status: 'closed', visit: 'no', deadline: 'no' });
  });
});

describe('folio-status closes', () => {
  it('a folio only when the customer agrees', () => {
    const flow = told({}, 'restart_fixed');
    expect(flow.state).toBe('askingClosing');
    expect(flow.calls).toHaveLength(1);
    expect(flow.send(yes).call).toMatchObject({ src: 'updateFolio', input: { number: 'T1000015', closing: true } });
    expect(flow.done({ number: 'T1000015', createdAt: DUE, dueAt: DUE, noticeAt: null }).output).toEqual({ outcome: 'closed' });
    expect(told({}, 'restart_fixed').send(no).keys.at(-1)).toBe('folio-status.keptOpen');
  });

  it('no folio that the technical area believes done and the customer does not', () => {
    const flow = told({ status: 'resolved' }).send(no);
    expect(flow.keys.at(-1)).toBe('folio-status.notSettled');
    expect(flow.escalates).toBe(true);
  });

  it('none whose failure goes on: it is looked into, or a visit offered', () => {
    const open = { visit: null, status: 'open' } as const;
    expect(told(open, 'restart_fixed').send(no).call).toMatchObject({ src: 'technical-support', input: { intent: 'technical_failure' } });
    expect(told({ ...open, tested: true }, 'restart_fixed').send(no).state).toBe('offeringVisit');
  });
});
