// A node on which an agent takes a conversation while a reply of the bot waits to leave; it dies of CRASH_AT. Argument: STORE_URL.
import { openSqliteStore } from '../../dist/src/store/sqlite/sqlite-store.js';

const [url] = process.argv.slice(2);
const store = await openSqliteStore(url);
const NOW = Date.UTC(2026, 10, 24, 17);
const conversation = { id: 'c-1', channel: 'directline', address: 'dl_ana', language: 'es-MX' };
const content = (text) => ({ type: 'text', text, location: null, files: [] });

const inbound = { key: 'directline:c-1:m-1', conversation, nativeId: 'm-1', sentAt: null, content: content('hola'), raw: '{}' };
await store.accept([inbound], 'node', NOW);
const loaded = await store.load('c-1');
await store.commitTurn(
  {
    conversation: 'c-1',
    version: loaded.conversation.version,
    epoch: loaded.conversation.epoch,
    at: NOW,
    messages: loaded.messages.map(({ seq }) => seq),
    signals: [],
    language: 'es-MX',
    owner: 'bot',
    state: loaded.conversation.state,
    replies: [{ from: 'bot', content: content('Buenas tardes'), key: 'reception.welcome', choices: [], trace: null }],
    sent: false,
    calls: [],
    timers: [],
    cancelledCalls: [],
    cancelledTimers: [],
    log: [],
  },
  NOW,
);
await store.takeover('c-1', 'ana', loaded.conversation.epoch, NOW);
process.stdout.write('lived\n');
await store.close();
