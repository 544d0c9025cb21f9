import { describe, expect, it } from '@jest/globals';
import { type ServiceFolioInput, serviceFolio } from '../../flows/service-folio.js';
import type { Facts } from '../../src/engine/flow.js';
import { Play } from '../support/play-flow.js';

const DUE = '2025-11-25T18:00:00.000Z';
const folio = { number: 'T1000015', createdAt: DUE, dueAt: DUE, noticeAt: null };
const slot = { date: '2025-11-26', shift: 'morning', from: '09:00', to: '13:00' };
const slotVars = { slotDate: '2025-11-26', shift: 'morning', from: '09:00', to: '13:00' };

const play = (reason: ServiceFolioInput['reason'] = 'stillFailing', facts: Facts = { account: '100005' }): Play =>
  new Play(serviceFolio, { facts, folio: 'T1000015', zone: 'sur', reason });

describe('service-folio', () => {
  it('tells the technical area what was tried, so that nobody asks again', () => {
    const facts = { account: '100005', phone: '+522220000005', lights: 'los', outageSince: DUE };
    expect(play('opticalLoss', facts).call).toMatchObject({
      src: 'updateFolio',
      input: {
        number: 'T1000015',
        account: '100005',
        email: null,
        phone: '+522220000005',
        details: { reason: 'opticalLoss', powerChecked: true, restarted: false, lights: 'los', outageSince: DUE },
        closing: false,
        dueAt: null,
      },
    });
    expect(play('stillFailing').call?.input.details).toEqual({ reason: 'stillFailing', powerChecked: true, restarted: true });
    expect(play('notRestarted').call?.input.details).toEqual({ reason: 'notRestarted', powerChecked: true, restarted: false });
  });

  it('tells the customer who has it and by when, then agrees the visit', () => {
    const flow = play().done(folio);
    expect(flow.said).toEqual([{ key: 'service-folio.taken', vars: { folio: 'T1000015', deadline: 'yes', dueAt: DUE, visit: 'no' } }]);
    expect(flow.call).toMatchObject({ src: 'schedule-visit', input: { folio: 'T1000015', zone: 'sur', current: null } });
  });

  it('sums up folio, deadline and visit', () => {
    const flow = play().done(folio).done({ outcome: 'agreed', slot });
    expect(flow.output).toEqual({ outcome: 'visitAgreed', folio: 'T1000015' });
    expect(flow.said.at(-1)).toEqual({
      key: 'service-folio.summary',
      vars: { folio: 'T1000015', deadline: 'yes', dueAt: DUE, visit: 'yes', ...slotVars },
    });
  });

  it('leaves the customer with the folio when there is no visit', () => {
    for (const outcome of ['declined', 'unavailable']) {
      const flow = play().done(folio).done({ outcome, slot: null });
      expect(flow.output).toEqual({ outcome: 'noVisit', folio: 'T1000015' });
      expect(flow.said.at(-1)).toMatchObject({ key: 'service-folio.summary', vars: { visit: 'no' } });
    }
    expect(play().done(folio).fail().output).toEqual({ outcome: 'noVisit', folio: 'T1000015' });
  });

  it('goes on without a deadline when the folio cannot be completed', () => {
    const flow = play().fail();
    expect(flow.call?.src).toBe('schedule-visit');
    expect(flow.said).toEqual([{ key: 'service-folio.taken', vars: { folio: 'T1000015', deadline: 'no', visit: 'no' } }]);
  });
});
