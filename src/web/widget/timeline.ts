import { type Activity, type ActivitySet, isVisible } from './activity.js';
import type { Shelf } from './shelf.js';

interface Saved {
  readonly conversationId: string;
  readonly watermark: string;
  readonly activities: readonly Activity[];
  /** An earlier conversation could not be gone on with. */
  readonly renewed: boolean;
}

const KEY = 'log';
const SEEN = 'seen';
/** Messages kept on the device, so that they are there at once after a reload; older ones stay on the server. */
const KEPT = 200;

/** What has been said, in the server's order, each activity once. */
export class Timeline {
  private saved: Saved;
  private ids = new Set<string>();

  constructor(private readonly shelf: Shelf) {
    this.saved = shelf.get<Saved>(KEY) ?? empty('', false);
    this.index();
  }

  get watermark(): string {
    return this.saved.watermark;
  }

  get activities(): readonly Activity[] {
    return this.saved.activities;
  }

  get renewed(): boolean {
    return this.saved.renewed;
  }

  /** Forgets everything when `conversationId` is another conversation than the one shown, which was lost then. */
  belongTo(conversationId: string | null): void {
    const before = this.saved.conversationId;
    if (!conversationId || conversationId === before) return;
    this.saved = empty(conversationId, this.saved.renewed || before !== '');
    this.index();
  }

  /** The conversation is lost, and no other has begun yet. */
  reset(): void {
    this.saved = empty('', true);
    this.index();
    this.save();
  }

  /** @returns the visible activities that were not known before. */
  add(set: ActivitySet): readonly Activity[] {
    const fresh = this.merge(set.activities ?? []);
    const moved = set.watermark !== undefined && set.watermark !== this.saved.watermark;
    if (moved) this.saved = { ...this.saved, watermark: set.watermark };
    if (fresh.length > 0 || moved) this.save();
    return fresh;
  }

  /** How many activities after the last one seen `counts`. */
  unread(counts: (activity: Activity) => boolean): number {
    const seen = this.shelf.get<string>(SEEN);
    const at = this.activities.findIndex((activity) => activity.id === seen);
    return this.activities.slice(at + 1).filter(counts).length;
  }

  markSeen(): void {
    const last = this.activities[this.activities.length - 1]?.id;
    if (last && last !== this.shelf.get<string>(SEEN)) this.shelf.set(SEEN, last);
  }

  private merge(activities: readonly Activity[]): readonly Activity[] {
    const fresh = activities.filter((activity) => {
      if (!activity.id || this.ids.has(activity.id) || !isVisible(activity)) return false;
      this.ids.add(activity.id);
      return true;
    });
    if (fresh.length > 0) this.saved = { ...this.saved, activities: [...this.saved.activities, ...fresh].slice(-KEPT) };
    return fresh;
  }

  private index(): void {
    this.ids = new Set(this.saved.activities.map((activity) => activity.id ?? ''));
  }

  private save(): void {
    this.shelf.set(KEY, this.saved);
  }
}

function empty(conversationId: string, renewed: boolean): Saved {
  return { conversationId, watermark: '', activities: [], renewed };
}
