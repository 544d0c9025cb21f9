import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EffectInput } from '../../src/cases/effect.js';
import { type CaseWorld, caseWorld, mexico } from '../support/case-world.js';

let world: CaseWorld;
beforeEach(async () => {
  world = await caseWorld();
});

type Booking = EffectInput<'bookVisit'>;
const THURSDAY: Booking['slot'] = { date: '2026-07-02', shift: 'morning', from: '09:00', to: '13:00' };
const FRIDAY: Booking['slot'] = { ...THURSDAY, date: '2026-07-03' };

/** A new failure folio of a conversation. */
const report = async (conversation = 'webchat:1'): Promise<string> => {
  const draft = { type: 'failure', area: 'tecnica', account: null, email: null, phone: null, description: 'falla', details: {} } as const;
  return (await world.run('openFolio', draft, { conversation })).number;
};
const first = async (zone: string | null, notBefore: string | null = null) =>
  (await world.run('findSlots', { zone, notBefore })).slots.map(({ date, shift }) => `${date} ${shift}`)[0];

describe('finding visits', () => {
  it('offers real slots of the zone with their hours', async () => {
    expect((await world.run('findSlots', { zone: 'sur', notBefore: null })).slots).toEqual([
      THURSDAY,
      { date: '2026-07-02', shift: 'afternoon', from: '14:00', to: '18:00' },
      FRIDAY,
    ]);
  });

  it('leaves out what the zone has no technician for, and only there', async () => {
    for (const conversation of ['webchat:1', 'webchat:2']) {
      await world.run('bookVisit', { folio: await report(conversation), zone: 'sur', slot: THURSDAY }, { conversation });
    }
    expect(await first('sur')).toBe('2026-07-02 afternoon');
    expect(await first('norte')).toBe('2026-07-02 morning');
    expect(await first(null)).toBe('2026-07-02 morning');
  });

  it('goes on from a date or an instant', async () => {
    expect(await first('sur', '2026-07-09')).toBe('2026-07-09 morning');
    expect(await first('sur', '2026-07-09T20:00:00.000Z')).toBe('2026-07-09 afternoon');
  });
});

describe('booking a visit', () => {
  it('schedules the folio', async () => {
    const folio = await report();
    expect(await world.run('bookVisit', { folio, zone: 'sur', slot: THURSDAY })).toEqual({ result: 'booked' });
    expect(await world.store.folio(folio)).toMatchObject({
      status: 'scheduled',
      visit: { date: '2026-07-02', shift: 'morning', zone: 'sur' },
    });
  });

  it('counts customers without a zone apart', async () => {
    await world.run('bookVisit', { folio: await report(), zone: null, slot: THURSDAY });
    expect(await world.store.visitLoad('unknown', '2026-07-02', '2026-07-02')).toEqual([
      { date: '2026-07-02', shift: 'morning', booked: 1 },
    ]);
  });

  it('is full when all technicians are taken: nobody gets a place that is not there', async () => {
    const results = [];
    for (const conversation of ['webchat:1', 'webchat:2', 'webchat:3']) {
      results.push(await world.run('bookVisit', { folio: await report(conversation), zone: 'sur', slot: THURSDAY }, { conversation }));
    }
    expect(results).toEqual([{ result: 'booked' }, { result: 'booked' }, { result: 'full' }]);
  });

  it('moves the visit and gives the old place back', async () => {
    const folio = await report();
    await world.run('bookVisit', { folio, zone: 'sur', slot: THURSDAY });
    await world.run('bookVisit', { folio, zone: 'sur', slot: FRIDAY });
    expect(await world.store.visitLoad('sur', '2026-07-01', '2026-07-09')).toEqual([{ date: '2026-07-03', shift: 'morning', booked: 1 }]);
  });

  it('twice by the same call is once, also when its hours have begun meanwhile', async () => {
    const folio = await report();
    const book = () => world.run('bookVisit', { folio, zone: 'sur', slot: THURSDAY }, { key: 'same' });
    await book();
    const before = await world.store.folio(folio);
    world.now = mexico('2026-07-02T10:00:00');
    expect(await book()).toEqual({ result: 'booked' });
    expect(await world.store.folio(folio)).toEqual(before);
  });

  it.each([
    ['began while the customer was thinking', { ...THURSDAY, date: '2026-07-01' }],
    ['is on a Sunday', { ...THURSDAY, date: '2026-07-05' }],
    ['is on a holiday', { ...THURSDAY, date: '2026-09-16' }],
    ['is past the horizon', { ...THURSDAY, date: '2026-08-20' }],
  ])('a slot that %s is none: others are to be offered', async (_, slot) => {
    const folio = await report();
    expect(await world.run('bookVisit', { folio, zone: 'sur', slot })).toEqual({ result: 'full' });
    expect(await world.store.folio(folio)).toMatchObject({ visit: null });
  });

  it('needs an open folio of this conversation', async () => {
    const folio = await report();
    const other = { conversation: 'webchat:2' };
    await expect(world.run('bookVisit', { folio, zone: 'sur', slot: THURSDAY }, other)).rejects.toMatchObject({
      code: 'FOLIO_UNAVAILABLE',
    });
    await world.store.updateFolio('close', folio, { status: 'closed' }, 'test', 'closed', world.now);
    await expect(world.run('bookVisit', { folio, zone: 'sur', slot: THURSDAY })).rejects.toMatchObject({ code: 'FOLIO_UNAVAILABLE' });
  });
});

describe('cancelling a visit', () => {
  it('gives the place back, the folio stays open; again is as good as once', async () => {
    const folio = await report();
    await world.run('bookVisit', { folio, zone: 'sur', slot: THURSDAY });
    expect(await world.run('cancelVisit', { folio }, { key: 'cancel' })).toEqual({ done: true });
    expect(await world.run('cancelVisit', { folio }, { key: 'cancel' })).toEqual({ done: true });
    expect(await world.store.folio(folio)).toMatchObject({ status: 'open', visit: null });
    expect(await first('sur')).toBe('2026-07-02 morning');
  });

  it('is too late once the hours have begun', async () => {
    const folio = await report();
    await world.run('bookVisit', { folio, zone: 'sur', slot: THURSDAY });
    world.now = mexico('2026-07-02T09:00:00');
    expect(await world.run('cancelVisit', { folio })).toEqual({ done: false });
    expect(await world.store.folio(folio)).toMatchObject({ status: 'scheduled' });
  });

  it("is not for somebody else's folio", async () => {
    const folio = await report();
    await expect(world.run('cancelVisit', { folio }, { conversation: 'webchat:2' })).rejects.toMatchObject({ code: 'FOLIO_UNAVAILABLE' });
  });
});
