import { writeSync } from 'node:fs';
import { openMongoStore } from '../../src/store/mongo/mongo-store.js';
import { StoreUnavailable } from '../../src/store/store.js';
import { call, countIn, draft, inbound, loaded, NOW, reply, stateWith, timer, turnOf } from './contract/fixtures.js';

/**
 * One node that works on a store which other nodes work on too, until it is killed. It says on its output what the store acknowledged, one
 * line each: `accepted <key> <conversation> <seq>`, `turn <conversation> <version>`, `folio <key> <number>`.
 */
const [url = '', run = ''] = process.argv.slice(2);
const WRITERS = 4;
const ROUNDS = 500;

// Written at once, so that what was acknowledged is known however the process ends.
const say = (...words: readonly unknown[]): void => {
  writeSync(1, `${words.join(' ')}\n`);
};

const store = await openMongoStore(url);

async function turn(id: string, name: string): Promise<void> {
  const before = await loaded(store, id);
  const { conversation } = before;
  const { result } = await store.commitTurn(
    turnOf(before, {
      owner: 'bot',
      state: stateWith(conversation.state, countIn(conversation.state) + 1),
      // Lines of the system, so that no takeover makes them void.
      replies: [reply('one', 'system'), reply('two', 'system')],
      calls: [call(`call-${name}`)],
      timers: [timer(`timer-${name}`, NOW)],
      log: [{ by: 'bot', what: 'turn', data: { name } }],
    }),
    NOW,
  );
  if (result === 'committed') say('turn', id, conversation.version + 1);
}

/** Everything a conversation lives through. */
async function round(writer: number, name: string): Promise<void> {
  const id = `c-w${writer}`;
  const message = inbound(`w${writer}`, name);
  const [accepted] = await store.accept([message], run, NOW);
  say('accepted', message.key, accepted?.conversation, accepted?.seq);
  await turn(id, name);
  await store.fireTimers(NOW, 5);
  const folio = await store.openFolio(`folio-${name}`, draft({ conversationId: id }), NOW);
  say('folio', `folio-${name}`, folio.number);
  await store.claim(run, NOW, 1_000, 5);
  await store.takeover(id, 'eva', (await store.conversation(id))?.epoch ?? 0, NOW);
}

await Promise.all(
  Array.from({ length: WRITERS }, async (_, writer) => {
    for (let index = 0; index < ROUNDS; index += 1) {
      await round(writer, `${run}.${writer}.${index}`).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) throw error;
      });
    }
  }),
);
