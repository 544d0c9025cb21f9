import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Facts } from '../../src/engine/flow.js';
import { type CaseWorld, caseWorld, NOON } from '../support/case-world.js';

let world: CaseWorld;
beforeEach(async () => {
  world = await caseWorld();
});

const phoneOf = (account: string): Facts => ({ account, phone: `+52222000000${account.at(-1)}` });
const check = (account: string, facts: Facts = phoneOf(account)) => world.run('checkLine', { account }, { facts });

const FINE = {
  suspended: false,
  outage: false,
  restoreAt: null,
  device: 'online',
  opticalLoss: false,
  reconnectHours: 48,
  payUrl: 'https://example.com',
};

describe('the line of a proven account', () => {
  it.each([
    ['100001', FINE],
    ['100002', { ...FINE, suspended: true }],
    ['100003', { ...FINE, outage: true, restoreAt: '2026-07-01T21:00:00.000Z', device: 'offline' }],
    ['100005', { ...FINE, device: 'offline', opticalLoss: true }],
    ['100006', { ...FINE, device: 'offline' }],
    ['100008', { ...FINE, outage: true, restoreAt: '2026-07-01T21:00:00.000Z', device: 'offline' }],
  ])('%s', async (account, expected) => {
    expect(await check(account)).toEqual(expected);
  });

  it('takes the hours of a reconnection from the policy', async () => {
    world = await caseWorld({ reconnectHours: 12 });
    expect(await check('100002')).toMatchObject({ reconnectHours: 12 });
  });

  it('says where a debt is paid: on the site, unless the policy names another place', async () => {
    const { provider } = world.policy;
    world = await caseWorld({ provider: { ...provider, payUrl: 'https://example.com/pagos' } });
    expect(await check('100002')).toMatchObject({ payUrl: 'https://example.com/pagos' });
  });

  it('promises no restoration that has passed', async () => {
    world.now = NOON + 4 * 3_600_000;
    expect(await check('100003')).toMatchObject({ outage: true, restoreAt: null });
  });
});

describe('the line of an account that the conversation does not prove', () => {
  it.each<[string, string, Facts]>([
    ['no contact given', '100002', { account: '100002' }],
    ['a contact that is not on file', '100002', { account: '100002', email: 'nobody@example.com' }],
    ['matched for another account, then corrected', '100002', { ...phoneOf('100001'), account: '100002', matched: 'yes' }],
    ['an account that nobody has', '999999', phoneOf('100001')],
  ])('%s: nothing is known', async (_, account, facts) => {
    expect(await check(account, facts)).toEqual({ ...FINE, device: 'unknown' });
  });
});

it('a back office that is down is an error to try again', async () => {
  world.faulty.fault = 'down';
  await expect(check('100005')).rejects.toMatchObject({ code: 'BACKOFFICE_DOWN' });
});
