import type { Folio } from '../cases/folio.js';
import type { Policy } from '../cases/policy.js';
import type { Locales } from '../locales.js';
import { codeOf, hashOfNotice } from './document-code.js';
import { longDay, longInstant } from './long-instant.js';
import { makePdf, type PdfWriter } from './pdf.js';
import { printable } from './printable.js';

/** What an acknowledgement of a cancellation is made of. Instants are ISO, days YYYY-MM-DD. */
export interface Acknowledgement {
  readonly folio: Folio;
  readonly language: string;
  readonly issuedAt: string;
  readonly equipmentDate: string;
  readonly checkUrl: string;
}

/** Colour of a provider whose policy names none. */
const COLOUR = '#1f3a5f';
/** Of the customer's own words. */
const MOST_WORDS = 600;

const noticeOf = ({ noticeAt, createdAt }: Folio): string => noticeAt ?? createdAt;

/** The hash of a folio's notice, which the document prints and its code begins with. */
export const noticeHash = (folio: Folio): string =>
  hashOfNotice({
    folio: folio.number,
    noticeAt: noticeOf(folio),
    channel: folio.channel,
    conversation: folio.conversationId,
    words: folio.description,
  });

export const noticeCode = (folio: Folio): string => codeOf(folio.number, noticeHash(folio));

/** Where a customer may complain: name and telephone or address, each one line (policy). */
export const complaintLines = ({ complaintPlaces }: Policy): readonly string[] =>
  complaintPlaces.map(({ name, phone, url }) => [name, phone, url].filter((part) => part !== null).join(', '));

/** The written acknowledgement of a notice as a PDF: folio, account, date and time of the notice, what follows, where to complain. */
export function acknowledgementPdf(policy: Policy, locales: Locales, acknowledgement: Acknowledgement): Promise<Uint8Array> {
  const { folio, language, issuedAt } = acknowledgement;
  const { name, legalName, colour = COLOUR } = policy.provider;
  const text = (key: string, vars: Readonly<Record<string, string>> = {}): string =>
    printable(locales.render(language, { key: `documents.${key}`, vars }));
  const head = { title: text('acknowledgement', { folio: folio.number }), language, createdAt: Date.parse(issuedAt) };
  return makePdf(head, { brand: colour, author: printable(name) }, (pdf) => {
    pdf.paragraph(text('intro', { legalName }));
    pdf.facts(factsOf(policy, text, acknowledgement));
    quote(pdf, text, folio);
    pdf.heading(text('whatFollows'));
    pdf.list(following(text, acknowledgement));
    pdf.heading(text('complaints'));
    pdf.paragraph(text('complaintsFirst', { email: policy.provider.email, phone: policy.provider.phone }));
    pdf.list(complaintLines(policy).map(printable));
    pdf.heading(text('check'));
    pdf.paragraph(text('checkHow', { code: noticeCode(folio), url: acknowledgement.checkUrl }));
    pdf.paragraph(text('hash', { hash: noticeHash(folio) }));
  });
}

type Text = (key: string, vars?: Readonly<Record<string, string>>) => string;

function factsOf(policy: Policy, text: Text, { folio, language, issuedAt }: Acknowledgement): readonly (readonly [string, string])[] {
  const at = (iso: string): string => printable(longInstant(language, policy.provider.timeZone, iso));
  return [
    [text('folio'), folio.number],
    [text('account'), folio.account === null ? text('accountUnknown') : printable(folio.account)],
    [text('notice'), at(noticeOf(folio))],
    [text('registered'), at(folio.createdAt)],
    [text('scope'), text('scopeOf', { scope: String(folio.details.scope ?? 'all') })],
    [text('state'), text('stateOf', { state: typeof folio.details.endedAt === 'string' ? 'ended' : 'open' })],
    [text('issued'), at(issuedAt)],
  ];
}

function quote(pdf: PdfWriter, text: Text, { description }: Folio): void {
  const words = printable(description.trim());
  if (words === '') return;
  pdf.heading(text('words'));
  pdf.paragraph(words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}...` : words);
}

function following(text: Text, { folio, language, equipmentDate }: Acknowledgement): readonly string[] {
  if (folio.details.scope === 'part') return ['partStays', 'areas', 'adjusted'].map((key) => text(key));
  return [text('effective'), text('areas'), text('equipment', { until: longDay(language, equipmentDate) }), text('debts'), text('refund')];
}
