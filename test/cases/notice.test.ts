import { describe, expect, it } from '@jest/globals';
import { givenAt, noticeInstant } from '../../src/cases/notice.js';
import type { Message } from '../../src/store/store.js';

const DAY = 86_400_000;
const NOW = Date.parse('2026-07-10T18:00:00Z');
const iso = (at: number): string => new Date(at).toISOString();

const line = (at: number, text: string, more: Partial<Message> = {}): Message => ({
  id: `${at}`,
  conversation: 'c',
  seq: 1,
  from: 'customer',
  content: { type: 'text', text, location: null, files: [] },
  key: null,
  choices: [],
  nativeId: null,
  status: 'received',
  at,
  sentAt: null,
  epoch: 0,
  trace: null,
  clientId: null,
  ...more,
});

describe('when a message was given', () => {
  it.each([
    ['no channel clock', null, NOW],
    ['earlier, the channel delivered late', iso(NOW - 3 * DAY), NOW - 3 * DAY],
    ['eight days before', iso(NOW - 8 * DAY), NOW - 8 * DAY],
    ['longer ago than channels deliver', iso(NOW - 8 * DAY - 1), NOW],
    ['a little in the future', iso(NOW + 60_000), NOW],
    ['far in the future', iso(NOW + DAY), NOW],
    ['no instant', 'yesterday', NOW],
  ])('%s', (_, sentAt, expected) => {
    expect(givenAt({ at: NOW, sentAt })).toBe(expected);
  });
});

describe('the instant of a notice', () => {
  const early = line(NOW - 3_600_000, 'Quiero cancelar');

  it('is that of the first message that says it, whatever came later', () => {
    const later = [line(NOW - 60_000, 'Quiero cancelar'), line(NOW - 1_000, 'elena.mora@example.com')];
    expect(noticeInstant([line(NOW - 2 * 3_600_000, 'Hola'), early, ...later], ' Quiero cancelar ', NOW)).toBe(early.at);
  });

  it('is by the clock of a channel that delivered late', () => {
    expect(noticeInstant([{ ...early, sentAt: iso(NOW - 3 * DAY) }], 'Quiero cancelar', NOW)).toBe(NOW - 3 * DAY);
  });

  it('is not that of the same words on an occasion long ago', () => {
    expect(noticeInstant([line(NOW - 200 * DAY, 'Quiero cancelar'), early], 'Quiero cancelar', NOW)).toBe(early.at);
  });

  it("is the customer's newest message when no one says these words, never the bot's", () => {
    const bot = line(NOW - 500, 'Quiero cancelar', { from: 'bot' });
    expect(noticeInstant([early, line(NOW - 1_000, 'sí'), bot], 'cancelación', NOW)).toBe(NOW - 1_000);
  });

  it('without words is that of the newest message before it was acted on', () => {
    const later = line(NOW - 1_000, '¿hola?');
    expect(noticeInstant([early, later], '', NOW, { askedAt: NOW - 60_000 })).toBe(early.at);
    expect(noticeInstant([later], '', NOW, { askedAt: NOW - 60_000 })).toBe(NOW - 60_000);
  });

  it('is not that of a notice which was withdrawn, though in the same words', () => {
    const anew = line(NOW - 1_000, 'Quiero cancelar');
    expect(noticeInstant([early, anew], 'Quiero cancelar', NOW, { since: early.at })).toBe(anew.at);
  });

  it('does not look at what came after the call', () => {
    expect(noticeInstant([early, line(NOW + 1, 'otra cosa')], 'cancelación', NOW)).toBe(early.at);
    expect(noticeInstant([], 'cancelación', NOW)).toBe(NOW);
  });
});
