import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from '../cases/policy.js';
import { closestLanguage, LANGUAGES } from '../locales.js';
import { linesOf, parseLexicon } from '../nlu/language-pack.js';
import { fold } from '../nlu/normalise.js';
import { chatText } from './chat-text.js';
import { fillIn, type HelpArticle, parseArticle, variablesOf } from './help-article.js';
import { HelpIndex, type Hit } from './help-index.js';
import { type HelpWords, helpWords } from './help-words.js';

/** The articles cannot be used. The message lists every problem, each with its file and what to write. */
export class HelpInvalid extends Error {
  readonly code = 'HELP_INVALID';
  constructor(readonly problems: readonly string[]) {
    super(`The help articles cannot be used. Correct them and start again:\n${problems.map((one) => `  - ${one}`).join('\n')}`);
  }
}

/** An article as a customer gets it: plain text, the source by name. */
export interface ShownArticle {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly source: string;
}

/** Below it, an article has to do with the question's words but not with the question: measured by `test/help/help-search.test.ts`. */
const CONFIDENT = 0.61;
/** Whoever asked well and was not helped is shown another article that may be meant, if it fits this share as well as the best one. */
const MAY_BE = 0.4;
const CLOSE = 0.2;

interface Section {
  readonly index: HelpIndex;
  readonly articles: ReadonlyMap<string, ShownArticle>;
}

/** All help articles in all languages. */
export class HelpShelf {
  private constructor(private readonly sections: ReadonlyMap<string, Section>) {}

  /**
   * Reads `<directory>/<language>/help`, once, at start. An article that names what the policy does not say is left out.
   * @param directory of the locales. @throws {HelpInvalid}
   */
  static open(directory: string, policy: Policy): HelpShelf {
    const problems: string[] = [];
    const sections = new Map(LANGUAGES.map((language) => [language, readSection(join(directory, language), language, policy, problems)]));
    const ids = new Set([...sections.values()].flatMap(({ articles }) => [...articles.keys()]));
    for (const [language, { articles }] of sections) {
      for (const id of ids) {
        if (!articles.has(id)) problems.push(`${join(directory, language, 'help', `${id}.md`)}: is missing; other languages have it`);
      }
    }
    if (problems.length > 0) throw new HelpInvalid(problems);
    return new HelpShelf(sections);
  }

  /**
   * The article that answers a question, or null: none does. Looked for in the customer's language first; a question in another one is
   * found as well, and answered in the customer's.
   * @param shown ids of articles that did not help: the next best is only given where it is close.
   */
  find(question: string, language: string, shown: readonly string[] = []): ShownArticle | null {
    const own = closestLanguage(language);
    for (const each of [own, ...LANGUAGES.filter((other) => other !== own)]) {
      const hit = answering(this.sections.get(each)?.index.find(question) ?? [], shown);
      if (hit) return this.sections.get(own)?.articles.get(hit.id) ?? null;
    }
    return null;
  }
}

function answering(hits: readonly Hit[], shown: readonly string[]): Hit | undefined {
  const [best] = hits;
  if (!best || best.confidence < CONFIDENT) return undefined;
  if (shown.length === 0) return best;
  return hits.find(({ id, confidence, fit }) => confidence >= MAY_BE && fit >= CLOSE * best.fit && !shown.includes(id));
}

function readSection(folder: string, language: string, policy: Policy, problems: string[]): Section {
  const words = helpWords(policy, language);
  const articles = readArticles(join(folder, 'help'), words, problems);
  const index = new HelpIndex(
    {
      language,
      lexicon: lexiconIn(folder),
      stopWords: wordsIn(join(folder, 'help', 'stop-words.txt')),
      commonWords: wordsIn(join(folder, 'help', 'common-words.txt')),
    },
    articles,
  );
  return { index, articles: new Map(articles.map((article) => [article.id, shownAs(article)])) };
}

const shownAs = ({ id, title, source, body }: HelpArticle): ShownArticle => ({ id, title, source, text: chatText(body) });

function readArticles(folder: string, words: HelpWords, problems: string[]): readonly HelpArticle[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => {
      const found: string[] = [];
      const article = parseArticle(name.slice(0, -'.md'.length), readFileSync(join(folder, name), 'utf8'), found);
      for (const variable of variablesOf(article)) {
        if (words[variable] === undefined) found.push(`there is no {${variable}}; write one of ${Object.keys(words).sort().join(', ')}`);
      }
      problems.push(...found.map((problem) => `${join(folder, name)}: ${problem}`));
      return article;
    })
    .filter((article) => variablesOf(article).every((variable) => words[variable] !== ''))
    .map((article) => fillIn(article, words));
}

const wordsIn = (file: string): ReadonlySet<string> =>
  new Set(linesOf(readFileSync(file, 'utf8')).flatMap((line) => fold(line).split(' ')));

const lexiconIn = (folder: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.entries(parseLexicon(readFileSync(join(folder, 'nlu', 'lexicon.tsv'), 'utf8'))).map(([word, meaning]) => [
      word,
      meaning.split(' '),
    ]),
  );
