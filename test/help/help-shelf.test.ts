import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registry } from '../../flows/index.js';
import type { Policy } from '../../src/cases/policy.js';
import { HelpInvalid, HelpShelf } from '../../src/help/help-shelf.js';
import { demoPolicy } from '../support/demo-policy.js';
import { productReader } from '../support/reader.js';
import { scratchFolder } from '../support/scratch-folder.js';

/** The articles themselves: that they can be shown, that they say what the policy says, and what is said of one that is wrong. */

const LANGUAGES = ['es-MX', 'en'] as const;
/** What the narrowest of the channels to come takes in a message with buttons; an article leaves room for its frame. */
const LONGEST = 1_024;

const ids = readdirSync('locales/es-MX/help')
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.slice(0, -'.md'.length));
/** A question for each article is what its title asks. */
const titleOf = (language: string, id: string): string =>
  /^title: (.*)$/m.exec(readFileSync(`locales/${language}/help/${id}.md`, 'utf8'))?.[1] ?? '';

let policy: Policy;
let shelf: HelpShelf;
const folder = scratchFolder('help');
beforeAll(async () => {
  policy = await demoPolicy();
  shelf = HelpShelf.open('locales', policy);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shown = (language: string, id: string) => shelf.find(titleOf(language, id), language);

describe.each(LANGUAGES)('help articles in %s', (language) => {
  it.each(ids)('%s is found by its title, fits a message, and is plain text with its source', (id) => {
    const article = shown(language, id);
    expect(article?.id).toBe(id);
    const text = `${article?.title}\n\n${article?.text}\n\n${article?.source}`;
    expect([text.length < LONGEST, text.length]).toEqual([true, text.length]);
    expect(/[{}]|^#|\*\*|\]\(|undefined|null|\n{3}/m.exec(text)).toBeNull();
    expect(article?.source).not.toBe('');
  });

  it.each(ids)('%s tells the customer to write only what is understood', async (id) => {
    const reader = await productReader();
    const advised = [...(shown(language, id)?.text ?? '').matchAll(/(?:escriba|write|Escriba aquí|Write)\s[«“]([^»”]+)[»”]/g)];
    for (const [, words = ''] of advised) {
      const { understood } = reader.read(words, null, language, 0);
      const matter = understood.type === 'event' && understood.event.type === 'INTENT' ? understood.event.intent : '';
      expect([words, registry.byIntent.has(matter)]).toEqual([words, true]);
    }
  });
});

describe('help articles', () => {
  it('are of the policy where it says something', () => {
    const hours = shown('es-MX', 'office-hours')?.text ?? '';
    for (const part of [policy.provider.phone, policy.provider.email, policy.provider.address, '09:00–19:00', '10:00–14:00']) {
      expect(hours).toContain(part);
    }
    expect(shown('en', 'payment')?.text).toContain(`${policy.reconnectHours} h`);
    expect(shown('en', 'complaint-places')?.text).toContain(policy.complaintPlaces[0]?.name);
  });

  it('write days that follow one another as one, and others by themselves', () => {
    const span = { days: ['mon', 'tue', 'wed', 'sat'] as const, from: '08:00', to: '16:00' };
    const areas = {
      ...policy.areas,
      atencion: {
        hours: [
          { ...span, days: [...span.days] },
          { ...span, days: [] },
        ],
      },
    };
    const text = HelpShelf.open('locales', { ...policy, areas }).find('opening hours', 'en')?.text;
    expect(text).toMatch(/Monday\s–\sWednesday and Saturday 08:00–16:00\n/);
  });

  it('that name what the policy does not say are left out', () => {
    const without = HelpShelf.open('locales', { ...policy, complaintPlaces: [] });
    expect(without.find(titleOf('es-MX', 'complaint-places'), 'es-MX')?.id).not.toBe('complaint-places');
    expect(shown('es-MX', 'complaint-places')?.id).toBe('complaint-places');
  });

  it('that are wrong are told all at once, by file, with what to write', () => {
    const help = join(folder, 'es-MX', 'help');
    for (const language of LANGUAGES) {
      mkdirSync(join(folder, language, 'nlu'), { recursive: true });
      cpSync(`locales/${language}/help`, join(folder, language, 'help'), { recursive: true });
      cpSync(`locales/${language}/nlu/lexicon.tsv`, join(folder, language, 'nlu', 'lexicon.tsv'));
    }
    writeFileSync(join(help, 'payment.md'), '---\ntitle: Pagar\nsource: {nobody}\n---\nPague.\n');
    writeFileSync(join(help, 'static-ip.md'), 'Sin encabezado\n');
    writeFileSync(
      join(help, 'only-here.md'),
      '---\ntitle: T\nkeywords: t\nsource: s\n---\n- Con {provider}, [página](https://example.com)\n',
    );
    let problems: readonly string[] = [];
    try {
      HelpShelf.open(folder, policy);
    } catch (error) {
      problems = error instanceof HelpInvalid ? error.problems : [];
    }
    const told = (file: string, what: string) => expect.stringMatching(new RegExp(`${file}.*${what}`));
    expect(problems).toEqual([
      told('payment.md', 'keywords'),
      told('payment.md', '\\{nobody\\}'),
      told('static-ip.md', 'title'),
      told('static-ip.md', 'keywords'),
      told('static-ip.md', 'source'),
      told('static-ip.md', 'no text'),
      told('en/help/only-here.md', 'is missing'),
    ]);
  });
});
