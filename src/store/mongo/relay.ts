import type { AnyBulkWriteOperation, Model } from 'mongoose';
import { crashPoint } from '../../crash.js';
import type { Cells } from './cells.js';
import type { EventDoc } from './event-model.js';
import { type LineDoc, type MessageDoc, outboundId } from './message-model.js';
import type { Messages } from './messages.js';
import type { Session } from './session.js';

export interface Collections {
  readonly sessions: Cells<Session>;
  readonly sessionModel: Model<Session>;
  readonly messages: Messages;
  readonly events: Model<EventDoc>;
}

const SWEPT = 100;
/** So much is left in a session while it changes: moving it on costs two writes, whether it is little or much. */
const MOVED_AT = 8;

/**
 * Moves lines, marks and log entries from sessions into collections of their own, and then takes them out of the session. Each step may
 * be done twice, by any node, in any order with others: documents are made under ids that follow from their place, and a status only
 * moves forward. Readers look into the session too, so nothing depends on when it runs.
 */
export class Relay {
  private readonly wanted = new Set<string>();
  /** Sessions with something to move and their revision: of this node, and of any. */
  private readonly resting = new Map<string, number>();
  private readonly standing = new Map<string, number>();
  private running: Promise<void> | null = null;
  private ended = false;

  constructor(private readonly collections: Collections) {}

  /** After a change on this node. Nobody waits for it; what fails is tried again with the next change, or by {@link sweep}. */
  changed(conversation: string): void {
    const session = this.collections.sessions.peek(conversation);
    if (!session?.unmoved) return;
    if (amount(session) >= MOVED_AT) this.want(conversation);
    else this.resting.set(conversation, session.rev);
  }

  /** Resolves when nothing is being moved; what is left is for the next process. */
  async end(): Promise<void> {
    this.ended = true;
    await this.running;
  }

  /**
   * Moves on what has come to rest: this node's sessions that have not changed since they were noticed, and any node's that have not
   * changed between two sweeps (their node is dead). No clock is asked, since a node's may be wrong.
   */
  async sweep(): Promise<void> {
    for (const [id, rev] of this.resting) if (this.collections.sessions.peek(id)?.rev === rev) this.want(id);
    this.resting.clear();
    const left = await this.collections.sessionModel.find({ unmoved: true }, { rev: 1 }).limit(SWEPT).lean();
    for (const { _id, rev } of left) if (this.standing.get(_id) === rev) this.want(_id);
    this.standing.clear();
    for (const { _id, rev } of left) this.standing.set(_id, rev);
  }

  private want(conversation: string): void {
    this.wanted.add(conversation);
    if (!this.ended) this.running ??= this.run();
  }

  private async run(): Promise<void> {
    // What comes in this iteration of the event loop is moved together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.wanted.size > 0 && !this.ended) {
      const conversations = [...this.wanted];
      this.wanted.clear();
      await Promise.allSettled(conversations.map((id) => moveOn(this.collections, id)));
    }
    this.running = null;
  }
}

const amount = ({ inbox, lines, marks, events }: Session): number =>
  lines.length + marks.length + events.length + inbox.filter(({ consumed }) => consumed).length;

async function moveOn({ sessions, messages, events }: Collections, id: string): Promise<void> {
  const session = sessions.peek(id) ?? (await sessions.read(id));
  if (!session?.unmoved) return;
  const placed = session.inbox.filter(({ consumed }) => consumed);
  const { version } = messages.form;
  const lines = session.lines.map((line) => lineWrite(id, line, version));
  const writes = [...placed.map(placeWrite), ...lines, ...session.marks.map(markWrite(id))];
  const entries = session.events.map((event) => eventWrite(id, event, version));
  // Not strict: what a newer program has put into them goes with them.
  await Promise.all([
    // In order: a message is there before it is marked.
    writes.length > 0 ? messages.model.bulkWrite(writes, { ordered: true, strict: false }) : null,
    entries.length > 0 ? events.bulkWrite(entries, { ordered: false, strict: false }) : null,
  ]);
  crashPoint('MID_TURN');
  await sessions.write(id, { apply: (current) => [withoutMoved(current, session), undefined] });
}

/** Takes out what has been moved, and no more: entries never change once they are in. */
function withoutMoved(current: Session, moved: Session): Session {
  const inbox = new Set(moved.inbox.filter(({ consumed }) => consumed).map(({ seq }) => seq));
  const lines = new Set(moved.lines.map(({ seq }) => seq));
  const marks = new Set(moved.marks.map(({ seq }) => seq));
  const events = new Set(moved.events.map(({ n }) => n));
  const next = {
    inbox: current.inbox.filter(({ seq }) => !inbox.has(seq)),
    lines: current.lines.filter(({ seq }) => !lines.has(seq)),
    marks: current.marks.filter(({ seq }) => !marks.has(seq)),
    events: current.events.filter(({ n }) => !events.has(n)),
  };
  const same = (Object.keys(next) as (keyof typeof next)[]).every((name) => next[name].length === current[name].length);
  return same ? current : { ...current, ...next };
}

const placeWrite = ({ message, seq, epoch }: Session['inbox'][number]): AnyBulkWriteOperation<MessageDoc> => ({
  updateOne: { filter: { _id: message }, update: { $set: { seq, epoch } } },
});

const lineWrite = (conversation: string, line: LineDoc, format: number): AnyBulkWriteOperation<MessageDoc> => {
  const { seq, ...rest } = line;
  const made = { ...rest, conversation, seq, nativeId: null, clientId: null, sentAt: null, raw: null, error: null, format };
  return { updateOne: { filter: { _id: outboundId(conversation, seq) }, update: { $setOnInsert: made }, upsert: true } };
};

const markWrite =
  (conversation: string) =>
  ({ seq, status, nativeId, error }: Session['marks'][number]): AnyBulkWriteOperation<MessageDoc> => ({
    updateOne: {
      filter: { _id: outboundId(conversation, seq), status: { $in: ['queued', 'sending'] } },
      update: { $set: { status, nativeId, error } },
    },
  });

const eventWrite = (conversation: string, event: Session['events'][number], format: number): AnyBulkWriteOperation<EventDoc> => ({
  updateOne: { filter: { _id: `${conversation}:${event.n}` }, update: { $setOnInsert: { ...event, conversation, format } }, upsert: true },
});
