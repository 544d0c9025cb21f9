import { beforeEach, expect, it } from '@jest/globals';
import { seedDemo } from '../../src/cases/seed-demo.js';
import { type CaseWorld, caseWorld, mexico } from '../support/case-world.js';

let world: CaseWorld;
beforeEach(async () => {
  world = await caseWorld();
});

const start = async (at: string) => {
  world.now = mexico(at);
  await seedDemo(world.store, { now: () => world.now }, world.policy);
  const { items } = await world.store.folios({ account: '100006', limit: 9 });
  expect(items).toHaveLength(1);
  return items[0];
};

it('gives 100006 an open service folio with a visit tomorrow morning', async () => {
  expect(await start('2026-07-01T22:00:00')).toMatchObject({
    type: 'failure',
    area: 'tecnica',
    status: 'scheduled',
    dueRule: 'repairDeadlineHours',
    visit: { date: '2026-07-02', shift: 'morning', zone: 'centro' },
  });
});

it('is the same folio at every start, untouched on the same day', async () => {
  const first = await start('2026-07-01T08:00:00');
  expect(await start('2026-07-01T20:00:00')).toEqual(first);
});

it('has its visit on the new tomorrow once the day has come', async () => {
  const first = await start('2026-07-01T08:00:00');
  expect(await start('2026-07-04T08:00:00')).toMatchObject({ number: first?.number, visit: { date: '2026-07-05' } });
});

it('leaves what a visitor agreed or closed', async () => {
  const number = (await start('2026-07-01T08:00:00'))?.number ?? '';
  await world.store.bookVisit('later', number, { date: '2026-07-10', shift: 'afternoon', zone: 'centro' }, 2, world.now);
  expect(await start('2026-07-02T08:00:00')).toMatchObject({ visit: { date: '2026-07-10', shift: 'afternoon' } });
  await world.store.updateFolio('close', number, { status: 'closed', visit: null }, 'test', 'closed', world.now);
  expect(await start('2026-07-03T08:00:00')).toMatchObject({ status: 'closed', visit: null });
});

it('is found by its customer from the chat, and by nobody else', async () => {
  const number = (await start('2026-07-01T12:00:00'))?.number;
  const find = (facts: Record<string, string>) => world.run('findFolio', { number: null, account: '100006' }, { facts });
  expect((await find({ account: '100006', phone: '+522220000006' })).folio).toMatchObject({
    number,
    status: 'scheduled',
    here: false,
    visit: { date: '2026-07-02', from: '09:00', to: '13:00' },
  });
  expect((await find({ account: '100006' })).folio).toBeNull();
});
