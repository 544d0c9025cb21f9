import MiniSearch, { type SearchResult } from 'minisearch';
import { type Lexicon, wordsOf } from '../nlu/normalise.js';
import { stemmerFor } from '../nlu/stem.js';
import type { HelpArticle } from './help-article.js';

/** How words of a language are read. */
export interface HelpLanguage {
  readonly language: string;
  readonly lexicon: Lexicon;
  /** Folded words that say nothing of what a question is about. */
  readonly stopWords: ReadonlySet<string>;
  /** Folded words of the trade, which by themselves do not tell which article is meant. */
  readonly commonWords: ReadonlySet<string>;
}

export interface Hit {
  readonly id: string;
  /** Share of what the question asks about that the article is about, 0 to 1: tells whether it answers the question at all. */
  readonly confidence: number;
  /** How well it fits, compared with other articles found by the same question. */
  readonly fit: number;
}

const FIELDS = ['title', 'keywords', 'body'];
/** What an article is about is in its title and its keywords; in its text many things are only mentioned. */
const BOOST = { title: 3, keywords: 2 };
const MENTIONED = 0.4;
/** Stems shorter than this are not taken for misspelt ones; in longer ones so many letters may be wrong. */
const SHORTEST_MISSPELT = 6;
const WRONG_LETTERS = 1;
/** So many common words together tell which article is meant, if they are in its title. */
const COMMON_TOGETHER = 2;
const HYPHEN = /(?<=\p{L})-(?=\p{L})/gu;
/** More of a question is not looked at: what it is about stands at its beginning. */
const MOST_WORDS = 40;

/** What the words looked at so far say for an article. `told`: how far they tell that this one is meant, in common words of its title. */
interface Evidence {
  readonly score: number;
  readonly confidence: number;
  readonly told: number;
}
const NOTHING: Evidence = { score: 0, confidence: 0, told: 0 };

function adding(
  { score, confidence, told }: Evidence,
  fields: ReadonlySet<string>,
  word: { readonly score: number; readonly weight: number; readonly isCommon: boolean },
): Evidence {
  const isAbout = fields.has('title') || fields.has('keywords');
  const tells = word.isCommon ? Number(fields.has('title')) : COMMON_TOGETHER * Number(isAbout);
  return { score: score + word.score, confidence: confidence + (isAbout ? 1 : MENTIONED) * word.weight, told: told + tells };
}

/** The articles of one language, searched by words: accents folded, stemmed as the classifier does, misspellings forgiven. */
export class HelpIndex {
  private readonly search: MiniSearch;
  /** Stem -> in how many articles it occurs. */
  private readonly spread = new Map<string, number>();
  private readonly stem: (word: string) => string;
  private readonly common: ReadonlySet<string>;

  constructor(
    private readonly language: HelpLanguage,
    private readonly articles: readonly HelpArticle[],
  ) {
    this.stem = stemmerFor(language.language);
    this.common = new Set([...language.commonWords].map((word) => this.stem(word)));
    this.search = new MiniSearch({ fields: FIELDS, tokenize: (text) => this.stemsOf(text), processTerm: (term) => term });
    this.search.addAll(articles.map((article) => ({ ...article })));
    for (const { title, keywords, body } of articles) {
      for (const stem of new Set(this.stemsOf(`${title} ${keywords} ${body}`))) this.spread.set(stem, (this.spread.get(stem) ?? 0) + 1);
    }
  }

  /** Articles that the question may be about, best first. */
  find(question: string): readonly Hit[] {
    const asked = [...new Set(this.stemsOf(question))].slice(0, MOST_WORDS);
    const total = asked.reduce((sum, stem) => sum + this.weight(stem), 0);
    const found = new Map<string, Evidence>();
    for (const stem of asked) {
      const [weight, isCommon] = [this.weight(stem) / total, this.common.has(stem)];
      for (const { id, score, match } of this.having(stem)) {
        found.set(id, adding(found.get(id) ?? NOTHING, new Set(Object.values(match).flat()), { score, weight, isCommon }));
      }
    }
    return (
      [...found]
        .filter(([, { told }]) => told >= COMMON_TOGETHER)
        // One rare word in a title must not outweigh an article that is about all of the words.
        .map(([id, { score, confidence }]) => ({ id, confidence, fit: score * confidence ** 2 }))
        .sort((a, b) => b.fit - a.fit)
    );
  }

  /** Only a word that no article has is taken for a misspelt one. */
  private having(stem: string): readonly SearchResult[] {
    const fuzzy = !this.spread.has(stem) && stem.length >= SHORTEST_MISSPELT && WRONG_LETTERS;
    return this.search.search(stem, { boost: BOOST, fuzzy, tokenize: (text) => [text] });
  }

  /** The rarer a word is among the articles, the more it tells; a word that none has tells that the question is about something else. */
  private weight(stem: string): number {
    return Math.log(1 + this.articles.length / (this.spread.get(stem) ?? 0.5));
  }

  private stemsOf(text: string): string[] {
    const { lexicon, stopWords } = this.language;
    // "Wi-Fi" is one word.
    return wordsOf(text.replace(HYPHEN, ''), lexicon).flatMap((word) => (stopWords.has(word) ? [] : [this.stem(word)]));
  }
}
