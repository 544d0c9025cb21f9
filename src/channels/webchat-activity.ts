import type { Activity } from 'botbuilder';
import type { Choice, Message } from '../store/store.js';

/** A Direct Line 3.0 activity as it goes over the wire: botbuilder's, but instants are ISO text. */
export type WireActivity = Omit<Partial<Activity>, 'timestamp' | 'localTimestamp' | 'expiration' | 'conversation'> & {
  readonly timestamp?: string;
  readonly conversation?: { readonly id: string };
};

/** What the activities of one conversation have in common. */
export interface ActivityView {
  readonly conversation: string;
  /** The customer's user id. */
  readonly user: string;
  readonly language: string;
  /** Shown as the name of whoever answers. */
  readonly botName: string;
  /** Whether clients may see `channelData.ventanilla`. */
  readonly trace: boolean;
  /** Absolute address of a file. */
  readonly fileUrl: (file: string) => string;
  /** Last line of the customer before the lines to be built, or null. */
  readonly replyTo: number | null;
}

/** Identifies a line of a transcript to any client: conversation and place in it. */
export const activityId = (conversation: string, seq: number): string => `${conversation}|${String(seq).padStart(7, '0')}`;

/** The place that an id made by {@link activityId} names. */
export const placeOfActivity = (id: string | undefined): number => Number(id?.slice(id.lastIndexOf('|') + 1));

export function typingActivity(conversation: string, botName: string): WireActivity {
  return { type: 'typing', channelId: 'directline', conversation: { id: conversation }, from: bot(botName) };
}

/** The activities of consecutive lines. What is the desk's own record (`system`) is not the customer's to see. */
export function toActivities(lines: readonly Message[], view: ActivityView): WireActivity[] {
  const open = openQuestion(lines);
  let replyTo = view.replyTo;
  return lines.flatMap((line) => {
    if (line.from === 'system') return [];
    if (line.from === 'customer') {
      replyTo = line.seq;
      return [{ ...common(line, view), ...said(line), ...ofCustomer(line, view) }];
    }
    const choices = line === open ? line.choices : [];
    return [{ ...common(line, view), ...said(line), ...ofProvider(line, choices, replyTo, view) }];
  });
}

/** The last line that offers choices, unless the customer has written since: buttons of an answered question are no offer. */
function openQuestion(lines: readonly Message[]): Message | undefined {
  const last = lines.findLast((line) => line.choices.length > 0 || (line.from === 'customer' && line.content.type !== 'event'));
  return last?.from === 'customer' ? undefined : last;
}

const bot = (name: string) => ({ id: 'ventanilla', name, role: 'bot' });

function common(line: Message, view: ActivityView): WireActivity {
  return {
    id: activityId(line.conversation, line.seq),
    timestamp: new Date(line.at).toISOString(),
    channelId: 'directline',
    conversation: { id: view.conversation },
    locale: view.language,
  };
}

/** What was nothing to read goes back as an event, for the client that waits to see its own activity in the stream. */
function said({ content }: Message): WireActivity {
  if (content.type === 'event' || content.type === 'unknown') return { type: 'event', name: content.type };
  return { type: 'message', text: content.text ?? '', textFormat: 'plain' };
}

function enclosed({ content }: Message, view: ActivityView): WireActivity {
  const attachments = content.files.map(({ id, name, contentType }) => ({ name, contentType, contentUrl: view.fileUrl(id) }));
  return {
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(content.location ? { entities: [{ type: 'Place', geo: { type: 'GeoCoordinates', ...content.location } }] } : {}),
  };
}

function ofCustomer(line: Message, view: ActivityView): WireActivity {
  return {
    ...enclosed(line, view),
    from: { id: view.user, name: '', role: 'user' },
    ...(line.clientId === null ? {} : { channelData: { clientActivityID: line.clientId } }),
  };
}

function ofProvider(line: Message, choices: readonly Choice[], replyTo: number | null, view: ActivityView): WireActivity {
  const actions = choices.map(({ label }) => ({ type: 'imBack', title: label, value: label }));
  return {
    ...enclosed(line, view),
    from: line.from === 'bot' ? bot(view.botName) : { id: 'agent', name: view.botName, role: 'bot' },
    ...(replyTo === null ? {} : { replyToId: activityId(line.conversation, replyTo) }),
    ...(actions.length > 0 ? { suggestedActions: { to: [], actions } } : {}),
    ...(view.trace && line.from === 'bot' ? { channelData: { ventanilla: traced(line) } } : {}),
  };
}

const traced = ({ key, trace }: Message) => ({
  key,
  flow: trace?.flow ?? null,
  state: trace?.state ?? null,
  owner: trace?.owner ?? null,
  folio: trace?.folio ?? null,
});
