import { type GoldenDesk, refOf } from './golden-desk.js';

const REPORT = 'no tengo internet desde ayer';
const MINUTE = 60_000;

/** The conversations of the golden data, each left in the middle of something else. */
export const CONVERSATIONS = ['visit', 'blackout', 'restarting', 'queue', 'agent', 'calling', 'sending', 'arrived', 'opened'] as const;

export const FILE = { id: 'golden-file', name: 'foto.png', contentType: 'image/png', size: 3 };
export const TICKET = { hash: 'golden-hash', conversation: 'visit', user: 'golden-user', expiresIn: MINUTE };

/** What is said in each, one a round. */
const TALKS: Readonly<Record<string, readonly string[]>> = {
  visit: [`${REPORT}, cuenta 100005`, 'elena.mora@example.com', '222 000 0005', 'sí, está conectado y prendido', '1', 'sí'],
  blackout: [`${REPORT}, cuenta 100004`, 'diego.paz@example.com', '222 000 0004', 'no hay luz en la casa'],
  restarting: [`${REPORT}, cuenta 100001`, 'ana.torres@example.com', '222 000 0001', 'sí, está conectado y prendido', 'sí'],
  queue: ['hola', 'quiero hablar con una persona'],
  agent: ['quiero hablar con una persona'],
  calling: ['hola'],
};
const ROUNDS = Math.max(...Object.values(TALKS).map(({ length }) => length));

/**
 * Fills a store with one of everything that it keeps: an agreed visit, procedures on procedures, timers, a call nobody has run, replies that
 * wait and one that is leaving, a hand-off, an agent's conversation with unread words, a file, a ticket, a record and a letter. It stops
 * where a process could die.
 */
export async function live(desk: GoldenDesk): Promise<void> {
  const { store, clock } = desk;
  for (let round = 0; round < ROUNDS; round += 1) {
    await Promise.all(Object.entries(TALKS).map(async ([id, { [round]: text }]) => text !== undefined && desk.post(id, { text })));
    await desk.settle();
  }
  const { epoch = 0 } = (await store.conversation('agent')) ?? {};
  await store.takeover('agent', 'eva', epoch, clock.now());
  // What has come to rest is moved on at the second look.
  await desk.settle();
  await stopHalfway(desk);
  const now = clock.now();
  await store.saveResume(TICKET.hash, { conversation: TICKET.conversation, user: TICKET.user, expiresAt: now + TICKET.expiresIn });
  await store.changeRecord('golden-record', now, () => ({ record: { tries: 1 }, until: now + MINUTE, result: null }));
  await store.postLetter({ id: 'golden-letter', kind: 'email', sealed: 'sealed', until: null, isVoid: false }, now);
}

/** From here on nothing goes on by itself. */
async function stopHalfway(desk: GoldenDesk): Promise<void> {
  const { store, clock } = desk;
  await desk.stop();
  await desk.post('agent', { text: '¿sigue ahí?' });
  await desk.post('sending', { text: 'hola' });
  await desk.turn('sending');
  await store.claimOutbox(clock.now(), MINUTE, 1);
  await desk.post('calling', { text: `${REPORT}, cuenta 100008, hugo.vela@example.com, 222 000 0008` });
  await desk.turn('calling');
  await store.saveFile({ ...FILE, conversation: 'arrived', bytes: new Uint8Array([1, 2, 3]) }, clock.now());
  await desk.post('arrived', { type: 'location', location: { latitude: 19.04, longitude: -98.2 } });
  await desk.post('arrived', { type: 'file', files: [FILE] });
  await store.open(refOf('opened'), 'golden-node', clock.now());
}
