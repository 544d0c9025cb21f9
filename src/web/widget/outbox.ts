import { type Activity, type Place, placeEntity } from './activity.js';
import { backoff } from './backoff.js';
import { type Access, type DirectLine, HttpError } from './direct-line.js';
import type { FileVault } from './file-vault.js';
import { newId } from './ids.js';
import { withLock } from './lock.js';
import type { Language } from './options.js';
import type { Session } from './session.js';
import type { Shelf } from './shelf.js';

/** `tooBig`, `badType`: the server does not take the file. `lostFile`: this device has lost it. `server`: anything else. */
export type SendProblem = 'tooBig' | 'badType' | 'lostFile' | 'server';

/** A message of the visitor that has not come back in the stream yet. */
export interface Entry {
  /** Client's id: the same at every try, so that the server takes the message once. */
  readonly id: string;
  /** Epoch milliseconds by this device's clock. */
  readonly at: number;
  readonly text: string;
  readonly replyToId: string | null;
  readonly value: unknown;
  readonly place: Place | null;
  readonly files: readonly { readonly name: string; readonly type: string }[];
  readonly state: 'queued' | 'sending' | 'sent' | 'failed';
  readonly problem: SendProblem | null;
}

export interface NewMessage {
  readonly text: string;
  readonly replyToId?: string | null;
  readonly value?: unknown;
  readonly place?: Place | null;
  readonly files?: readonly File[];
}

/** Each entry has a name of its own, so that no tab can write over another one's messages. */
const KEY = 'outbox.';
/** Tries of one message that the server answers with an error of its own, before the visitor is asked. */
const SERVER_TRIES = 4;
const PASSING = [401, 403, 404, 408, 425, 429, 502, 503, 504];

/** Messages on their way out: kept on the device until the server has them, sent one after the other by one tab at a time. */
export class Outbox {
  private flushing = false;
  /** Epoch milliseconds; of two messages of one instant the first written comes first. */
  private lastAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private readonly tries = new Map<string, number>();

  constructor(
    private readonly shelf: Shelf,
    private readonly vault: FileVault,
    private readonly session: Session,
    private readonly directLine: DirectLine,
    private readonly language: Language,
    private readonly hooks: { readonly changed: () => void; readonly sent: (id: string) => void },
  ) {}

  get entries(): readonly Entry[] {
    const entries = this.shelf.names(KEY).map((name) => this.shelf.get<Entry>(name));
    return entries.filter((entry) => entry !== null).sort((a, b) => a.at - b.at);
  }

  /** Whether something waits to be sent. */
  get pending(): boolean {
    return this.entries.some((entry) => entry.state === 'queued' || entry.state === 'sending');
  }

  add(message: NewMessage): void {
    const files = message.files ?? [];
    this.lastAt = Math.max(Date.now(), this.lastAt + 1);
    const entry: Entry = {
      id: newId(),
      at: this.lastAt,
      text: message.text,
      replyToId: message.replyToId ?? null,
      value: message.value ?? null,
      place: message.place ?? null,
      files: files.map(({ name, type }) => ({ name, type })),
      state: 'queued',
      problem: null,
    };
    if (files.length > 0) void this.vault.put(entry.id, files);
    this.write(entry);
    void this.flush();
  }

  retry(id: string): void {
    this.tries.delete(id);
    this.patch(id, { state: 'queued', problem: null });
    this.wake();
  }

  /** The visitor gives a failed message up, or it has come back in the stream. */
  remove(id: string): void {
    const entry = this.shelf.get<Entry>(KEY + id);
    if (!entry) return;
    this.shelf.remove(KEY + id);
    if (entry.files.length > 0) void this.vault.remove(id);
    this.hooks.changed();
  }

  /** Something has changed for the better: send now what waits. */
  wake(): void {
    this.attempt = 0;
    void this.flush();
  }

  private async flush(): Promise<void> {
    clearTimeout(this.timer);
    // Before the conversation has started there is nowhere to send to; the connection wakes the outbox then.
    if (this.flushing || !this.pending || !this.session.started) return;
    this.flushing = true;
    try {
      await withLock('ventanilla-outbox', () => this.sendAll());
      this.attempt = 0;
    } catch (error) {
      const asked = error instanceof HttpError ? (error.retryAfterMs ?? 0) : 0;
      this.timer = setTimeout(() => void this.flush(), Math.max(asked, backoff(this.attempt++)));
    } finally {
      this.flushing = false;
    }
  }

  private async sendAll(): Promise<void> {
    for (;;) {
      const entry = this.entries.find((one) => one.state === 'queued' || one.state === 'sending');
      if (!entry) return;
      this.patch(entry.id, { state: 'sending' });
      try {
        await this.session.use((access) => this.send(access, entry));
        this.patch(entry.id, { state: 'sent' });
        this.hooks.sent(entry.id);
      } catch (error) {
        const problem = this.judge(entry.id, error);
        this.patch(entry.id, problem ? { state: 'failed', problem } : { state: 'queued' });
        if (!problem) throw error;
      }
    }
  }

  private async send(access: Access, entry: Entry): Promise<void> {
    const activity: Activity = {
      type: 'message',
      from: { id: access.userId },
      locale: this.language,
      text: entry.text,
      channelData: { clientActivityID: entry.id },
      ...(entry.replyToId ? { replyToId: entry.replyToId } : {}),
      ...(entry.value === null ? {} : { value: entry.value }),
      ...(entry.place ? { entities: [placeEntity(entry.place)] } : {}),
    };
    if (entry.files.length === 0) {
      await this.directLine.post(access, activity);
      return;
    }
    const files = await this.vault.get(entry.id);
    if (!files) throw new FilesLost();
    await this.directLine.upload(access, activity, files);
  }

  /** What keeps a message from being sent for good, or null when trying again may help. */
  private judge(id: string, error: unknown): SendProblem | null {
    if (error instanceof FilesLost) return 'lostFile';
    if (!(error instanceof HttpError) || PASSING.includes(error.status)) return null;
    if (error.status === 413) return 'tooBig';
    if (error.status === 415) return 'badType';
    if (error.status < 500) return 'server';
    const tries = (this.tries.get(id) ?? 0) + 1;
    this.tries.set(id, tries);
    return tries >= SERVER_TRIES ? 'server' : null;
  }

  private patch(id: string, change: Partial<Entry>): void {
    const entry = this.shelf.get<Entry>(KEY + id);
    if (entry) this.write({ ...entry, ...change });
  }

  private write(entry: Entry): void {
    this.shelf.set(KEY + entry.id, entry);
    this.hooks.changed();
  }
}

class FilesLost extends Error {}
