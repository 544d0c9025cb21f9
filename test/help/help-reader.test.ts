import { beforeAll, describe, expect, it } from '@jest/globals';
import { registry } from '../../flows/index.js';
import { helpfulReader } from '../../src/help/help-reader.js';
import { HelpShelf } from '../../src/help/help-shelf.js';
import type { Context, Reader, Reading } from '../../src/nlu/reading.js';
import { demoPolicy } from '../support/demo-policy.js';
import { productReader } from '../support/reader.js';

/** Words that no procedure takes and an article answers. */

const QUESTION = 'como pongo control parental';
const context = (flow: string): Context => ({ flow, state: 'asking', slot: null, accepts: new Set(['YES', 'NO']), choices: [] });

let plain: Reader;
let reader: Reader;
beforeAll(async () => {
  plain = await productReader();
  reader = helpfulReader(plain, HelpShelf.open('locales', await demoPolicy()), registry);
});

const read = (text: string, where: Context | null): Reading['understood'] => reader.read(text, where, 'es-MX', 0).understood;
const asOther = (text: string) => ({ type: 'event', event: { type: 'INTENT', intent: 'other', text } });

describe('a reader with help articles', () => {
  it('takes them for another matter where anything may be told', () => {
    expect(plain.read(QUESTION, null, 'es-MX', 0).understood).toEqual({ type: 'unclear', intents: [] });
    for (const where of [null, context('reception'), context('other-matter')]) expect(read(QUESTION, where)).toEqual(asOther(QUESTION));
  });

  it('also behind a greeting that was understood', () => {
    const text = 'hola, a qué hora abren';
    expect(plain.read(text, null, 'es-MX', 0).understood).toMatchObject({ event: { intent: 'greeting' } });
    expect(read(text, null)).toEqual(asOther(text));
    for (const words of ['hola', 'buenas tardes', 'muchas gracias, adiós']) {
      expect([words, read(words, null)]).toEqual([words, plain.read(words, null, 'es-MX', 0).understood]);
    }
  });

  it('in the middle of a procedure only where they are put as a question', () => {
    expect(read(QUESTION, context('power-check'))).toEqual({ type: 'unclear', intents: [] });
    expect(read(`¿${QUESTION}?`, context('power-check'))).toEqual(asOther(`¿${QUESTION}?`));
  });

  it('leaves alone what is understood, and what no article answers', () => {
    for (const text of [
      'no tengo internet',
      'quiero hablar con una persona',
      'quiero poner una queja',
      'quién ganó el partido',
      'asdfgh',
      '',
    ]) {
      expect([text, read(text, null)]).toEqual([text, plain.read(text, null, 'es-MX', 0).understood]);
    }
  });

  it.each([
    ['billing_doubt', 'undue_charge_claim', '¿qué es?', true],
    ['technical_failure', 'outage_refund_claim', '¿qué es?', true],
    ['technical_failure', 'outage_refund_claim', 'no prende', false],
    ['undue_charge_claim', 'billing_doubt', '¿qué es?', false],
    ['folio_status', 'service_complaint', '¿qué es?', false],
    ['billing_doubt', 'service_cancellation', '¿qué es?', false],
    ['talk_to_human', 'greeting', '¿qué es?', false],
  ] as const)('where it can be %s or %s, and is "%s": %s', (likelier, second, text, helped) => {
    const understood = { type: 'unclear', intents: [likelier, second] } as const;
    const doubtful: Reader = {
      read: () => ({ understood, facts: {}, language: null, guess: { intent: likelier, probability: 0.4 } }),
    };
    const all = { find: () => ({ id: 'x', title: '', text: '', source: '' }) } as unknown as HelpShelf;
    expect(helpfulReader(doubtful, all, registry).read(text, null, 'es-MX', 0).understood).toEqual(helped ? asOther(text) : understood);
  });

  it('keeps all else that was read', () => {
    const text = 'como pongo control parental, mi cuenta es 100004';
    const { facts, language, guess } = reader.read(text, null, 'es-MX', 0);
    const { facts: known, language: written, guess: best } = plain.read(text, null, 'es-MX', 0);
    expect({ facts, language, guess }).toEqual({ facts: known, language: written, guess: best });
  });
});
