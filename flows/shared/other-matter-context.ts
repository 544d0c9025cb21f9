import type { EntryInput, Facts, Say, UserEvent } from '../../src/engine/flow.js';
import type { IdentifyCustomerOutput } from '../identify-customer.js';
import type { FolioInput, FolioOutput, UpdateFolioInput } from './effects.js';
import type { HelpOutput } from './help-effects.js';
import { matterOf } from './matters.js';

/** What `other-matter` keeps in mind. */
export interface OtherMatterContext extends EntryInput {
  /** What the customer said of it; once it is in the folio, only as much of it as articles are searched by. */
  readonly text: string;
  /** The last folio opened. */
  readonly folio: string | null;
  /** By when that one is to be answered. */
  readonly dueAt: string | null;
  /** Folio of each matter recorded here: naming one again opens no second folio. */
  readonly recorded: Readonly<Record<string, string>>;
  /** Help articles shown for the present matter, by id. */
  readonly shown: readonly string[];
  /** Folios that do not yet say all that is known of who the customer is. */
  readonly behind: readonly string[];
  /** The data were asked for. Whoever did not have them is not asked again. */
  readonly asked: boolean;
}

/** The intent of what no procedure takes. */
export const OTHER = 'other';
export const IDENTITY = ['account', 'email', 'phone'] as const;
/** Characters of the customer's words by which articles are searched. */
const SEARCHED = 200;

export const beginning = ({ facts, intent, text, nested }: EntryInput): OtherMatterContext => ({
  facts,
  intent,
  text,
  nested,
  folio: null,
  dueAt: null,
  recorded: {},
  shown: [],
  behind: [],
  asked: false,
});

const known = ({ account, email, phone }: Facts) => ({ account: account ?? null, email: email ?? null, phone: phone ?? null });

export const draft = ({ facts, intent, text }: OtherMatterContext): FolioInput => ({
  ...matterOf(intent),
  ...known(facts),
  description: text || (facts.matter ?? ''),
  details: { intent },
});

export const recordedNow = (
  { intent, text, recorded }: OtherMatterContext,
  { number, dueAt }: FolioOutput,
): Partial<OtherMatterContext> => ({
  folio: number,
  dueAt,
  text: text.slice(0, SEARCHED),
  recorded: { ...recorded, [intent ?? OTHER]: number },
});

export function sayOpened({ intent, folio, dueAt }: OtherMatterContext): Say {
  const { area } = matterOf(intent);
  const deadline = dueAt === null ? { deadline: 'no' } : { deadline: 'yes', dueAt };
  return { key: 'other-matter.opened', vars: { folio, area, ...deadline } };
}

export const sayArticle = ({ article }: HelpOutput): Say => ({
  key: 'other-matter.article',
  vars: { title: article?.title ?? '', text: article?.text ?? '', source: article?.source ?? '' },
});

export const shownNow = ({ shown }: OtherMatterContext, { article }: HelpOutput): Partial<OtherMatterContext> => ({
  shown: article === null ? shown : [...shown, article.id],
});

export const sayAlready = ({ folio, recorded }: OtherMatterContext, event: UserEvent): Say => ({
  key: 'other-matter.already',
  vars: { folio: event.type === 'INTENT' ? (recorded[event.intent] ?? folio) : folio },
});

/** A matter told in the middle of this procedure takes the place of the one before. */
export const newMatter = (event: UserEvent): Partial<OtherMatterContext> =>
  event.type === 'INTENT' ? { intent: event.intent, text: event.text, shown: [] } : {};

/** The same matter in other words. */
export const otherWords = (event: UserEvent): Partial<OtherMatterContext> =>
  event.type === 'INTENT' ? { text: event.text.slice(0, SEARCHED) } : {};

/** What is known of the customer by now goes on the first folio that lacks it. */
export const completion = ({ facts, behind }: OtherMatterContext): UpdateFolioInput => ({
  number: behind[0] ?? '',
  ...known(facts),
  details: {},
  closing: false,
  dueAt: null,
});

/** The article settled it: the customer says so. */
export const agreement = ({ facts, folio, shown }: OtherMatterContext): UpdateFolioInput => ({
  number: folio ?? '',
  ...known(facts),
  details: { help: shown.at(-1) ?? null },
  closing: true,
  dueAt: null,
});

/** Who the customer is, as far as it is known by now: all folios opened here are to say so. */
export function learned({ facts, recorded }: OtherMatterContext, news: Facts): Partial<OtherMatterContext> {
  const told: Facts = Object.fromEntries(IDENTITY.flatMap((name) => (news[name] === undefined ? [] : [[name, news[name]]])));
  return { facts: { ...facts, ...told }, behind: [...new Set(Object.values(recorded))] };
}

export const identityOf = ({ account, email, phone }: IdentifyCustomerOutput): Facts =>
  Object.fromEntries(Object.entries({ account, email, phone }).filter(([, value]) => value !== null));

export const tellsNews = ({ facts }: OtherMatterContext, news: Facts): boolean =>
  IDENTITY.some((name) => news[name] !== undefined && news[name] !== facts[name]);
