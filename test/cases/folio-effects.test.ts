import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EffectInput } from '../../src/cases/effect.js';
import { type CaseWorld, caseWorld, mexico, NOON } from '../support/case-world.js';

let world: CaseWorld;
beforeEach(async () => {
  world = await caseWorld();
});

const REPORT: EffectInput<'openFolio'> = {
  type: 'failure',
  area: 'tecnica',
  account: null,
  email: null,
  phone: null,
  description: 'No tengo internet desde ayer',
  details: { lights: 'los' },
};
const change = (number: string, more: Partial<EffectInput<'updateFolio'>> = {}): EffectInput<'updateFolio'> => ({
  number,
  account: null,
  email: null,
  phone: null,
  details: {},
  closing: false,
  dueAt: null,
  ...more,
});
const ELENA = { account: '100005', email: 'elena.mora@example.com' };

describe('opening a folio', () => {
  it('records the report with the deadline of the policy, before anybody is identified', async () => {
    const { number, createdAt, dueAt } = await world.run('openFolio', REPORT);
    expect([createdAt, dueAt]).toEqual(['2026-07-01T18:00:00.000Z', '2026-07-02T18:00:00.000Z']);
    expect(await world.store.folio(number)).toMatchObject({
      ...REPORT,
      status: 'open',
      channel: 'webchat',
      conversationId: 'webchat:1',
      dueRule: 'repairDeadlineHours',
      noticeAt: null,
    });
  });

  it('twice by the same call is once', async () => {
    const first = await world.run('openFolio', REPORT, { key: 'call' });
    world.now += 60_000;
    expect(await world.run('openFolio', REPORT, { key: 'call' })).toEqual(first);
    expect((await world.store.folios({ conversation: 'webchat:1', limit: 9 })).items).toHaveLength(1);
    expect((await world.run('openFolio', REPORT)).number).not.toBe(first.number);
  });

  it('a cancellation has the date of its notice, not of the folio', async () => {
    world.now = mexico('2026-07-01T23:50:00');
    await world.store.accept(
      [
        {
          key: 'm1',
          conversation: { id: 'webchat:1', channel: 'webchat', address: 'webchat:1', language: 'es-MX' },
          nativeId: 'm1',
          clientId: null,
          sentAt: new Date(world.now - 3_600_000).toISOString(),
          content: { type: 'text', text: 'quiero cancelar mi servicio', location: null, files: [] },
          raw: '{}',
        },
      ],
      'test',
      world.now,
    );
    world.now = mexico('2026-07-02T00:20:00');
    const { number } = await world.run('openFolio', { ...REPORT, type: 'cancellation', description: 'quiero cancelar mi servicio' });
    expect(await world.store.folio(number)).toMatchObject({ noticeAt: '2026-07-02T04:50:00.000Z', createdAt: '2026-07-02T06:20:00.000Z' });
  });

  it('wrong data are a mistake of the procedure', async () => {
    await expect(world.runRaw('openFolio', { ...REPORT, type: 'clarification' })).rejects.toMatchObject({ code: 'EFFECT_INPUT_INVALID' });
    await expect(world.runRaw('openFolio', { ...REPORT, details: { nested: {} } })).rejects.toMatchObject({ code: 'EFFECT_INPUT_INVALID' });
  });
});

describe('updating a folio', () => {
  let number: string;
  beforeEach(async () => {
    number = (await world.run('openFolio', { ...REPORT, phone: '+525550000009' })).number;
  });

  it('adds what was learned and keeps the rest', async () => {
    await world.run('updateFolio', change(number, { account: '100005', details: { restarted: true } }));
    expect(await world.store.folio(number)).toMatchObject({
      account: '100005',
      phone: '+525550000009',
      details: { lights: 'los', restarted: true },
      status: 'open',
      dueRule: 'repairDeadlineHours',
    });
  });

  it('moves the deadline to a known restoration, under its own rule', async () => {
    const { dueAt } = await world.run('updateFolio', change(number, { dueAt: '2026-07-01T15:00:00-06:00' }));
    expect(dueAt).toBe('2026-07-01T21:00:00.000Z');
    expect(await world.store.folio(number)).toMatchObject({ dueAt, dueRule: 'outageRestoration' });
  });

  it('takes the deadline away where nothing is to be repaired, and gives it anew where something is', async () => {
    expect((await world.run('updateFolio', change(number, { dueAt: 'none' }))).dueAt).toBeNull();
    expect(await world.store.folio(number)).toMatchObject({ dueAt: null, dueRule: null });
    world.now = mexico('2026-07-05T12:00:00');
    expect((await world.run('updateFolio', change(number, { dueAt: 'anew' }))).dueAt).toBe('2026-07-06T18:00:00.000Z');
    expect(await world.store.folio(number)).toMatchObject({ dueRule: 'repairDeadlineHours' });
  });

  it('closes with the customer, once, and gives up a visit still to come', async () => {
    const slot = { date: '2026-07-02', shift: 'morning', from: '09:00', to: '13:00' } as const;
    await world.run('bookVisit', { folio: number, zone: 'sur', slot });
    await world.run('updateFolio', change(number, { closing: true }));
    world.now += 60_000;
    await world.run('updateFolio', change(number, { closing: true }));
    expect(await world.store.folio(number)).toMatchObject({ status: 'closed', closedAt: new Date(NOON).toISOString(), visit: null });
    expect(await world.store.visitLoad('sur', '2026-07-01', '2026-07-09')).toEqual([]);
  });

  it('keeps a visit that took place when it closes', async () => {
    const slot = { date: '2026-07-02', shift: 'morning', from: '09:00', to: '13:00' } as const;
    await world.run('bookVisit', { folio: number, zone: 'sur', slot });
    world.now = mexico('2026-07-02T12:00:00');
    await world.run('updateFolio', change(number, { closing: true }));
    expect(await world.store.folio(number)).toMatchObject({
      status: 'closed',
      visit: { date: '2026-07-02', shift: 'morning', zone: 'sur' },
    });
  });

  it('twice by the same call is once', async () => {
    const before = (await world.store.folio(number))?.history.length ?? 0;
    await world.run('updateFolio', change(number, { details: { a: 1 } }), { key: 'same' });
    await world.run('updateFolio', change(number, { details: { a: 1 } }), { key: 'same' });
    expect((await world.store.folio(number))?.history.length).toBe(before + 1);
  });

  it.each([
    ['nobody in particular', {}],
    ['somebody who only names the account', { account: '100005' }],
    ["somebody else's customer", { account: '100005', email: 'ana.torres@example.com' }],
  ])('is refused from another conversation to %s, like a number that does not exist', async (_, facts) => {
    await world.run('updateFolio', change(number, { account: '100005' }));
    const who = { conversation: 'webchat:2', facts };
    await expect(world.run('updateFolio', change(number, { closing: true }), who)).rejects.toMatchObject({ code: 'FOLIO_UNAVAILABLE' });
    await expect(world.run('updateFolio', change('T999999'), who)).rejects.toMatchObject({ code: 'FOLIO_UNAVAILABLE' });
    expect(await world.store.folio(number)).toMatchObject({ status: 'open' });
  });

  it('is open from another conversation to whoever proves the account', async () => {
    await world.run('updateFolio', change(number, { account: '100005' }));
    await world.run('updateFolio', change(number, { closing: true }), { conversation: 'webchat:2', facts: ELENA });
    expect(await world.store.folio(number)).toMatchObject({ status: 'closed' });
  });
});
