import type { HelpWords } from './help-words.js';

/** An article as its file has it: `locales/<language>/help/<id>.md`. */
export interface HelpArticle {
  readonly id: string;
  readonly title: string;
  /** Words by which people ask for it, beside those of the title and the text. */
  readonly keywords: string;
  /** Where it is from, as customers are told. */
  readonly source: string;
  /** Markdown: paragraphs and lists. */
  readonly body: string;
}

const FIELDS = ['title', 'keywords', 'source'] as const;
const FRONT_MATTER = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/;
/** A variable in ICU's plainest form; articles use no other. */
const VARIABLE = /\{(\w+)\}/g;

/** Reads a file's text. What is wrong with it goes to `problems`, each with what to write. */
export function parseArticle(id: string, text: string, problems: string[]): HelpArticle {
  const [, front = '', body = ''] = FRONT_MATTER.exec(text.replaceAll('\r\n', '\n')) ?? [];
  const values = new Map(
    front.split('\n').map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()] as const),
  );
  for (const field of FIELDS) {
    if (!values.get(field)) problems.push(`it says no ${field}; write "${field}: …" between two lines of --- at its beginning`);
  }
  if (body.trim() === '') problems.push('it has no text; write it below the second line of ---');
  const read = (field: (typeof FIELDS)[number]): string => values.get(field) ?? '';
  return { id, title: read('title'), keywords: read('keywords'), source: read('source'), body: body.trim() };
}

/** The variables that an article uses. */
export const variablesOf = ({ title, source, body }: HelpArticle): readonly string[] => [
  ...new Set([title, source, body].flatMap((text) => [...text.matchAll(VARIABLE)].map(([, name = '']) => name))),
];

/** The article with the policy's words in it. */
export function fillIn(article: HelpArticle, words: HelpWords): HelpArticle {
  const fill = (text: string): string => text.replace(VARIABLE, (whole, name: string) => words[name] ?? whole);
  return { ...article, title: fill(article.title), source: fill(article.source), body: fill(article.body) };
}
