import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type Logger, pino } from 'pino';
import { flowVersions, makeRegistry } from '../flows/index.js';
import type { Coverage } from './backoffice/coverage.js';
import { demoBackoffice } from './backoffice/demo.js';
import { guardBackoffice } from './backoffice/guarded-backoffice.js';
import { CoverageInvalid, loadCoverage } from './backoffice/import/load-coverage.js';
import { localCoverage } from './backoffice/local-coverage.js';
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
import { helpfulReader } from './help/help-reader.js';
import { HelpInvalid, HelpShelf } from './help/help-shelf.js';
import { repeat } from './jobs/loop.js';
import { SharedClock } from './jobs/shared-clock.js';
import { Worker, type WorkerDeps } from './jobs/worker.js';
import { LANGUAGES, localesFor } from './locales.js';
import { mailboxSender, noSender } from './mail/letter-sender.js';
import { openPost } from './mail/open-post.js';
import { loadReader } from './nlu/load.js';
import { openStore } from './store/open-store.js';
import { type Store, StoreUnavailable } from './store/store.js';
import { makeServer } from './web/server.js';
import { DEFAULT_WEB_CONFIG } from './web/web-config.js';
import type { Health } from './web/web-context.js';

/** The composition root: the only file that knows every part. */

/** Half of the half second after which a customer sees, on a socket of this node, what another has written. */
const FOLLOW_MS = 250;
const SEED_AGAIN_MS = 2_000;
const LETTERS_MS = 1_000;
/** Service managers wait for about as long before they kill. */
const END_MS = 10_000;
const DEMO_POLICY = 'deploy/demo/policy.yaml';

/** Everything but the outside: what the web server and the terminal share. `alone`: what another process had leased is free at once. */
async function compose(config: Config, alone: boolean, observe?: WorkerDeps['observe']) {
  const log = pino({ level: config.logLevel, base: null });
  const node = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const policy = await loadPolicy(config.policyFile ?? DEMO_POLICY);
  const { provider } = policy;
  const store = await openStore(config.storeUrl, { alone, flows: flowVersions, warn: (warning) => log.warn(warning) });
  const shared = await sharedClock(store, log);
  const clock = shared ?? systemClock;
  if (config.demo) await seed(() => seedDemo(store, clock, policy), log);
  const locales = localesFor(provider);
  // No mail server or SMS gateway can be connected yet: outside the demo nothing is sent, and procedures say so.
  const sender = config.demo ? mailboxSender : noSender;
  const post = openPost({ store, clock, locales, secret: config.directLineSecret, sender, log });
  const help = HelpShelf.open('locales', policy);
  const registry = makeRegistry();
  const reader = await loadReader({ timeZone: provider.timeZone, parseFolio: parseFolioNumber });
  const deps = {
    store,
    policy,
    help,
    locales,
    mail: post.mail,
    codeKey: post.codeKey,
    calendar: makeCalendar(policy),
    publicUrl: config.publicUrl ?? `http://localhost:${config.port}`,
    // Made-up dates may be as wrong as the machine's clock: nobody waits for the shared one.
    backoffice: guardBackoffice({
      ...(config.demo ? demoBackoffice(clock, systemClock.now()) : unconnectedBackoffice),
      ...(await ownCoverage(config)),
    }),
  };
  const channels = new Map<string, Channel>();
  const worker = new Worker({
    store,
    clock,
    node,
    channels,
    log,
    registry,
    reader: helpfulReader(reader, help, registry),
    locales,
    turnId: randomUUID,
    effects: { ...caseEffects(deps), ...deskEffects(deps) },
    ...(observe ? { observe } : {}),
  });
  const letters = repeat(LETTERS_MS, post.relay, log);
  const end = async (): Promise<void> => {
    await worker.stop();
    await letters.stop();
    await shared?.stop();
    await store.close();
  };
  const health = async (): Promise<readonly Health[]> => [
    { name: 'store', ...(await store.ready()) },
    ...(shared ? [{ name: 'clock', ...shared.ready() }] : []),
    ...(await Promise.all([...channels.values()].map(async (channel) => ({ name: channel.id, ...(await channel.health()) })))),
  ];
  return { log, node, clock, known: shared?.known ?? Promise.resolve(), health, policy, locales, store, channels, worker, post, end };
}

/** The provider's own map and list, where it gives any. @throws {CoverageInvalid} */
async function ownCoverage({ coverageFiles }: Config): Promise<Partial<Coverage>> {
  return coverageFiles.length === 0 ? {} : localCoverage(await loadCoverage(coverageFiles));
}

/** The clock of all nodes over this store, asked for once and followed; null: this node is the only one. */
async function sharedClock(store: Store, log: Logger): Promise<SharedClock | null> {
  const ask = store.sharedTime?.bind(store);
  if (!ask) return null;
  const clock = new SharedClock({ ask, log });
  await clock.start();
  return clock;
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

/** Ends in order, but not for ever: a connection that answers no more keeps nobody, since whatever is left is in the store and goes on there. */
function endOnSignal(end: () => Promise<void>, log: Logger): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      setTimeout(() => {
        log.warn('not everything answered in time to end in order; what is left goes on at the next start, or on another node');
        process.exit(0);
      }, END_MS).unref();
      end().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'the end was not in order; nothing that was acknowledged is lost');
          process.exit(1);
        },
      );
    });
  }
}

async function serve(config: Config): Promise<void> {
  const { log, node, clock, known, health, policy, locales, store, channels, worker, post, end } = await compose(config, true);
  const webchat = makeWebchat();
  channels.set(webchat.id, webchat);
  const server = await makeServer({
    store,
    clock,
    node,
    webchat,
    log,
    provider: policy.provider,
    locales,
    mailbox: post.read,
    health,
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
  // With one node alone the time is known at once.
  known.then(() => worker.start()).catch((error: unknown) => log.fatal({ err: error }, 'the work could not begin'));
  endOnSignal(async () => {
    await server.close();
    await end();
  }, log);
  const port = await server.listen(config.port, config.host);
  announce(`http://localhost:${port}`, config, policy.provider.name);
}

function announce(url: string, config: Config, provider: string): void {
  const lines = config.demo
    ? [
        `Ventanilla listens: ${url}`,
        `  ${url}/          the demo provider ${provider}, with the chat (sample accounts are on the page)`,
        `  ${url}/demo/mailbox  the codes and mails that would have been sent`,
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
  const { log, node, clock, known, store, channels, worker, end } = await compose(
    { ...config, logLevel: 'silent' },
    false,
    trace ? tracer(process.stdout) : undefined,
  );
  const terminal = new Terminal({ store, clock, node, language, input: process.stdin, output: process.stdout });
  channels.set(terminal.id, terminal);
  await known;
  worker.start();
  endOnSignal(end, log);
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
  const plain =
    error instanceof ConfigInvalid || error instanceof CoverageInvalid || error instanceof PolicyInvalid || error instanceof HelpInvalid;
  process.stderr.write(`${plain ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(1);
});
