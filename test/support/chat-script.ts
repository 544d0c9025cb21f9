import { readFileSync } from 'node:fs';

/**
 * A `.chat` file: what a customer does and what must follow. One step a line; `#` begins a comment, the first one is
 * the title. `at 2026-11-28T22:00:00-06:00` and `lang en` say when it begins and in which language; unless they do, a
 * weekday morning and Spanish.
 */
export type ChatStep = { readonly line: number } & (
  | /** `> words`: the customer writes; `+> words` below it comes at the same instant. `$folio`: the last folio, `$typo`: the same, mistyped; `$code`: the newest code sent to a contact on file, `$oldcode`: the one before, `$badcode`: none of them. */
  { readonly type: 'say'; readonly texts: readonly string[] }
  /** `open`: the customer opens the chat without writing. */
  | { readonly type: 'open' }
  /** `talk 2`: from here on in another conversation, where nothing is known of the customer; `talk 1`: in the first one again. */
  | { readonly type: 'talk'; readonly number: number }
  /** `! photo name.png`, `! place 19.04 -98.2`, `! unknown`: something other than text. */
  | { readonly type: 'send'; readonly what: readonly string[] }
  /** `< key key …`: exactly these messages, in order, since the last such line. `*` stands for any number of them. */
  | { readonly type: 'hear'; readonly keys: readonly string[] }
  /** `wait 30s`, `wait 2m`, `wait 3h`, `wait 7d`. */
  | { readonly type: 'wait'; readonly ms: number }
  /**
   * `folio status=scheduled visit=2026-11-25/morning`: the newest folio of this conversation; `folio failure …` the newest
   * of that type, `folio 100006 …` the newest of that account. A field is one of the folio's, or of its details.
   */
  | { readonly type: 'folio'; readonly which: string | null; readonly fields: ReadonlyMap<string, string> }
  /** `state flow.state`, `owner queue`, `language en`, `choice yes`, `folios 2`: what must be true now. */
  | { readonly type: 'expect'; readonly what: 'state' | 'owner' | 'language' | 'choice' | 'folios'; readonly value: string }
  /** `backoffice down`, `backoffice down lineStatus`, `backoffice up`: the company's systems, or one of them, fail or work again. */
  | { readonly type: 'backoffice'; readonly down: readonly string[] }
);

export interface ChatScript {
  readonly file: string;
  readonly title: string;
  readonly language: string;
  /** Epoch ms at the start. */
  readonly at: number | null;
  readonly steps: readonly ChatStep[];
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const BACKOFFICE = ['findCustomer', 'findAccounts', 'lineStatus', 'balance', 'listInvoices', 'listPlans', 'checkCoverage', 'findColonias'];

/** @throws when a line is not understood: a conversation must not pass by saying nothing. */
export const readChat = (file: string): ChatScript => parseChat(file, readFileSync(file, 'utf8'));

export function parseChat(file: string, source: string): ChatScript {
  const steps: ChatStep[] = [];
  let title: string | null = null;
  let language = 'es-MX';
  let at: number | null = null;
  source.split('\n').forEach((raw, index) => {
    const text = raw.trim();
    const where = `${file}:${index + 1}`;
    const [word = '', ...rest] = text.split(/\s+/);
    if (text.startsWith('#')) title ??= text.slice(1).trim();
    else if (word === 'lang') language = rest[0] ?? language;
    else if (word === 'at') at = instant(rest[0] ?? '', where);
    else if (word === '+>') steps.push(together(steps.pop(), text.slice(2).trim(), where));
    else if (text !== '') steps.push({ line: index + 1, ...step(word, rest, text, where) } as ChatStep);
  });
  if (!steps.some(({ type }) => type === 'hear')) throw new Error(`${file}: nothing is expected of the bot`);
  return { file, title: title ?? file, language, at, steps };
}

function together(last: ChatStep | undefined, text: string, where: string): ChatStep {
  if (last?.type !== 'say') throw new Error(`${where}: '+>' follows a '>' line`);
  return { ...last, texts: [...last.texts, text] };
}

type Unplaced<T> = T extends unknown ? Omit<T, 'line'> : never;

function step(word: string, rest: readonly string[], text: string, where: string): Unplaced<ChatStep> {
  switch (word) {
    case '>':
      return { type: 'say', texts: [text.slice(1).trim()] };
    case '<':
      return { type: 'hear', keys: rest };
    case '!':
      return { type: 'send', what: rest };
    case 'open':
      return { type: 'open' };
    case 'talk':
      return { type: 'talk', number: Number(rest[0]) };
    case 'wait':
      return { type: 'wait', ms: duration(rest[0] ?? '', where) };
    case 'folio':
      return folio(rest, where);
    case 'backoffice':
      return { type: 'backoffice', down: systems(rest, where) };
    case 'state':
    case 'owner':
    case 'language':
    case 'choice':
    case 'folios':
      return { type: 'expect', what: word, value: rest.join(' ') };
    default:
      throw new Error(`${where}: what is '${text}'?`);
  }
}

function folio(words: readonly string[], where: string): Unplaced<ChatStep> {
  const which = words[0] !== undefined && !words[0].includes('=') ? words[0] : null;
  const pairs = words.slice(which === null ? 0 : 1).map((pair) => pair.split('='));
  if (pairs.length === 0 || pairs.some(({ length }) => length !== 2)) throw new Error(`${where}: a folio's fields are name=value`);
  return { type: 'folio', which, fields: new Map(pairs as [string, string][]) };
}

function systems([state, ...named]: readonly string[], where: string): readonly string[] {
  if (state === 'up') return [];
  if (state !== 'down' || named.some((name) => !BACKOFFICE.includes(name))) throw new Error(`${where}: the back office is up, or down`);
  return named.length > 0 ? named : BACKOFFICE;
}

function instant(text: string, where: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`${where}: '${text}' is no instant`);
  return at;
}

function duration(text: string, where: string): number {
  const [, number = '', unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const scale = UNITS[unit];
  if (scale === undefined) throw new Error(`${where}: '${text}' is no duration`);
  return Number(number) * scale;
}
