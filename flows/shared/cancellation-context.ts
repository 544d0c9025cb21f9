import type { EntryInput, Facts, Say, UserEvent } from '../../src/engine/flow.js';
import type { IdentifyCustomerOutput } from '../identify-customer.js';
import type { AcknowledgementOutput, EndingOutput, NoticeInput, NoticeOutput } from './cancellation-effects.js';
import { type NoticeWords, readNotice, tellsOfAll, tellsOfAnother, tellsOfEarlier, tellsOfPart, tellsOfPerson } from './notice-words.js';

export const CANCELLATION = 'service_cancellation';

/** What `cancellation` keeps in mind. */
export interface CancellationContext extends EntryInput {
  /** What the customer said about it; empty once it is in the folio. */
  readonly text: string;
  /** The notice was given by an answer to our question, and not by those words. */
  readonly answered: boolean;
  readonly scope: NoticeInput['scope'];
  readonly onBehalf: boolean;
  readonly claimsEarlier: boolean;
  /** A person was asked for in the same words. */
  readonly wantsPerson: boolean;
  /** The notice on record, or null. */
  readonly notice: NoticeOutput | null;
  /** Whether the account was proved to be the customer's: `asked`, in vain so far. */
  readonly proof: 'none' | 'asked' | 'proved';
  /** The document was issued. */
  readonly issued: boolean;
  readonly means: 'here' | 'email';
  readonly ending: EndingOutput | null;
  /** How often doubtful words were answered with a question. */
  readonly doubts: number;
  /** How often the customer thought of staying, and of which account it is. */
  readonly turns: number;
}

/** What the words add to what is known: parts and other people, once told, stay. */
const heard = (context: Pick<CancellationContext, 'scope' | 'onBehalf' | 'claimsEarlier' | 'wantsPerson'>, text: string) => ({
  scope: tellsOfPart(text) ? ('part' as const) : tellsOfAll(text) ? ('all' as const) : context.scope,
  onBehalf: context.onBehalf || tellsOfAnother(text),
  claimsEarlier: context.claimsEarlier || tellsOfEarlier(text),
  wantsPerson: context.wantsPerson || tellsOfPerson(text),
});

export const beginning = (input: EntryInput): CancellationContext => ({
  ...input,
  answered: false,
  ...heard({ scope: 'all', onBehalf: false, claimsEarlier: false, wantsPerson: false }, input.text),
  notice: null,
  proof: 'none',
  issued: false,
  means: 'here',
  ending: null,
  doubts: 0,
  turns: 0,
});

/** The notice is given in these words, which date it. */
export const given = (context: CancellationContext, text: string): Partial<CancellationContext> => ({
  text,
  answered: false,
  ...heard(context, text),
});

/** It is on record: the words are in the folio now, and need not travel with the conversation's state. */
export const recorded = (notice: NoticeOutput): Partial<CancellationContext> => ({
  notice: { ...notice, again: false },
  text: '',
  answered: false,
  doubts: 0,
});

/** What the customer's free words come to, or null when they are about something else. */
export function kindOf(event: UserEvent): NoticeWords | null {
  if (event.type === 'INTENT') return event.intent === CANCELLATION ? readNotice(event.text) : null;
  return null;
}

export const draft = ({ facts, text, answered, scope, onBehalf, claimsEarlier }: CancellationContext): NoticeInput => ({
  account: facts.account ?? null,
  email: facts.email ?? null,
  phone: facts.phone ?? null,
  text,
  words: answered ? '' : text,
  scope,
  onBehalf,
  claimsEarlier,
});

/** The facts with whatever the identification found. */
export const identifiedAs = ({ facts }: CancellationContext, output: IdentifyCustomerOutput): Partial<CancellationContext> => {
  const { account, email, phone, outcome } = output;
  const found = Object.entries({ account, email, phone }).filter(([, value]) => value !== null);
  return { facts: { ...facts, ...(Object.fromEntries(found) as Facts), matched: outcome === 'identified' ? 'yes' : 'no' } };
};

/** The account is the customer's. */
export const provedAs = ({ facts }: CancellationContext, account: string): Partial<CancellationContext> => ({
  facts: { ...facts, account, matched: 'yes' },
  proof: 'proved',
});

/** The contract has been ended in the company's systems. */
export const ended = ({ notice }: CancellationContext, ending: EndingOutput): Partial<CancellationContext> => ({
  notice: notice && { ...notice, ended: true },
  ending,
});

/** The document is out: how it came to be is of no more use. */
export const settled = ({ notice }: CancellationContext): Partial<CancellationContext> => ({
  notice: notice && { ...notice, mailTo: null },
  issued: true,
  proof: 'none',
  means: 'here',
});

/** Another account: whatever was proved was about the wrong one. */
export const corrected = (context: CancellationContext, event: UserEvent): Partial<CancellationContext> =>
  event.type === 'CORRECTION'
    ? {
        facts: { ...context.facts, [event.fact]: event.value, matched: 'no' },
        proof: 'none' as const,
        issued: false,
        turns: context.turns + 1,
      }
    : {};

const numberOf = ({ notice }: CancellationContext): string => notice?.number ?? '';

export const sayNotice = ({ scope }: CancellationContext, { number, noticeAt, again }: NoticeOutput): Say => ({
  key: again ? 'cancellation.already' : 'cancellation.received',
  vars: { folio: number, noticeAt, scope },
});

export const sayWithdrawn = (context: CancellationContext, withdrawnAt: string): Say => ({
  key: 'cancellation.withdrawn',
  vars: { folio: numberOf(context), noticeAt: context.notice?.noticeAt ?? '', withdrawnAt },
});

const pesos = (centavos: number | null): number => (centavos ?? 0) / 100;

/** What follows a notice: amounts only where the company's systems know them and the customer has proved who it is. */
export const sayWhatFollows = ({ notice, ending, scope }: CancellationContext): Say => ({
  key: 'cancellation.whatFollows',
  vars: {
    scope,
    equipmentDate: notice?.equipmentDate ?? '',
    owes: ending?.debt ? 'yes' : 'no',
    debt: pesos(ending?.debt ?? null),
    returns: ending?.refund ? 'yes' : 'no',
    refund: pesos(ending?.refund ?? null),
  },
});

export const sayAcknowledgement = (context: CancellationContext, output: AcknowledgementOutput): Say => ({
  key: output.sentTo === null ? 'cancellation.acknowledgement' : 'cancellation.acknowledgementSent',
  vars: {
    folio: numberOf(context),
    code: output.code,
    checkUrl: output.checkUrl,
    places: output.places,
    sentTo: output.sentTo,
  },
  files: [output.file],
});
