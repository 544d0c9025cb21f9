import type { FastifyInstance } from 'fastify';
import { WebError } from './errors.js';
import { isPicture } from './file-kind.js';
import { contentDisposition } from './file-name.js';
import type { WebContext } from './web-context.js';

/**
 * `GET …/conversations/:id/files/:file`. The unguessable id is the permission, so that images and links of
 * any page work. What a customer sent is never run: pictures are shown, all else is only saved.
 */
export function serveFiles(app: FastifyInstance, { store }: WebContext): void {
  app.get<{ Params: { id: string; file: string } }>('/conversations/:id/files/:file', async (request, reply) => {
    const file = await store.readFile(request.params.file);
    if (file?.conversation !== request.params.id) throw new WebError('NotFound', 'File not found.');
    return reply
      .headers({
        'content-type': file.contentType === 'text/plain' ? 'text/plain; charset=utf-8' : file.contentType,
        'content-disposition': contentDisposition(isPicture(file.contentType) ? 'inline' : 'attachment', file.name),
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'private, max-age=3600',
      })
      .send(Buffer.from(file.bytes));
  });
}
