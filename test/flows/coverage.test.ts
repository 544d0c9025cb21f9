import { describe, expect, it } from '@jest/globals';
import { coverage } from '../../flows/coverage.js';
import type { CoverageOutput } from '../../flows/shared/coverage-effects.js';
import type { EntryInput, Facts, UserEvent } from '../../src/engine/flow.js';
import { no, yes } from '../support/machines.js';
import { Play } from '../support/play-flow.js';

const COVERAGE = 'coverage_new_service';
const centro = { postalCode: '72000', colonia: 'Centro' };
const norte = { postalCode: '72100', colonia: 'Norte' };
const hogar = { id: 'hogar-50', name: 'Hogar 50', monthlyPrice: 39_900 };
const pin: UserEvent = { type: 'LOCATION', latitude: 19.04, longitude: -98.2 };
const found = (result: CoverageOutput['result'], change: Partial<CoverageOutput> = {}): CoverageOutput => ({
  result,
  place: null,
  zone: null,
  note: null,
  options: [],
  plans: [],
  ...change,
});
const served = found('yes', { place: centro, zone: 'centro', plans: [hogar] });

const play = (text = '', facts: Facts = {}, input: Partial<EntryInput> = {}): Play =>
  new Play(coverage, { facts, intent: COVERAGE, text, nested: false, ...input });
const asked = (result: CoverageOutput): Play => play('¿llegan a la colonia Centro?').done(result);
const answer = (text: string, facts: Facts = {}): UserEvent => ({ type: 'ANSWER', text, value: text, facts });
const wish = (flow: Play): unknown => (flow.call?.input as { wish?: unknown } | undefined)?.wish;

describe('coverage asks where', () => {
  it('says that it will be checked, and asks, when no place is known', () => {
    const flow = play();
    expect([flow.keys, flow.state]).toEqual([['coverage.willCheck'], 'askingPlace']);
  });

  it.each<[string, Play, object]>([
    ['words', play('en la colonia Centro'), { text: 'en la colonia Centro', placed: true, postalCode: null, pin: null }],
    ['a postal code in the words', play('cp 72000'), { text: 'cp 72000', postalCode: '72000' }],
    ['a postal code told before', play('', { postalCode: '72000' }), { text: '', postalCode: '72000' }],
    ['a pin sent before', play('', { location: '19.04,-98.2' }), { pin: { latitude: 19.04, longitude: -98.2 } }],
    ['an answer', play().send(answer('col. Centro', { postalCode: '72000' })), { text: 'col. Centro', placed: true, postalCode: '72000' }],
    ['a pin in answer', play().send(pin), { text: '', pin: { latitude: 19.04, longitude: -98.2 } }],
    ['a question in answer', play().mean(COVERAGE, '¿y a la Norte?'), { text: '¿y a la Norte?', placed: true, pin: null }],
  ])('and looks up %s', (_, flow, input) => {
    expect(flow.call).toMatchObject({ src: 'checkCoverage', input });
  });

  it('asks twice more of who tells no place, then calls a person', () => {
    const flow = play('¿llegan a mi casa?').done(found('nowhere'));
    expect([flow.keys, flow.state]).toEqual([['coverage.willCheck'], 'askingPlace']);
    const nowhere = () => flow.answer(null).done(found('nowhere'));
    expect([nowhere().keys.at(-1), flow.state]).toEqual(['coverage.needPlace', 'askingPlace']);
    nowhere();
    expect(nowhere().escalates).toBe(true);
  });

  it('uses a pin for one question only', () => {
    expect(play('', { location: '19.04,-98.2' }).done(served).learned).toEqual([{ location: '' }]);
    expect(play('', { location: '' }).state).toBe('askingPlace');
    expect(asked(served).learned).not.toContainEqual({ location: '' });
  });

  it('lets go who wants nothing any more', () => {
    for (const event of [no, { type: 'INTENT', intent: 'thanks_goodbye', text: 'gracias' } as const]) {
      expect(play().send(event).output).toEqual({ outcome: 'informed', folio: null });
    }
  });
});

describe('coverage asks which colonia', () => {
  const which = (...options: CoverageOutput['options']): Play => play('cp 72000').done(found('which', { options }));
  const ids = (flow: Play) => flow.choices.map((choice) => (typeof choice === 'string' ? choice : choice.id));

  it('of a postal code, or another', () => {
    expect(ids(which(centro))).toEqual(['72000:Centro', 'otherColonia']);
    expect(which(centro).choose('72000:Centro').call).toMatchObject({ src: 'checkCoverage', input: { chosen: centro } });
    expect(which(centro).send(yes).call).toMatchObject({ input: { chosen: centro } });
    expect(which(centro, norte).takes(yes)).toBe(false);
    expect(which(centro).choose('otherColonia').state).toBe('askingPlace');
  });

  it('in words, which are looked up in the same postal code', () => {
    expect(which(centro).send(answer('la Norte')).call).toMatchObject({ input: { text: 'la Norte', placed: true, postalCode: '72000' } });
    expect(ids(which())).toEqual([]);
  });

  it('and has a probable one confirmed', () => {
    const flow = () => play('colonia nrote').done(found('confirm', { options: [norte] }));
    expect(flow().state).toBe('confirmingColonia');
    expect(flow().send(yes).call).toMatchObject({ input: { chosen: norte } });
    expect(flow().send(no).state).toBe('askingPlace');
  });
});

describe('coverage answers', () => {
  it('yes: with plans to choose from, whose wish goes to the commercial area', () => {
    const flow = asked(served);
    expect([flow.keys.at(-1), flow.state]).toEqual(['coverage.yes', 'askingPlan']);
    expect(flow.choices[0]).toEqual({ id: 'plan-hogar-50', key: 'coverage.plan', vars: { name: 'Hogar 50', price: 399 } });
    flow.choose('plan-hogar-50');
    expect(flow.call?.src).toBe('prospect');
    expect(wish(flow)).toMatchObject({ purpose: 'contract', coverage: 'yes', place: centro, zone: 'centro', plan: hogar, consent: false });
    expect(flow.done({ outcome: 'recorded', folio: 'C1000015' }).output).toEqual({ outcome: 'recorded', folio: 'C1000015' });
  });

  it('yes: without a plan, or not now', () => {
    expect(wish(asked(served).choose('undecided'))).toMatchObject({ purpose: 'contract', plan: null });
    expect(wish(asked(served).send(yes))).toMatchObject({ purpose: 'contract', plan: null });
    expect(asked(served).choose('notNow').output).toMatchObject({ outcome: 'informed' });
    expect(asked(served).takes({ type: 'CHOICE', id: 'plan-unknown' })).toBe(false);
  });

  it('yes: when no plans are known, whether the commercial area is to call', () => {
    const flow = asked(found('yes', { place: centro }));
    expect(flow.state).toBe('askingContract');
    expect(wish(flow.send(yes))).toMatchObject({ purpose: 'contract', plan: null });
  });

  it.each(['planned', 'no'] as const)('%s: and keeps the interest only of who agrees', (result) => {
    expect(asked(found(result)).keys.at(-1)).toBe(`coverage.${result}`);
    expect(wish(asked(found(result)).send(yes))).toMatchObject({ purpose: 'interest', coverage: result, consent: true });
    expect(wish(asked(found(result)).choose('yes'))).toMatchObject({ purpose: 'interest', consent: true });
    const declined = asked(found(result)).send(no);
    expect([declined.output, declined.calls.length]).toEqual([{ outcome: 'informed', folio: null }, 1]);
  });

  it('check: asks for the full address once, and hands it to the technical area', () => {
    const flow = asked(found('check', { place: norte, note: 'no ports' }));
    expect([flow.keys.at(-1), flow.state]).toEqual(['coverage.check', 'askingAddress']);
    expect(wish(flow.send(answer('Hidalgo 45')))).toMatchObject({
      purpose: 'check',
      coverage: 'check',
      words: '¿llegan a la colonia Centro?\nHidalgo 45',
      place: norte,
      note: 'no ports',
    });
    expect(wish(asked(found('check', { place: norte })).choose('skip'))).toMatchObject({ purpose: 'check' });
  });

  it('check: asks for no address where there is one, or a pin', () => {
    expect(play('calle Hidalgo 45').done(found('check')).call?.src).toBe('prospect');
    expect(play('', { location: '19.07,-98.2' }).done(found('check')).call?.src).toBe('prospect');
  });

  it('check: looks the full address of an unlisted place up, and says only once what it says', () => {
    const flow = asked(found('check')).send(answer('calle 3, colonia Norte'));
    expect(flow.call).toMatchObject({ src: 'checkCoverage', input: { text: 'calle 3, colonia Norte', placed: true } });
    flow.done(found('check'));
    expect(flow.call?.src).toBe('prospect');
    expect(flow.keys.filter((key) => key === 'coverage.check')).toHaveLength(1);
    expect(asked(found('check')).send(pin).done(served).state).toBe('askingPlan');
  });

  it('that the list cannot be looked at: the technical area looks', () => {
    const flow = play('colonia Centro').fail();
    expect([flow.keys.at(-1), flow.state]).toEqual(['coverage.cannotSee', 'askingAddress']);
    expect(wish(flow.choose('skip'))).toMatchObject({ purpose: 'check', coverage: 'check', words: 'colonia Centro' });
  });

  it('for another place in the middle of it, with nothing of the first', () => {
    const flow = asked(served).mean(COVERAGE, '¿y a la Norte, 72100?');
    expect(flow.call).toMatchObject({ input: { text: '¿y a la Norte, 72100?', postalCode: '72100', chosen: null } });
    expect(wish(flow.done(found('planned', { place: norte })).send(yes))).toMatchObject({ plan: null, place: norte, purpose: 'interest' });
  });

  it('again, when the same place is asked about', () => {
    const flow = asked(found('planned', { place: norte })).mean(COVERAGE, '¿cuándo llegan?');
    expect([flow.keys.slice(-2), flow.state, flow.calls.length]).toEqual([['coverage.planned', 'coverage.planned'], 'askingInterest', 1]);
    expect(flow.mean(COVERAGE, '¿cuándo llegan?').mean(COVERAGE, '¿cuándo llegan?').mean(COVERAGE, '¿cuándo llegan?').escalates).toBe(true);
    const address = asked(found('check')).mean(COVERAGE, '¿cuándo llegan?');
    expect([address.keys.slice(-2), address.state]).toEqual([['coverage.check', 'coverage.check'], 'askingAddress']);
    expect(play().mean(COVERAGE, '¿cuándo llegan?').state).toBe('askingPlace');
  });

  it('with a person when it cannot be put on record', () => {
    const flow = asked(served).send(yes);
    expect(flow.done({ outcome: 'notRecorded', folio: null }).escalates).toBe(true);
  });
});
