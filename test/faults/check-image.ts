import { AREAS, type Folio } from '../../src/cases/folio.js';
import { FIRST_FOLIO, formatFolioNumber } from '../../src/cases/folio-number.js';
import type { ConversationImage, StoreImage } from './store-image.js';
import { repeated, type Violation, without } from './violation.js';

/** What must hold of a database at every instant, also of one whose server was killed just now. */
export function checkImage({ damage, conversations, folios, given }: StoreImage): readonly Violation[] {
  return [
    ...damage.map((what) => ({ rule: 'damage' as const, where: 'database', what })),
    ...conversations.flatMap(checkConversation),
    ...checkNumbers(folios, given),
  ];
}

/** What must hold beside it when all customers are done and the server has ended. */
export function checkEnd({ conversations, unnumbered }: StoreImage): readonly Violation[] {
  const unfinished = unnumbered.map((key) => ({ rule: 'left-over' as const, where: key, what: 'a folio without a number' }));
  const left = conversations.flatMap(({ id, pending, calls, lines }) => [
    ...(pending > 0 ? [{ rule: 'left-over' as const, where: id, what: `${pending} messages or signals` }] : []),
    ...calls.map((call) => ({ rule: 'left-over' as const, where: id, what: `the call ${call}` })),
    ...lines
      .filter(({ status }) => status === 'failed' || status === 'void')
      .map(({ seq, status }) => ({ rule: 'missing-reply' as const, where: id, what: `line ${seq} is ${status}` })),
  ]);
  return [...unfinished, ...left];
}

function checkConversation(image: ConversationImage): readonly Violation[] {
  const { id, lastSeq, lines, pending, unread, signals } = image;
  const whole = lines.length === lastSeq && lines.every(({ seq }, index) => seq === index + 1);
  const clientIds = lines.flatMap(({ clientId }) => clientId ?? []);
  return [
    ...(whole ? [] : [{ rule: 'gap' as const, where: id, what: `lines ${lines.map(({ seq }) => seq).join(' ')} of ${lastSeq}` }]),
    ...repeated(clientIds).map((clientId) => ({ rule: 'doubled' as const, where: id, what: `${clientId} is stored twice` })),
    ...checkRows(image, 'calls', 'result'),
    ...checkRows(image, 'timers', 'timer'),
    ...(pending === unread + signals.length
      ? []
      : [
          {
            rule: 'half-turn' as const,
            where: id,
            what: `${pending} pieces of work counted, ${unread} messages and ${signals.length} signals stored`,
          },
        ]),
  ];
}

/** What the state waits for has a row, or has come and is the signal `<kind>:<id>`; a row that the state does not wait for is none of its turn. */
function checkRows(image: ConversationImage, what: 'calls' | 'timers', kind: string): readonly Violation[] {
  const { id, state, signals } = image;
  const awaited = state[what].map((one) => one.id);
  const stored = image[what];
  const come = signals.filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1));
  const wrong = [...without(awaited, [...stored, ...come]), ...without(stored, awaited)];
  return wrong.map((one) => ({ rule: 'half-turn', where: id, what: `${what} of state and store differ in ${one}` }));
}

/** Each area counts from the first number on, without a number twice and without a gap but for numbers whose folios are on their way. */
function checkNumbers(folios: readonly Folio[], given: readonly string[]): readonly Violation[] {
  return AREAS.flatMap((area) => {
    const waiting = given.filter((number) => number[0] === formatFolioNumber(area, FIRST_FOLIO)[0]);
    const numbers = [...folios.filter((folio) => folio.area === area).map(({ number }) => number), ...waiting];
    const expected = numbers.map((_, index) => formatFolioNumber(area, FIRST_FOLIO + index));
    return without(expected, numbers).map((number) => ({
      rule: 'folio-number' as const,
      where: number,
      what: `is missing among ${numbers}`,
    }));
  });
}
