import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Backoffice, BackofficeDown } from '../../src/backoffice/backoffice.js';
import { checkCoverage } from '../../src/cases/check-coverage.js';
import type { EffectInput } from '../../src/cases/effect.js';
import { type CaseWorld, caseWorld } from '../support/case-world.js';

let world: CaseWorld;
beforeEach(async () => {
  world = await caseWorld();
});

type Where = EffectInput<'checkCoverage'>;
const NOWHERE: Where = { pin: null, chosen: null, text: '', placed: false, postalCode: null };
const check = (where: Partial<Where>) => world.run('checkCoverage', { ...NOWHERE, ...where });

describe('checkCoverage', () => {
  it('answers for a colonia that is named, with the plans where there is service', async () => {
    const found = await check({ text: '¿llegan a la colonia Centro?' });
    expect(found).toMatchObject({ result: 'yes', place: { postalCode: '72000', colonia: 'Centro' }, zone: 'centro' });
    expect(found.plans[0]).toEqual({ id: 'hogar-50', name: 'Hogar 50', monthlyPrice: 39_900 });
    expect(found.plans).toHaveLength(4);
  });

  it.each([
    ['colonia norte', 'check'],
    ['colonia oriente', 'planned'],
    ['colonia lejano', 'no'],
  ])('%s: %s, with no plans', async (text, result) => {
    expect(await check({ text })).toMatchObject({ result, plans: [] });
  });

  it('does not decide by a postal code alone: it offers its colonias', async () => {
    expect(await check({ postalCode: '72000' })).toMatchObject({ result: 'which', options: [{ postalCode: '72000', colonia: 'Centro' }] });
    expect(await check({ text: 'cp 72000', postalCode: '72000' })).toMatchObject({ result: 'which' });
    expect(await check({ postalCode: '91234' })).toMatchObject({ result: 'which', options: [], place: null });
  });

  it('believes a slip, or a colonia of another postal code, only when it is confirmed', async () => {
    const options = [{ postalCode: '72200', colonia: 'Oriente' }];
    expect(await check({ text: 'colonia orietne' })).toMatchObject({ result: 'confirm', options, place: null });
    expect(await check({ text: 'colonia oriente, cp 75000', postalCode: '75000' })).toMatchObject({ result: 'confirm', options });
    expect(await check({ chosen: { postalCode: '72200', colonia: 'Oriente' } })).toMatchObject({ result: 'planned' });
  });

  it('takes a pin where no listed colonia is named', async () => {
    const pin = { latitude: 19.04, longitude: -98.2 };
    expect(await check({ pin })).toMatchObject({ result: 'yes', place: null, zone: 'centro' });
    expect(await check({ pin, text: 'calle hidalgo 4' })).toMatchObject({ result: 'yes' });
    expect(await check({ pin, text: 'llegan a la colonia oriente' })).toMatchObject({ result: 'planned' });
  });

  it('has a place that is on no list looked into, and asks where it is of whoever tells none', async () => {
    expect(await check({ text: '¿llegan a lomas verdes?', placed: true })).toMatchObject({ result: 'check', place: null });
    expect(await check({ text: 'lomas verdes', placed: true, postalCode: '91234' })).toMatchObject({ result: 'check' });
    expect(await check({ text: 'quiero contratar internet en mi casa' })).toMatchObject({ result: 'nowhere' });
    expect(await check({ text: 'aquí en mi casa' })).toMatchObject({ result: 'nowhere' });
  });

  it('tells that there is service though prices cannot be looked up', async () => {
    const office: Backoffice = { ...world.backoffice, listPlans: () => Promise.reject(new BackofficeDown('for the test')) };
    const context = await world.context('webchat:1', {}, 'key');
    const found = await checkCoverage({ backoffice: office })({ ...NOWHERE, text: 'colonia centro' }, context);
    expect(found).toMatchObject({ result: 'yes', plans: [] });
  });

  it('fails when the list cannot be looked at: the procedure goes on without it', async () => {
    world.faulty.fault = 'down';
    await expect(check({ text: 'colonia centro' })).rejects.toMatchObject({ code: 'BACKOFFICE_DOWN' });
  });

  it('refuses what is no place on earth', async () => {
    await expect(world.runRaw('checkCoverage', { ...NOWHERE, pin: { latitude: 91, longitude: 0 } })).rejects.toMatchObject({
      code: 'EFFECT_INPUT_INVALID',
    });
  });
});
