import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import Database from 'libsql';
import { mongo } from 'mongoose';
import { queriesOf, shapeOf } from './query-shape.js';
import { COUNT_ANEW, RECORD_TO, type RecordedCommand, type RecordedQuery, type Recording } from './recording.js';

/**
 * Loaded before a program (`node --import`), it writes down what the program asks of its store. MongoDB's commands are seen if its address
 * says `monitorCommands=true`.
 */

const queries = new Map<string, RecordedQuery>();
const statements = new Set<string>();
const commands = new Map<string, RecordedCommand>();
const begun = new Map<number, { readonly kind: string; readonly at: number }>();

/** Command, collection, and the fields by which it looks for documents. */
function kindOf(command: Readonly<Record<string, unknown>>, name: string): string {
  const collection = command[name];
  const [query] = queriesOf(command);
  const fields = Object.keys(Object(query?.explainable.filter));
  return `${name}${typeof collection === 'string' ? ` ${collection}` : ''}${fields.length > 0 ? ` by ${fields.join(', ')}` : ''}`;
}

function take({ command, requestId, commandName }: mongo.CommandStartedEvent): void {
  begun.set(requestId, { kind: kindOf(command, commandName), at: performance.now() });
  for (const query of queriesOf(command)) {
    const shape = shapeOf(query);
    const { collection } = query;
    if (!queries.has(shape)) queries.set(shape, { collection, shape, explainable: mongo.BSON.EJSON.stringify(query.explainable) });
  }
}

function end({ requestId }: { readonly requestId: number }): void {
  const found = begun.get(requestId);
  begun.delete(requestId);
  if (!found) return;
  const { kind, at } = found;
  const { count, ms } = commands.get(kind) ?? { count: 0, ms: 0 };
  commands.set(kind, { kind, count: count + 1, ms: ms + performance.now() - at });
}

const { connect } = mongo.MongoClient.prototype;
mongo.MongoClient.prototype.connect = function watched(): Promise<mongo.MongoClient> {
  this.on('commandStarted', take).on('commandSucceeded', end).on('commandFailed', end);
  return connect.call(this);
};

/** Several statements may come in one text. Those that only add a row look for nothing but its unique keys. */
function takeSql(sql: string): void {
  for (const one of sql.split(';')) {
    const text = one.replace(/\s+/g, ' ').trim();
    if (/^(SELECT|UPDATE|DELETE|WITH)\b/i.test(text)) statements.add(text);
  }
}

const { prepare, exec } = Database.prototype;
Object.assign(Database.prototype, {
  prepare(this: Database.Database, sql: string): Database.Statement {
    takeSql(sql);
    return prepare.call(this, sql);
  },
  exec(this: Database.Database, sql: string): Database.Database {
    takeSql(sql);
    return exec.call(this, sql);
  },
});

process.on(COUNT_ANEW, () => commands.clear());
process.on('exit', () => {
  const recording: Recording = { queries: [...queries.values()], commands: [...commands.values()], statements: [...statements] };
  writeFileSync(process.env[RECORD_TO] ?? 'recording.json', JSON.stringify(recording));
});
