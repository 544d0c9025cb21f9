import { describe, expect, it } from '@jest/globals';
import { cancellation } from '../../flows/cancellation.js';
import type { NoticeOutput } from '../../flows/shared/cancellation-effects.js';
import type { EntryInput, Facts, UserEvent } from '../../src/engine/flow.js';
import { no, yes } from '../support/machines.js';
import { Play } from '../support/play-flow.js';

const NOW = '2026-11-24T17:00:00.000Z';
const FOLIO = 'A100017';
const KNOWN: Facts = { account: '100005', email: 'elena.mora@example.com', phone: '+522220000005', matched: 'yes' };
const notice = (change: Partial<NoticeOutput> = {}): NoticeOutput => ({
  number: FOLIO,
  createdAt: NOW,
  noticeAt: NOW,
  equipmentDate: '2026-12-04',
  again: false,
  ended: false,
  mailTo: null,
  ...change,
});
const found = { outcome: 'identified', account: '100005', email: null, phone: '+522220000005', zone: 'sur' };
const unidentified = { outcome: 'unidentified', account: null, email: null, phone: null, zone: null };
const document = {
  file: { id: 'f1', name: 'cancelacion-A100017.pdf', contentType: 'application/pdf', size: 9 },
  code: 'A100017-0000-0000-0000-0000',
  checkUrl: 'https://example.com/verify/A100017-0000-0000-0000-0000',
  places: 'PROFECO',
  sentTo: null,
};
const correction = (value: string): UserEvent => ({ type: 'CORRECTION', fact: 'account', value });
const words = (text: string): UserEvent => ({ type: 'INTENT', intent: 'service_cancellation', text });

const play = (text: string, input: Partial<EntryInput> = {}): Play =>
  new Play(cancellation, { facts: {}, intent: 'service_cancellation', text, nested: false, ...input });
const recorded = (input: Partial<EntryInput> = {}): Play => play('quiero cancelar', input).done(notice());

describe('cancellation puts the notice on record', () => {
  it.each([
    ['quiero cancelar mi servicio', {}],
    ['', {}],
    ['quiero cancelar', { nested: true }],
    ['quiero cancelar', { facts: KNOWN }],
  ])('before it says or asks anything: %p %p', (text, input) => {
    const flow = play(text, input);
    expect([flow.keys, flow.call]).toMatchObject([[], { src: 'giveNotice', input: { text, words: text, scope: 'all', onBehalf: false } }]);
    flow.done(notice());
    expect(flow.said[0]).toEqual({ key: 'cancellation.received', vars: { folio: FOLIO, noticeAt: NOW, scope: 'all' } });
    expect(flow.learned).toEqual([{ folio: FOLIO }]);
  });

  it.each([
    ['solo quiero cancelar la tele', { scope: 'part' }],
    ['quiero cancelar la línea de mi mamá', { onBehalf: true }],
    ['solicité la baja hace un mes, ya denme de baja', { claimsEarlier: true }],
  ])('with what its words say of it: %s', (text, input) => {
    expect(play(text).call).toMatchObject({ src: 'giveNotice', input });
  });

  it('and then calls the person who was asked for in the same words', () => {
    const flow = play('quiero hablar con alguien para cancelar').done(notice());
    expect([flow.keys, flow.output, flow.escalates]).toEqual([['cancellation.received'], { outcome: 'escalated', folio: FOLIO }, true]);
    const asked = play('¿cómo cancelo? páseme con un asesor');
    expect([asked.keys, asked.call, asked.escalates]).toEqual([[], undefined, true]);
  });

  it('or leads to a person, who finds the message', () => {
    const flow = play('quiero cancelar').fail();
    expect([flow.keys, flow.output, flow.escalates]).toEqual([['cancellation.notRecorded'], { outcome: 'notRecorded', folio: null }, true]);
  });
});

describe('words that may mean something else', () => {
  it.each([
    ['¿cómo le hago para cancelar?', 'cancellation.howItWorks'],
    ['si no me arreglan hoy cancelo', 'cancellation.notYet'],
  ])('are asked about, once: %s', (text, key) => {
    const flow = play(text);
    expect([flow.keys, flow.state, flow.calls]).toEqual([[key], 'askingNotice', []]);
    for (const give of [play(text).send(yes), play(text).choose('yes')]) {
      expect(give.call).toMatchObject({ src: 'giveNotice', input: { text, words: '' } });
    }
    expect(play(text).send(words('sí, cancelen mi servicio')).call).toMatchObject({ input: { words: 'sí, cancelen mi servicio' } });
    for (const leave of [play(text).send(no), play(text).choose('no'), play(text).send(words('no quiero cancelar'))]) {
      expect([leave.calls, leave.output]).toEqual([[], { outcome: 'notGiven', folio: null }]);
    }
  });

  it('are never taken for a notice by being repeated', () => {
    const flow = play('si no arreglan cancelo').send(words('que si no arreglan cancelo'));
    expect([flow.calls, flow.escalates]).toEqual([[], true]);
    const asking = play('¿cómo cancelo?').send(words('¿cómo cancelo?')).send(words('¿y dónde cancelo?'));
    expect([asking.state, asking.send(words('¿cuánto cuesta cancelar?')).escalates, asking.calls]).toEqual(['askingNotice', true, []]);
  });
});

describe('cancellation goes on', () => {
  it('with who it is, and keeps the notice whatever comes of that', () => {
    for (const [come, account] of [
      [(flow: Play) => flow.done(found), '100005'],
      [(flow: Play) => flow.done(unidentified), null],
      [(flow: Play) => flow.fail(), null],
    ] as const) {
      const flow = recorded();
      expect([flow.keys.at(-1), flow.call?.src]).toEqual(['cancellation.needData', 'identify-customer']);
      expect(come(flow).call).toMatchObject({ src: 'completeNotice', input: { number: FOLIO, account } });
    }
    expect(recorded().done(unidentified).fail().call).toMatchObject({ src: 'issueAcknowledgement', input: { number: FOLIO } });
  });

  it('with a document, what follows, and an optional reason', () => {
    const flow = recorded().done(unidentified).done(notice()).done(document);
    expect(flow.said.slice(-2)).toMatchObject([
      { key: 'cancellation.whatFollows', vars: { equipmentDate: '2026-12-04', owes: 'no', returns: 'no' } },
      { key: 'cancellation.acknowledgement', files: [document.file] },
    ]);
    expect(flow.state).toBe('askingReason');
    flow.answer('muy caro');
    expect(flow.call).toMatchObject({ src: 'updateFolio', input: { number: FOLIO, details: { reason: 'muy caro' } } });
    expect(flow.fail().output).toEqual({ outcome: 'recorded', folio: FOLIO });
  });

  it('without a reason, and without asking again', () => {
    const asked = () => recorded().done(unidentified).done(notice()).done(document);
    for (const flow of [asked().choose('skip'), asked().send(no), asked().mean('thanks_goodbye')]) {
      expect([flow.output, flow.calls.some(({ src }) => src === 'updateFolio')]).toEqual([{ outcome: 'recorded', folio: FOLIO }, false]);
    }
    expect(asked().mean('service_complaint', 'porque atienden mal').call).toMatchObject({
      input: { details: { reason: 'porque atienden mal' } },
    });
    expect(asked().takes({ type: 'INTENT', intent: 'billing_doubt', text: '¿y cuánto debo?' })).toBe(false);
  });

  it('also when the document cannot be made: the message is proof', () => {
    const flow = recorded().done(unidentified).done(notice()).fail();
    expect(flow.said.at(-1)).toEqual({ key: 'cancellation.acknowledgementLater', vars: { folio: FOLIO, noticeAt: NOW } });
    expect(flow.state).toBe('askingReason');
  });

  it('back to what was under way', () => {
    const flow = recorded({ nested: true }).done(unidentified).done(notice()).done(document).choose('skip');
    expect([flow.keys.at(-1), flow.output]).toEqual(['cancellation.goingBack', { outcome: 'recorded', folio: FOLIO }]);
  });

  it('under the first folio when the account has a notice already', () => {
    const flow = recorded()
      .done(found)
      .done(notice({ number: 'A100009', noticeAt: '2026-11-20T17:00:00.000Z', again: true }));
    expect(flow.said.find(({ key }) => key === 'cancellation.already')?.vars).toMatchObject({ folio: 'A100009' });
    expect(flow.learned.at(-1)).toEqual({ folio: 'A100009' });
  });

  it.each([
    ['solo quiero cancelar la tele', 'cancellation.partByPerson'],
    ['quiero cancelar la línea de mi mamá', 'cancellation.onBehalf'],
  ])('to people, whoever it is: %s', (text, key) => {
    const flow = play(text, { facts: KNOWN }).done(notice()).done(notice());
    expect(flow.keys).toContain(key);
    expect(flow.calls.some(({ src }) => src === 'endContract' || src === 'verify-identity')).toBe(false);
  });

  it('with what was said of an earlier notice, for a person', () => {
    expect(play('pedí la baja hace dos meses').done(notice()).done(unidentified).done(notice()).keys).toContain(
      'cancellation.earlierNoted',
    );
  });
});

describe('cancellation ends the contract', () => {
  /** Known by account and contact, and asked to prove it. */
  const proving = (): Play => play('quiero cancelar', { facts: KNOWN }).done(notice()).done(notice());
  const proved = { verified: true, account: '100005', outcome: 'verified' };

  it('of a customer who has proved it, and tells what is owed and given back', () => {
    const flow = proving();
    expect([flow.keys.at(-1), flow.call]).toMatchObject([
      'cancellation.needProof',
      { src: 'verify-identity', input: { action: 'endContract', level: 3 } },
    ]);
    flow.done(proved);
    expect(flow.call).toMatchObject({ src: 'completeNotice', input: { number: FOLIO, account: '100005' } });
    flow.done(notice());
    expect(flow.call).toMatchObject({ src: 'endContract', input: { number: FOLIO, account: '100005' } });
    flow.done({ ended: true, debt: 12_050, refund: 5_000 });
    expect(flow.said.slice(-2)).toMatchObject([
      { key: 'cancellation.ended' },
      { key: 'cancellation.whatFollows', vars: { owes: 'yes', debt: 120.5, returns: 'yes', refund: 50 } },
    ]);
    expect(flow.done(document).choose('skip').output).toEqual({ outcome: 'ended', folio: FOLIO });
  });

  it('of the account that was proved, if it is another one by then', () => {
    const flow = proving().done({ ...proved, account: '100001' });
    expect(flow.call).toMatchObject({ src: 'completeNotice', input: { account: '100001' } });
    expect(flow.done(notice()).call).toMatchObject({ src: 'endContract', input: { account: '100001' } });
  });

  it.each([
    ['could not', (flow: Play) => flow.done({ verified: false, account: null, outcome: 'notVerified' })],
    ['could not be helped', (flow: Play) => flow.done({ verified: false, account: null, outcome: 'escalated' })],
    ['was let down', (flow: Play) => flow.fail()],
  ])('of nobody who %s prove it: the notice stands, with its document', (_, come) => {
    const flow = come(proving());
    expect(flow.keys).toContain('cancellation.unproven');
    expect([flow.call?.src, flow.calls.some(({ src }) => src === 'endContract')]).toEqual(['issueAcknowledgement', false]);
    expect(flow.done(document).choose('skip').output).toEqual({ outcome: 'recorded', folio: FOLIO });
  });

  it('by hand where no system can take it', () => {
    for (const flow of [
      proving().done(proved).done(notice()).done({ ended: false, debt: null, refund: null }),
      proving().done(proved).done(notice()).fail(),
    ]) {
      expect([flow.keys.includes('cancellation.byPerson'), flow.keys.includes('cancellation.ended')]).toEqual([true, false]);
      expect(flow.done(document).choose('skip').output).toMatchObject({ outcome: 'recorded' });
    }
  });

  it('unless the customer thinks better of it while proving it', () => {
    expect(proving().send(words('ya no quiero cancelar')).state).toBe('askingWithdrawal');
  });
});

describe('the acknowledgement', () => {
  const asked = (): Play =>
    recorded()
      .done(found)
      .done(notice({ mailTo: 'e***@example.com' }))
      .done({ verified: false });

  it('goes by the means that the customer chooses, where there is a choice', () => {
    expect(asked().state).toBe('askingMeans');
    for (const [choose, means] of [
      [(flow: Play) => flow.choose('here'), 'here'],
      [(flow: Play) => flow.send(no), 'here'],
      [(flow: Play) => flow.choose('email'), 'email'],
      [(flow: Play) => flow.send(yes), 'email'],
    ] as const) {
      expect(choose(asked()).call).toMatchObject({ src: 'issueAcknowledgement', input: { means } });
    }
    const sent = asked()
      .choose('email')
      .done({ ...document, sentTo: 'e***@example.com' });
    expect(sent.said.at(-1)).toMatchObject({ key: 'cancellation.acknowledgementSent', files: [document.file] });
  });
});

describe('a notice given again', () => {
  it('is put on record wherever it is said: its date may be an earlier one', () => {
    const asked = recorded().done(unidentified).done(notice()).done(document);
    for (const flow of [recorded(), asked]) {
      flow.send(words('ya denme de baja'));
      expect(flow.call).toMatchObject({ src: 'giveNotice', input: { words: 'ya denme de baja' } });
      expect(flow.done(notice({ again: true })).keys).toContain('cancellation.already');
    }
    expect(asked.output).toEqual({ outcome: 'recorded', folio: FOLIO });
  });

  it('after the end says so', () => {
    expect(play('quiero cancelar').done(notice({ again: true, ended: true })).output).toEqual({ outcome: 'ended', folio: FOLIO });
  });
});

describe('a change of mind', () => {
  it('is asked about once, and has the notice withdrawn', () => {
    const flow = recorded().send(words('ya no quiero cancelar'));
    expect(flow.state).toBe('askingWithdrawal');
    for (const stay of [recorded(), recorded().done(unidentified).done(notice()).done(document)]) {
      stay.send(words('ya no quiero cancelar')).send(yes);
      expect(stay.call).toMatchObject({ src: 'withdrawNotice', input: { number: FOLIO } });
      stay.done({ withdrawnAt: NOW });
      expect([stay.keys.at(-1), stay.output]).toEqual(['cancellation.withdrawn', { outcome: 'withdrawn', folio: FOLIO }]);
    }
  });

  it('of a mind changed back leaves the notice as it is', () => {
    for (const answer of [no, words('que cancelen')]) {
      const flow = recorded().send(words('ya no quiero cancelar')).send(answer);
      expect([flow.keys.includes('cancellation.stands'), flow.call?.src]).toEqual([true, 'identify-customer']);
    }
  });

  it('in the answer for the reason is none', () => {
    const flow = recorded().done(unidentified).done(notice()).done(document).answer('mejor ya no quiero cancelar');
    expect([flow.state, flow.calls.some(({ src }) => src === 'updateFolio')]).toEqual(['askingWithdrawal', false]);
  });

  it('told first of all finds the notice, if there is one', () => {
    const flow = play('ya no quiero cancelar');
    expect(flow.call?.src).toBe('findNotice');
    expect(flow.done({ notice: notice({ again: true }) }).state).toBe('askingWithdrawal');
    expect(play('ya no quiero cancelar').done({ notice: null }).output).toEqual({ outcome: 'notGiven', folio: null });
    expect(play('ya no quiero cancelar').fail().escalates).toBe(true);
  });

  it('after the contract was ended, or that cannot be recorded, is for a person', () => {
    const asked = () => recorded().send(words('ya no quiero cancelar')).choose('withdraw');
    expect([asked().done({ withdrawnAt: null }).escalates, asked().fail().escalates]).toEqual([true, true]);
  });

  it('again and again is for a person', () => {
    const flow = recorded();
    for (let turn = 0; turn < 2; turn += 1) flow.send(words('ya no quiero cancelar')).send(no);
    expect(flow.send(words('ya no quiero cancelar')).escalates).toBe(true);
  });
});

describe('the wrong account', () => {
  it('is put right on the same notice', () => {
    const flow = recorded().done(found).done(notice()).done(document).send(correction('100001'));
    expect(flow.learned.at(-1)).toEqual({ account: '100001', matched: 'no' });
    expect(flow.call).toMatchObject({ src: 'identify-customer', input: { facts: { account: '100001', matched: 'no' } } });
    flow.done({ ...found, account: '100001' });
    expect(flow.call).toMatchObject({ src: 'completeNotice', input: { number: FOLIO, account: '100001' } });
  });

  it('whose contract has been ended is for a person', () => {
    const flow = recorded()
      .done(found)
      .done(notice({ again: true, ended: true }))
      .done(document)
      .send(correction('100001'));
    expect([flow.keys.at(-1), flow.escalates]).toEqual(['cancellation.wrongAccount', true]);
  });
});
