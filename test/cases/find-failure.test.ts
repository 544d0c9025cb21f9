import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EffectInput } from '../../src/cases/effect.js';
import { type CaseWorld, caseWorld } from '../support/case-world.js';

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
const find = async (account: string | null, except: string | null = null, facts = {}) =>
  (await world.run('findFailure', { account, except }, { conversation: 'webchat:1', facts })).folio;
const ELENA = { account: '100005', phone: '+522220000005' };

describe('an open report of this conversation', () => {
  it('is found, whoever asks, but no other matter and none that is closed', async () => {
    expect(await find(null)).toBeNull();
    const number = await open(null, 'webchat:1');
    await open(null, 'webchat:1', 'doubt');
    await close(await open(null, 'webchat:1'));
    expect(await find(null)).toMatchObject({ number, here: true });
    expect(await find('100005')).toMatchObject({ number });
  });

  it('is not the one that was opened just now, nor one of another account', async () => {
    const number = await open('100001', 'webchat:1');
    expect(await find('100001')).toMatchObject({ number });
    expect(await find(null, number)).toBeNull();
    expect(await find('100005')).toBeNull();
  });
});

describe('an open report from elsewhere', () => {
  it('is found for whoever proves its account', async () => {
    const number = await open('100005', 'phone:1');
    const own = await open('100005', 'webchat:1');
    expect(await find('100005', own, ELENA)).toMatchObject({ number, here: false });
    expect(await find('100005', own)).toBeNull();
    expect(await find('100005', own, { ...ELENA, phone: '+522220000001' })).toBeNull();
    expect(await find(null, own, ELENA)).toBeNull();
  });

  it('is none as long as the company’s systems do not answer', async () => {
    const number = await open('100005', 'phone:1');
    world.faulty.fault = 'down';
    expect(await find('100005', null, ELENA)).toBeNull();
    const here = await open('100005', 'webchat:1');
    expect(await find('100005', null, ELENA)).toMatchObject({ number: here });
    expect(here).not.toBe(number);
  });
});
