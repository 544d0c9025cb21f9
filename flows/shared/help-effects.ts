import { effect } from '../../src/engine/flow.js';

/** A help article as it is shown: plain text in the customer's language, and where it is from. */
export interface HelpArticleOutput {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly source: string;
}

export interface HelpOutput {
  readonly article: HelpArticleOutput | null;
}
/**
 * Searches the help articles for the customer's words. `shown`: ids of those that did not help; the next best is only given where it is
 * close. Null: none answers the question.
 */
export const findHelp = effect<{ readonly text: string; readonly shown: readonly string[] }, HelpOutput>();
