import { describe, expect, it } from '@jest/globals';
import type { WebSocket } from 'ws';
import { activityId } from '../../src/channels/webchat-activity.js';
import type { ActivitySet } from '../../src/web/read-activities.js';
import { StreamCursor } from '../../src/web/stream-cursor.js';

/** A transcript that grows, read only when the test lets it, and a socket that keeps what it is sent. */
class Bench {
  lines = 0;
  readonly sent: string[] = [];
  readonly reads: (() => void)[] = [];
  private readonly socket = {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    send: (frame: string, done: () => void) => {
      this.sent.push((JSON.parse(frame) as { watermark: string }).watermark);
      done();
    },
  } as unknown as WebSocket;
  readonly cursor = new StreamCursor(this.socket, (after) => this.read(after), 0);

  /** Lets the read that is under way end, and what follows from it happen. */
  async step(): Promise<void> {
    this.reads.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Sees the lines of the moment when it was asked for. */
  private read(after: number): Promise<ActivitySet> {
    const seqs = Array.from({ length: this.lines - after }, (_, index) => after + index + 1);
    const activities = seqs.map((seq) => ({ id: activityId('c', seq), type: 'message' }));
    return new Promise((resolve) => {
      this.reads.push(() => resolve({ activities, watermark: String(after + seqs.length) }));
    });
  }
}

describe('a cursor', () => {
  it('has one read under way, however often it is woken, and sends each line once', async () => {
    const bench = new Bench();
    bench.lines = 1;
    for (let n = 0; n < 3; n += 1) bench.cursor.wake();
    expect(bench.reads).toHaveLength(1);
    await bench.step();
    await bench.step();
    expect(bench.sent).toEqual(['1']);
  });

  it('reads again when it was woken by a line that the read under way could not see', async () => {
    const bench = new Bench();
    bench.lines = 1;
    bench.cursor.wake();
    bench.lines = 2;
    bench.cursor.wake();
    await bench.step();
    await bench.step();
    expect(bench.sent).toEqual(['1', '2']);
    expect(bench.reads).toHaveLength(0);
  });

  it('is asleep when there is nothing more, and can be woken again', async () => {
    const bench = new Bench();
    bench.cursor.wake();
    await bench.step();
    expect([bench.reads.length, bench.sent]).toEqual([0, []]);
    bench.lines = 1;
    bench.cursor.wake();
    await bench.step();
    expect(bench.sent).toEqual(['1']);
  });

  it('loses no wake, in whatever instant of its work it comes', async () => {
    for (let instant = 0; instant < 20; instant += 1) {
      const bench = new Bench();
      bench.lines = 1;
      bench.cursor.wake();
      bench.reads.shift()?.();
      for (let tick = 0; tick < instant; tick += 1) await Promise.resolve();
      bench.lines = 2;
      bench.cursor.wake();
      await bench.step();
      await bench.step();
      expect([instant, bench.sent]).toEqual([instant, ['1', '2']]);
    }
  });
});
