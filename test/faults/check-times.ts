import type { ClientHistory, SeenLine } from './history.js';
import type { Violation } from './violation.js';

/** A message that the clock causes, and the one of whose turn the clock was set. */
export interface Strike {
  readonly set: string;
  readonly struck: string;
  /** Not earlier than so long after, ms. */
  readonly afterMs: number;
}

/**
 * Each timer has struck once and not before its time: neither by the instants that the nodes wrote down, nor by the customer's own clock
 * from the words that set it to when what it caused was heard.
 */
export function checkTimes(history: ClientHistory, strikes: readonly Strike[]): readonly Violation[] {
  const { name: where, replay } = history;
  return strikes.flatMap(({ set, struck, afterMs }): readonly Violation[] => {
    const begun = replay.filter(({ key }) => key === set);
    const heard = replay.filter(({ key }) => key === struck);
    const [first] = begun;
    const [strike] = heard;
    if (begun.length !== 1 || heard.length !== 1 || !first || !strike)
      return [{ rule: 'timer', where, what: `${set} came ${begun.length} times, and ${struck} ${heard.length} times` }];
    const passed = [Date.parse(strike.at) - Date.parse(first.at), hearingOf(history, strike) - sendingBefore(history, first)];
    return passed.every((ms) => ms >= afterMs)
      ? []
      : [{ rule: 'timer', where, what: `${struck} came ${passed.join(' or ')} ms after ${set}, not ${afterMs}` }];
  });
}

/** What one customer said, one after the other, stands in that order. */
export function checkSequence({ name: where, acks }: ClientHistory): readonly Violation[] {
  return acks
    .filter(({ clientId, id }, index) => {
      const before = acks[index - 1];
      return before !== undefined && before.clientId !== clientId && before.id >= id;
    })
    .map(({ clientId, id }) => ({ rule: 'reordered' as const, where, what: `${clientId} is ${id}, before what was said earlier` }));
}

/** When the customer heard this line. */
const hearingOf = ({ views }: ClientHistory, { id }: SeenLine): number =>
  views.find(({ lines }) => lines.some((line) => line.id === id))?.heardAt ?? Number.NEGATIVE_INFINITY;

/** When the customer began to send what this line answers. */
function sendingBefore({ replay, acks }: ClientHistory, { id }: SeenLine): number {
  const words = replay.filter((line) => line.from === 'customer' && line.id < id).at(-1);
  return Math.min(...acks.filter(({ clientId }) => clientId === words?.clientId).map(({ sentAt }) => sentAt));
}
