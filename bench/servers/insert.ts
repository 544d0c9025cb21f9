import { join } from 'node:path';
import fastify from 'fastify';
import { Connection, openDriver } from '../../src/store/sqlite/connection.js';
import { GroupCommit } from '../../src/store/sqlite/group-commit.js';
import { prepareDatabase } from '../../src/store/sqlite/prepare-database.js';

/** The limit: the same web framework and the same durable group commit, doing one insert for a request and nothing else. */
const file = join(process.env.DATA_DIR ?? '.', 'insert.db');
const db = new Connection(openDriver(file));
prepareDatabase(db, file);
db.exec(
  'CREATE TABLE inbox (n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, conversation TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT',
);
const group = new GroupCommit(db, () => undefined);

interface Body {
  readonly text: string;
  readonly channelData: { readonly clientActivityID: string };
}

const app = fastify();
app.post<{ Params: { id: string }; Body: Body }>('/v3/directline/conversations/:id/activities', async ({ params: { id }, body }) => {
  const key = `directline:${id}:${body.channelData.clientActivityID}`;
  const n = await group.write(({ db: tx }) =>
    tx.get<[number]>(
      'INSERT INTO inbox (key, conversation, at, body) VALUES (?, ?, ?, ?) RETURNING n',
      key,
      id,
      Date.now(),
      JSON.stringify(body),
    ),
  );
  return { id: `${id}|${n?.[0]}` };
});
app.get('/count', async () => ({ count: (await group.read((tx) => tx.get<[number]>('SELECT count(*) FROM inbox')))?.[0] ?? 0 }));
await app.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`listens: ${app.listeningOrigin}\n`);
