import { existsSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import type { ChoiceSpec, Say, StateMeta, Vars } from '../../src/engine/flow.js';
import { LANGUAGES, Locales } from '../../src/locales.js';
import type { Paths } from './machines.js';

/**
 * The texts of all procedures together. What is used is collected from the generated paths: each `say` with its vars as it came
 * out of a transition, and in each snapshot that waits the prompt and the choices as the customer would see them. So keys that a
 * function makes are found as well as those that are written down.
 */

interface Choice {
  readonly key: string;
  readonly fallback: string | null;
  readonly vars: Vars | null;
}
export interface Texts {
  readonly messages: readonly Say[];
  readonly choices: readonly Choice[];
}

export interface TextFile {
  readonly messages: Readonly<Record<string, string>>;
  readonly choices: Readonly<Record<string, { readonly label: string; readonly synonyms: readonly string[] }>>;
}

const files = new Map<string, TextFile>();

/** One flow's file of texts in one language; one that is not there is empty. */
export function textFile(language: string, flow: string): TextFile {
  const path = `locales/${language}/${flow}.json`;
  const known = files.get(path);
  if (known) return known;
  const { messages = {}, choices = {} } = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<TextFile>) : {};
  files.set(path, { messages, choices });
  return { messages, choices };
}

const unique = <T>(all: Iterable<T>): readonly T[] => [...new Map([...all].map((one) => [JSON.stringify(one), one])).values()];

const resolve = (flow: string, spec: ChoiceSpec): Choice =>
  typeof spec === 'string'
    ? { key: `${flow}.${spec}`, fallback: `common.${spec}`, vars: null }
    : { key: spec.key, fallback: null, vars: spec.vars ?? null };

/** All that some path of a flow says, asks and offers. */
export function usedTexts({ flow, nodes, says }: Paths): Texts {
  const questions = nodes.flatMap(({ snapshot }) => {
    const meta = snapshot._nodes.map((node) => node.meta as StateMeta | undefined).findLast((one) => one?.prompt);
    if (!meta) return [];
    const choices = typeof meta.choices === 'function' ? meta.choices(snapshot.context) : (meta.choices ?? []);
    return [{ say: { key: meta.prompt, vars: meta.vars?.(snapshot.context) ?? {} }, choices }];
  });
  return {
    messages: unique([...says, ...questions.map(({ say }) => say)]),
    choices: unique(questions.flatMap(({ choices }) => choices.map((choice) => resolve(flow.id, choice)))),
  };
}

const split = (key: string): readonly [flow: string, name: string] => [key.slice(0, key.indexOf('.')), key.slice(key.indexOf('.') + 1)];
const messageOf = (language: string, key: string): string | undefined => textFile(language, split(key)[0]).messages[split(key)[1]];
const choiceOf = (language: string, key: string) => textFile(language, split(key)[0]).choices[split(key)[1]];
/** The key under which a choice is found: its flow's own, else the common one. */
const choiceKey = ({ key, fallback }: Choice): string => (fallback !== null && !choiceOf(LANGUAGES[0], key) ? fallback : key);

/** Keys that some path uses and a language lacks. */
export const missingTexts = ({ messages, choices }: Texts): readonly string[] =>
  LANGUAGES.flatMap((language) => [
    ...messages.filter(({ key }) => messageOf(language, key) === undefined).map(({ key }) => `${language}: ${key}`),
    ...choices.filter((choice) => !choiceOf(language, choiceKey(choice))).map((choice) => `${language}: choice ${choiceKey(choice)}`),
  ]);

/** Keys in the files of these flows that no path of any flow uses. */
export function unusedTexts(flows: readonly string[], texts: readonly Texts[]): readonly string[] {
  const messages = new Set(texts.flatMap((used) => used.messages.map(({ key }) => key)));
  const choices = new Set(texts.flatMap((used) => used.choices.map(choiceKey)));
  return LANGUAGES.flatMap((language) =>
    flows.flatMap((flow) => {
      const file = textFile(language, flow);
      const unused = (names: object, used: ReadonlySet<string>) =>
        Object.keys(names)
          .map((name) => `${flow}.${name}`)
          .filter((key) => !used.has(key));
      return [...unused(file.messages, messages), ...unused(file.choices, choices)].map((key) => `${language}: ${key}`);
    }),
  );
}

/** Texts whose arguments are not the same in all languages. */
export const unlikeTexts = ({ messages, choices }: Texts): readonly string[] => {
  const [first, ...others] = LANGUAGES;
  const texts = [...new Set(messages.map(({ key }) => key))].map((key) => [key, (language: string) => messageOf(language, key)] as const);
  const labels = [...new Set(choices.map(choiceKey))].map((key) => [key, (language: string) => choiceOf(language, key)?.label] as const);
  return [...texts, ...labels].flatMap(([key, textIn]) =>
    others.filter((other) => argumentsOf(textIn(other)) !== argumentsOf(textIn(first))).map((other) => `${key}: ${first} and ${other}`),
  );
};

/** An element of a parsed ICU message: `value` names an argument, `options` are the branches of a select or plural. */
export interface Part {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}
const LITERAL = 0;

export const parse = (text: string): readonly Part[] =>
  new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst() as readonly Part[];

function argumentsOf(text: string | undefined): string {
  const collect = (parts: readonly Part[]): readonly string[] =>
    parts.flatMap(({ type, value, options }) => [
      ...(type === LITERAL || value === undefined ? [] : [value]),
      ...Object.values(options ?? {}).flatMap((option) => collect(option.value)),
    ]);
  return [...new Set(collect(parse(text ?? '')))].sort().join(' ');
}

const BUILT_IN = { provider: 'Red Ejemplo', address: 'Calle 1', noticeUrl: 'https://example.com/aviso' };

/** Texts that cannot be written out with the vars they are given, or that would show the customer that one is empty. */
export function unwritableTexts({ messages, choices }: Texts): readonly string[] {
  const locales = new Locales('locales', 'America/Mexico_City', BUILT_IN);
  const faulty = (language: string, key: string, write: () => string): readonly string[] => {
    try {
      const text = write();
      return text.trim() === '' || /\b(null|undefined|NaN|Invalid Date)\b/.test(text) ? [`${language}: ${key}: ${text}`] : [];
    } catch (error) {
      return [`${language}: ${key}: ${error instanceof Error ? error.message : String(error)}`];
    }
  };
  return LANGUAGES.flatMap((language) => [
    ...messages.flatMap((say) => faulty(language, say.key, () => locales.render(language, say))),
    ...choices.flatMap((choice) => faulty(language, choice.key, () => locales.choice(language, choice).label)),
  ]);
}
