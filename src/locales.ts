import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Say, Vars } from './engine/flow.js';

/** The first is the language of whoever has said nothing of it. */
export const LANGUAGES = ['es-MX', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface ChoiceText {
  readonly label: string;
  readonly synonyms: readonly string[];
}

/** Where a choice's label is: its own flow's file, else the common one. */
export interface ChoiceKey {
  readonly key: string;
  readonly fallback: string | null;
  readonly vars: Vars | null | undefined;
}

/** A key that no language has: a fault of the program, found by the tests of the locales. */
export class MissingText extends Error {
  readonly code = 'MISSING_TEXT';
}

interface LocaleFile {
  readonly messages?: Readonly<Record<string, string>>;
  readonly choices?: Readonly<Record<string, ChoiceText>>;
}
interface Texts {
  readonly messages: Map<string, string>;
  readonly choices: Map<string, ChoiceText>;
}

const AT: Intl.DateTimeFormatOptions = {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};
const DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' };

/** The nearest language there is: `en-US` → `en`, `es-ES` → `es-MX`, anything else → the first. */
export function closestLanguage(wanted: string | null | undefined): Language {
  const code = wanted?.toLowerCase() ?? '';
  return (
    LANGUAGES.find((language) => language.toLowerCase() === code) ??
    LANGUAGES.find((language) => language.slice(0, 2) === code.slice(0, 2)) ??
    LANGUAGES[0]
  );
}

/** All texts, and how data is written in them. */
export class Locales {
  private readonly texts = new Map<string, Texts>();
  private readonly compiled = new Map<string, IntlMessageFormat>();
  private readonly dates = new Map<string, Intl.DateTimeFormat>();

  /** @param builtIn vars that every message may use: the provider's name and the like. @param timeZone the provider's. */
  constructor(
    directory: string,
    private readonly timeZone: string,
    private readonly builtIn: Vars,
  ) {
    for (const language of LANGUAGES) this.texts.set(language, read(join(directory, language)));
  }

  /** One statement in the customer's language. @throws {MissingText} */
  render(language: string, { key, vars }: Say): string {
    const text = this.find(language, (texts) => texts.messages.get(key));
    if (text === undefined) throw new MissingText(key);
    return this.format(language, key, text, vars);
  }

  choice(language: string, { key, fallback, vars }: ChoiceKey): ChoiceText {
    const found = this.find(language, (texts) => texts.choices.get(key) ?? (fallback === null ? undefined : texts.choices.get(fallback)));
    if (found) return { ...found, label: this.format(language, `choice ${key}`, found.label, vars ?? undefined) };
    return { label: this.render(language, vars ? { key, vars } : { key }), synonyms: [] };
  }

  private find<T>(language: string, look: (texts: Texts) => T | undefined): T | undefined {
    for (const candidate of [closestLanguage(language), LANGUAGES[0]]) {
      const texts = this.texts.get(candidate);
      const found = texts && look(texts);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private format(language: string, key: string, text: string, vars: Vars | undefined): string {
    if (!text.includes('{') && !text.includes("'")) return text;
    const cached = `${language} ${key}`;
    let message = this.compiled.get(cached);
    if (!message) {
      message = new IntlMessageFormat(text, closestLanguage(language), undefined, { ignoreTag: true });
      this.compiled.set(cached, message);
    }
    return String(message.format({ ...this.builtIn, ...this.written(language, vars ?? {}) }));
  }

  /** Instants and days become words; all else goes to the message as it is. */
  private written(language: string, vars: Vars): Record<string, string | number | boolean | null> {
    return Object.fromEntries(
      Object.entries(vars).map(([name, value]) => [name, typeof value === 'string' ? this.write(language, name, value) : value]),
    );
  }

  private write(language: string, name: string, value: string): string {
    if (name.endsWith('At')) return this.date(language, AT, this.timeZone).format(new Date(value));
    if (name.endsWith('Date')) return this.date(language, DAY, 'UTC').format(new Date(`${value}T00:00:00Z`));
    return value;
  }

  private date(language: string, options: Intl.DateTimeFormatOptions, timeZone: string): Intl.DateTimeFormat {
    const cached = `${language} ${timeZone} ${options.hour ?? ''}`;
    let format = this.dates.get(cached);
    if (!format) {
      format = new Intl.DateTimeFormat(closestLanguage(language), { ...options, timeZone });
      this.dates.set(cached, format);
    }
    return format;
  }
}

function read(directory: string): Texts {
  const texts: Texts = { messages: new Map(), choices: new Map() };
  for (const name of readdirSync(directory)) {
    if (!name.endsWith('.json')) continue;
    const flow = name.slice(0, -'.json'.length);
    const file = JSON.parse(readFileSync(join(directory, name), 'utf8')) as LocaleFile;
    for (const [key, text] of Object.entries(file.messages ?? {})) texts.messages.set(`${flow}.${key}`, text);
    for (const [key, choice] of Object.entries(file.choices ?? {})) texts.choices.set(`${flow}.${key}`, choice);
  }
  return texts;
}

/** The house's texts as a provider's customers read them. */
export const localesFor = (provider: {
  readonly name: string;
  readonly address: string;
  readonly noticeUrl: string;
  readonly timeZone: string;
}): Locales =>
  new Locales('locales', provider.timeZone, { provider: provider.name, address: provider.address, noticeUrl: provider.noticeUrl });
