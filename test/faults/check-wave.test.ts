import { describe, expect, it } from '@jest/globals';
import type { Bid } from './agents.js';
import { checkEnd, checkImage } from './check-image.js';
import { checkOwners } from './check-owners.js';
import { checkSequence, checkTimes } from './check-times.js';
import type { ClientHistory } from './history.js';
import { type Mutable, sampleRun } from './sample-run.js';
import type { Violation } from './violation.js';

/** What the checker of the course finds beside what `checker.test.ts` plants. */

const rulesOf = (violations: readonly Violation[]) => violations.map(({ rule }) => rule);
const first = <T>(items: readonly T[]): T => {
  const [item] = items;
  if (item === undefined) throw new Error('The sample is empty.');
  return item;
};

/** A conversation that ana and then beto took, each against cleo. */
function taken() {
  const conversation = first(sampleRun().image.conversations);
  conversation.takeovers = [
    { by: 'agent:ana', epoch: 1 },
    { by: 'agent:beto', epoch: 2 },
  ];
  conversation.owner = 'agent:beto';
  const bid = (agent: string, seen: number, won: number | null): Mutable<Bid> => ({
    conversation: conversation.id,
    agent,
    seen,
    won,
    lastSeq: won === null ? 0 : conversation.lastSeq,
  });
  return { conversation, bids: [bid('ana', 0, 1), bid('cleo', 0, null), bid('cleo', 1, null), bid('beto', 1, 2)] };
}

type Taken = ReturnType<typeof taken>;

const SHARED: readonly (readonly [what: string, plant: (taken: Taken) => void])[] = [
  ['two agents have won the same epoch', ({ bids }) => bids.push({ ...first(bids), agent: 'cleo' })],
  ['an epoch was taken twice', ({ conversation }) => conversation.takeovers.unshift({ by: 'agent:cleo', epoch: 1 })],
  ['epochs go back', ({ conversation }) => conversation.takeovers.reverse()],
  ['an agent has won, and the log does not know', ({ conversation }) => conversation.takeovers.shift()],
  ['an agent was told to have lost, and has it', ({ bids }) => Object.assign(first(bids), { won: null, lastSeq: 0 })],
  ['somebody else has what was taken', ({ conversation }) => (conversation.owner = 'bot')],
  ['the bot speaks under an epoch of an agent', ({ conversation }) => Object.assign(first(conversation.lines), { from: 'bot', epoch: 1 })],
  ['the bot speaks after an agent has won', ({ bids }) => (first(bids).lastSeq -= 1)],
];

describe('one owner', () => {
  it('is found where it is so', () => {
    const { bids, conversation } = taken();
    expect(checkOwners(bids, [conversation])).toEqual([]);
  });

  it('is found where nobody took anything', () => {
    expect(checkOwners([], sampleRun().image.conversations)).toEqual([]);
  });

  it('is found when an agent who won never heard of it', () => {
    const { bids, conversation } = taken();
    expect(checkOwners(bids.slice(1), [conversation])).toEqual([]);
  });

  it.each(SHARED)('is missed when %s', (_, plant) => {
    const sample = taken();
    plant(sample);
    expect(rulesOf(checkOwners(sample.bids, [sample.conversation]))).toContain('two-owners');
  });
});

const WAIT = { set: 'power-check.askPlugged', struck: 'power-check.askLights', afterMs: 30_000 };

/** The sample's second question as if a timer had asked it: so long after the first one by the nodes' clocks, and by the customer's. */
function waited(ms = WAIT.afterMs, heardMs = WAIT.afterMs): Mutable<ClientHistory> {
  const history = first(sampleRun().histories);
  const [said] = history.acks;
  const view = history.views.find(({ lines }) => lines.some(({ key }) => key === WAIT.struck));
  if (said && view) view.heardAt = said.sentAt + heardMs;
  for (const line of history.replay.filter(({ key }) => key === WAIT.struck)) line.at = new Date(Date.parse(line.at) + ms).toISOString();
  return history;
}

describe('timers', () => {
  it('strike once, and in time', () => {
    expect(checkTimes(waited(), [WAIT])).toEqual([]);
  });

  it('are found to strike too early', () => {
    expect(rulesOf(checkTimes(waited(WAIT.afterMs - 1), [WAIT]))).toEqual(['timer']);
  });

  it('are found to strike too early where the clocks of nodes say otherwise', () => {
    expect(rulesOf(checkTimes(waited(10 * WAIT.afterMs, WAIT.afterMs - 1), [WAIT]))).toEqual(['timer']);
  });

  it('are found to strike twice', () => {
    const history = waited();
    history.replay.push(...history.replay.filter(({ key }) => key === WAIT.struck));
    expect(rulesOf(checkTimes(history, [WAIT]))).toEqual(['timer']);
  });

  it('are found not to strike', () => {
    const history = waited();
    history.replay = history.replay.filter(({ key }) => key !== WAIT.struck);
    expect(rulesOf(checkTimes(history, [WAIT]))).toEqual(['timer']);
  });
});

describe('what one customer said', () => {
  it('stands in its order, however often it was sent', () => {
    const history = first(sampleRun().histories);
    history.acks = history.acks.flatMap((ack) => [ack, { ...ack }]);
    expect(checkSequence(history)).toEqual([]);
  });

  it('is found in another order', () => {
    const history = first(sampleRun().histories);
    const [one, two] = history.acks;
    if (one && two) [one.id, two.id] = [two.id, one.id];
    expect(rulesOf(checkSequence(history))).toEqual(['reordered']);
  });
});

describe('folio numbers', () => {
  /** The number of a folio that is not there. */
  function gap() {
    const { image } = sampleRun();
    const [lost] = image.folios.splice(1, 1);
    return { image, number: lost?.number ?? '' };
  }

  it('may miss one whose folio is on its way to it', () => {
    const { image, number } = gap();
    expect(checkImage({ ...image, given: [number] })).toEqual([]);
  });

  it('are found to miss one that nothing explains', () => {
    const { image } = gap();
    expect(rulesOf(checkImage({ ...image, given: [] }))).toEqual(['folio-number']);
  });

  it('are found to have been given twice', () => {
    const { image, number } = gap();
    expect(rulesOf(checkImage({ ...image, given: [number, number] }))).toEqual(['folio-number']);
  });

  it('are found to be missing from a folio for good', () => {
    expect(rulesOf(checkEnd({ ...sampleRun().image, unnumbered: ['call-1'] }))).toEqual(['left-over']);
  });
});
