import { describe, expect, it } from '@jest/globals';
import { scheduleVisit } from '../../flows/schedule-visit.js';
import type { Slot } from '../../flows/shared/effects.js';
import type { ChoiceSpec } from '../../src/engine/flow.js';
import { no, yes } from '../support/machines.js';
import { Play } from '../support/play-flow.js';

const slot = (date: string, shift: Slot['shift']): Slot =>
  shift === 'morning' ? { date, shift, from: '09:00', to: '13:00' } : { date, shift, from: '14:00', to: '18:00' };
const WED = [slot('2025-11-26', 'morning'), slot('2025-11-26', 'afternoon')] as const;
const THU = [slot('2025-11-27', 'morning'), slot('2025-11-27', 'afternoon')] as const;
const FRI = [slot('2025-11-28', 'morning'), slot('2025-11-28', 'afternoon')] as const;
const SIX = [...WED, ...THU, ...FRI];
const booked = { result: 'booked' };
const full = { result: 'full' };

const play = (current: Slot | null = null): Play => new Play(scheduleVisit, { facts: {}, folio: 'T1000015', zone: 'sur', current });
const offered = (current?: Slot): Play => play(current).done({ slots: SIX });

const idsOf = (choices: readonly ChoiceSpec[]): readonly string[] =>
  choices.map((choice) => (typeof choice === 'string' ? choice : choice.id));
const datesOf = (choices: readonly ChoiceSpec[]) =>
  choices.flatMap((choice) => (typeof choice !== 'string' && choice.vars ? [`${choice.vars.slotDate} ${choice.vars.shift}`] : []));

describe('schedule-visit offers', () => {
  it('the three soonest visits, later ones and none', () => {
    const flow = offered();
    expect(flow.call).toMatchObject({ src: 'findSlots', input: { zone: 'sur', notBefore: null } });
    expect(idsOf(flow.choices)).toEqual(['slot-0', 'slot-1', 'slot-2', 'later', 'none']);
    expect(datesOf(flow.choices)).toEqual(['2025-11-26 morning', '2025-11-26 afternoon', '2025-11-27 morning']);
  });

  it('later ones from the last date on, without those it has offered', () => {
    const flow = offered().choose('later');
    expect(flow.call).toMatchObject({ src: 'findSlots', input: { notBefore: '2025-11-27' } });
    flow.done({ slots: [...THU, ...FRI] });
    expect(datesOf(flow.choices)).toEqual(['2025-11-27 afternoon', '2025-11-28 morning', '2025-11-28 afternoon']);
    expect(idsOf(flow.choices)).toEqual(['slot-3', 'slot-4', 'slot-5', 'later', 'none']);
  });

  it('three pages and no more', () => {
    const saturday = [slot('2025-11-29', 'morning'), slot('2025-11-29', 'afternoon')];
    const flow = offered()
      .choose('later')
      .done({ slots: [...THU, ...FRI] })
      .choose('later')
      .done({ slots: saturday });
    expect(idsOf(flow.choices)).toEqual(['slot-6', 'slot-7', 'none']);
    expect(flow.choose('later').keys).toEqual(['schedule-visit.noLater']);
    expect(flow.state).toBe('offering');
  });

  it('the same again when there are no later ones, or nobody can tell', () => {
    for (const flow of [offered().choose('later').done({ slots: WED }), offered().choose('later').fail()]) {
      expect(flow.keys).toEqual(['schedule-visit.noLater']);
      expect(idsOf(flow.choices)).toEqual(['slot-0', 'slot-1', 'slot-2', 'none']);
    }
  });

  it('other dates to who names one that is not on offer', () => {
    expect(offered().mean('reschedule_visit').state).toBe('findingLater');
  });

  it('any date but the present one when a visit is changed', () => {
    const flow = offered(WED[1]);
    expect(datesOf(flow.choices)).toEqual(['2025-11-26 morning', '2025-11-27 morning', '2025-11-27 afternoon']);
  });
});

describe('schedule-visit agrees', () => {
  it('on what was chosen and confirmed, and says it', () => {
    const flow = offered().choose('slot-1');
    expect(flow.state).toBe('confirming');
    expect(flow.calls).toHaveLength(1);
    flow.send(yes);
    expect(flow.call).toMatchObject({ src: 'bookVisit', input: { folio: 'T1000015', zone: 'sur', slot: WED[1] } });
    flow.done(booked);
    expect(flow.output).toEqual({ outcome: 'agreed', slot: WED[1] });
    expect(flow.said.at(-1)).toEqual({
      key: 'schedule-visit.agreed',
      vars: { folio: 'T1000015', changing: 'no', slotDate: '2025-11-26', shift: 'afternoon', from: '14:00', to: '18:00' },
    });
  });

  it('on what is written on a button of an earlier page', () => {
    const flow = offered()
      .choose('later')
      .done({ slots: [...THU, ...FRI] })
      .choose('slot-0')
      .send(yes);
    expect(flow.call).toMatchObject({ input: { slot: WED[0] } });
  });

  it('on another date when its button is pressed instead of an answer', () => {
    const flow = offered().choose('slot-1').choose('slot-2');
    expect(flow.keys).toEqual(['schedule-visit.switched']);
    expect(flow.send(yes).call).toMatchObject({ src: 'bookVisit', input: { slot: THU[0] } });
  });

  it('on another date, which the confirmation offers beside yes and no', () => {
    const flow = offered().choose('slot-1');
    expect(idsOf(flow.choices)).toEqual(['yes', 'no', 'slot-0', 'slot-2', 'none']);
    expect(datesOf(flow.choices)).toEqual(['2025-11-26 morning', '2025-11-27 morning']);
    expect(flow.choose('none').output).toEqual({ outcome: 'declined', slot: null });
  });

  it('on nothing without a yes', () => {
    const flow = offered().choose('slot-1').send(no);
    expect(flow.state).toBe('offering');
    expect(flow.calls.map(({ src }) => src)).toEqual(['findSlots']);
  });
});

describe('schedule-visit does without', () => {
  it('a visit when the customer wants none, or is helped already', () => {
    const declined = [
      offered().choose('none'),
      offered().send(no),
      offered().mean('restart_fixed'),
      offered().choose('slot-0').mean('restart_fixed'),
    ];
    for (const flow of declined) {
      expect(flow.output).toEqual({ outcome: 'declined', slot: null });
      expect(flow.keys).toEqual(['schedule-visit.declined']);
    }
  });

  it('a visit when the customer cannot make up their mind', () => {
    const flow = offered();
    for (let round = 0; round < 4; round++) flow.choose('slot-0').send(no);
    expect(flow.output).toEqual({ outcome: 'declined', slot: null });
  });

  it('a visit when there are none, or the system does not answer', () => {
    const booking = () => offered().choose('slot-0').send(yes);
    for (const flow of [play().done({ slots: [] }), play().fail(), booking().fail()]) {
      expect(flow.output).toEqual({ outcome: 'unavailable', slot: null });
      expect(flow.keys).toEqual(['schedule-visit.unavailable']);
    }
  });

  it('a visit that somebody else took, and offers again, three times at most', () => {
    const flow = offered().choose('slot-0').send(yes).done(full);
    expect(flow.keys).toEqual(['schedule-visit.full']);
    expect(flow.done({ slots: SIX }).state).toBe('offering');
    expect(datesOf(flow.choices)).not.toContain('2025-11-26 morning');
    flow.choose('slot-1').send(yes).done(full).done({ slots: SIX }).choose('slot-2').send(yes).done(full);
    expect(flow.output).toEqual({ outcome: 'unavailable', slot: null });
  });

  it('a change, and says which visit stays', () => {
    const flow = offered(WED[1]).choose('none');
    expect(flow.said.at(-1)).toEqual({
      key: 'schedule-visit.declined',
      vars: { folio: 'T1000015', changing: 'yes', slotDate: '2025-11-26', shift: 'afternoon', from: '14:00', to: '18:00' },
    });
  });
});
