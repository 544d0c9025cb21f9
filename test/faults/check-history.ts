import type { ClientHistory, SeenLine } from './history.js';
import type { ConversationImage } from './store-image.js';
import { repeated, type Violation } from './violation.js';

/** What one client was told and saw, against what is stored. */
export function checkHistory(history: ClientHistory, image: ConversationImage): readonly Violation[] {
  return [...checkSent(history, image), ...checkViews(history), ...checkReplay(history, image)];
}

/** Every message sent is there once, under the one id that was acknowledged, and none that nobody sent. */
function checkSent({ name: where, attempts, acks, replay }: ClientHistory, { lines }: ConversationImage): readonly Violation[] {
  const sent = new Set(attempts);
  const stored = new Set(lines.flatMap(({ clientId }) => clientId ?? []));
  const idsOf = (clientId: string) => new Set(acks.filter((ack) => ack.clientId === clientId).map(({ id }) => id));
  const shown = repeated(replay.flatMap(({ clientId }) => clientId ?? []));
  return [
    ...[...sent].filter((clientId) => !stored.has(clientId)).map((what) => ({ rule: 'lost' as const, where, what })),
    ...acks
      .filter(({ clientId, id }) => !replay.some((line) => line.clientId === clientId && line.id === id))
      .map(({ clientId, id }) => ({ rule: 'lost' as const, where, what: `${clientId}, acknowledged as ${id}` })),
    ...[...sent]
      .filter((clientId) => idsOf(clientId).size > 1)
      .map((what) => ({ rule: 'doubled' as const, where, what: `${what} has several ids` })),
    ...shown.map((what) => ({ rule: 'doubled' as const, where, what })),
    ...[...stored]
      .filter((clientId) => !sent.has(clientId))
      .map((what) => ({ rule: 'doubled' as const, where, what: `nobody sent ${what}` })),
  ];
}

/** Each look went on where the one before ended, and all of them together are how the conversation begins, to the letter. */
function checkViews({ name: where, views, replay }: ClientHistory): readonly Violation[] {
  const seen = views.flatMap(({ lines }) => lines);
  const ids = seen.map(({ id }) => id);
  return [
    ...views
      .filter(({ after }, index) => after !== (views[index - 1]?.watermark ?? ''))
      .map(({ after }) => ({ rule: 'gap' as const, where, what: `looked after ${after}` })),
    ...(ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? ''))
      ? []
      : [{ rule: 'reordered' as const, where, what: `seen: ${ids}` }]),
    ...seen
      .filter((line, index) => !sameLine(line, replay[index]))
      .map(({ id, key }) => ({ rule: 'rewritten' as const, where, what: `${id} ${key}` })),
  ];
}

/** The client is shown all that is stored, in its order. */
function checkReplay({ name: where, replay }: ClientHistory, { id, lines }: ConversationImage): readonly Violation[] {
  const stored = lines.map(({ seq, key, clientId }) => `${id}|${String(seq).padStart(7, '0')} ${key ?? clientId}`);
  const shown = replay.map((line) => `${line.id} ${line.key ?? line.clientId}`);
  const differs = stored.findIndex((line, index) => line !== shown[index]);
  if (differs < 0 && stored.length === shown.length) return [];
  return [{ rule: 'gap', where, what: `shown ${shown[differs]}, stored ${stored[differs]}` }];
}

const sameLine = (line: SeenLine, other: SeenLine | undefined): boolean => JSON.stringify(line) === JSON.stringify(other);
