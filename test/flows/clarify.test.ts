import { describe, expect, it } from '@jest/globals';
import { clarify } from '../../flows/clarify.js';
import { INTENTS } from '../../src/nlu/reading.js';
import { brokenRules, choice, explore, intent, no, yes } from '../support/machines.js';
import { Play } from '../support/play-flow.js';

const TEXT = 'me llegó muy caro y ya pagué';
const play = (): Play => new Play(clarify, { facts: {}, intents: ['billing_doubt', 'payment_reported_reconnection'], text: TEXT });

describe('clarify', () => {
  it('keeps the rules of a procedure on all paths, with a label for every intent', () => {
    const paths = explore(clarify, {
      inputs: INTENTS.map((one, index) => ({ facts: {}, intents: [one, INTENTS[(index + 1) % INTENTS.length]], text: TEXT })),
      events: [yes, no, choice('other'), choice('billing_doubt'), intent('folio_status'), intent('greeting')],
      results: {},
    });
    expect(brokenRules(paths)).toEqual({});
  });

  it('gives back the matter that was chosen, with the words that raised the question', () => {
    expect(play().choose('payment_reported_reconnection').output).toEqual({
      outcome: 'chosen',
      intent: 'payment_reported_reconnection',
      text: TEXT,
    });
  });

  it('gives back "other" for neither of the two', () => {
    expect(play().choose('other').output).toEqual({ outcome: 'chosen', intent: 'other', text: TEXT });
  });

  it('takes another matter with its own words', () => {
    expect(play().mean('folio_status', 'mejor dígame de mi folio').output).toEqual({
      outcome: 'chosen',
      intent: 'folio_status',
      text: 'mejor dígame de mi folio',
    });
  });

  it('takes no choice that was not offered, and no courtesy for a matter', () => {
    expect(play().takes(choice('service_cancellation'))).toBe(false);
    expect(play().takes(intent('greeting'))).toBe(false);
  });

  it('asks which after a bare yes, once', () => {
    const flow = play().send(yes);
    expect(flow.keys).toEqual(['clarify.sayWhich']);
    expect(flow.send(yes).output).toEqual({ outcome: 'chosen', intent: 'other', text: TEXT });
  });

  it('lets it be after a no', () => {
    expect(play().send(no).output).toEqual({ outcome: 'neither', intent: null, text: TEXT });
  });
});
