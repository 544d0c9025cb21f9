import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import { call, countIn, draft, inbound, loaded, NOW, reply, stateWith, timer, turnOf } from './contract/fixtures.js';

/**
 * Works on a store until it is killed, and says on its output what the store acknowledged, one line each:
 * `accepted <key> <conversation> <seq>`, `turn <conversation> <version>`, `folio <key> <number>`.
 */
const [url = '', run = ''] = process.argv.slice(2);
const WRITERS = 8;
const ROUNDS = 500;

// Written at once, so that what was acknowledged is known however the process ends.
const say = (...words: readonly unknown[]): void => {
  writeSync(1, `${words.join(' ')}\n`);
};

const store = await openSqliteStore(url);

/** Everything a conversation lives through; lines of the system, so that no takeover makes them void. */
async function round(writer: number, name: string): Promise<void> {
  const message = inbound(`w${writer}`, name);
  const [accepted] = await store.accept([message], run, NOW);
  say('accepted', message.key, accepted?.conversation, accepted?.seq);
  const before = await loaded(store, `c-w${writer}`);
  const { conversation } = before;
  const turn = turnOf(before, {
    owner: 'bot',
    state: stateWith(conversation.state, countIn(conversation.state) + 1),
    replies: [reply('one', 'system'), reply('two', 'system')],
    calls: [call(`call-${name}`)],
    timers: [timer(`timer-${name}`, NOW)],
    log: [{ by: 'bot', what: 'turn', data: { name } }],
  });
  const { result } = await store.commitTurn(turn, NOW);
  if (result === 'committed') say('turn', conversation.id, conversation.version + 1);
  await store.fireTimers(NOW, 5);
  const folio = await store.openFolio(`folio-${name}`, draft({ conversationId: conversation.id }), NOW);
  say('folio', `folio-${name}`, folio.number);
  await store.takeover(conversation.id, 'eva', conversation.epoch + (conversation.owner === 'bot' ? 0 : 1), NOW);
}

await Promise.all(
  Array.from({ length: WRITERS }, async (_, writer) => {
    for (let index = 0; index < ROUNDS; index += 1) await round(writer, `${run}.${writer}.${index}`);
  }),
);
