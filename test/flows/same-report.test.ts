import { describe, expect, it } from '@jest/globals';
import { sameReport } from '../../flows/same-report.js';
import type { FolioView } from '../../flows/shared/effects.js';
import { brokenRules, choice, explore, intent, no, yes } from '../support/machines.js';
import { Play } from '../support/play-flow.js';

const DUE = '2025-11-25T18:00:00.000Z';
const OWN = 'T1000023';
const who = { account: '100006', email: 'fausto.gil@example.com', phone: '+522220000006' };
const visit = { date: '2025-11-26', shift: 'morning', from: '09:00', to: '13:00', zone: 'centro', over: false } as const;
const earlier: FolioView = {
  number: 'T1000015',
  type: 'failure',
  area: 'tecnica',
  status: 'open',
  createdAt: DUE,
  dueAt: DUE,
  visit: null,
  finding: null,
  tested: false,
  here: false,
  account: who.account,
};
const withVisit: FolioView = { ...earlier, status: 'scheduled', visit };
const folio = { number: OWN, createdAt: DUE, dueAt: DUE, noticeAt: null };

const play = (own: string | null = null): Play => new Play(sameReport, { facts: who, folio: own, text: 'sigo igual' });

describe('same-report', () => {
  it('keeps the rules of a procedure on all paths', () => {
    const paths = explore(sameReport, {
      inputs: [null, OWN].map((own) => ({ facts: who, folio: own, text: 'sigo igual' })),
      events: [yes, no, choice('yes'), choice('no'), intent('technical_failure')],
      results: { findFailure: [{ folio: null }, { folio: earlier }, { folio: withVisit }], joinFolio: [folio], noteFolio: [folio] },
    });
    expect(brokenRules(paths)).toEqual({});
  });

  it('looks for the account’s other folio', () => {
    expect(play(OWN).call).toMatchObject({ src: 'findFailure', input: { account: '100006', except: OWN } });
  });

  it('finds none, or one that is somebody else’s', () => {
    for (const found of [null, { ...earlier, account: '100001' }, { ...earlier, account: null }]) {
      expect(play().done({ folio: found }).output).toEqual({ outcome: 'new', view: null });
      expect(play(OWN).done({ folio: found }).output).toEqual({ outcome: 'new', view: null });
    }
    expect(play().fail().output).toEqual({ outcome: 'new', view: null });
  });

  it.each([
    [earlier, 'same', 'no'],
    [withVisit, 'sameVisit', 'yes'],
    [{ ...withVisit, visit: { ...visit, over: true } }, 'same', 'over'],
  ])('goes on with it when nothing new was opened, and says its number and state', (found, outcome, told) => {
    const flow = play().done({ folio: found });
    expect(flow.said).toMatchObject([{ key: 'same-report.known', vars: { folio: 'T1000015', visit: told } }]);
    expect(flow.call).toMatchObject({
      src: 'updateFolio',
      input: { number: 'T1000015', closing: false, details: { reportedAgain: 'sigo igual' } },
    });
    expect(flow.done(folio).output).toEqual({ outcome, view: found });
  });

  it('closes the one opened just now only when the customer agrees that it is the same', () => {
    const asked = (): Play => play(OWN).done({ folio: withVisit });
    expect(asked().keys).toEqual(['same-report.earlier']);
    expect(asked().calls).toHaveLength(1);
    const joined = asked().send(yes);
    expect(joined.call).toMatchObject({
      src: 'updateFolio',
      input: { number: OWN, closing: true, details: { finding: 'sameReport', sameAs: 'T1000015' } },
    });
    expect(joined.done(folio).said.at(-1)).toMatchObject({ key: 'same-report.joined', vars: { folio: 'T1000015', own: OWN } });
    expect(joined.done(folio).output).toEqual({ outcome: 'sameVisit', view: withVisit });
    expect(asked().send(yes).fail().fail().output).toMatchObject({ outcome: 'sameVisit' });
    expect(asked().send(no).output).toEqual({ outcome: 'new', view: null });
  });
});
