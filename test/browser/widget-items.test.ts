import { describe, expect, it } from '@jest/globals';
import type { Activity } from '../../src/web/widget/activity.js';
import { type Item, toItems } from '../../src/web/widget/items.js';
import type { Entry } from '../../src/web/widget/outbox.js';

const MINUTE = 60_000;
const NOON = new Date(2026, 0, 15, 12).getTime();

const said = (from: string, at: number, more: Partial<Activity> = {}): Activity => ({
  type: 'message',
  id: `${from} ${at}`,
  text: 'x',
  from: { id: from },
  timestamp: new Date(at).toISOString(),
  ...more,
});
const entry = (id: string, at: number, state: Entry['state']): Entry => {
  return { id, at, state, text: 'x', replyToId: null, value: null, place: null, files: [], problem: null };
};
const items = (activities: readonly Activity[], entries: readonly Entry[] = []): readonly Item[] =>
  toItems(activities, entries, { isOwn: ({ from }) => from?.id === 'me', link: (url) => url ?? null, previews: () => [] });
/** `[` and `]` mark the first and last of a group, `|` a new day. */
const shape = (list: readonly Item[]): string =>
  list.map((item) => (item.kind === 'day' ? '|' : `${item.first ? '[' : ''}${item.from[0]}${item.last ? ']' : ''}`)).join('');

describe('the rows of a conversation', () => {
  it('group what one person says within a few minutes', () => {
    expect(
      shape(items([said('bot', NOON), said('bot', NOON + MINUTE), said('bot', NOON + 9 * MINUTE), said('me', NOON + 9 * MINUTE)])),
    ).toBe('|[bb][b][v]');
  });

  it('begin every day anew', () => {
    const midnight = new Date(2026, 0, 16).getTime();
    expect(shape(items([said('bot', midnight - MINUTE), said('bot', midnight + MINUTE)]))).toBe('|[b]|[b]');
  });

  it('keep two agents apart, and an agent from the bot', () => {
    const agent = (name: string): Activity => said('agent', NOON, { id: name, from: { id: 'agent', name } });
    expect(shape(items([said('bot', NOON), agent('Laura'), agent('Luis')]))).toBe('|[b][a][a]');
  });

  it('have what is on its way at the end, and once: not when it has come back already', () => {
    const echo = said('me', NOON, { channelData: { clientActivityID: 'one' } });
    const list = items([echo, said('bot', NOON + MINUTE)], [entry('one', NOON, 'sent'), entry('two', NOON + MINUTE, 'sending')]);
    expect(list.map(({ key }) => key).slice(1)).toEqual(['one', `bot ${NOON + MINUTE}`, 'two']);
  });

  it('let a message that was not sent stand alone, with its mark', () => {
    expect(shape(items([], [entry('one', NOON, 'failed'), entry('two', NOON, 'queued'), entry('three', NOON, 'queued')]))).toBe('|[v][vv]');
  });
});
