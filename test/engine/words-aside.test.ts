import { describe, expect, it } from '@jest/globals';
import type { UserEvent } from '../../src/engine/flow.js';
import type { Command } from '../../src/engine/state.js';
import { keys, Talk, warming } from './toy-talk.js';

const photo: UserEvent = { type: 'FILE', name: 'a.png', contentType: 'image/png', file: 'f' };
const place: UserEvent = { type: 'LOCATION', latitude: 19, longitude: -98 };
/** The account that the lamp knows of, by what it ends with. */
const endOf = (talk: Talk): unknown => {
  talk.user({ type: 'CHOICE', id: 'red' });
  talk.user({ type: 'YES' });
  return talk.result(true, { on: true }).ended;
};

describe('words that the question does not take', () => {
  it.each([
    ['greeting', 'engine.hello'],
    ['thanks_goodbye', 'engine.thanked'],
  ])('%s is returned, and does not count as a misunderstanding', (intent, key) => {
    const talk = warming();
    talk.unclear();
    for (let times = 0; times < 4; times++) {
      const step = talk.intent(intent);
      expect([keys(step), step.ask, talk.at, talk.state.misread]).toEqual([[key], true, 'lamp.warming', 1]);
    }
  });

  it.each(['affirm', 'deny', 'power_check_off', 'provide_identifiers'])('%s leads to a person at the third time', (intent) => {
    const talk = warming();
    expect(keys(talk.intent(intent))).toEqual(['engine.rephrase']);
    expect(keys(talk.intent(intent))).toEqual(['engine.rephraseWithHelp']);
    talk.intent(intent);
    expect([talk.at, talk.state.calls[0]?.input]).toEqual(['hand-off.queueing', { reason: 'misunderstood' }]);
  });

  it('data are taken with thanks, and no misunderstanding', () => {
    const talk = warming();
    const step = talk.intent('provide_identifiers', { email: 'ana.torres@example.com' });
    expect([keys(step), step.ask, talk.state.misread, talk.state.facts.email]).toEqual([
      ['engine.noted'],
      true,
      0,
      'ana.torres@example.com',
    ]);
  });

  it('a correction that leaves the question is confirmed', () => {
    const talk = warming();
    talk.user({ type: 'NO' });
    talk.intent('debt');
    const step = talk.user({ type: 'CORRECTION', fact: 'account', value: '100004' });
    expect([keys(step), step.ask, talk.at]).toEqual([['engine.correctionNoted'], true, 'debt.asking']);
  });
});

describe('what is said beside the point', () => {
  it('reaches the procedure that talks', () => {
    const talk = new Talk();
    talk.intent('light');
    talk.intent('provide_identifiers', { account: '100005' });
    expect(talk.at).toBe('lamp.askingColour');
    expect(endOf(talk)).toEqual([{ flow: 'lamp', outcome: '100005' }]);
  });

  it('elsewhere reaches the procedure that is gone back to', () => {
    for (const goBack of [
      (talk: Talk) => talk.user({ type: 'YES' }),
      (talk: Talk) => talk.command({ type: 'cancel' }),
      (talk: Talk) => talk.intent('light'),
    ]) {
      const talk = new Talk();
      talk.intent('light');
      talk.intent('debt');
      talk.intent('provide_identifiers', { account: '100005' });
      goBack(talk);
      expect(talk.at).toBe('lamp.askingColour');
      expect(endOf(talk)).toEqual([{ flow: 'lamp', outcome: '100005' }]);
    }
  });

  it('reaches nobody while an agent has the conversation', () => {
    const talk = new Talk();
    talk.intent('light');
    talk.owner = 'agent';
    talk.input({ type: 'timer', timer: 'of-yesterday' }, { account: '100005' });
    talk.owner = 'bot';
    expect(talk.state.frames.at(-1)?.snapshot).toMatchObject({ context: { account: null } });
  });

  it('is unsaid again with the answer that is undone', () => {
    const talk = new Talk();
    talk.intent('light');
    talk.user({ type: 'CHOICE', id: 'red' }, { account: '100005' });
    expect(keys(talk.command({ type: 'back' }))).toEqual(['engine.wentBack']);
    expect([talk.at, talk.state.facts.account]).toEqual(['lamp.askingColour', undefined]);
    expect(endOf(talk)).toEqual([{ flow: 'lamp', outcome: 'none' }]);
  });
});

describe('the first words', () => {
  it.each<[string, UserEvent | Command, readonly string[]]>([
    ['a photo', photo, ['entry.hello', 'engine.fileKept']],
    ['a place', place, ['entry.hello', 'engine.locationKept']],
    ['help', { type: 'help' }, ['entry.hello', 'engine.help']],
    ['another language', { type: 'language', language: 'en' }, ['entry.hello', 'engine.languageChanged']],
    ['back', { type: 'back' }, ['entry.hello', 'engine.cannotGoBack']],
    ['menu', { type: 'menu' }, ['entry.hello']],
    ['cancel', { type: 'cancel' }, ['entry.hello']],
    ['repeat', { type: 'repeat' }, ['entry.hello']],
  ])('%s: greeted first, then answered, then asked', (_, what, said) => {
    const talk = new Talk();
    const step = 'file' in what || 'latitude' in what ? talk.user(what as UserEvent) : talk.command(what as Command);
    expect([keys(step), step.ask, talk.at, talk.state.met]).toEqual([said, true, 'entry.asking', true]);
  });

  it('of a kind that nobody can read: greeted first', () => {
    const talk = new Talk();
    expect(keys(talk.input({ type: 'unreadable' }))).toEqual(['entry.hello', 'engine.unknownKept']);
  });

  it('a person: greeted, and asked when nobody has come', () => {
    const talk = new Talk();
    expect([keys(talk.command({ type: 'person' })), talk.at]).toEqual([['entry.hello'], 'hand-off.queueing']);
    talk.result(true, { open: true });
    const left = talk.user({ type: 'LEFT_QUEUE' });
    expect([left.ask, talk.at, talk.owner]).toEqual([true, 'entry.asking', 'bot']);
  });
});

describe('a hand-off that was under way', () => {
  it('goes on without a fault when an agent was faster than its call', () => {
    const talk = warming();
    talk.command({ type: 'person' });
    talk.owner = 'agent';
    const step = talk.result(true, { open: true });
    expect([step.failure, step.owner, step.said, talk.state.parked.length]).toEqual([null, null, [], 1]);
  });

  it('with nothing below it ends in a question', () => {
    const talk = warming();
    talk.intent('stuck');
    expect(talk.state.frames.map(({ flow }) => flow)).toEqual(['hand-off']);
    talk.result(true, { open: true });
    const left = talk.user({ type: 'LEFT_QUEUE' });
    expect([left.ask, talk.at]).toEqual([true, 'entry.asking']);
  });
});
