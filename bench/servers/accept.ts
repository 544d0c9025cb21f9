import { join } from 'node:path';
import { pino } from 'pino';
import { makeWebchat } from '../../src/channels/webchat.js';
import { systemClock } from '../../src/clock.js';
import { Locales } from '../../src/locales.js';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import { makeServer } from '../../src/web/server.js';
import { DEFAULT_WEB_CONFIG } from '../../src/web/web-config.js';

/** Our own web server and store with nobody behind it who works the messages: what it costs to take one, checked and durable. */
const store = await openSqliteStore(`sqlite:${join(process.env.DATA_DIR ?? '.', 'ventanilla.db')}`);
const server = await makeServer({
  store,
  clock: systemClock,
  node: 'bench',
  webchat: makeWebchat(),
  provider: { name: 'Bench' },
  locales: new Locales('locales', 'UTC', { provider: 'Bench' }),
  log: pino({ level: 'warn' }),
  health: async () => [],
  config: { ...DEFAULT_WEB_CONFIG, directLineSecret: process.env.DIRECTLINE_SECRET ?? '', demo: true, production: false },
});
const port = await server.listen(0, '127.0.0.1');
process.stdout.write(`listens: http://127.0.0.1:${port}\n`);
