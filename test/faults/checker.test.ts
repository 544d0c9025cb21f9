import { describe, expect, it } from '@jest/globals';
import { checkImage } from './check-image.js';
import { checkRun, outcomesOf, type Run } from './checker.js';
import { type Mutable, sampleRun } from './sample-run.js';
import type { Rule } from './violation.js';

/** A fault planted in a run without any, and the rule by which the checker must find it. */
interface Planted {
  readonly what: string;
  readonly rule: Rule;
  plant(run: Mutable<Run>): void;
}

const at = <T>(items: readonly T[], index: number): T => {
  const found = items.at(index);
  if (found === undefined) throw new Error(`The sample has no item ${index}.`);
  return found;
};
const client = (run: Mutable<Run>) => at(run.histories, 0);
const stored = (run: Mutable<Run>) => at(run.image.conversations, 0);
const lastFolio = (run: Mutable<Run>) => at(run.image.folios, -1);

/** Takes line `index` out of all that the server has and shows, as if it had never been, and numbers the rest anew. */
function forget(run: Mutable<Run>, index: number): void {
  for (const lines of [stored(run).lines, client(run).replay]) lines.splice(index, 1);
  renumber(run);
}

/** Makes line `index` stand there twice. */
function repeat(run: Mutable<Run>, index: number): void {
  for (const lines of [stored(run).lines, client(run).replay] as object[][]) lines.splice(index, 0, structuredClone(at(lines, index)));
  renumber(run);
}

function renumber(run: Mutable<Run>): void {
  const { conversation, replay } = client(run);
  stored(run).lastSeq = replay.length;
  for (const [index, line] of stored(run).lines.entries()) line.seq = index + 1;
  for (const [index, line] of replay.entries()) line.id = `${conversation}|${String(index + 1).padStart(7, '0')}`;
  client(run).views = [{ heardAt: 1_000, after: '', watermark: String(replay.length), lines: structuredClone(replay) }];
  for (const ack of client(run).acks) ack.id = replay.find(({ clientId }) => clientId === ack.clientId)?.id ?? ack.id;
}

const CUSTOMER_LINE = 2;
const STATEMENT = 3;
const PROMPT = 6;

const PLANTED: readonly Planted[] = [
  { what: 'an accepted message is gone', rule: 'lost', plant: (run) => forget(run, CUSTOMER_LINE) },
  {
    what: 'a message was acknowledged with an id that is not its own',
    rule: 'lost',
    plant: (run) => (at(client(run).acks, 0).id = 'c-1|0000099'),
  },
  { what: 'a whole conversation is gone', rule: 'lost', plant: (run) => run.histories.shift() },
  { what: 'a message is stored twice', rule: 'doubled', plant: (run) => repeat(run, CUSTOMER_LINE) },
  {
    what: 'a message was acknowledged under two ids',
    rule: 'doubled',
    plant: (run) => client(run).acks.push({ clientId: 'ana-1', id: 'c-1|0000099', sentAt: 1_000 }),
  },
  { what: 'a message that nobody sent', rule: 'doubled', plant: (run) => (at(stored(run).lines, CUSTOMER_LINE).clientId = 'somebody-1') },
  { what: 'a line is missing in the numbering', rule: 'gap', plant: (run) => stored(run).lines.splice(STATEMENT, 1) },
  { what: 'the last line is counted but not there', rule: 'gap', plant: (run) => stored(run).lines.pop() },
  { what: 'a line that is stored is not shown', rule: 'gap', plant: (run) => client(run).replay.pop() },
  { what: 'a watermark jumps', rule: 'gap', plant: (run) => (at(client(run).views, 1).after = '4') },
  { what: 'the client sees lines in another order', rule: 'reordered', plant: (run) => at(client(run).views, 1).lines.reverse() },
  {
    what: 'a reply stands before the one that belongs before it',
    rule: 'reordered',
    plant: (run) => {
      const [first, second] = [at(stored(run).lines, STATEMENT), at(stored(run).lines, STATEMENT + 1)];
      [first.key, second.key] = [second.key, first.key];
    },
  },
  {
    what: 'a line that was seen has other words now',
    rule: 'rewritten',
    plant: (run) => (at(client(run).replay, STATEMENT).text = 'otra cosa'),
  },
  { what: 'a line that was seen is gone', rule: 'rewritten', plant: (run) => client(run).replay.splice(STATEMENT, 1) },
  { what: 'a statement was never said', rule: 'missing-reply', plant: (run) => forget(run, STATEMENT) },
  { what: 'the question was never asked', rule: 'missing-reply', plant: (run) => forget(run, PROMPT) },
  { what: 'a reply can never leave', rule: 'missing-reply', plant: (run) => (at(stored(run).lines, STATEMENT).status = 'failed') },
  { what: 'a reply is said twice', rule: 'doubled-reply', plant: (run) => repeat(run, STATEMENT) },
  { what: 'a call of the state has no row', rule: 'half-turn', plant: (run) => stored(run).state.calls.push(call('call-1')) },
  { what: 'a call has a row but no place in the state', rule: 'half-turn', plant: (run) => stored(run).calls.push('call-1') },
  { what: 'a timer of the state has no row', rule: 'half-turn', plant: (run) => stored(run).timers.pop() },
  { what: 'a message is consumed but still counted', rule: 'half-turn', plant: (run) => (stored(run).pending = 1) },
  { what: 'the replies are there but the state is the old one', rule: 'half-turn', plant: (run) => (stored(run).state.misread = 1) },
  { what: 'the state is new but the owner is not', rule: 'half-turn', plant: (run) => (stored(run).owner = 'queue') },
  {
    what: 'a message waits for ever',
    rule: 'left-over',
    plant: (run) => Object.assign(stored(run), { pending: 1, unread: 1 }),
  },
  {
    what: 'a call is never made',
    rule: 'left-over',
    plant: (run) => {
      stored(run).calls.push('call-1');
      stored(run).state.calls.push(call('call-1'));
    },
  },
  { what: 'a folio was opened twice', rule: 'effect', plant: (run) => run.image.folios.push(structuredClone(lastFolio(run))) },
  { what: 'a folio was never opened', rule: 'effect', plant: (run) => run.image.folios.pop() },
  {
    what: 'a visit was booked twice',
    rule: 'effect',
    plant: (run) => lastFolio(run).history.push(structuredClone(at(lastFolio(run).history, -1))),
  },
  { what: 'a visit was agreed and not booked', rule: 'effect', plant: (run) => (lastFolio(run).visit = null) },
  { what: "somebody else's folio was changed", rule: 'effect', plant: (run) => (at(run.image.folios, 0).status = 'closed') },
  { what: 'a procedure ended twice', rule: 'effect', plant: (run) => stored(run).ended.push(at(stored(run).ended, 0)) },
  { what: 'a folio number is used twice', rule: 'folio-number', plant: (run) => (lastFolio(run).number = at(run.image.folios, 0).number) },
  { what: 'a folio number is left out', rule: 'folio-number', plant: (run) => run.image.folios.splice(1, 1) },
  { what: 'the database is damaged', rule: 'damage', plant: (run) => run.image.damage.push('row 3 missing from index') },
];

const call = (id: string) => ({ id, frame: 'frame-1', invoke: 'openFolio', effect: 'openFolio', input: {} });

describe('the checker', () => {
  const expected = outcomesOf(sampleRun());

  it('finds nothing in a run without a fault', () => {
    expect(checkRun(sampleRun(), expected)).toEqual([]);
  });

  it.each(PLANTED.map((planted) => [planted.what, planted] as const))('finds that %s', (_, { rule, plant }) => {
    const run = sampleRun();
    plant(run);
    expect(checkRun(run, expected).map((violation) => violation.rule)).toContain(rule);
  });

  it('takes a result or a timer that has come, and waits to be heard, for a call or timer that is there', () => {
    const run = sampleRun();
    const conversation = stored(run);
    const [timer] = conversation.timers.splice(0);
    conversation.state.calls.push(call('call-1'));
    conversation.signals.push(`timer:${timer}`, 'result:call-1');
    conversation.pending = 2;
    expect(checkImage(run.image)).toEqual([]);
  });

  it('leaves out what two runs never share: ids, instants, dates and numbers of folios', () => {
    const other = JSON.parse(
      JSON.stringify(sampleRun())
        .replaceAll('0b9f2b50-6a53', '5d3c7b10-1111')
        .replaceAll('2026-11-25', '2026-12-01')
        .replaceAll('2026-11-24T17:00:00.000Z', '2026-11-30T17:00:00.000Z')
        .replaceAll('1764000000000', '1764500000000'),
    ) as Run;
    expect(checkRun(other, expected)).toEqual([]);
  });
});
