import { describe, expect, it } from '@jest/globals';
import { type ActivityView, toActivities } from '../../src/channels/webchat-activity.js';
import type { Message } from '../../src/store/store.js';

const VIEW: ActivityView = {
  conversation: 'c',
  user: 'dl_u',
  language: 'es-MX',
  botName: 'Red Ejemplo',
  trace: false,
  fileUrl: (file) => `https://chat.example.net/${file}`,
  replyTo: null,
};

function line(seq: number, from: Message['from'], more: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    conversation: 'c',
    seq,
    from,
    content: { type: 'text', text: `text ${seq}`, location: null, files: [] },
    key: null,
    choices: [],
    nativeId: null,
    status: 'queued',
    at: 0,
    sentAt: null,
    epoch: 0,
    trace: null,
    clientId: null,
    ...more,
  };
}
const choices = [{ id: 'yes', label: 'Sí' }];

describe('lines of a transcript as activities', () => {
  it("leave out the desk's own record, and tell nobody which agent writes", () => {
    const activities = toActivities([line(1, 'system'), line(2, 'agent:tecnica@example.com'), line(3, 'bot')], VIEW);
    expect(activities.map(({ id, from }) => [id, from])).toEqual([
      ['c|0000002', { id: 'agent', name: 'Red Ejemplo', role: 'bot' }],
      ['c|0000003', { id: 'ventanilla', name: 'Red Ejemplo', role: 'bot' }],
    ]);
    expect(JSON.stringify(activities)).not.toContain('tecnica');
  });

  it('offer the choices of the last question only while it is open', () => {
    const offers = (lines: readonly Message[]) =>
      toActivities(lines, VIEW).flatMap(({ id, suggestedActions }) => (suggestedActions ? [id] : []));
    const asked = [line(1, 'bot', { choices }), line(2, 'bot', { choices }), line(3, 'bot')];
    expect(offers(asked)).toEqual(['c|0000002']);
    expect(offers([...asked, line(4, 'customer')])).toEqual([]);
    const event = { type: 'event', text: null, location: null, files: [] } as const;
    expect(offers([...asked, line(4, 'customer', { content: event })])).toEqual(['c|0000002']);
  });

  it('refer to the message they answer, also when it was read before', () => {
    const replies = toActivities([line(5, 'bot'), line(6, 'customer'), line(7, 'bot')], { ...VIEW, replyTo: 4 });
    expect(replies.map(({ replyToId }) => replyToId)).toEqual(['c|0000004', undefined, 'c|0000006']);
  });

  it('show flow, state, owner and folio only where that is wanted', () => {
    const told = line(1, 'bot', { key: 'reception.greeting', trace: { flow: 'reception', state: 'asking', owner: 'bot', folio: 'T1' } });
    expect(toActivities([told], VIEW)[0]?.channelData).toBeUndefined();
    const traced = toActivities([told, line(2, 'bot')], { ...VIEW, trace: true }).map(({ channelData }) => channelData);
    expect(traced).toEqual([
      { ventanilla: { key: 'reception.greeting', flow: 'reception', state: 'asking', owner: 'bot', folio: 'T1' } },
      { ventanilla: { key: null, flow: null, state: null, owner: null, folio: null } },
    ]);
  });

  it('carry files and places of the company too', () => {
    const files = [{ id: 'f', name: 'factura.pdf', contentType: 'application/pdf', size: 3 }];
    const [activity] = toActivities([line(1, 'bot', { content: { type: 'file', text: null, location: null, files } })], VIEW);
    expect(activity?.attachments).toEqual([
      { name: 'factura.pdf', contentType: 'application/pdf', contentUrl: 'https://chat.example.net/f' },
    ]);
  });
});
