import type { Activity, ActivitySet } from './activity.js';
import type { Language } from './options.js';

/** The server answered, but not with success. `retryAfterMs`: how long it asks to be left alone, or null. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly retryAfterMs: number | null,
  ) {
    super(`HTTP ${status}`);
  }
}

/** Answer of the token route. `expires_in` in seconds; `resume` is good once. */
export interface TokenAnswer {
  readonly conversationId: string;
  readonly token: string;
  readonly expires_in: number;
  readonly userId: string;
  readonly resume: string;
}

interface StreamAnswer {
  readonly token?: string;
  readonly expires_in?: number;
  readonly streamUrl?: string;
}

/** Who is asking: a conversation and the token for it. */
export interface Access {
  readonly conversationId: string;
  readonly token: string;
  readonly userId: string;
}

const CALL_TIMEOUT_MS = 15_000;
const UPLOAD_TIMEOUT_MS = 120_000;

/** The server's routes: the public token route and Direct Line 3.0. Every call rejects with {@link HttpError} or a network error. */
export class DirectLine {
  constructor(
    private readonly server: string,
    private readonly language: Language,
  ) {}

  /** A token for a new conversation, or with `resume` for the one that the ticket belongs to. */
  token(resume: string | null): Promise<TokenAnswer> {
    return this.json('api/webchat/token', null, resume ? { resume } : { language: this.language });
  }

  refresh(access: Access): Promise<StreamAnswer> {
    return this.json('v3/directline/tokens/refresh', access, {});
  }

  /** Starts the conversation, and the bot greets; harmless when it has started already. */
  start(access: Access): Promise<StreamAnswer> {
    return this.json('v3/directline/conversations', access, { user: { id: access.userId }, locale: this.language });
  }

  /** Where the stream of what came after `watermark` is. */
  reconnect(access: Access, watermark: string): Promise<StreamAnswer> {
    return this.json(`${this.path(access)}?watermark=${encodeURIComponent(watermark)}`, access);
  }

  activities(access: Access, watermark: string): Promise<ActivitySet> {
    return this.json(`${this.path(access)}/activities?watermark=${encodeURIComponent(watermark)}`, access);
  }

  post(access: Access, activity: Activity): Promise<{ readonly id?: string }> {
    return this.json(`${this.path(access)}/activities`, access, activity);
  }

  upload(access: Access, activity: Activity, files: readonly File[]): Promise<{ readonly id?: string }> {
    const form = new FormData();
    form.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
    for (const file of files) form.append('file', file, file.name);
    return this.call(`${this.path(access)}/upload?userId=${encodeURIComponent(access.userId)}`, access, form, UPLOAD_TIMEOUT_MS);
  }

  /** A link in an activity as an absolute address, or null when it is none that a browser may safely open. */
  link(url: string | undefined): string | null {
    if (!url) return null;
    try {
      const absolute = new URL(url, this.server);
      return /^https?:$/.test(absolute.protocol) ? absolute.href : null;
    } catch {
      return null;
    }
  }

  private path(access: Access): string {
    return `v3/directline/conversations/${encodeURIComponent(access.conversationId)}`;
  }

  private json<T>(path: string, access: Access | null, body?: unknown): Promise<T> {
    return this.call(path, access, body === undefined ? null : JSON.stringify(body), CALL_TIMEOUT_MS);
  }

  private async call<T>(path: string, access: Access | null, body: string | FormData | null, timeoutMs: number): Promise<T> {
    const headers: Record<string, string> = access ? { authorization: `Bearer ${access.token}` } : {};
    if (typeof body === 'string') headers['content-type'] = 'application/json';
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeoutMs);
    try {
      const response = await fetch(this.server + path, {
        method: body === null ? 'GET' : 'POST',
        headers,
        body,
        credentials: 'omit',
        cache: 'no-store',
        signal: abort.signal,
      });
      if (!response.ok) throw new HttpError(response.status, retryAfter(response));
      return (await response.json()) as T;
    } finally {
      clearTimeout(timer);
    }
  }
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}
