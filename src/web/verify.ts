import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsync } from 'fastify';
import { findIssued, type IssuedDocument } from '../documents/issued-document.js';
import { longInstant } from '../documents/long-instant.js';
import { closestLanguage, type Language, type Locales } from '../locales.js';
import { WebError } from './errors.js';
import { VERIFY_POLICY, type VerifyPage, verifyPage } from './verify-page.js';
import type { WebOptions } from './web-context.js';

/** Codes a minute that one network address may check. */
const CHECKS_PER_MINUTE = 60;
/** Longer than any code, spaces and all. */
const LONGEST = 80;
const OTHER: Readonly<Record<Language, { readonly language: Language; readonly label: string }>> = {
  'es-MX': { language: 'en', label: 'English' },
  en: { language: 'es-MX', label: 'Español' },
};

/**
 * `GET /verify/:code`: anybody who holds a document of ours may check that we issued it. Shows what the document itself says of the notice,
 * and nothing of a person. `?lang=` or the browser's language; an unknown code is 404.
 */
export const verifyRoutes: FastifyPluginAsync<WebOptions> = async (app, { ctx }) => {
  const { store, provider, locales } = ctx;
  const timeZone = provider.timeZone ?? 'UTC';
  await app.register(rateLimit, { global: false, errorResponseBuilder: () => new WebError('TooManyRequests') });
  const limit = { config: { rateLimit: { max: CHECKS_PER_MINUTE, timeWindow: 60_000 } } };
  app.get<{ Params: { code: string }; Querystring: { lang?: unknown } }>('/verify/:code', limit, async (request, reply) => {
    const { code } = request.params;
    const language = languageOf(request.query.lang, request.headers['accept-language']);
    const found = code.length > LONGEST ? null : await findIssued(store, code);
    const page = verifyPage({
      ...texts(locales, language, found, timeZone),
      language,
      provider: provider.name,
      other: otherOf(language, code),
    });
    return reply
      .code(found ? 200 : 404)
      .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': VERIFY_POLICY })
      .send(page);
  });
};

const languageOf = (asked: unknown, accepted: string | undefined): Language =>
  closestLanguage(typeof asked === 'string' ? asked : accepted?.split(',')[0]?.split(';')[0]?.trim());

const otherOf = (language: Language, code: string) => ({
  ...OTHER[language],
  url: `/verify/${encodeURIComponent(code.slice(0, LONGEST))}?lang=${OTHER[language].language}`,
});

function texts(
  locales: Locales,
  language: Language,
  found: IssuedDocument | null,
  timeZone: string,
): Pick<VerifyPage, 'title' | 'heading' | 'text' | 'genuine' | 'rows' | 'note'> {
  const text = (key: string): string => locales.render(language, { key: `documents.${key}` });
  const at = (iso: string): string => longInstant(language, timeZone, iso);
  const common = { title: text('verifyTitle'), note: text('verifyPrivate') };
  if (!found) return { ...common, heading: text('verifyUnknown'), text: text('verifyUnknownText'), genuine: false, rows: [] };
  const { folio, code, noticeAt, issuedAt, sha256, withdrawnAt } = found;
  const rows: (readonly [string, string])[] = [
    [text('folio'), folio],
    [text('notice'), at(noticeAt)],
    [text('issued'), at(issuedAt)],
    [text('verifyCode'), code],
    [text('verifyFile'), sha256],
    ...(withdrawnAt === null ? [] : [[text('verifyWithdrawn'), at(withdrawnAt)] as const]),
  ];
  return { ...common, heading: text('verifyFound'), text: text('verifyFoundText'), genuine: true, rows };
}
