import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { HelpShelf } from '../../src/help/help-shelf.js';
import { linesOf } from '../../src/nlu/language-pack.js';
import { demoPolicy } from '../support/demo-policy.js';

/** Whether questions find the article that answers them, and all other words find none. */

const LANGUAGES = ['es-MX', 'en'] as const;
type Language = (typeof LANGUAGES)[number];

/** The least that is accepted, below what was measured: of the articles shown, of the questions answered, of unrelated words answered. */
const LEAST_PRECISION = 0.97;
const LEAST_RECALL = 0.85;
const MOST_STRAYS = 0.02;

let shelf: HelpShelf;
beforeAll(async () => {
  shelf = HelpShelf.open('locales', await demoPolicy());
});

const found = (question: string, language: Language): string => shelf.find(question, language)?.id ?? 'none';
const share = (part: readonly unknown[], whole: readonly unknown[]): number => part.length / whole.length;

/** Article or `none`, and a question: `test/help/questions.<language>.tsv`. */
const labelled = (language: Language): readonly (readonly [gold: string, question: string])[] =>
  linesOf(readFileSync(`test/help/questions.${language}.tsv`, 'utf8')).map((line) => {
    const [gold = '', question = ''] = line.split('\t');
    return [gold, question];
  });

describe.each(LANGUAGES)('the search in %s', (language) => {
  it('answers labelled questions, and is silent where none is labelled', () => {
    const judged = labelled(language).map(([gold, question]) => ({ gold, question, got: found(question, language) }));
    const answerable = judged.filter(({ gold }) => gold !== 'none');
    const answered = judged.filter(({ got }) => got !== 'none');
    const right = judged.filter(({ gold, got }) => got !== 'none' && got === gold);
    const [precision, recall] = [share(right, answered), share(right, answerable)];
    const wrong = judged.filter(({ gold, got }) => gold !== got).map(({ gold, got, question }) => `    ${gold} -> ${got}: ${question}`);
    process.stdout.write(
      `  help, ${language}: ${judged.length} messages, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}\n${wrong.join('\n')}\n`,
    );
    expect(precision).toBeGreaterThanOrEqual(LEAST_PRECISION);
    expect(recall).toBeGreaterThanOrEqual(LEAST_RECALL);
  });

  it('finds nothing for what has nothing to do with the company', () => {
    const unrelated = linesOf(readFileSync(`locales/${language}/nlu/out_of_scope.txt`, 'utf8'));
    const strays = unrelated.filter((text) => found(text, language) !== 'none');
    process.stdout.write(`  help, ${language}: ${strays.length} of ${unrelated.length} unrelated messages find an article\n`);
    expect(share(strays, unrelated)).toBeLessThanOrEqual(MOST_STRAYS);
  });

  it('has a labelled question for each article', () => {
    const ids = new Set(labelled(language).map(([gold]) => gold));
    const articles = [...new Set(labelled('es-MX').map(([gold]) => gold))];
    expect(articles.filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe('the search', () => {
  it('folds accents and capitals, stems, and forgives a misspelling of a word that no article has', () => {
    for (const question of ['¿CÓMO CAMBIO LA CONTRASEÑA?', 'como cambio la contrasena', 'cambiar contraseñas', 'cambiar la contaseña']) {
      expect([question, found(question, 'es-MX')]).toEqual([question, 'wifi-password']);
    }
    expect(found('paretal control', 'en')).toBe('parental-control');
  });

  it('takes no single word of the trade for a question', () => {
    for (const word of ['internet', 'wifi', 'el módem', 'mi plan', 'la tele', 'señal', 'velocidad']) {
      expect([word, found(word, 'es-MX')]).toEqual([word, 'none']);
    }
  });

  it('finds a question in another language, and answers in the customer’s', () => {
    expect(shelf.find('how do I set up parental controls', 'es-MX')).toMatchObject({ id: 'parental-control', title: 'Control parental' });
    expect(shelf.find('como pongo control parental', 'en-US')).toMatchObject({ id: 'parental-control', title: 'Parental control' });
  });

  it('gives another article only where it is close, never one shown before, and nothing for no words', () => {
    const question = 'no se ve la tele y el control no responde';
    expect(found(question, 'es-MX')).toBe('remote-control');
    expect(shelf.find(question, 'es-MX', ['remote-control'])?.id).toBe('tv-no-signal');
    expect(shelf.find(question, 'es-MX', ['remote-control', 'tv-no-signal'])).toBeNull();
    expect(shelf.find('como pongo control parental', 'es-MX', ['parental-control'])).toBeNull();
    expect([found('', 'es-MX'), found('¿?', 'es-MX'), found('y qué más', 'es-MX')]).toEqual(['none', 'none', 'none']);
  });

  it('takes any text, however long', () => {
    expect(found('constructor __proto__ toString', 'es-MX')).toBe('none');
    expect(found(`control parental ${'palabra '.repeat(5_000)}`, 'es-MX')).toBe('none');
  });
});
