import { expect } from '@jest/globals';
import { registry } from '../../flows/index.js';
import { type Backoffice, BackofficeDown } from '../../src/backoffice/backoffice.js';
import type { Folio } from '../../src/cases/folio.js';
import { expectation, position } from '../../src/engine/expectation.js';
import type { Content, Message } from '../../src/store/store.js';
import type { ChatScript, ChatStep } from './chat-script.js';
import { TestDesk } from './desk.js';
import type { TestTalk } from './talk.js';
import { sentCodes } from './test-post.js';

const MANY = 50;

/**
 * Plays a conversation through the whole program. Before each thing the customer does the program is restarted; what the
 * customer sent was made durable by the old process and is worked on by the new one. Whatever the script says, the customer is
 * never met with silence or with a broken text, all that was said is asserted, and leaves through the channel once and in order.
 */
export async function playChat(script: ChatScript): Promise<void> {
  const down = new Set<string>();
  const desk = await TestDesk.open({
    backoffice: (real) => failing(real, down),
    ...(script.at === null ? {} : { at: script.at }),
  });
  try {
    await new Player(script, desk, down).play();
  } finally {
    await desk.close();
  }
}

const failing = (real: Backoffice, down: ReadonlySet<string>): Backoffice =>
  new Proxy(real, {
    get: (target, name: keyof Backoffice) =>
      down.has(name) ? () => Promise.reject(new BackofficeDown('switched off by the script')) : target[name],
  });

class Player {
  private talk: TestTalk;
  private readonly talks: TestTalk[] = [];
  /** Said by the bot, and not yet asserted. */
  private heard: Message[] = [];

  constructor(
    private readonly script: ChatScript,
    private readonly desk: TestDesk,
    private readonly down: Set<string>,
  ) {
    this.talk = this.another();
  }

  async play(): Promise<void> {
    for (const step of this.script.steps) await this.step(step, `${this.script.file}:${step.line}`);
    expect(['said at the end and not expected', this.keys()]).toEqual(['said at the end and not expected', []]);
    for (const talk of this.talks) await this.checkDelivery(talk);
  }

  private another(): TestTalk {
    const talk = this.desk.talk(this.script.language);
    this.talks.push(talk);
    return talk;
  }

  private keys(): string[] {
    return this.heard.map(({ key }) => key ?? '');
  }

  private async step(step: ChatStep, where: string): Promise<void> {
    switch (step.type) {
      case 'say':
        return this.act(where, async () =>
          this.talk.post(...(await Promise.all(step.texts.map(async (text) => ({ text: await this.words(text) }))))),
        );
      case 'send':
        return this.act(where, () => this.talk.post(somethingElse(step.what)));
      case 'open':
        await this.desk.restart(() => this.talk.open());
        await this.desk.settle();
        return this.listen(where);
      case 'talk':
        expect([where, this.keys()]).toEqual([where, []]);
        this.talk = this.talks[step.number - 1] ?? this.another();
        return;
      case 'wait':
        await this.desk.restart();
        await this.desk.wait(step.ms);
        return this.listen(where);
      case 'backoffice':
        this.down.clear();
        for (const name of step.down) this.down.add(name);
        return;
      case 'hear':
        expect([where, matches(step.keys, this.keys()) ? step.keys : this.keys()]).toEqual([where, step.keys]);
        this.heard = [];
        return;
      case 'folio':
        expect([where, await this.folio(step.which, [...step.fields.keys()])]).toEqual([where, Object.fromEntries(step.fields)]);
        return;
      case 'expect':
        expect([where, await this.seen(step.what, step.value)]).toEqual([where, step.value]);
    }
  }

  /** Something the customer does: stored by a process that dies of it, answered by the next. */
  private async act(where: string, sending: () => Promise<void>): Promise<void> {
    await this.desk.restart(sending);
    const { state, owner } = await this.talk.conversation();
    await this.desk.settle();
    const before = this.heard.length;
    await this.listen(where);
    const answers = owner === 'bot' && state.calls.length === 0 && (await this.talk.conversation()).state.calls.length === 0;
    expect([where, answers && this.heard.length === before ? 'met with silence' : 'answered']).toEqual([where, 'answered']);
  }

  private async listen(where: string): Promise<void> {
    const said = await this.talk.heard();
    for (const { key, content } of said) {
      expect([where, key, /^\s*$|[{}]|\b(undefined|null|NaN|Invalid Date)\b/.exec(content.text ?? '')]).toEqual([where, key, null]);
    }
    this.heard.push(...said);
  }

  private async words(text: string): Promise<string> {
    if (!text.includes('$')) return text;
    const numbers = await Promise.all(this.talks.map(async (talk) => (await this.desk.store.conversation(talk.id))?.folio ?? null));
    const number = numbers.findLast((each) => each !== null) ?? '';
    const digit = Number(number.at(-2));
    const [newest = '', before = ''] = await sentCodes(this.desk.post);
    return text
      .replaceAll('$folio', number)
      .replaceAll('$typo', `${number.slice(0, -2)}${(digit + 1) % 10}${number.slice(-1)}`)
      .replaceAll('$code', newest)
      .replaceAll('$oldcode', before)
      .replaceAll('$badcode', newest === '' ? '000000' : String((Number(newest) + 1) % 1_000_000).padStart(6, '0'));
  }

  private async folio(which: string | null, names: readonly string[]): Promise<Record<string, string>> {
    const folio = await this.find(which);
    const visit = folio?.visit ? `${folio.visit.date}/${folio.visit.shift}` : 'none';
    const plain: Readonly<Record<string, unknown>> = { ...folio?.details, ...folio, visit };
    return Object.fromEntries(names.map((name) => [name, String(plain[name])]));
  }

  private async find(which: string | null): Promise<Folio | null> {
    const { store } = this.desk;
    if (which !== null && /^\d+$/.test(which)) return (await store.folios({ account: which, limit: 1 })).items[0] ?? null;
    if (which !== null) return (await store.folios({ conversation: this.talk.id, type: which, limit: 1 })).items[0] ?? null;
    const { folio } = await this.talk.conversation();
    return folio === null ? null : store.folio(folio);
  }

  private async seen(what: string, value: string): Promise<string> {
    const { state, owner, language } = await this.talk.conversation();
    if (what === 'owner') return owner;
    if (what === 'language') return language;
    if (what === 'folios') return String((await this.desk.store.folios({ conversation: this.talk.id, limit: MANY })).items.length);
    if (what === 'choice') return expectation(registry, state)?.choices.some(({ id }) => id === value) ? value : 'not offered';
    const where = position(registry, state);
    return where ? `${where.flow}.${where.state}` : 'none';
  }

  private async checkDelivery(talk: TestTalk): Promise<void> {
    const said = (await talk.lines()).filter(({ from }) => from === 'bot').map(({ id }) => id);
    const sent = this.desk.sent.filter(({ conversation }) => conversation === talk.id).map(({ id }) => id);
    expect(sent).toEqual(said);
  }
}

/** Keys as written match keys as said; `*` stands for any number. */
export function matches(wanted: readonly string[], said: readonly string[]): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return said.length === 0;
  if (first === '*') return matches(rest, said) || (said.length > 0 && matches(wanted, said.slice(1)));
  return said[0] === first && matches(rest, said.slice(1));
}

function somethingElse([kind, ...rest]: readonly string[]): Partial<Content> {
  switch (kind) {
    case 'photo':
      return { type: 'file', files: [{ id: 'file-1', name: rest[0] ?? 'foto.jpg', contentType: 'image/jpeg', size: 1_000 }] };
    case 'place':
      return { type: 'location', location: { latitude: Number(rest[0]), longitude: Number(rest[1]) } };
    case 'unknown':
      return { type: 'unknown' };
    default:
      throw new Error(`nothing to send is called '${kind}'`);
  }
}
