import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EffectInput } from '../../src/cases/effect.js';
import { type CaseWorld, caseWorld, mexico } from '../support/case-world.js';

let world: CaseWorld;
beforeEach(async () => {
  world = await caseWorld();
});

const open = async (account: string | null, conversation: string, type: EffectInput<'openFolio'>['type'] = 'failure'): Promise<string> => {
  const draft = { type, area: 'tecnica', account, email: null, phone: null, description: 'falla', details: {} } as const;
  world.now += 1_000;
  return (await world.run('openFolio', draft, { conversation })).number;
};
const close = (number: string) => world.store.updateFolio(`close-${number}`, number, { status: 'closed' }, 'test', 'closed', world.now);
const find = async (input: Partial<EffectInput<'findFolio'>>, facts = {}) =>
  (await world.run('findFolio', { number: null, account: null, ...input }, { conversation: 'webchat:1', facts })).folio;
const ELENA = { account: '100005', phone: '+522220000005' };

describe('by number', () => {
  it('finds it with the hours of its visit, and tells whether it was opened here', async () => {
    const here = await open('100005', 'webchat:1');
    const there = await open('100005', 'webchat:2');
    await world.run('bookVisit', { folio: here, zone: 'sur', slot: { date: '2026-07-02', shift: 'afternoon', from: '', to: '' } });
    expect(await find({ number: here })).toMatchObject({
      number: here,
      status: 'scheduled',
      here: true,
      account: '100005',
      visit: { date: '2026-07-02', shift: 'afternoon', from: '14:00', to: '18:00', zone: 'sur' },
    });
    expect(await find({ number: there }, ELENA)).toMatchObject({ number: there, here: false, visit: null });
  });

  it('tells whether the hours of the visit are over, what was found and whether it was tested', async () => {
    const number = await open('100005', 'webchat:1');
    expect(await find({ number })).toMatchObject({ finding: null, tested: false });
    await world.run('bookVisit', { folio: number, zone: 'sur', slot: { date: '2026-07-02', shift: 'afternoon', from: '', to: '' } });
    const details = { finding: 'suspended', reason: 'stillFailing' };
    await world.store.updateFolio('found', number, { details }, 'test', 'found', world.now);
    world.now = mexico('2026-07-02T17:59:00');
    expect(await find({ number })).toMatchObject({ visit: { over: false }, finding: 'suspended', tested: true });
    world.now = mexico('2026-07-02T18:00:00');
    expect(await find({ number })).toMatchObject({ visit: { over: true } });
  });

  it('looks as if there were none to who does not prove its account', async () => {
    const there = await open('100005', 'webchat:2');
    expect(await find({ number: there })).toBeNull();
    expect(await find({ number: there }, { account: '100001', email: 'ana.torres@example.com' })).toBeNull();
    expect(await find({ number: await open(null, 'webchat:2') }, ELENA)).toBeNull();
  });

  it('reads it as people write it', async () => {
    const number = await open(null, 'webchat:1');
    expect(await find({ number: `${number[0]?.toLowerCase()}-${number.slice(1, 4)} ${number.slice(4)}` })).toMatchObject({ number });
  });

  it('finds a closed one, and none for a number that is wrong', async () => {
    const number = await open(null, 'webchat:1');
    await close(number);
    expect(await find({ number })).toMatchObject({ status: 'closed' });
    expect(await find({ number: 'T10001' })).toBeNull();
    expect(await find({ number: 'x' })).toBeNull();
  });
});

describe('without a number', () => {
  it('is the newest open one of this conversation', async () => {
    await open('100005', 'webchat:1');
    const second = await open('100005', 'webchat:1', 'doubt');
    await close(await open('100005', 'webchat:1'));
    await open('100005', 'webchat:2');
    expect(await find({ account: '100005' }, ELENA)).toMatchObject({ number: second, here: true });
  });

  it('else the newest open one of the account, for whoever proves it', async () => {
    const open2 = await open('100005', 'webchat:2');
    await close(await open('100005', 'webchat:3'));
    expect(await find({ account: '100005' }, ELENA)).toMatchObject({ number: open2, here: false });
  });

  it('looks as if there were none to everybody else', async () => {
    await open('100005', 'webchat:2');
    expect(await find({ account: '100005' })).toBeNull();
    expect(await find({ account: '100005' }, { account: '100005', email: 'ana.torres@example.com' })).toBeNull();
    expect(await find({ account: '999999' }, ELENA)).toBeNull();
    expect(await find({})).toBeNull();
  });
});
