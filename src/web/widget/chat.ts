import { type Activity, type ActivitySet, type CardAction, placeOf } from './activity.js';
import { Connection, type Status } from './connection.js';
import { DirectLine } from './direct-line.js';
import { Emitter } from './emitter.js';
import { FileVault } from './file-vault.js';
import { type Item, isFromAgent, toItems } from './items.js';
import type { Options } from './options.js';
import { type NewMessage, Outbox } from './outbox.js';
import { Session } from './session.js';
import { Shelf } from './shelf.js';
import { Timeline } from './timeline.js';

/** What the host page hears of a message to the visitor. */
export interface Heard {
  readonly text: string;
  readonly from: 'bot' | 'agent';
  readonly name: string | null;
}

/** `null`: nothing to say. */
export type Banner = 'offline' | 'reconnecting' | 'refused' | null;

const TYPING_MS = 8_000;
/** A pause shorter than this is not worth a banner. */
const QUIET_MS = 3_000;
/** A message that was taken must come back in the stream within this time, or the socket is dead. */
const ECHO_MS = 10_000;
const POLL_OPEN_MS = 2_000;
const POLL_CLOSED_MS = 10_000;

/** The visitor's side of the conversation, without any looks: what is said, sent, waited for. */
export class Chat {
  readonly changed = new Emitter<void>();
  readonly heard = new Emitter<Heard>();
  readonly unreadChanged = new Emitter<number>();
  isOpen = false;

  private readonly shelf: Shelf;
  private readonly session: Session;
  private readonly timeline: Timeline;
  private readonly vault: FileVault;
  private readonly outbox: Outbox;
  private readonly connection: Connection;
  private readonly directLine: DirectLine;
  private status: Status = 'idle';
  private troubledSince: number | null = null;
  private typingUntil = 0;
  private lastUnread = 0;

  constructor(options: Options) {
    const prefix = `ventanilla.1.${options.server}.`;
    this.shelf = new Shelf(prefix);
    this.vault = new FileVault(prefix);
    this.directLine = new DirectLine(options.server, options.language);
    this.session = new Session(this.shelf, this.directLine, () => this.isOpen || this.outbox.pending);
    this.timeline = new Timeline(this.shelf);
    this.outbox = new Outbox(this.shelf, this.vault, this.session, this.directLine, options.language, {
      changed: () => this.refresh(),
      sent: (id) => this.expectEcho(id),
    });
    this.connection = new Connection(this.session, this.directLine, {
      watermark: () => this.watermark(),
      receive: (set, conversation) => this.receive(set, conversation),
      status: (status) => this.changeStatus(status),
      pollEvery: () => (this.isOpen ? POLL_OPEN_MS : POLL_CLOSED_MS),
    });
    this.session.lost.on(() => this.timeline.reset());
    this.shelf.onChange((name) => this.otherTabChanged(name));
  }

  /** Takes a conversation up again that an earlier visit began; a first visit costs nothing until it opens the chat. */
  begin(): void {
    if (this.session.exists || this.outbox.pending) this.connection.start();
    addEventListener('online', () => this.wake());
    addEventListener('offline', () => this.refresh());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'visible' || this.status === 'idle') return;
      void this.connection.verify();
      this.refresh();
    });
    this.refresh();
  }

  open(): void {
    this.isOpen = true;
    this.connection.start();
    this.refresh();
  }

  close(): void {
    this.isOpen = false;
    this.refresh();
  }

  send(message: NewMessage): void {
    this.typingUntil = 0;
    this.outbox.add(message);
    this.connection.start();
  }

  /** The label is what the visitor is seen to say; a value of its own goes along. */
  choose(action: CardAction): void {
    this.send({
      text: action.title,
      replyToId: this.question?.id ?? null,
      value: action.value === action.title ? null : action.value,
    });
  }

  retry(id: string): void {
    this.outbox.retry(id);
  }

  discard(id: string): void {
    this.outbox.remove(id);
  }

  get items(): readonly Item[] {
    return toItems(this.timeline.activities, this.outbox.entries, {
      isOwn: (activity) => this.isOwn(activity),
      link: (url) => this.directLine.link(url),
      previews: (id) => this.vault.previews(id),
    });
  }

  /** Answers that are on offer, gone as soon as the visitor has said something. */
  get choices(): readonly CardAction[] {
    return this.question?.suggestedActions?.actions?.filter((action) => action.title) ?? [];
  }

  get isTyping(): boolean {
    return this.typingUntil > Date.now() || (this.isWaitingForGreeting && this.banner === null);
  }

  get isWaitingForGreeting(): boolean {
    return this.timeline.activities.length === 0 && this.status !== 'idle';
  }

  /** Name of the agent who spoke last, or null while it is the bot. */
  get agent(): { readonly name: string | null } | null {
    const heard = this.timeline.activities.filter((activity) => !this.isOwn(activity));
    const last = heard[heard.length - 1];
    return last && isFromAgent(last) ? { name: last.from?.name ?? null } : null;
  }

  get renewed(): boolean {
    return this.timeline.renewed;
  }

  get banner(): Banner {
    if (this.status === 'refused') return 'refused';
    if (!navigator.onLine && this.status !== 'idle') return 'offline';
    return this.troubledSince !== null && Date.now() - this.troubledSince >= QUIET_MS ? 'reconnecting' : null;
  }

  get unread(): number {
    return this.timeline.unread((activity) => !this.isOwn(activity));
  }

  get draft(): string {
    return this.shelf.get<string>('draft') ?? '';
  }

  set draft(text: string) {
    if (text) this.shelf.set('draft', text);
    else this.shelf.remove('draft');
  }

  /** The last message with answers to choose from, unless the visitor has said something since. */
  private get question(): Activity | undefined {
    if (this.outbox.entries.some((entry) => entry.state !== 'failed')) return undefined;
    const last = [...this.timeline.activities].reverse().find((one) => this.isOwn(one) || one.suggestedActions?.actions?.length);
    return last && !this.isOwn(last) ? last : undefined;
  }

  private isOwn(activity: Activity): boolean {
    return activity.from?.role === 'user' || (activity.from?.id !== undefined && activity.from.id === this.session.userId);
  }

  private watermark(): string {
    this.timeline.belongTo(this.session.conversationId);
    return this.timeline.watermark;
  }

  private receive(set: ActivitySet, conversation: string): void {
    if (conversation !== this.session.conversationId) return;
    this.timeline.belongTo(conversation);
    if (set.activities?.some((activity) => activity.type === 'typing' && !this.isOwn(activity))) this.showTyping();
    this.noticed(this.timeline.add(set));
  }

  private noticed(fresh: readonly Activity[]): void {
    for (const activity of fresh) {
      const clientId = activity.channelData?.clientActivityID;
      if (clientId) this.outbox.remove(clientId);
      if (this.isOwn(activity)) continue;
      this.typingUntil = 0;
      const agent = isFromAgent(activity);
      this.heard.emit({
        text: activity.text ?? (placeOf(activity) ? '' : (activity.attachments?.[0]?.name ?? '')),
        from: agent ? 'agent' : 'bot',
        name: agent ? (activity.from?.name ?? null) : null,
      });
    }
    this.refresh();
  }

  private otherTabChanged(name: string): void {
    if (name === 'session' && this.session.exists) this.connection.follow();
    if (name.startsWith('outbox.') || name === 'seen') this.refresh();
  }

  private showTyping(): void {
    this.typingUntil = Date.now() + TYPING_MS;
    setTimeout(() => this.refresh(), TYPING_MS + 50);
  }

  private changeStatus(status: Status): void {
    this.status = status;
    const troubled = status === 'offline' || status === 'refused';
    if (!troubled && status !== 'connecting') this.troubledSince = null;
    else if (this.troubledSince === null) {
      this.troubledSince = Date.now();
      setTimeout(() => this.refresh(), QUIET_MS + 50);
    }
    if (status === 'online') this.outbox.wake();
    this.refresh();
  }

  /** The message was taken. It has come back already when another tab was quicker to send it. */
  private expectEcho(id: string): void {
    if (this.timeline.activities.some((activity) => activity.channelData?.clientActivityID === id)) this.outbox.remove(id);
    setTimeout(() => {
      if (this.outbox.entries.some((entry) => entry.id === id)) void this.connection.verify();
    }, ECHO_MS);
  }

  private wake(): void {
    this.connection.wake();
    this.outbox.wake();
    this.refresh();
  }

  private refresh(): void {
    if (this.isOpen && document.visibilityState === 'visible') this.timeline.markSeen();
    const unread = this.unread;
    if (unread !== this.lastUnread) {
      this.lastUnread = unread;
      this.unreadChanged.emit(unread);
    }
    this.changed.emit();
  }
}
