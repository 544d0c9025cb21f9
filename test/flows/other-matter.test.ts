import { describe, expect, it } from '@jest/globals';
import { otherMatter } from '../../flows/other-matter.js';
import { MATTER_INTENTS, matterOf } from '../../flows/shared/matters.js';
import type { EntryInput, Facts, UserEvent } from '../../src/engine/flow.js';
import { no, yes } from '../support/machines.js';
import { Play } from '../support/play-flow.js';

const NOW = '2025-11-24T18:00:00.000Z';
const DUE = '2025-12-01T18:00:00.000Z';
const folio = (number: string, change = {}) => ({ number, createdAt: NOW, dueAt: DUE, noticeAt: null, ...change });
const facts: Facts = { account: '100004', email: 'diego.paz@example.com' };
const phone = '+522220000004';
/** Nothing is left to ask for. */
const all: Facts = { ...facts, phone };
const found = { outcome: 'identified', account: '100004', email: null, phone, zone: 'sur' };
const unidentified = { outcome: 'unidentified', account: null, email: null, phone: null, zone: null };
const told = (news: Facts): UserEvent => ({ type: 'TOLD', facts: news });

const play = (intent: string | null, input: Partial<EntryInput> = {}): Play =>
  new Play(otherMatter, { facts, intent, text: 'el técnico me trató mal', nested: false, ...input });
const nothing = { article: null };
const article = (id: string) => ({ article: { id, title: 'Control parental', text: '• En la tele', source: 'Guía' } });

describe('other-matter puts on record', () => {
  it('the customer’s words for the area they belong to', () => {
    expect(play('service_complaint').call).toMatchObject({
      src: 'openFolio',
      input: {
        type: 'complaint',
        area: 'atencion',
        account: '100004',
        email: 'diego.paz@example.com',
        phone: null,
        description: 'el técnico me trató mal',
        details: { intent: 'service_complaint' },
      },
    });
  });

  it.each([
    ['change_plan_or_address', 'comercial', 'doubt'],
    ['service_complaint', 'atencion', 'complaint'],
  ])('%s for the area %s as a %s', (intent, area, type) => {
    expect(matterOf(intent)).toEqual({ area, type });
    expect(MATTER_INTENTS).toContain(intent);
  });

  it('anything else as a doubt for customer care', () => {
    expect(matterOf(null)).toEqual({ area: 'atencion', type: 'doubt' });
    expect(matterOf('out_of_scope')).toEqual({ area: 'atencion', type: 'doubt' });
  });

  it('what the customer says when the matter came without words, asked once', () => {
    const flow = play(null, { text: ' ' });
    expect(flow.state).toBe('askingWords');
    expect(flow.answer(null).call).toMatchObject({ src: 'openFolio', input: { description: '¿mande?', area: 'atencion' } });
  });

  it('the matter that these words name', () => {
    const flow = play(null, { text: '' }).mean('service_complaint', 'quiero quejarme');
    expect(flow.call).toMatchObject({ input: { type: 'complaint', area: 'atencion', description: 'quiero quejarme' } });
  });
});

describe('other-matter goes on', () => {
  const recorded = (input: Partial<EntryInput> = {}): Play => play('service_complaint', { facts: all, ...input }).done(folio('A1000013'));

  it('with the folio told and learned, and a choice: later, or a person now', () => {
    const flow = recorded();
    expect(flow.said).toEqual([{ key: 'other-matter.opened', vars: { folio: 'A1000013', area: 'atencion', deadline: 'yes', dueAt: DUE } }]);
    expect(flow.learned).toEqual([{ folio: 'A1000013' }]);
    expect(flow.state).toBe('askingPerson');
    for (const later of [recorded().choose('later'), recorded().send(yes), recorded().mean('thanks_goodbye')]) {
      expect(later.output).toEqual({ outcome: 'recorded', folio: 'A1000013' });
      expect(later.escalates).toBe(false);
    }
    for (const now of [recorded().choose('person'), recorded().send(no)]) {
      expect(now.output).toEqual({ outcome: 'escalated', folio: 'A1000013' });
      expect(now.escalates).toBe(true);
    }
  });

  it('back to what was under way, without a question', () => {
    const flow = recorded({ nested: true });
    expect(flow.output).toEqual({ outcome: 'recorded', folio: 'A1000013' });
    expect(flow.keys).toEqual(['other-matter.opened', 'other-matter.goingBack']);
  });

  it('with a second folio for a second matter', () => {
    const flow = recorded().mean('change_plan_or_address', 'y quiero más megas');
    expect(flow.call).toMatchObject({ input: { type: 'doubt', description: 'y quiero más megas' } });
    expect(flow.done(folio('C1000021')).done(nothing).choose('later').output).toEqual({ outcome: 'recorded', folio: 'C1000021' });
  });

  it('to a person, with no second folio, when the same matter is told again', () => {
    const flow = recorded().mean('other').done(folio('A1000021')).done(nothing).mean('service_complaint');
    expect(flow.said.at(-1)).toEqual({ key: 'other-matter.already', vars: { folio: 'A1000013' } });
    expect(flow.calls.filter(({ src }) => src === 'openFolio')).toHaveLength(2);
    expect(flow.escalates).toBe(true);
  });

  it('to a person when it cannot be put on record', () => {
    const flow = play('service_complaint').fail();
    expect(flow.keys).toEqual(['other-matter.notRecorded']);
    expect(flow.output).toEqual({ outcome: 'notRecorded', folio: null });
    expect(flow.escalates).toBe(true);
  });
});

describe('other-matter looks for a help article', () => {
  const asked = (input: Partial<EntryInput> = {}): Play =>
    play('other', { facts: all, text: 'cómo pongo control parental', ...input }).done(folio('A1000013'));
  const shown = (input: Partial<EntryInput> = {}): Play => asked(input).done(article('parental-control'));

  it('with the customer’s words, once they are on record', () => {
    expect(asked().calls.map(({ src }) => src)).toEqual(['openFolio', 'findHelp']);
    expect(asked().call?.input).toEqual({ text: 'cómo pongo control parental', shown: [] });
  });

  it('shows it with its source and the folio, and asks whether that was it', () => {
    const flow = shown();
    expect(flow.said).toEqual([
      { key: 'other-matter.article', vars: { title: 'Control parental', text: '• En la tele', source: 'Guía' } },
      { key: 'other-matter.noted', vars: { folio: 'A1000013' } },
    ]);
    expect([flow.state, flow.choices]).toEqual(['askingSolved', ['yes', 'no']]);
  });

  it('and closes the folio with the customer’s agreement, without another question', () => {
    for (const flow of [
      shown({ facts: {} }).send(yes),
      shown({ facts: {} }).mean('restart_fixed'),
      shown({ nested: true }).choose('yes'),
    ]) {
      expect(flow.call).toMatchObject({
        src: 'updateFolio',
        input: { number: 'A1000013', closing: true, details: { help: 'parental-control' } },
      });
      flow.done(folio('A1000013'));
      expect(flow.keys.at(-1)).toBe('other-matter.solved');
      expect(flow.output).toEqual({ outcome: 'solved', folio: 'A1000013' });
    }
  });

  it('and leaves it open where it cannot be closed, and where thanks are all that is said', () => {
    for (const flow of [shown().send(yes).fail(), shown().mean('thanks_goodbye')]) {
      expect(flow.keys.at(-1)).toBe('other-matter.later');
      expect(flow.output).toEqual({ outcome: 'recorded', folio: 'A1000013' });
    }
    expect(shown({ nested: true }).mean('thanks_goodbye').keys.at(-1)).toBe('other-matter.goingBack');
  });

  it('for a second one where the first did not help, then goes on as without', () => {
    const flow = shown().send(no);
    expect(flow.call?.input).toEqual({ text: 'cómo pongo control parental', shown: ['parental-control'] });
    flow.done(article('tv-no-signal'));
    expect([flow.state, flow.keys.filter((key) => key === 'other-matter.noted')]).toEqual(['askingSolved', ['other-matter.noted']]);
    flow.choose('no');
    expect(flow.calls.filter(({ src }) => src === 'findHelp')).toHaveLength(2);
    expect([flow.state, flow.keys.at(-1)]).toEqual(['askingPerson', 'other-matter.opened']);
    expect(flow.send(no).escalates).toBe(true);
  });

  it('by the newest words, where the customer says it again', () => {
    const flow = shown().mean('other', 'no, la clave de la tele');
    expect(flow.call).toMatchObject({ src: 'findHelp', input: { text: 'no, la clave de la tele', shown: ['parental-control'] } });
    expect(flow.done(nothing).keys.at(-1)).toBe('other-matter.opened');
    expect(shown().mean('other', 'no, y ya me quejé dos veces').state).toBe('askingPerson');
  });

  it('and goes on as without where there is none, or the search fails', () => {
    for (const flow of [asked().done(nothing), asked().fail()]) {
      expect([flow.keys, flow.state]).toEqual([['other-matter.opened'], 'askingPerson']);
    }
    expect(asked({ nested: true }).done(nothing).keys).toEqual(['other-matter.opened', 'other-matter.goingBack']);
  });

  it('for what may be a question, also where it sounds like a change', () => {
    for (const intent of [null, 'other', 'change_plan_or_address']) {
      expect(play(intent).done(folio('A1000013')).call?.src).toBe('findHelp');
    }
  });

  it('never for a matter that is no question, and never for a complaint, whatever it was taken for', () => {
    for (const intent of MATTER_INTENTS.filter((each) => each !== 'change_plan_or_address')) {
      expect([intent, play(intent, { nested: true, facts: all }).done(folio('A1000013')).call?.src]).toEqual([intent, 'openFolio']);
    }
    for (const text of ['son unos rateros, el wifi no llega', 'quiero quejarme del wifi', 'your wifi is terrible, I want a refund']) {
      expect(play('other', { text }).done(folio('A1000013')).keys).toEqual(['other-matter.opened']);
    }
  });

  it('anew for another matter told instead of an answer', () => {
    const flow = shown().mean('change_plan_or_address', 'cómo cambio la contraseña').done(folio('C1000021'));
    expect(flow.call).toMatchObject({ src: 'findHelp', input: { text: 'cómo cambio la contraseña', shown: [] } });
    expect(flow.done(article('wifi-password')).send(yes).call).toMatchObject({ input: { number: 'C1000021', closing: true } });
  });

  it('and puts on the folio what is told meanwhile', () => {
    const flow = shown({ facts: {} }).send(told({ account: '100004' }));
    expect(flow.state).toBe('askingSolved');
    expect(flow.send(yes).call).toMatchObject({ input: { account: '100004', closing: true } });
    const open = shown({ facts: {} })
      .send(told({ account: '100004' }))
      .send(no)
      .done(nothing);
    expect(open.call).toMatchObject({ src: 'updateFolio', input: { account: '100004', closing: false } });
    expect(open.done(folio('A1000013')).state).toBe('askingPerson');
  });
});

describe('other-matter asks who it is', () => {
  const recorded = (input: Partial<EntryInput> = {}): Play => play('service_complaint', { facts: {}, ...input }).done(folio('A1000013'));

  it('after the report is on record, and puts on it what comes of that', () => {
    const flow = recorded().choose('later');
    expect([flow.keys.at(-1), flow.call?.src]).toEqual(['other-matter.needData', 'identify-customer']);
    flow.done(found);
    expect(flow.call).toMatchObject({ src: 'updateFolio', input: { number: 'A1000013', account: '100004', email: null, phone } });
    expect(flow.done(folio('A1000013')).output).toEqual({ outcome: 'recorded', folio: 'A1000013' });
  });

  it('once, and without effect on the report', () => {
    for (const end of [recorded().choose('later').done(unidentified), recorded().send(yes).fail()]) {
      expect(end.output).toEqual({ outcome: 'recorded', folio: 'A1000013' });
    }
    expect(recorded().choose('later').done(found).fail().output).toEqual({ outcome: 'recorded', folio: 'A1000013' });
  });

  it('only for what is missing, and not whom it knows', () => {
    expect(recorded({ facts }).choose('later').call?.src).toBe('identify-customer');
    for (const known of [all, { account: '100004', matched: 'yes' }]) {
      expect(recorded({ facts: known }).choose('later').output).toMatchObject({ outcome: 'recorded' });
    }
  });

  it('at once where it goes back to another procedure, unless the account is known', () => {
    const flow = recorded({ nested: true });
    expect(flow.call?.src).toBe('identify-customer');
    expect(flow.done(found).done(folio('A1000013')).keys.at(-1)).toBe('other-matter.goingBack');
    expect(recorded({ nested: true, facts }).keys.at(-1)).toBe('other-matter.goingBack');
  });

  it('never before a person who is wanted now', () => {
    expect(recorded().send(no).escalates).toBe(true);
  });
});

describe('other-matter is told who it is', () => {
  it('and puts it on every folio opened here, then asks again', () => {
    const flow = play('service_complaint', { facts: {} }).done(folio('A1000013')).mean('other').done(folio('A1000021')).done(nothing);
    flow.send(told({ account: '100004', lights: 'los' }));
    expect(flow.call).toMatchObject({ src: 'updateFolio', input: { number: 'A1000013', account: '100004' } });
    flow.done(folio('A1000013'));
    expect(flow.call).toMatchObject({ src: 'updateFolio', input: { number: 'A1000021', account: '100004' } });
    expect(flow.fail().state).toBe('askingPerson');
  });

  it('which is no news when it is on record', () => {
    const flow = play('service_complaint', { facts: all }).done(folio('A1000013'));
    expect(flow.takes(told({ ...all, zone: 'sur' }))).toBe(false);
    expect(flow.takes(told({ ...all, phone: '+522220000001' }))).toBe(true);
  });
});

describe('other-matter of the first version', () => {
  it('goes on in the present one', () => {
    const { version, machine, migrations } = otherMatter;
    const context = {
      facts: all,
      intent: 'service_complaint',
      text: '',
      nested: false,
      folio: 'A1000013',
      recorded: {},
      behind: [],
      asked: false,
    };
    const stored = migrations?.[2]?.({ value: 'askingPerson', context }) ?? {};
    const snapshot = machine.resolveState(stored as Parameters<typeof machine.resolveState>[0]);
    expect([version, snapshot.context]).toEqual([2, { ...context, dueAt: null, shown: [] }]);
    expect(snapshot.can({ type: 'CHOICE', id: 'later' })).toBe(true);
  });
});
