import { describe, expect, it } from '@jest/globals';
import type { Store } from '../../../src/store/store.js';
import { exchange, HOUR, loaded, MINUTE, NOW, reply, seeded, ticks, turnOf, type World } from './fixtures.js';

const ROUNDS = 1_000;
/** Rounds that run at the same time, so that many takeovers and turns meet in one commit. */
const WIDTH = 100;

/** One conversation: the bot speaks and sends while an agent comes at some instant. What was seen of it. */
interface Round {
  readonly id: string;
  readonly agents: readonly string[];
  readonly winners: readonly string[];
  /** Messages whose sending began in a call made before the takeover's answer. */
  readonly begunBefore: ReadonlySet<string>;
  /** The same for calls made after it. */
  readonly begunAfter: ReadonlySet<string>;
  /** A turn committed under the old epoch although it was handed in after the takeover's answer. */
  readonly lateCommits: number;
}

/** Lets other work go first, of the event loop and of the store, however slow it is. */
async function moments(store: Store, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    await ticks(1);
    await store.conversation('c-nobody');
  }
}

async function playRound(store: Store, id: string, random: () => number): Promise<Round> {
  const begunBefore = new Set<string>();
  const begunAfter = new Set<string>();
  const winners: string[] = [];
  let taken = false;
  let lateCommits = 0;

  const bot = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) {
      const before = await loaded(store, id);
      if (before.conversation.owner !== 'bot') return;
      await moments(store, Math.floor(random() * 3));
      const late = taken;
      const { result } = await store.commitTurn(turnOf(before, { replies: [reply(`${turn}a`), reply(`${turn}b`)] }), NOW);
      if (late && result === 'committed') lateCommits += 1;
    }
  };
  const relay = async (): Promise<void> => {
    for (let round = 0; round < 4; round += 1) {
      const begun = taken ? begunAfter : begunBefore;
      const items = await store.claimOutbox(NOW, MINUTE, WIDTH * 2);
      for (const { message } of items) begun.add(message.id);
      await moments(store, Math.floor(random() * 3));
      await Promise.all(
        items.map(({ message }) => (random() < 0.3 ? store.markUnsent(message.id, NOW, 'busy') : store.markSent(message.id, null, NOW))),
      );
    }
  };
  const agent = async (name: string): Promise<void> => {
    await moments(store, Math.floor(random() * 8));
    if (await store.takeover(id, name, 0, NOW)) winners.push(name);
    taken = true;
  };
  const agents = random() < 0.2 ? ['eva', 'raul'] : ['eva'];
  await Promise.all([bot(), relay(), ...agents.map(agent)]);
  return { id, agents, winners, begunBefore, begunAfter, lateCommits };
}

export function ownershipRacesContract(world: World): void {
  describe('takeover at any instant of a turn', () => {
    it(`lets the bot neither write nor begin to send anything after it, ${ROUNDS} times`, async () => {
      const { store } = world;
      const random = seeded(20_250_602);
      const rounds: Round[] = [];
      for (let first = 0; first < ROUNDS; first += WIDTH) {
        const ids = await Promise.all(Array.from({ length: WIDTH }, (_, index) => exchange(store, `r${first + index}`)));
        rounds.push(...(await Promise.all(ids.map((id) => playRound(store, id, random)))));
      }
      expect(rounds).toHaveLength(ROUNDS);
      expect(rounds.filter(({ winners }) => winners.length !== 1)).toEqual([]);
      expect(rounds.reduce((sum, { lateCommits }) => sum + lateCommits, 0)).toBe(0);

      // All relays work on all conversations, so a message may have been begun by the relay of another round.
      const begunBefore = new Set(rounds.flatMap((round) => [...round.begunBefore, ...round.begunAfter]));
      const left = (await store.claimOutbox(NOW + HOUR, MINUTE, ROUNDS * 2)).map(({ message }) => message.id);
      expect(left).toEqual([]);
      let sent = 0;
      for (const { id } of rounds) {
        const lines = (await store.transcript(id, 1, 100)).filter(({ from }) => from === 'bot');
        sent += lines.length;
        expect(lines.filter((line) => !begunBefore.has(line.id) || line.epoch !== 0)).toEqual([]);
      }
      expect(sent).toBeGreaterThan(ROUNDS / 10);
    });

    it('never gives a message of the bot to be sent once the takeover has answered', async () => {
      const { store } = world;
      const random = seeded(42);
      for (let round = 0; round < 40; round += 1) {
        const id = await exchange(store, `solo${round}`, { replies: [reply('first'), reply('second')] });
        const { begunAfter, lateCommits } = await playRound(store, id, random);
        expect([[...begunAfter], lateCommits]).toEqual([[], 0]);
      }
    });
  });
}
