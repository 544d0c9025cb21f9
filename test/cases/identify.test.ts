import { beforeEach, describe, expect, it } from '@jest/globals';
import { type CaseWorld, caseWorld } from '../support/case-world.js';

let world: CaseWorld;
beforeEach(async () => {
  world = await caseWorld();
});

const NOTHING = { matched: false, account: null, zone: null };
const ELENA = { account: '100005', email: 'elena.mora@example.com', phone: '+522220000005' };

describe('with an account', () => {
  it.each([
    ['both contacts', ELENA],
    ['the e-mail', { ...ELENA, phone: null }],
    ['the telephone', { ...ELENA, email: null }],
    ['the e-mail in capitals', { ...ELENA, email: 'Elena.Mora@Example.com', phone: null }],
    ['a new telephone and the e-mail on file', { ...ELENA, phone: '+525550000009' }],
  ])('%s on file together with it are a match', async (_, input) => {
    expect(await world.run('identify', input)).toEqual({ matched: true, account: '100005', zone: 'sur' });
  });

  it.each([
    ['no contact', { ...ELENA, email: null, phone: null }],
    ["somebody else's contacts", { ...ELENA, email: 'ana.torres@example.com', phone: '+522220000001' }],
    ['an account that nobody has', { ...ELENA, account: '999999' }],
  ])('%s is none, and says nothing', async (_, input) => {
    expect(await world.run('identify', input)).toEqual(NOTHING);
  });
});

describe('without an account', () => {
  it('both contacts of one account are a match', async () => {
    expect(await world.run('identify', { ...ELENA, account: null })).toEqual({ matched: true, account: '100005', zone: 'sur' });
  });

  it.each([
    ['an e-mail alone', { ...ELENA, account: null, phone: null }],
    ['a telephone alone', { ...ELENA, account: null, email: null }],
    ['contacts of two customers', { ...ELENA, account: null, phone: '+522220000001' }],
    ['nothing at all', { account: null, email: null, phone: null }],
  ])('%s is no proof, and says nothing', async (_, input) => {
    expect(await world.run('identify', input)).toEqual(NOTHING);
  });

  it('one contact alone is not even looked up', async () => {
    await world.run('identify', { account: null, email: 'elena.mora@example.com', phone: null });
    expect(world.faulty.calls).toEqual(['findCustomer']);
  });

  it('contacts that two accounts share do not choose one of them', async () => {
    const find = world.faulty.findAccounts;
    world.faulty.findAccounts = async (contact) => [...(await find(contact)), '100007'];
    expect(await world.run('identify', { ...ELENA, account: null })).toEqual(NOTHING);
  });
});

it('asks the back office as much about unknown customers as about known ones', async () => {
  const costs: string[][] = [];
  for (const input of [ELENA, { ...ELENA, account: '999999' }, { ...ELENA, email: 'nobody@example.com', phone: null }]) {
    const before = world.faulty.calls.length;
    await world.run('identify', input);
    costs.push(world.faulty.calls.slice(before));
  }
  expect(costs).toEqual([['findCustomer'], ['findCustomer'], ['findCustomer']]);

  for (const phone of ['+522220000005', '+525550000009']) {
    const before = world.faulty.calls.length;
    await world.run('identify', { ...ELENA, account: null, phone });
    expect(world.faulty.calls.slice(before)).toEqual(['findAccounts', 'findAccounts', 'findCustomer']);
  }
});

it.each(['down', 'broken', 'malformed', 'lying'] as const)(
  'a back office that is %s is an error to try again, never a "no match"',
  async (fault) => {
    world.faulty.fault = fault;
    await expect(world.run('identify', ELENA)).rejects.toMatchObject({ code: 'BACKOFFICE_DOWN' });
  },
);

it.each([
  ['a missing field', { account: '100005', email: null }],
  ['an object', { ...ELENA, account: { $ne: null } }],
  ['an empty account', { ...ELENA, account: '' }],
  ['nothing', undefined],
])('%s is a mistake of the procedure', async (_, input) => {
  await expect(world.runRaw('identify', input)).rejects.toMatchObject({ code: 'EFFECT_INPUT_INVALID' });
  expect(world.faulty.calls).toEqual([]);
});
