import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '../src/locales.js';
import { playChat } from './support/chat-player.js';
import { readChat } from './support/chat-script.js';

/** Plays every `.chat` file through the whole program, restarted between any two steps of the customer. */

const FOLDER = 'test/conversations';
const AT_LEAST = 36;
const AT_LEAST_ENGLISH = 10;

const scripts = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.chat'))
  .sort()
  .map((name) => readChat(join(FOLDER, name)));

describe('conversations', () => {
  it(`there are at least ${AT_LEAST}, ${AT_LEAST_ENGLISH} of them in English`, () => {
    expect(scripts.length).toBeGreaterThanOrEqual(AT_LEAST);
    expect(scripts.filter(({ language }) => language === 'en').length).toBeGreaterThanOrEqual(AT_LEAST_ENGLISH);
    expect(scripts.filter(({ language }) => !LANGUAGES.some((each) => each === language))).toEqual([]);
  });

  it.each(scripts.map((script) => [script.file.slice(FOLDER.length + 1), script] as const))('%s', async (_, script) => {
    await playChat(script);
  });
});
