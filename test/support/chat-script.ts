import { readFileSync } from 'node:fs';

/** A `.chat` file: what a customer does and what must follow. One step a line; `#` begins a comment. */
export type ChatStep =
  /** `> words`: the customer writes. Several `>` lines in a row joined by `+>` come at once. */
  | { readonly type: 'say'; readonly line: number; readonly texts: readonly string[] }
  /** `open`: the customer opens the chat without writing. */
  | { readonly type: 'open'; readonly line: number }
  /** `! photo name.png`, `! place 19.04 -98.2`, `! unknown`: something other than text. */
  | { readonly type: 'send'; readonly line: number; readonly what: readonly string[] }
  /** `< key key …`: exactly these messages, in order. `*` stands for any number of them. */
  | { readonly type: 'hear'; readonly line: number; readonly keys: readonly string[] }
  /** `wait 30s`, `wait 2m`, `wait 3h`, `wait 7d`. */
  | { readonly type: 'wait'; readonly line: number; readonly ms: number }
  /** `folio type=failure status=scheduled account=100005 visit=yes`: the conversation's newest folio. */
  | { readonly type: 'folio'; readonly line: number; readonly fields: ReadonlyMap<string, string> }
  /** `state flow.state`, `owner queue`, `language en`, `said text`, `folios 2`: what must be true now. */
  | {
      readonly type: 'expect';
      readonly line: number;
      readonly what: 'state' | 'owner' | 'language' | 'choice' | 'folios';
      readonly value: string;
    }
  /** `backoffice down|up`: the company's systems fail, or work again. */
  | { readonly type: 'backoffice'; readonly line: number; readonly up: boolean };

export interface ChatScript {
  readonly file: string;
  readonly title: string;
  readonly language: string;
  /** Epoch ms at the start. */
  readonly at: number | null;
  readonly steps: readonly ChatStep[];
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** @throws when a line is not understood: a conversation must not pass by saying nothing. */
export function readChat(file: string): ChatScript {
  const steps: ChatStep[] = [];
  let title = file;
  let language = 'es-MX';
  let at: number | null = null;
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((raw, index) => {
      const line = index + 1;
      const text = raw.trim();
      if (text === '') return;
      if (text.startsWith('#')) {
        if (title === file) title = text.slice(1).trim();
        return;
      }
      const [word = '', ...rest] = text.split(/\s+/);
      if (word === 'lang') language = rest[0] ?? language;
      else if (word === 'at') at = Date.parse(rest[0] ?? '');
      else if (word === '+>') addToLast(steps, text.slice(2).trim(), file, line);
      else steps.push(step(word, rest, text, file, line));
    });
  if (!steps.some(({ type }) => type === 'hear')) throw new Error(`${file}: nothing is expected of the bot`);
  return { file, title, language, at, steps };
}

function addToLast(steps: ChatStep[], text: string, file: string, line: number): void {
  const last = steps.pop();
  if (last?.type !== 'say') throw new Error(`${file}:${line}: '+>' follows a '>' line`);
  steps.push({ ...last, texts: [...last.texts, text] });
}

function step(word: string, rest: readonly string[], text: string, file: string, line: number): ChatStep {
  switch (word) {
    case '>':
      return { type: 'say', line, texts: [text.slice(1).trim()] };
    case '<':
      return { type: 'hear', line, keys: rest };
    case '!':
      return { type: 'send', line, what: rest };
    case 'open':
      return { type: 'open', line };
    case 'wait':
      return { type: 'wait', line, ms: duration(rest[0] ?? '') };
    case 'folio':
      return { type: 'folio', line, fields: new Map(rest.map((pair) => pair.split('=') as [string, string])) };
    case 'backoffice':
      return { type: 'backoffice', line, up: rest[0] === 'up' };
    case 'state':
    case 'owner':
    case 'language':
    case 'choice':
    case 'folios':
      return { type: 'expect', line, what: word, value: rest.join(' ') };
    default:
      throw new Error(`${file}:${line}: what is '${text}'?`);
  }
}

function duration(text: string): number {
  const [, number = '', unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const scale = UNITS[unit];
  if (scale === undefined) throw new Error(`'${text}' is no duration`);
  return Number(number) * scale;
}
