import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EffectInput } from '../../src/cases/effect.js';
import { type CaseWorld, caseWorld, mexico } from '../support/case-world.js';

let world: CaseWorld;
beforeEach(async () => {
  world = await caseWorld({ firstResponseHoursAsync: 24 });
});

type Wish = EffectInput<'recordProspect'>;
const CHECK: Wish = {
  purpose: 'check',
  coverage: 'check',
  account: null,
  email: null,
  phone: null,
  name: null,
  words: '¿llegan a la colonia Norte?\ncalle Hidalgo 45',
  place: { postalCode: '72100', colonia: 'Norte' },
  postalCode: null,
  pin: null,
  zone: 'norte',
  note: 'no ports',
  plan: null,
  consent: false,
};
const contract: Wish = {
  ...CHECK,
  purpose: 'contract',
  coverage: 'yes',
  name: 'Irma Solís',
  phone: '+522220000099',
  plan: { id: 'hogar-50', name: 'Hogar 50', monthlyPrice: 39_900 },
};
const folioOf = async (number: string) => {
  const folio = await world.store.folio(number);
  if (!folio) throw new Error(`there is no ${number}`);
  return folio;
};

describe('recordProspect', () => {
  it('has the technical area look, with all that is known of where, by the policy’s deadline', async () => {
    const { number, dueAt, again } = await world.run('recordProspect', CHECK);
    expect([again, Date.parse(dueAt ?? '')]).toEqual([false, mexico('2026-07-02T12:00:00')]);
    expect(await folioOf(number)).toMatchObject({
      type: 'coverage',
      area: 'tecnica',
      status: 'open',
      description: CHECK.words,
      channel: 'webchat',
      conversationId: 'webchat:1',
      details: { purpose: 'check', coverage: 'check', colonia: 'Norte', postalCode: '72100', zone: 'norte', note: 'no ports' },
    });
  });

  it('has the commercial area contract, with the plan as it was told', async () => {
    const { number } = await world.run('recordProspect', contract);
    expect(await folioOf(number)).toMatchObject({
      area: 'comercial',
      phone: '+522220000099',
      details: { purpose: 'contract', name: 'Irma Solís', plan: 'Hogar 50', planId: 'hogar-50', planPrice: 39_900 },
    });
  });

  it('promises no date to whoever waits for the network, and keeps the consent', async () => {
    const { number, dueAt } = await world.run('recordProspect', { ...CHECK, purpose: 'interest', coverage: 'planned', consent: true });
    expect(dueAt).toBeNull();
    expect(await folioOf(number)).toMatchObject({ area: 'comercial', dueAt: null, dueRule: null, details: { consent: true } });
  });

  it('keeps a pin, and a postal code without a colonia', async () => {
    const { number } = await world.run('recordProspect', {
      ...CHECK,
      place: null,
      postalCode: '91234',
      pin: { latitude: 19.07, longitude: -98.2 },
    });
    expect((await folioOf(number)).details).toMatchObject({ postalCode: '91234', latitude: 19.07, longitude: -98.2 });
  });

  it('has one result for one call', async () => {
    const first = await world.run('recordProspect', CHECK, { key: 'same' });
    expect(await world.run('recordProspect', CHECK, { key: 'same' })).toEqual(first);
    expect((await world.store.folios({ conversation: 'webchat:1', limit: 9 })).items).toHaveLength(1);
  });

  it('puts the same wish on the folio that it has, and takes nothing away from it', async () => {
    const first = await world.run('recordProspect', contract);
    const second = await world.run('recordProspect', { ...contract, phone: null, email: 'irma@example.com', name: null, plan: null });
    expect(second).toEqual({ ...first, again: true });
    expect(await folioOf(first.number)).toMatchObject({
      email: 'irma@example.com',
      phone: '+522220000099',
      details: { name: 'Irma Solís', plan: 'Hogar 50' },
    });
  });

  it.each<[string, Partial<Wish>]>([
    ['another place', { place: { postalCode: '72200', colonia: 'Oriente' } }],
    ['another purpose', { purpose: 'interest' }],
    ['a pin', { place: null, pin: { latitude: 19, longitude: -98 } }],
    ['other words about a place that is on no list', { place: null, words: 'en Lomas' }],
  ])('opens another folio for %s', async (_, change) => {
    await world.run('recordProspect', { ...CHECK });
    expect(await world.run('recordProspect', { ...CHECK, ...change })).toMatchObject({ again: false });
  });

  it('opens another folio once the first is closed, or in another conversation', async () => {
    const { number } = await world.run('recordProspect', CHECK);
    expect(await world.run('recordProspect', CHECK, { conversation: 'webchat:2' })).toMatchObject({ again: false });
    await world.store.updateFolio('closing', number, { status: 'closed' }, 'agent', 'closed', world.now);
    expect(await world.run('recordProspect', CHECK)).toMatchObject({ again: false });
  });
});
