import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import type { WebOptions } from './web-context.js';

const PAGES = [
  ['/', 'index.html'],
  ['/privacy', 'privacy.html'],
] as const;

/** What our own pages may do: run our own scripts, talk to us, and be framed by nobody. */
function pagePolicy(publicUrl: string | null): string {
  const own = publicUrl ? ` ${new URL(publicUrl).origin} ${new URL(publicUrl).origin.replace(/^http/, 'ws')}` : '';
  return (
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:${own}; connect-src 'self'${own}; ` +
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
  );
}

/** The package's folder: this file is run from its source and from `dist`. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/** `/widget.js` for every website and, in a demonstration, `/` and `/privacy`: the provider's website with the widget. */
export const pageRoutes: FastifyPluginAsync<WebOptions> = async (app, { ctx: { config } }) => {
  const root = packageRoot();
  const folder = join(root, 'src/web/pages');
  const policy = pagePolicy(config.publicUrl);
  // Every file has its own route: nothing of a folder is served because it lies there.
  await app.register(fastifyStatic, { root: folder, serve: false });
  app.get('/widget.js', (_request, reply) =>
    reply
      .headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' })
      .sendFile('widget.js', join(root, 'dist'), { maxAge: '5m' }),
  );
  if (!config.demo) return;
  for (const [url, file] of PAGES) {
    app.get(url, (_request, reply) => reply.header('content-security-policy', policy).sendFile(file, folder, { maxAge: 0 }));
  }
  app.get<{ Params: { file: string } }>('/pages/:file', (request, reply) => {
    const { file } = request.params;
    return /^[\w-]+\.(css|js|svg|png|webp)$/.test(file) ? reply.sendFile(file, folder, { maxAge: '5m' }) : reply.callNotFound();
  });
};
