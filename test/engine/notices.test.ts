import { describe, expect, it } from '@jest/globals';
import type { Notice } from '../../src/engine/state.js';
import { keys, Talk, warming } from './toy-talk.js';

const notice = (key: string, opens: Notice['opens'] = null): { type: 'notice'; notice: Notice } => ({
  type: 'notice',
  notice: { key, say: { key: `notice.${key}` }, opens },
});
const light = { intent: 'light', facts: { account: '100007' } };

describe('a notice', () => {
  it('is told to somebody with whom nothing is under way, and asks nothing', () => {
    const talk = new Talk();
    const step = talk.input(notice('a'));
    expect([keys(step), step.ask, talk.at]).toEqual([['notice.a'], false, '']);
  });

  it('is told once', () => {
    const talk = new Talk();
    talk.input(notice('a'));
    expect(keys(talk.input(notice('a')))).toEqual([]);
    expect(keys(talk.input(notice('b')))).toEqual(['notice.b']);
  });

  it('does not disturb what is under way: the question comes again', () => {
    const talk = warming();
    const before = talk.at;
    const step = talk.input(notice('a', light));
    expect([keys(step), step.ask, talk.at]).toEqual([['notice.a'], true, before]);
  });

  it('is told while a call is pending, whose result is not lost', () => {
    const talk = warming();
    talk.user({ type: 'YES' });
    const step = talk.input(notice('a', light));
    expect([keys(step), step.ask]).toEqual([['notice.a'], false]);
    talk.result(true, { on: true });
    expect(talk.asked).toBe('entry.what');
  });

  it.each([0, 1])('opens its matter, with what is known of it, when nothing is under way after %d messages', (messages) => {
    const talk = new Talk();
    for (let said = 0; said < messages; said++) talk.intent('hello');
    const step = talk.input(notice('a', light));
    expect(keys(step)[0]).toBe('notice.a');
    expect([step.ask, talk.at, talk.state.facts.account]).toEqual([true, 'lamp.askingColour', '100007']);
  });

  it('waits while an agent has the conversation, and is told when the bot has it again', () => {
    const talk = warming();
    talk.owner = 'agent';
    for (const key of ['a', 'b', 'a']) expect(talk.input(notice(key))).toMatchObject({ said: [], ask: false, owner: null });
    const back = talk.user({ type: 'HANDED_BACK' });
    expect([keys(back), back.ask]).toEqual([['engine.handedBack', 'notice.a', 'notice.b'], true]);
    expect(keys(talk.input(notice('a')))).toEqual([]);
  });

  it('is told in the queue, and opens nothing there', () => {
    const talk = new Talk();
    talk.command({ type: 'person' });
    talk.result(true, { open: true });
    expect(talk.owner).toBe('queue');
    const step = talk.input(notice('a', light));
    expect([keys(step), talk.asked, talk.owner]).toEqual([['notice.a'], 'hand-off.waiting', 'queue']);
  });
});
