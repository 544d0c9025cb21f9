import { describe, expect, it } from '@jest/globals';
import { account, begin, checked, correction, earlier, folio, identified, line, NEW, play, who } from '../support/failure-report.js';

describe('technical-support, for a failure or an account that is told anew,', () => {
  describe('a failure that is on record already', () => {
    const elsewhere = { ...earlier, here: false };

    it('is looked for only where something may be known', () => {
      expect(begin({}).call?.src).toBe('openFolio');
      expect(begin({ folio: 'T1000007' }).call).toMatchObject({ src: 'same-report', input: { folio: null } });
      const later = begin({}).done(folio).done(identified).done(folio);
      expect(later.call).toMatchObject({ src: 'same-report', input: { facts: { account }, folio: 'T1000015' } });
    });

    it('opens no second folio, and goes on where it was', () => {
      const flow = begin({ folio: 'T1000007' }, 'sigo sin internet').done({ outcome: 'same', view: earlier });
      expect(flow.learned).toEqual([{ folio: 'T1000007' }]);
      expect(flow.calls[0]?.input).toMatchObject({ text: 'sigo sin internet' });
      expect(flow.done(identified).call).toMatchObject({ src: 'updateFolio', input: { number: 'T1000007', ...who } });
      expect(flow.done(folio).call?.src).toBe('checkLine');
      expect(flow.done(line).call?.src).toBe('power-check');
      expect(flow.calls.map(({ src }) => src)).not.toContain('openFolio');
    });

    it('with a visit to come is left at that', () => {
      const flow = play().done(folio).done(identified).done(folio).done({ outcome: 'sameVisit', view: elsewhere });
      expect(flow.output).toEqual({ outcome: 'visitAgreed', folio: 'T1000007' });
    });

    it('and has lost its deadline gets it again once it is a failure', () => {
      const flow = begin({ folio: 'T1000007' }).done({ outcome: 'same', view: { ...earlier, dueAt: null } });
      flow.done(identified).done(folio).done(line);
      expect(flow.call).toMatchObject({ src: 'updateFolio', input: { number: 'T1000007', dueAt: 'anew', details: { finding: null } } });
    });

    it('under another account is not the one of a corrected account', () => {
      const flow = play().done(folio).done(identified).done(folio).done({ outcome: 'same', view: elsewhere });
      flow.done(identified).done(folio).done(line).send(correction);
      expect(flow.call).toMatchObject({ src: 'openFolio', input: { account: '100001' } });
    });
  });

  it('asks for no restart that was made already', () => {
    const early = begin({}, 'no hay internet, ya lo apagué y lo prendí').done(folio).done(identified).done(folio).done(NEW).done(line);
    expect(early.done({ outcome: 'powered' }).call).toMatchObject({ src: 'reboot', input: { done: true } });
    expect(checked().done({ outcome: 'restarted' }).call).toMatchObject({ src: 'reboot', input: { done: true } });
    expect(checked().done({ outcome: 'powered' }).call).toMatchObject({ src: 'reboot', input: { done: false } });
    expect(checked({ opticalLoss: true }).done({ outcome: 'restarted' }).call?.src).toBe('service-folio');
  });

  it('tells the technicians when the restart could not be made', () => {
    const flow = checked().done({ outcome: 'powered' }).done({ outcome: 'notRestarted' });
    expect(flow.call).toMatchObject({ src: 'service-folio', input: { reason: 'notRestarted' } });
  });

  describe('a correction of the account', () => {
    it.each([() => checked(), () => checked().done({ outcome: 'powered' }), () => checked({ suspended: true }).done(folio)])(
      'identifies again, completes the folio and checks the other line',
      (come) => {
        const flow = come().send(correction);
        expect(flow.learned.at(-1)).toEqual({ account: '100001', matched: 'no' });
        expect(flow.call).toMatchObject({ src: 'identify-customer', input: { facts: { account: '100001' } } });
        flow.done({ ...identified, account: '100001', zone: 'centro' });
        expect(flow.call).toMatchObject({ src: 'updateFolio', input: { number: 'T1000015', account: '100001' } });
        expect(flow.done(folio).call).toMatchObject({ src: 'same-report', input: { facts: { account: '100001' }, folio: 'T1000015' } });
        expect(flow.done(NEW).call).toMatchObject({ src: 'checkLine', input: { account: '100001' } });
      },
    );

    it('keeps nothing of the other account’s line', () => {
      const flow = checked({ opticalLoss: true })
        .send(correction)
        .done({ ...identified, account: '100001', zone: null })
        .done(folio)
        .done(NEW)
        .fail();
      expect(flow.call).toMatchObject({ src: 'power-check', input: { once: false } });
      expect(flow.done({ outcome: 'noPower' }).call?.input).toMatchObject({ zone: null });
    });

    it('of the telephone alone does not start the tests anew', () => {
      expect(checked().takes({ type: 'CORRECTION', fact: 'phone', value: '+522220000001' })).toBe(false);
    });

    it('is not taken before there was anything to correct, nor without end', () => {
      expect(play().takes(correction)).toBe(false);
      expect(play().done(folio).takes(correction)).toBe(false);
      const flow = checked().send(correction).done(identified).send(correction).done(identified);
      expect(flow.takes(correction)).toBe(false);
    });
  });
});
