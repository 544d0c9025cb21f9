import { type Connection, type Model, Schema, type SchemaDefinition } from 'mongoose';
import { lineFields } from './message-model.js';
import { OPTIONS, part, required, STAMP } from './schema-options.js';
import type { Session } from './session.js';

const schema = new Schema(
  {
    _id: required(String),
    rev: required(Number),
    writes: [String],
    format: STAMP,
    channel: required(String),
    address: required(String),
    language: required(String),
    order: required(String),
    createdAt: required(Number),
    version: required(Number),
    epoch: required(Number),
    botSince: required(Number),
    owner: { ...required(String), match: /^(bot|queue|agent:.+)$/ },
    state: required(String),
    flows: [part({ flow: required(String), version: required(Number) })],
    folio: String,
    folioPlace: required(Number),
    lastSeq: required(Number),
    leaseNode: String,
    leaseUntil: required(Number),
    workAt: Number,
    inbox: [part({ message: required(String), seq: required(Number), epoch: required(Number), consumed: required(Boolean) })],
    signals: [
      part({
        key: required(String),
        type: { ...required(String), enum: ['open', 'result', 'timer', 'notice'] },
        payload: required(String),
        at: required(Number),
      }),
    ],
    calls: [
      part({
        id: required(String),
        call: required(String),
        attempts: required(Number),
        createdAt: required(Number),
        dueAt: required(Number),
      }),
    ],
    callAt: Number,
    timers: [part({ id: required(String), dueAt: required(Number) })],
    timerAt: Number,
    outbox: [
      part({
        seq: required(Number),
        from: required(String),
        epoch: required(Number),
        sending: required(Boolean),
        attempts: required(Number),
      }),
    ],
    outboxAt: Number,
    lines: [part(lineFields)],
    marks: [
      part({
        seq: required(Number),
        status: { ...required(String), enum: ['sent', 'failed', 'void'] },
        nativeId: String,
        error: String,
      }),
    ],
    events: [
      part({
        n: required(Number),
        at: required(Number),
        by: required(String),
        what: required(String),
        data: required(String),
        hash: required(String),
      }),
    ],
    unmoved: required(Boolean),
    logLength: required(Number),
    logHash: { type: String, default: '' },
  },
  OPTIONS,
);
schema.index({ address: 1, channel: 1 }, { unique: true });
schema.index({ order: 1 });
schema.index({ channel: 1, order: 1 });
// Each holds only the conversations that have something of the kind, few of all.
schema.index({ workAt: 1 }, { partialFilterExpression: { workAt: { $gte: 0 } } });
schema.index({ callAt: 1 }, { partialFilterExpression: { callAt: { $gte: 0 } } });
schema.index({ timerAt: 1 }, { partialFilterExpression: { timerAt: { $gte: 0 } } });
schema.index({ outboxAt: 1, order: 1 }, { partialFilterExpression: { outboxAt: { $gte: 0 } } });
schema.index({ unmoved: 1 }, { partialFilterExpression: { unmoved: true } });
schema.index({ 'calls.id': 1 });

/** @param more fields of a release to come. */
export const sessionModel = (connection: Connection, more: SchemaDefinition = {}): Model<Session> =>
  connection.model('Session', schema.clone().add(more), 'conversations') as unknown as Model<Session>;
