import type { WebSocket } from 'ws';
import { placeOfActivity } from '../channels/webchat-activity.js';
import type { ActivitySet } from './read-activities.js';

/** Lines read and sent at once. */
export const STREAM_PAGE = 32;

/** Reads at most {@link STREAM_PAGE} lines after a place in the transcript. */
export type ReadOn = (after: number) => Promise<ActivitySet>;

/**
 * One socket's place in a transcript. It sends what lies behind that place, in order and once, whatever wakes
 * it and how often; the next lines are read only when the last ones have left, so a slow client costs one
 * page of memory. A client that comes back starts at its own watermark and misses nothing.
 */
export class StreamCursor {
  private reading = false;
  private woken = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly readOn: ReadOn,
    private after: number,
  ) {}

  /** The last line that was read. */
  get place(): number {
    return this.after;
  }

  /** There may be more to read. */
  wake(): void {
    this.woken = true;
    if (this.reading) return;
    this.reading = true;
    // 1013: try again later. What could not be read now is read by the client's next socket.
    this.drain().catch(() => this.socket.close(1013));
  }

  /** Sends something that is not part of the transcript, unless the client is behind anyway. */
  hint(set: Pick<ActivitySet, 'activities'>): void {
    if (this.isOpen && this.socket.bufferedAmount === 0) this.socket.send(JSON.stringify(set));
  }

  private get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  private async drain(): Promise<void> {
    try {
      while (this.woken && this.isOpen) await this.page();
    } finally {
      // In the same instant as the last look at `woken`: a wake between the two would be lost.
      this.reading = false;
    }
  }

  private async page(): Promise<void> {
    this.woken = false;
    const set = await this.readOn(this.after);
    const last = Number(set.watermark);
    // A full page: there may be more, and nobody will say so again.
    if (last - this.after >= STREAM_PAGE) this.woken = true;
    this.after = last;
    await this.send(set);
  }

  /**
   * One frame for each activity: the official client takes the activities of a frame one by one, and mixes them
   * with those of the next frame when that one comes meanwhile. Resolves when the last has left us for the network.
   */
  private send({ activities }: ActivitySet): Promise<unknown> {
    return Promise.all(
      activities.map((activity) => {
        const frame = JSON.stringify({ activities: [activity], watermark: String(placeOfActivity(activity.id)) });
        return new Promise<void>((resolve, reject) => this.socket.send(frame, (error) => (error ? reject(error) : resolve())));
      }),
    );
  }
}
