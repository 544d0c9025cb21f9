import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type Logger, pino } from 'pino';
import { makeRegistry } from '../flows/index.js';
import { demoBackoffice } from './backoffice/demo.js';
import { guardBackoffice } from './backoffice/guarded-backoffice.js';
import { unconnectedBackoffice } from './backoffice/unconnected.js';
import { makeCalendar } from './cases/calendar.js';
import { caseEffects } from './cases/effects.js';
import { parseFolioNumber } from './cases/folio-number.js';
import { loadPolicy, PolicyInvalid } from './cases/policy.js';
import { seedDemo } from './cases/seed-demo.js';
import type { Channel } from './channels/channel.js';
import { Terminal } from './channels/terminal.js';
import { tracer } from './channels/terminal-trace.js';
import { makeWebchat } from './channels/webchat.js';
import { systemClock } from './clock.js';
import { type Config, ConfigInvalid, loadConfig } from './config.js';
import { deskEffects } from './desk/effects.js';
import { Worker, type WorkerDeps } from './jobs/worker.js';
import { LANGUAGES, Locales } from './locales.js';
import { loadReader } from './nlu/load.js';
import { openStore } from './store/open-store.js';
import { StoreUnavailable } from './store/store.js';
import { makeServer } from './web/server.js';
import { DEFAULT_WEB_CONFIG } from './web/web-config.js';

/** The composition root: the only file that knows every part. */

/** Half of the half second after which a customer sees, on a socket of this node, what another has written. */
const FOLLOW_MS = 250;
const SEED_AGAIN_MS = 2_000;
const DEMO_POLICY = 'deploy/demo/policy.yaml';

/** Everything but the outside: what the web server and the terminal share. `alone`: what another process had leased is free at once. */
async function compose(config: Config, alone: boolean, observe?: WorkerDeps['observe']) {
  const log = pino({ level: config.logLevel, base: null });
  const node = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const clock = systemClock;
  const policy = await loadPolicy(config.policyFile ?? DEMO_POLICY);
  const { provider } = policy;
  const store = await openStore(config.storeUrl, alone, (warning) => log.warn(warning));
  if (config.demo) await seed(() => seedDemo(store, clock, policy), log);
  const deps = {
    store,
    policy,
    calendar: makeCalendar(policy),
    backoffice: guardBackoffice(config.demo ? demoBackoffice(clock) : unconnectedBackoffice),
  };
  const channels = new Map<string, Channel>();
  const worker = new Worker({
    store,
    clock,
    node,
    channels,
    log,
    registry: makeRegistry(),
    reader: await loadReader({ timeZone: provider.timeZone, parseFolio: parseFolioNumber }),
    locales: new Locales('locales', provider.timeZone, {
      provider: provider.name,
      address: provider.address,
      noticeUrl: provider.noticeUrl,
    }),
    turnId: randomUUID,
    effects: { ...caseEffects(deps), ...deskEffects(deps) },
    ...(observe ? { observe } : {}),
  });
  return { log, node, clock, policy, store, channels, worker };
}

/** A database that does not answer yet is waited for without keeping the node from starting: `/readyz` tells of it. */
async function seed(work: () => Promise<unknown>, log: Logger): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    log.warn({ err: error }, 'the demo data could not be written yet; it will be tried again');
    setTimeout(() => {
      seed(work, log).catch((fault: unknown) => log.error({ err: fault }, 'the demo data could not be written'));
    }, SEED_AGAIN_MS).unref();
  }
}

/** Ends in order: nothing new is taken, what is under way is finished, the store is closed. */
function endOnSignal(end: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      end().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

async function serve(config: Config): Promise<void> {
  const { log, node, clock, policy, store, channels, worker } = await compose(config, true);
  const webchat = makeWebchat();
  channels.set(webchat.id, webchat);
  const server = await makeServer({
    store,
    clock,
    node,
    webchat,
    log,
    provider: policy.provider,
    health: async () => [
      { name: 'store', ...(await store.ready()) },
      ...(await Promise.all([...channels.values()].map(async (channel) => ({ name: channel.id, ...(await channel.health()) })))),
    ],
    config: {
      ...DEFAULT_WEB_CONFIG,
      followMs: config.shared ? FOLLOW_MS : null,
      directLineSecret: config.directLineSecret,
      apiToken: config.apiToken,
      demo: config.demo,
      production: config.production,
      allowedOrigins: config.allowedOrigins,
      publicUrl: config.publicUrl,
      trustedProxies: config.trustedProxies,
      languages: LANGUAGES,
    },
  });
  worker.start();
  endOnSignal(async () => {
    await server.close();
    await worker.stop();
    await store.close();
  });
  const port = await server.listen(config.port, config.host);
  announce(`http://localhost:${port}`, config, policy.provider.name);
}

function announce(url: string, config: Config, provider: string): void {
  const lines = config.demo
    ? [
        `Ventanilla listens: ${url}`,
        `  ${url}/          the demo provider ${provider}, with the chat (sample accounts are on the page)`,
        `  npm run chat     the same in the terminal`,
        `  Demo mode: made-up customers, no real data. README.md says how to use your own.`,
      ]
    : [
        `Ventanilla listens: ${url} (${provider})`,
        '  No customers are connected: reports and notices are recorded, and people go on with them.',
      ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function chat(config: Config, trace: boolean, language: string): Promise<void> {
  const { node, clock, store, channels, worker } = await compose(
    { ...config, logLevel: 'silent' },
    false,
    trace ? tracer(process.stdout) : undefined,
  );
  const terminal = new Terminal({ store, clock, node, language, input: process.stdin, output: process.stdout });
  channels.set(terminal.id, terminal);
  worker.start();
  const end = async (): Promise<void> => {
    await worker.stop();
    await store.close();
  };
  endOnSignal(end);
  await terminal.run();
  await worker.settle();
  await end();
}

/** `main.js` serves; `main.js chat [--trace] [--lang en]` talks in the terminal. */
async function main(args: readonly string[]): Promise<void> {
  const config = loadConfig(process.env);
  if (args[0] !== 'chat') return serve(config);
  const at = args.indexOf('--lang');
  return chat(config, args.includes('--trace'), (at >= 0 ? args[at + 1] : undefined) ?? LANGUAGES[0]);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const plain = error instanceof ConfigInvalid || error instanceof PolicyInvalid;
  process.stderr.write(`${plain ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(1);
});
