import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const read = (language: string, name: string): { messages?: object; choices?: object } =>
  JSON.parse(readFileSync(`locales/${language}/${name}.json`, 'utf8')) as { messages?: object; choices?: object };
const keys = (map: object | undefined): readonly string[] => Object.keys(map ?? {}).sort();

/** The keys of the engine's own statements, as its sources write them. */
const wanted = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [...readFileSync(`src/${file}`, 'utf8').matchAll(/'engine\.(\w+)'/g)].map((match) => match[1] ?? ''));

describe.each(['es-MX', 'en'])('texts that belong to no procedure, %s', (language) => {
  it('has all that the engine says', () => {
    expect(wanted.length).toBeGreaterThan(0);
    expect(keys(read(language, 'engine').messages)).toEqual(expect.arrayContaining([...new Set(wanted)]));
  });

  it('has the choices that procedures share, with words for each', () => {
    const choices = read(language, 'common').choices as Record<string, { label: string; synonyms: string[] }>;
    expect(keys(choices)).toEqual(['done', 'leave', 'menu', 'no', 'person', 'skip', 'yes']);
    for (const { label, synonyms } of Object.values(choices)) expect([label.length > 0, synonyms.length > 2]).toEqual([true, true]);
  });
});

it('says the same in both languages', () => {
  for (const name of ['engine', 'common']) {
    expect([keys(read('en', name).messages), keys(read('en', name).choices)]).toEqual([
      keys(read('es-MX', name).messages),
      keys(read('es-MX', name).choices),
    ]);
  }
});
