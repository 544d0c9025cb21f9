import { expect } from '@jest/globals';
import type { Message, Store } from '../../../src/store/store.js';
import { GOLDEN_NOW, GoldenDesk } from './golden-desk.js';
import { CONVERSATIONS, TICKET } from './golden-life.js';

const ALL = 1_000;
/** By then timers are due, and leases have run out. */
const LATER = GOLDEN_NOW + 30 * 60_000;

const numbersOf = async (store: Store): Promise<string[]> => (await store.folios({ limit: ALL })).items.map(({ number }) => number);

async function transcripts(store: Store): Promise<ReadonlyMap<string, readonly Message[]>> {
  return new Map(await Promise.all(CONVERSATIONS.map(async (id) => [id, await store.transcript(id, 0, ALL)] as const)));
}

/** Goes on with golden data where they stopped, a timer, a call, a relay and a turn of each: nothing is lost, and no procedure fails. */
export async function stepOn(store: Store, name: string): Promise<void> {
  const before = await transcripts(store);
  const folios = await numbersOf(store);
  expect(await store.useResume(TICKET.hash, GOLDEN_NOW, 0)).toMatchObject({ user: TICKET.user, conversation: TICKET.conversation });
  const desk = await GoldenDesk.open(store, name, LATER);
  await desk.settle();
  const { calls } = (await store.conversation('calling'))?.state ?? {};
  expect(calls).toEqual([]);
  await Promise.all(CONVERSATIONS.map((id) => desk.post(id, { text: '¿me puede repetir eso, por favor?' })));
  await desk.settle();
  await desk.stop();
  const failures = desk.commits.flatMap(({ log }) => log.filter(({ what }) => what === 'procedure-failed'));
  expect(failures).toEqual([]);
  expect((await numbersOf(store)).filter((number) => folios.includes(number))).toEqual(folios);
  for (const [id, lines] of await transcripts(store)) {
    const old = before.get(id) ?? [];
    expect(lines.slice(0, old.length).map(({ id, content }) => ({ id, content }))).toEqual(old.map(({ id, content }) => ({ id, content })));
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
    const answers = lines.slice(old.length).filter(({ from }) => from === 'bot');
    // Who waits for a person, or has one, is not answered by the bot.
    if (id !== 'agent' && id !== 'queue') expect(answers).not.toHaveLength(0);
    expect(lines.filter(({ status }) => status === 'queued' || status === 'sending')).toEqual([]);
  }
}
