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

const questions = (office: Backoffice): (() => Promise<unknown>)[] => [
  () => office.findCustomer('100005'),
  () => office.findCustomer('999999'),
  () => office.findAccounts({ email: 'elena.mora@example.com', phone: null }),
  () => office.lineStatus('100003'),
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
  faulty.fault = 'lying';
  await expect(guarded.findCustomer('100005')).rejects.toMatchObject({ code: 'BACKOFFICE_DOWN' });
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
