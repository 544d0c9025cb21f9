import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Backoffice } from '../../src/backoffice/backoffice.js';
import { demoBackoffice } from '../../src/backoffice/demo.js';
import { guardBackoffice } from '../../src/backoffice/guarded-backoffice.js';
import { type FaultyBackoffice, faultyBackoffice } from '../support/faulty-backoffice.js';

const demo = demoBackoffice({ now: () => 0 });
let faulty: FaultyBackoffice;
let guarded: Backoffice;
beforeEach(() => {
  faulty = faultyBackoffice(demo);
  guarded = guardBackoffice(faulty);
});

/** Answers that name their account. */
const ofAnAccount = (office: Backoffice): (() => Promise<unknown>)[] => [
  () => office.balance('100004'),
  () => office.listInvoices('100004', 3),
  () => office.invoiceFiles('100004', '100004-196912'),
  () => office.listPayments('100004', 3),
  () => office.pastOutages('100004'),
  () => office.registerTermination({ key: 'end', account: '100004', noticeAt: '1970-01-01T00:00:00Z', folio: 'A100017' }),
  () => office.registerRefund({ key: 'back', account: '100004', amount: 1, reason: 'outage', invoiceId: null, folio: 'A100017' }),
];

const questions = (office: Backoffice): (() => Promise<unknown>)[] => [
  () => office.findCustomer('100005'),
  () => office.findCustomer('999999'),
  () => office.findAccounts({ email: 'elena.mora@example.com', phone: null }),
  () => office.lineStatus('100003'),
  () => office.listPlans(),
  () => office.checkCoverage({ latitude: 19.04, longitude: -98.2 }),
  () => office.findColonias({ text: 'centro', postalCode: null }),
  () => office.rebootDevice('100005', 'key'),
  ...ofAnAccount(office),
];

it('hands good answers on unchanged', async () => {
  const answers = (office: Backoffice) => Promise.all(questions(office).map((ask) => ask()));
  expect(await answers(guarded)).toEqual(await answers(demo));
});

it.each(['down', 'broken', 'malformed'] as const)('one that is %s is down, whatever is asked', async (fault) => {
  faulty.fault = fault;
  for (const ask of questions(guarded)) await expect(ask()).rejects.toMatchObject({ code: 'BACKOFFICE_DOWN' });
});

it('one that answers about another account is down', async () => {
  const liar = faultyBackoffice(demoBackoffice({ now: () => 0 }), '100007');
  liar.fault = 'lying';
  const office = guardBackoffice(liar);
  for (const ask of [() => office.findCustomer('100005'), ...ofAnAccount(office)])
    await expect(ask()).rejects.toMatchObject({ code: 'BACKOFFICE_DOWN' });
});

it('puts the newest first and hands on no more than was asked for', async () => {
  const backwards: Backoffice = {
    ...demo,
    listInvoices: async (account) => [...(await demo.listInvoices(account, 12))].reverse(),
    listPayments: async (account) => [...(await demo.listPayments(account, 12))].reverse(),
  };
  const office = guardBackoffice(backwards);
  expect(await office.listInvoices('100001', 3)).toEqual(await demo.listInvoices('100001', 3));
  expect(await office.listPayments('100001', 3)).toEqual(await demo.listPayments('100001', 3));
});

it('keeps the cause for the log', async () => {
  faulty.fault = 'broken';
  await expect(guarded.lineStatus('100005')).rejects.toMatchObject({ cause: expect.any(TypeError) });
});

describe('one that is slow', () => {
  it('is down after the limit', async () => {
    faulty.fault = 'slow';
    await expect(guardBackoffice(faulty, 1).findCustomer('100005')).rejects.toMatchObject({ code: 'BACKOFFICE_DOWN' });
  });

  it('is waited for within it', async () => {
    faulty.fault = 'slow';
    const answer = guarded.findCustomer('100005');
    faulty.release();
    expect(await answer).toMatchObject({ account: '100005' });
  });
});
