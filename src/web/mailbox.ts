import type { FastifyPluginAsync } from 'fastify';
import { mailboxPage } from './mailbox-page.js';
import type { WebOptions } from './web-context.js';

const NEWEST = 50;
const AT: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
/** Our own script and style, and nothing of anybody else's. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** `/demo/mailbox`: what would have been sent to the contacts on file. Of a demonstration only: it shows codes to whoever looks. */
export const mailboxRoutes: FastifyPluginAsync<WebOptions> = async (app, { ctx }) => {
  const { config, mailbox, provider } = ctx;
  if (!config.demo || config.production || !mailbox) return;
  const timeZone = provider.timeZone ?? 'UTC';
  const written = (at: number, language: string): string => new Intl.DateTimeFormat(language, { ...AT, timeZone }).format(at);
  app.get('/demo/mailbox', async (_request, reply) =>
    reply
      .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY })
      .send(mailboxPage(provider.name, await mailbox(NEWEST), written)),
  );
};
