import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { registry } from '../flows/index.js';
import { BackofficeDown } from '../src/backoffice/backoffice.js';
import { expectation, position } from '../src/engine/expectation.js';
import { type ChatScript, type ChatStep, readChat } from './support/chat-script.js';
import { TestDesk, type TestTalk } from './support/desk.js';

/** Plays every `.chat` file through the whole program, restarted between any two steps of the customer. */

const FOLDER = 'test/conversations';
const scripts = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.chat'))
  .sort()
  .map((name) => readChat(join(FOLDER, name)));

/** Keys as written match keys as said; `*` stands for any number. */
function matches(wanted: readonly string[], said: readonly string[]): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return said.length === 0;
  if (first === '*') return matches(rest, said) || (said.length > 0 && matches(wanted, said.slice(1)));
  return said[0] === first && matches(rest, said.slice(1));
}

class Player {
  private up = true;
  private talk!: TestTalk;
  private desk!: TestDesk;

  constructor(private readonly script: ChatScript) {}

  async play(): Promise<void> {
    const { at, language, steps } = this.script;
    const failing = (real: object): never =>
      new Proxy(real, {
        get:
          (target, name) =>
          (...args: unknown[]) =>
            this.up ? Reflect.get(target, name)(...args) : Promise.reject(new BackofficeDown('switched off by the script')),
      }) as never;
    this.desk = await TestDesk.open({ backoffice: failing, ...(at === null ? {} : { at }) });
    try {
      this.talk = this.desk.talk(language);
      for (const step of steps) await this.step(step);
    } finally {
      await this.desk.close();
    }
  }

  private async step(step: ChatStep): Promise<void> {
    const where = `${this.script.file}:${step.line}`;
    switch (step.type) {
      case 'say':
        await this.desk.restart();
        for (const text of step.texts) await this.talk.post({ text });
        return this.desk.settle();
      case 'open':
        return this.talk.open();
      case 'send':
        await this.talk.post(somethingElse(step.what));
        return this.desk.settle();
      case 'wait':
        await this.desk.restart();
        return this.desk.wait(step.ms);
      case 'backoffice':
        this.up = step.up;
        return;
      case 'hear': {
        const said = await this.talk.keys();
        expect([where, matches(step.keys, said) ? step.keys : said]).toEqual([where, step.keys]);
        return;
      }
      case 'folio':
        expect([where, await this.folio(step.fields)]).toEqual([where, Object.fromEntries(step.fields)]);
        return;
      case 'expect':
        expect([where, await this.seen(step.what, step.value)]).toEqual([where, step.value]);
    }
  }

  private async folio(fields: ReadonlyMap<string, string>): Promise<Record<string, string>> {
    const { folio: number } = await this.talk.conversation();
    const folio = number === null ? null : await this.desk.store.folio(number);
    const plain = { ...folio, visit: folio?.visit ? 'yes' : 'no' } as Record<string, unknown>;
    return Object.fromEntries([...fields.keys()].map((name) => [name, String(plain[name])]));
  }

  private async seen(what: string, value: string): Promise<string> {
    const conversation = await this.talk.conversation();
    const { state, owner, language } = conversation;
    if (what === 'owner') return owner;
    if (what === 'language') return language;
    if (what === 'folios') return String((await this.desk.store.folios({ conversation: this.talk.id, limit: 50 })).items.length);
    if (what === 'choice') return expectation(registry, state)?.choices.some(({ id }) => id === value) ? value : 'not offered';
    const where = position(registry, state);
    return where ? `${where.flow}.${where.state}` : 'none';
  }
}

function somethingElse([kind, ...rest]: readonly string[]) {
  switch (kind) {
    case 'photo':
      return { type: 'file' as const, files: [{ id: 'file-1', name: rest[0] ?? 'foto.jpg', contentType: 'image/jpeg', size: 1000 }] };
    case 'place':
      return { type: 'location' as const, location: { latitude: Number(rest[0]), longitude: Number(rest[1]) } };
    case 'unknown':
      return { type: 'unknown' as const };
    default:
      throw new Error(`nothing to send is called '${kind}'`);
  }
}

describe('conversations', () => {
  it('there are at least thirty, in both languages', () => {
    expect(scripts.length).toBeGreaterThanOrEqual(30);
    expect(new Set(scripts.map(({ language }) => language))).toEqual(new Set(['es-MX', 'en']));
  });

  it.each(scripts.map((script) => [script.file.slice(FOLDER.length + 1), script] as const))('%s', async (_, script) => {
    await new Player(script).play();
  });
});
