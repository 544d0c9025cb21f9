import { describe, expect, it } from '@jest/globals';
import type { LineOutput } from '../../flows/shared/effects.js';
import { technicalSupport } from '../../flows/technical-support.js';
import {
  account,
  checked,
  correction,
  DUE,
  earlier,
  folio,
  identified,
  known,
  line,
  NEW,
  PAY,
  play,
  SINCE,
  who,
} from '../support/failure-report.js';
import { brokenRules, choice, explore, intent, no, yes } from '../support/machines.js';
import { Play } from '../support/play-flow.js';

const RESTORE = '2025-11-24T21:00:00.000Z';
const unidentified = { outcome: 'unidentified', account: null, email: null, phone: null, zone: null };

describe('technical-support', () => {
  it('keeps the rules of a procedure on all paths', () => {
    const paths = explore(technicalSupport, {
      inputs: [{ facts: { account }, intent: 'technical_failure', text: 'no tengo internet', nested: false }],
      events: [
        yes,
        no,
        correction,
        ...['paid', 'understood', 'sameFailure', 'otherFailure', 'electricityBack', 'keepOpen'].map(choice),
        { type: 'INTENT', intent: 'restart_fixed', text: 'ya volvió la luz' },
        ...['thanks_goodbye', 'restart_fixed', 'restart_still_failing', 'power_check_on', 'payment_reported_reconnection'].map(intent),
      ],
      results: {
        openFolio: [folio],
        'identify-customer': [identified, unidentified],
        'same-report': [NEW, { outcome: 'same', view: { ...earlier, here: false } }],
        completeFolio: [folio],
        checkLine: [
          line,
          { ...line, device: 'online' },
          { ...line, device: 'offline' },
          { ...line, opticalLoss: true },
          { ...line, suspended: true },
          { ...line, outage: true, restoreAt: RESTORE },
          { ...line, outage: true },
        ],
        noteSuspension: [folio],
        openReconnection: [{ ...folio, number: 'A1000013' }],
        noteOutage: [folio],
        noteOther: [folio],
        'power-check': ['powered', 'noPower', 'homeOutage', 'restored'].map((outcome) => ({ outcome })),
        reboot: ['restored', 'stillFailing'].map((outcome) => ({ outcome })),
        'service-folio': ['visitAgreed', 'noVisit'].map((outcome) => ({ outcome, folio: folio.number })),
        closeFolio: [folio],
      },
    });
    expect(brokenRules(paths)).toEqual({});
  });

  describe('records the report first', () => {
    it('with the customer’s words and all that is known', () => {
      const flow = play();
      expect(flow.calls.map(({ src }) => src)).toEqual(['same-report', 'openFolio']);
      expect(flow.call).toMatchObject({
        src: 'openFolio',
        input: {
          type: 'failure',
          area: 'tecnica',
          account,
          email: null,
          phone: null,
          description: 'no tengo internet desde ayer',
          details: { outageSince: SINCE, lights: null },
        },
      });
    });

    it('with the words that named the matter when it was a button', () => {
      const flow = new Play(technicalSupport, {
        facts: { matter: 'se fue la señal' },
        intent: 'technical_failure',
        text: '',
        nested: false,
      });
      expect(flow.call?.input).toMatchObject({ description: 'se fue la señal' });
    });

    it('and says its number', () => {
      const flow = play().done(folio);
      expect(flow.said).toEqual([{ key: 'technical-support.reported', vars: { folio: 'T1000015' } }]);
      expect(flow.learned).toEqual([{ folio: 'T1000015' }]);
      expect(flow.call?.src).toBe('identify-customer');
    });

    it('or calls a person when it cannot be recorded', () => {
      const flow = play().fail();
      expect(flow.keys).toEqual(['technical-support.notRecorded']);
      expect(flow.escalates).toBe(true);
      expect(flow.output).toEqual({ outcome: 'escalated', folio: null });
    });

    it('and keeps it when the customer cannot be identified: a person goes on', () => {
      for (const flow of [play().done(folio).done(unidentified), play().done(folio).fail()]) {
        expect(flow.escalates).toBe(true);
        expect(flow.output).toEqual({ outcome: 'escalated', folio: 'T1000015' });
        expect(flow.calls.map(({ src }) => src)).toEqual(['same-report', 'openFolio', 'identify-customer']);
      }
    });
  });

  it('checks the line before any test, with the folio completed', () => {
    const flow = known();
    expect(flow.calls.map(({ src }) => src)).toEqual([
      'same-report',
      'openFolio',
      'identify-customer',
      'updateFolio',
      'same-report',
      'checkLine',
    ]);
    expect(flow.calls[3]?.input).toEqual({ number: 'T1000015', ...who, details: {}, closing: false, dueAt: null });
    expect(flow.call?.input).toEqual({ account });
  });

  it('goes on when the folio cannot be completed', () => {
    expect(play().done(folio).done(identified).fail().done(NEW).call?.src).toBe('checkLine');
  });

  it.each<[Partial<LineOutput>, string[], boolean]>([
    [{ device: 'online' }, ['technical-support.deviceOnline'], false],
    [{ device: 'offline' }, ['technical-support.deviceOffline'], false],
    [{ device: 'unknown' }, [], false],
    [{ device: 'offline', opticalLoss: true }, ['technical-support.lineLost'], true],
  ])('says what the network sees, %o, and checks the power', (found, keys, once) => {
    const flow = checked(found);
    expect(flow.keys.slice(1)).toEqual(keys);
    expect(flow.call).toMatchObject({ src: 'power-check', input: { once } });
  });

  it('says so when the line cannot be checked, and checks the power', () => {
    const flow = known().fail();
    expect(flow.keys.at(-1)).toBe('technical-support.lineUnknown');
    expect(flow.call).toMatchObject({ src: 'power-check', input: { once: false } });
  });

  it('believes the customer about a red light even when the line cannot be checked', () => {
    const flow = known({ account, lights: 'los' }).fail();
    expect(flow.call).toMatchObject({ src: 'power-check', input: { once: true } });
    expect(flow.done({ outcome: 'powered' }).call).toMatchObject({ src: 'service-folio', input: { reason: 'opticalLoss' } });
  });

  describe('a suspended account', () => {
    const suspended = (): Play => checked({ suspended: true, outage: true, opticalLoss: true }).done(folio);

    it('is no failure: no test, no visit, no amount', () => {
      const flow = suspended();
      expect(flow.state).toBe('askingPayment');
      expect(flow.said.at(-1)).toEqual({ key: 'technical-support.suspended' });
      expect(flow.call).toMatchObject({ src: 'updateFolio', input: { details: { finding: 'suspended' }, closing: false, dueAt: 'none' } });
      expect(flow.calls.map(({ src }) => src)).not.toContain('power-check');
    });

    it.each([choice('paid'), yes, intent('payment_reported_reconnection')])('that is paid is reconnected: %o', (event) => {
      const flow = suspended().send(event);
      expect(flow.call).toMatchObject({
        src: 'openFolio',
        input: { area: 'administrativa', ...who, details: { failureFolio: 'T1000015', reconnectHours: 48 } },
      });
      flow.done({ ...folio, number: 'A1000013' });
      expect(flow.said.at(-1)).toEqual({ key: 'technical-support.reconnecting', vars: { folio: 'A1000013', hours: 48 } });
      expect(flow.output).toEqual({ outcome: 'suspended', folio: 'T1000015' });
    });

    it('that is paid goes to a person when the reconnection cannot be recorded', () => {
      const flow = suspended().choose('paid').fail();
      expect(flow.escalates).toBe(true);
      expect(flow.output).toMatchObject({ outcome: 'escalated' });
    });

    it.each([choice('understood'), no, intent('thanks_goodbye')])(
      'that is not paid is told where to pay, and when it is back: %o',
      (event) => {
        const flow = suspended().send(event);
        expect(flow.said.at(-1)).toEqual({ key: 'technical-support.howToPay', vars: { folio: 'T1000015', payUrl: PAY, hours: 48 } });
        expect(flow.output).toEqual({ outcome: 'suspended', folio: 'T1000015' });
      },
    );
  });

  describe('an outage of the zone', () => {
    const outage = (restoreAt: string | null): Play => checked({ outage: true, restoreAt }).done(folio);

    it('is told with its end, which becomes the folio’s deadline', () => {
      const flow = outage(RESTORE);
      expect(flow.call).toMatchObject({ src: 'updateFolio', input: { dueAt: RESTORE, details: { finding: 'massOutage' } } });
      expect(flow.said.at(-1)).toEqual({ key: 'technical-support.outage', vars: { zone: 'sur', restoreAt: RESTORE } });
      expect(flow.send(yes).output).toEqual({ outcome: 'massOutage', folio: 'T1000015' });
      expect(flow.said.at(-1)).toEqual({ key: 'technical-support.outageNoted', vars: { folio: 'T1000015' } });
    });

    it('is told without an end that nobody knows', () => {
      const flow = outage(null);
      expect(flow.said.at(-1)).toEqual({ key: 'technical-support.outageUnknown', vars: { zone: 'sur' } });
      expect(flow.call?.input).toMatchObject({ dueAt: null });
    });

    it('is told even when the folio cannot be changed', () => {
      expect(checked({ outage: true, restoreAt: RESTORE }).fail().keys.at(-1)).toBe('technical-support.outage');
    });

    it.each([choice('otherFailure'), no])('may not be the customer’s trouble: %o', (event) => {
      const flow = outage(RESTORE).send(event);
      expect(flow.call).toMatchObject({ src: 'updateFolio', input: { dueAt: DUE, details: { finding: null } } });
      expect(flow.done(folio).call?.src).toBe('power-check');
    });
  });

  it('restarts what has power, and sends a technician when it still fails', () => {
    const flow = checked().done({ outcome: 'powered' });
    expect(flow.call?.src).toBe('reboot');
    flow.done({ outcome: 'stillFailing' });
    expect(flow.call).toMatchObject({ src: 'service-folio', input: { folio: 'T1000015', zone: 'sur', reason: 'stillFailing' } });
    expect(flow.done({ outcome: 'visitAgreed', folio: 'T1000015' }).output).toEqual({ outcome: 'visitAgreed', folio: 'T1000015' });
  });

  it('restarts nothing when the signal is lost or there is no power', () => {
    const lost = checked({ opticalLoss: true }).done({ outcome: 'powered' });
    expect(lost.call).toMatchObject({ src: 'service-folio', input: { reason: 'opticalLoss' } });
    const dead = checked().done({ outcome: 'noPower' });
    expect(dead.call).toMatchObject({ src: 'service-folio', input: { reason: 'noPower' } });
    expect(dead.done({ outcome: 'noVisit', folio: 'T1000015' }).output).toEqual({ outcome: 'folioOpen', folio: 'T1000015' });
  });

  it.each(['power-check', 'reboot', 'service-folio'])('calls a person when %s fails', (src) => {
    const flow = checked();
    if (src !== 'power-check') flow.done({ outcome: 'powered' });
    if (src === 'service-folio') flow.done({ outcome: 'stillFailing' });
    expect(flow.call?.src).toBe(src);
    expect(flow.fail().escalates).toBe(true);
    expect(flow.output).toEqual({ outcome: 'escalated', folio: 'T1000015' });
  });

  describe('a house without electricity', () => {
    const dark = (): Play => checked().done({ outcome: 'homeOutage' });

    it('is waited for, with the folio open', () => {
      const flow = dark();
      expect(flow.state).toBe('awaitingElectricity');
      expect(flow.send(no).mean('thanks_goodbye').state).toBe('awaitingElectricity');
      expect(flow.keys.slice(-2)).toEqual(['technical-support.noHurry', 'technical-support.noHurry']);
    });

    it.each([choice('electricityBack'), yes, intent('power_check_on')])('is checked again when it is back: %o', (event) => {
      expect(dark().send(event).call?.src).toBe('power-check');
    });

    it('is no service that works: "ya volvió la luz" is checked', () => {
      expect(dark().mean('restart_fixed', 'ya volvió la luz').call?.src).toBe('power-check');
      expect(dark().mean('restart_fixed', 'ya volvió la luz y el internet').state).toBe('askingClosing');
    });

    it.each(['choice', 'time'])('keeps its folio when the customer goes away (%s)', (way) => {
      const flow = dark();
      if (way === 'choice') flow.choose('keepOpen');
      else flow.wait();
      expect(flow.said.at(-1)).toEqual({ key: 'technical-support.leftOpen', vars: { folio: 'T1000015' } });
      expect(flow.output).toEqual({ outcome: 'folioOpen', folio: 'T1000015' });
    });

    it('is not waited for without end', () => {
      const flow = dark().send(yes).done({ outcome: 'homeOutage' }).send(yes).done({ outcome: 'homeOutage' });
      expect(flow.output).toEqual({ outcome: 'folioOpen', folio: 'T1000015' });
    });
  });

  describe('when it works again', () => {
    const works = (): Play => checked().done({ outcome: 'powered' }).done({ outcome: 'restored' });

    it.each([yes, choice('yes'), intent('restart_fixed')])('closes the folio with the customer’s agreement: %o', (event) => {
      const flow = works();
      expect(flow.state).toBe('askingClosing');
      flow.send(event);
      expect(flow.call).toMatchObject({ src: 'updateFolio', input: { number: 'T1000015', closing: true } });
      flow.done(folio);
      expect(flow.said.at(-1)).toEqual({ key: 'technical-support.closed', vars: { folio: 'T1000015' } });
      expect(flow.output).toEqual({ outcome: 'restored', folio: 'T1000015' });
    });

    it.each([no, intent('thanks_goodbye')])('keeps it open without: %o', (event) => {
      const flow = works().send(event);
      expect(flow.said.at(-1)).toEqual({ key: 'technical-support.keptOpen', vars: { folio: 'T1000015' } });
      expect(flow.calls.some(({ input }) => input.closing === true)).toBe(false);
      expect(flow.output).toEqual({ outcome: 'restored', folio: 'T1000015' });
    });

    it('says so when it cannot be closed', () => {
      expect(works().send(yes).fail().keys.at(-1)).toBe('technical-support.notClosed');
    });

    it('sends a technician when it fails again', () => {
      expect(works().mean('restart_still_failing').call?.src).toBe('service-folio');
    });

    it.each([
      () => checked({ suspended: true }).done(folio),
      () => checked({ outage: true }).done(folio),
      () => checked().done({ outcome: 'homeOutage' }),
    ])('is heard in every question', (come) => expect(come().mean('restart_fixed').state).toBe('askingClosing'));
  });
});
