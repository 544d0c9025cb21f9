import type { FastifyInstance } from 'fastify';
import type { Health, WebDeps } from './web-context.js';

/** `/healthz`: the process answers. `/readyz`: it can take messages; if not, 503 and what a person must do. */
export function healthRoutes(app: FastifyInstance, { health }: Pick<WebDeps, 'health'>): void {
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    const checks: readonly Health[] = await health();
    const ok = checks.every((check) => check.ok);
    return reply.code(ok ? 200 : 503).send({ ok, checks });
  });
}
