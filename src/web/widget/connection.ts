import type { ActivitySet } from './activity.js';
import { backoff } from './backoff.js';
import type { DirectLine } from './direct-line.js';
import { NothingWanted, PageRefused, type Session } from './session.js';

/** `refused`: the server wants nothing of this page (its origin is not allowed). */
export type Status = 'idle' | 'connecting' | 'online' | 'offline' | 'refused';

export interface ConnectionHooks {
  watermark(): string;
  /** `conversation`: whose activities these are. */
  receive(set: ActivitySet, conversation: string): void;
  status(status: Status): void;
  /** Milliseconds between two polls where sockets are blocked. */
  pollEvery(): number;
}

const OPEN_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 20_000;
/** After this many sockets that never opened the server is polled, and a socket is tried again later. */
const BLOCKED_AFTER = 2;
const POLLING_MS = 120_000;

/** Brings in what the server has to say: by WebSocket, or by polling where sockets do not pass; reconnects by itself. */
export class Connection {
  /** The loop that runs now, or null: a loop that was stopped must not go on when another has begun. */
  private loop: object | null = null;
  private attempt = 0;
  private unopened = 0;
  private socket: WebSocket | null = null;
  private conversation: string | null = null;
  private wakeUp: () => void = () => {};
  private refreshTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly session: Session,
    private readonly directLine: DirectLine,
    private readonly hooks: ConnectionHooks,
  ) {}

  start(): void {
    if (this.loop) {
      this.wake();
    } else {
      this.loop = {};
      this.hooks.status('connecting');
      void this.run(this.loop);
    }
  }

  stop(): void {
    this.loop = null;
    clearTimeout(this.refreshTimer);
    this.drop();
    this.hooks.status('idle');
  }

  /** Something has changed for the better (network, visitor): do not wait any longer. */
  wake(): void {
    this.attempt = 0;
    this.wakeUp();
  }

  /** Another tab may have begun another conversation: leaves the old one. */
  follow(): void {
    if (this.socket && this.conversation !== this.session.conversationId) this.drop();
    this.start();
  }

  /** The socket is believed dead: ends it, and the next one replays what was missed. */
  drop(): void {
    this.socket?.close();
    this.socket?.dispatchEvent(new Event('dropped'));
    this.wakeUp();
  }

  /** Asks once for what the socket should have brought; when there is something, the socket is dead. */
  async verify(): Promise<void> {
    if (!this.socket) return this.wake();
    const before = this.hooks.watermark();
    await this.poll().catch(() => this.drop());
    if (this.hooks.watermark() !== before) this.drop();
  }

  private get running(): boolean {
    return this.loop !== null;
  }

  private async run(loop: object): Promise<void> {
    while (this.loop === loop) {
      try {
        await this.connectOnce();
      } catch (error) {
        this.failed(error);
      }
      if (this.loop === loop) await this.pause(backoff(this.attempt++));
    }
  }

  private async connectOnce(): Promise<void> {
    const url = await this.session.streamUrl(() => this.hooks.watermark());
    this.conversation = this.session.conversationId;
    this.scheduleRefresh();
    if (this.unopened >= BLOCKED_AFTER) {
      await this.pollForAWhile();
      this.unopened = BLOCKED_AFTER - 1;
    } else if (await this.listen(url)) {
      this.unopened = 0;
      if (this.running) this.hooks.status('offline');
    } else if (this.running) {
      // What a blocked socket did not bring must not wait for the next try.
      this.unopened += 1;
      await this.poll();
    }
  }

  /** @returns whether the socket had opened, once it has closed. */
  private listen(url: string): Promise<boolean> {
    const socket = new WebSocket(url);
    this.socket = socket;
    let opened = false;
    return new Promise((resolve) => {
      const tooLong = setTimeout(() => this.drop(), OPEN_TIMEOUT_MS);
      const keepAlive = setInterval(() => opened && socket.send(''), KEEP_ALIVE_MS);
      socket.addEventListener('open', () => {
        opened = true;
        clearTimeout(tooLong);
        this.online();
      });
      socket.addEventListener('message', (event: MessageEvent) => this.receiveFrame(event.data));
      const done = (): void => {
        clearTimeout(tooLong);
        clearInterval(keepAlive);
        if (this.socket === socket) this.socket = null;
        resolve(opened);
      };
      socket.addEventListener('close', (event: CloseEvent) => {
        // The server gave this visitor's place to another tab: taking it back would begin an endless quarrel.
        if (event.reason === 'collision') this.unopened = BLOCKED_AFTER;
        done();
      });
      socket.addEventListener('dropped', done);
    });
  }

  private receiveFrame(data: unknown): void {
    if (typeof data !== 'string' || data === '' || !this.conversation) return;
    try {
      this.hooks.receive(JSON.parse(data) as ActivitySet, this.conversation);
    } catch (error) {
      console.error(error);
    }
  }

  private async poll(): Promise<void> {
    await this.session.use(async (access) => {
      this.hooks.receive(await this.directLine.activities(access, this.hooks.watermark()), access.conversationId);
    });
    this.online();
  }

  private async pollForAWhile(): Promise<void> {
    const until = Date.now() + POLLING_MS;
    while (this.running && Date.now() < until) {
      await this.poll();
      await this.pause(this.hooks.pollEvery());
    }
  }

  private online(): void {
    this.attempt = 0;
    this.hooks.status('online');
  }

  private failed(error: unknown): void {
    if (error instanceof NothingWanted) this.stop();
    else if (this.running) this.hooks.status(error instanceof PageRefused ? 'refused' : 'offline');
  }

  private scheduleRefresh(): void {
    clearTimeout(this.refreshTimer);
    const again = (ms: number): void => {
      this.refreshTimer = setTimeout(() => void this.session.refresh().then((next) => this.running && again(next)), ms);
    };
    again(this.session.untilRefresh());
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
