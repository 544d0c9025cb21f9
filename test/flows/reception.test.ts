import { describe, expect, it } from '@jest/globals';
import { reception } from '../../flows/reception.js';
import type { Facts, UserEvent } from '../../src/engine/flow.js';
import { INTENTS } from '../../src/nlu/reading.js';
import { brokenRules, choice, explore, intent, no, yes } from '../support/machines.js';
import { Play } from '../support/play-flow.js';

const WORDS = 'no tengo internet desde ayer';
const SMALL_TALK = ['greeting', 'provide_identifiers', 'affirm'];
const FAREWELLS = ['thanks_goodbye', 'deny'];
const MATTERS = INTENTS.filter((one) => !SMALL_TALK.includes(one) && !FAREWELLS.includes(one));
const cancel: UserEvent = { type: 'CANCEL' };

const play = (first: boolean, named: string | null = null): Play =>
  new Play(reception, { facts: {}, intent: named, text: named === null ? '' : WORDS, nested: false, first });
const greeted = (): Play => play(true);
const attended = (): Play => play(true, 'technical_failure').done({ outcome: 'visitAgreed', folio: 'T1000015' });
const area = (flow: Play): unknown => flow.said.findLast(({ key }) => key === 'reception.area')?.vars?.area;

describe('reception', () => {
  it('keeps the rules of a procedure on all paths', () => {
    const paths = explore(reception, {
      inputs: [null, 'technical_failure', 'thanks_goodbye', 'greeting'].flatMap((named) =>
        [true, false].map((first) => ({ facts: {}, intent: named, text: '', nested: false, first })),
      ),
      events: [yes, no, cancel, ...['yes', 'no', 'failure', 'billing', 'folio', 'coverage'].map(choice), ...INTENTS.map(intent)],
      results: {
        'technical-support': [{ outcome: 'restored', folio: null }],
        'folio-status': [{ outcome: 'told' }],
        cancellation: [{ outcome: 'recorded', folio: null }],
        coverage: [{ outcome: 'informed', folio: null }],
        inquiry: [{ outcome: 'told', folio: null }],
        'other-matter': [{ outcome: 'recorded', folio: null }],
      },
    });
    expect(
      brokenRules(paths, [
        'attendingFailure',
        'attendingFolio',
        'attendingCancellation',
        'attendingCoverage',
        'attendingInquiry',
        'attendingOther',
      ]),
    ).toEqual({});
  });

  it('thanks for data with the first words, if there are any', () => {
    const told = (facts: Facts): Play =>
      new Play(reception, { facts, intent: 'provide_identifiers', text: 'mi correo', nested: false, first: true });
    expect(told({ email: 'ana.torres@example.com' }).keys).toEqual(['reception.welcome', 'reception.privacy', 'reception.noted']);
    expect(told({ folio: 'T1000015' }).keys).toEqual(['reception.welcome', 'reception.privacy']);
  });

  it('names itself and gives the privacy notice at the first contact, before it asks anything', () => {
    const flow = greeted();
    expect(flow.keys).toEqual(['reception.welcome', 'reception.privacy']);
    expect(flow.state).toBe('askingMatter');
  });

  it('does so once', () => {
    expect(play(false).keys).toEqual([]);
    expect(play(false, 'greeting').keys).toEqual(['reception.hello']);
  });

  it('goes right to a matter that is already named, with its words', () => {
    const flow = play(true, 'technical_failure');
    expect(flow.keys).toEqual(['reception.welcome', 'reception.privacy', 'reception.area']);
    expect(flow.call).toMatchObject({
      src: 'technical-support',
      input: { intent: 'technical_failure', text: WORDS, nested: false },
    });
  });

  it.each([
    ['technical_failure', 'technical-support', 'tecnica'],
    ['power_check_off', 'technical-support', 'tecnica'],
    ['restart_still_failing', 'technical-support', 'tecnica'],
    ['folio_status', 'folio-status', 'atencion'],
    ['reschedule_visit', 'folio-status', 'tecnica'],
    ['restart_fixed', 'folio-status', 'atencion'],
    ['balance_inquiry', 'inquiry', 'administrativa'],
    ['plans_and_prices', 'inquiry', 'comercial'],
    ['coverage_new_service', 'coverage', 'comercial'],
    ['service_cancellation', 'cancellation', 'administrativa'],
    ['talk_to_human', 'other-matter', 'atencion'],
    ['other', 'other-matter', 'atencion'],
  ])('sends %s to %s and says whose it is', (named, src, whose) => {
    const flow = greeted().mean(named, WORDS);
    expect(flow.call).toMatchObject({ src, input: { intent: named, text: WORDS } });
    expect(area(flow)).toBe(whose);
  });

  it.each(MATTERS)('attends to %s wherever it is named', (named) => {
    for (const flow of [play(false, named), greeted().mean(named), attended().mean(named)]) {
      expect(flow.call).toMatchObject({ input: { intent: named } });
      expect(flow.state).toMatch(/^attending/);
    }
  });

  it.each([
    ['failure', 'technical_failure'],
    ['folio', 'folio_status'],
    ['visit', 'reschedule_visit'],
    ['billing', 'billing_doubt'],
    ['cancelService', 'service_cancellation'],
    ['coverage', 'coverage_new_service'],
    ['other', 'other'],
  ])('knows the button %s, then and later', (id, named) => {
    expect(greeted().choose(id).call?.input).toMatchObject({ intent: named, text: '' });
    expect(attended().choose(id).call?.input).toMatchObject({ intent: named, text: '' });
  });

  it('asks whether there is anything else', () => {
    expect(attended().state).toBe('askingMore');
    expect(attended().send(yes).state).toBe('askingMatter');
    expect(attended().choose('yes').state).toBe('askingMatter');
  });

  it.each([no, choice('no'), intent('thanks_goodbye'), intent('deny')])('takes its leave: %o', (event) => {
    const flow = attended().send(event);
    expect(flow.keys.at(-1)).toBe('reception.goodbye');
    expect(flow.output).toEqual({ outcome: 'attended' });
  });

  it('takes its leave where nothing was asked for, and of who thanks after the end', () => {
    expect(greeted().send(no).output).toEqual({ outcome: 'attended' });
    expect(greeted().mean('thanks_goodbye').output).toEqual({ outcome: 'attended' });
    expect(play(false, 'thanks_goodbye').keys).toEqual(['reception.goodbye']);
  });

  it.each([
    ['greeting', 'reception.hello'],
    ['provide_identifiers', 'reception.noted'],
    ['affirm', 'reception.goOn'],
  ])('answers %s and asks for the matter', (named, key) => {
    for (const flow of [greeted().mean(named), attended().mean(named)]) {
      expect(flow.keys.at(-1)).toBe(key);
      expect(flow.state).toBe('askingMatter');
    }
  });

  it('lets a person ask whoever only says hello', () => {
    const flow = greeted().mean('greeting').send(yes).mean('greeting').mean('greeting');
    expect(flow.escalates).toBe(true);
    expect(flow.output).toEqual({ outcome: 'escalated' });
  });

  it('starts counting anew with each matter', () => {
    const flow = greeted().mean('greeting').mean('greeting').mean('greeting').mean('folio_status').done({ outcome: 'told' });
    expect(flow.send(yes).mean('greeting').state).toBe('askingMatter');
  });

  it.each([() => greeted(), () => attended(), () => play(true, 'technical_failure')])(
    'drops what is under way, says so and asks again',
    (come) => {
      const flow = come().send(cancel);
      expect(flow.keys.at(-1)).toBe('reception.cancelled');
      expect(flow.state).toBe('askingMatter');
    },
  );

  it('calls a person when a procedure fails', () => {
    expect(play(true, 'technical_failure').fail().escalates).toBe(true);
  });
});
