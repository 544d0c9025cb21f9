import { type Access, type DirectLine, HttpError } from './direct-line.js';
import { Emitter } from './emitter.js';
import { withLock } from './lock.js';
import type { Shelf } from './shelf.js';

interface Saved extends Access {
  /** Epoch milliseconds by this device's clock. */
  readonly expiresAt: number;
  readonly resume: string;
  readonly started: boolean;
}

const KEY = 'session';
const LOCK = 'ventanilla-session';
/** A token is renewed this long before its end, so that no call starts with one that is about to end. */
const MARGIN_MS = 30_000;
/** What another tab has saved is seen here a little later, lock or no lock. */
const OTHER_TAB_MS = 2_000;
const LOOK_MS = 100;
const REFUSED = [400, 401, 403, 404, 410, 422];

/** There is no conversation and the visitor has not asked for one. */
export class NothingWanted extends Error {}

/** The server begins no conversation for this page: its origin is not allowed. */
export class PageRefused extends Error {}

/** The visitor's way into their conversation: token and resume ticket, shared by all tabs. */
export class Session {
  /** The conversation cannot be gone on with; the next {@link ensure} begins a new one. */
  readonly lost = new Emitter<void>();

  constructor(
    private readonly shelf: Shelf,
    private readonly directLine: DirectLine,
    /** Whether the visitor wants to talk: a page that is only looked at begins no conversation. */
    private readonly wanted: () => boolean,
  ) {}

  /** Whether this visitor has a conversation. */
  get exists(): boolean {
    return this.load() !== null;
  }

  /** Whether the server knows that the visitor is there and has greeted. */
  get started(): boolean {
    return this.load()?.started === true;
  }

  get userId(): string | null {
    return this.load()?.userId ?? null;
  }

  get conversationId(): string | null {
    return this.load()?.conversationId ?? null;
  }

  /** A token that is good now: the saved one, one for the resume ticket, or one for a new conversation. */
  async ensure(): Promise<Access> {
    const saved = this.load();
    if (saved && isFresh(saved)) return saved;
    // The ticket is good once: of several tabs only one may use it, the others then find the new token saved.
    return withLock(LOCK, () => this.renew());
  }

  /**
   * Address of the stream of what came after the watermark; starts the conversation when it is new.
   * @param watermark asked only when it is certain which conversation it is.
   */
  async streamUrl(watermark: () => string): Promise<string> {
    return this.use(async (access) => {
      const started = this.load()?.started === true;
      const answer = started ? await this.directLine.reconnect(access, watermark()) : await this.directLine.start(access);
      const saved = this.load();
      if (saved && !started) this.save({ ...saved, started: true });
      if (!answer.streamUrl) throw new HttpError(502, null);
      return answer.streamUrl;
    });
  }

  /** Calls the server with a good token, and learns from its answer when the token or the conversation is good no more. */
  async use<T>(call: (access: Access) => Promise<T>): Promise<T> {
    const access = await this.ensure();
    try {
      return await call(access);
    } catch (error) {
      const status = error instanceof HttpError ? error.status : 0;
      if (status === 401 || status === 403) this.expire(access.token);
      if (status === 404) this.end(access.conversationId);
      throw error;
    }
  }

  /** Renews the token when half of its life is over. @returns milliseconds until this should be called again. */
  async refresh(): Promise<number> {
    await withLock(LOCK, () => this.refreshToken());
    return this.untilRefresh();
  }

  private async refreshToken(): Promise<void> {
    const saved = this.load();
    if (!saved) return;
    try {
      const answer = await this.directLine.refresh(saved);
      const life = (answer.expires_in ?? 0) * 1000;
      const latest = this.load();
      if (latest && answer.token && life > 0) this.save({ ...latest, token: answer.token, expiresAt: Date.now() + life });
    } catch (error) {
      if (isRefusal(error)) this.expire(saved.token);
    }
  }

  /** Milliseconds until half of what is left of the token's life is over. */
  untilRefresh(): number {
    return Math.max(MARGIN_MS, ((this.load()?.expiresAt ?? 0) - Date.now()) / 2);
  }

  /** The server refused this token: the next {@link ensure} uses the ticket. */
  private expire(token: string): void {
    const saved = this.load();
    if (saved?.token === token) this.save({ ...saved, expiresAt: 0 });
  }

  /** The server does not know the conversation any more. */
  private end(conversationId: string): void {
    if (this.load()?.conversationId !== conversationId) return;
    this.shelf.remove(KEY);
    this.lost.emit();
  }

  private async renew(): Promise<Access> {
    const saved = this.load();
    if (saved && isFresh(saved)) return saved;
    if (saved) {
      try {
        return this.keep(await this.directLine.token(saved.resume), saved);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        if (await this.replaced(saved.resume)) return this.renew();
        if (!this.wanted()) this.end(saved.conversationId);
      }
    }
    if (!this.wanted()) throw new NothingWanted();
    const answer = await this.directLine.token(null).catch((error: unknown) => {
      throw isRefusal(error) ? new PageRefused() : error;
    });
    // The new one is written over the old one: between taking away and putting, another tab would begin a third.
    if (saved) this.lost.emit();
    return this.keep(answer, null);
  }

  /** Whether another tab has used this ticket, which is why it was refused here, and saved the next one. */
  private async replaced(resume: string): Promise<boolean> {
    for (let waited = 0; waited < OTHER_TAB_MS; waited += LOOK_MS) {
      const latest = this.load();
      if (latest && latest.resume !== resume) return true;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    return false;
  }

  private keep(answer: Awaited<ReturnType<DirectLine['token']>>, before: Saved | null): Saved {
    const saved: Saved = {
      conversationId: answer.conversationId,
      token: answer.token,
      userId: answer.userId,
      resume: answer.resume,
      expiresAt: Date.now() + answer.expires_in * 1000,
      started: before?.started === true && before.conversationId === answer.conversationId,
    };
    this.save(saved);
    return saved;
  }

  private load(): Saved | null {
    return this.shelf.get<Saved>(KEY);
  }

  private save(saved: Saved): void {
    this.shelf.set(KEY, saved);
  }
}

function isFresh(saved: Saved): boolean {
  return saved.expiresAt - Date.now() > MARGIN_MS;
}

/** True when asking again with the same token or ticket would be refused again. */
export function isRefusal(error: unknown): boolean {
  return error instanceof HttpError && REFUSED.includes(error.status);
}
