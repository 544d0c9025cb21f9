import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EffectInput } from '../../src/cases/effect.js';
import { EMPTY_STATE } from '../../src/engine/state.js';
import { type CaseWorld, caseWorld, mexico } from '../support/case-world.js';

let world: CaseWorld;
beforeEach(async () => {
  world = await caseWorld();
});

const ASKED: EffectInput<'openHandOff'> = {
  reason: 'asked',
  flow: null,
  state: null,
  account: null,
  email: null,
  phone: null,
  folio: null,
  matter: null,
};
const handOff = (more: Partial<EffectInput<'openHandOff'>> = {}, who: { conversation?: string; key?: string } = {}) =>
  world.run('openHandOff', { ...ASKED, ...more }, who);
const report = async (conversation: string, area: 'tecnica' | 'administrativa' = 'tecnica'): Promise<string> => {
  const draft = { type: 'failure', area, account: null, email: null, phone: null, description: 'falla', details: {} } as const;
  return (await world.run('openFolio', draft, { conversation })).number;
};

/** Puts a conversation into the queue, as a turn does. */
async function enqueue(conversation: string): Promise<void> {
  const { conversation: now } = await world.context(conversation, {}, 'queue');
  await world.store.commitTurn(
    {
      conversation,
      version: now.version,
      epoch: now.epoch,
      at: world.now,
      messages: [],
      signals: [],
      language: 'es-MX',
      owner: 'queue',
      state: EMPTY_STATE,
      replies: [],
      sent: true,
      calls: [],
      timers: [],
      cancelledTimers: [],
      cancelledCalls: [],
      log: [],
    },
    world.now,
  );
}

describe('the folio of a hand-off', () => {
  it('is a new one with a deadline when there is none', async () => {
    const { folio } = await handOff({ matter: 'quiero hablar con alguien', phone: '+525550000009' });
    expect(await world.store.folio(folio)).toMatchObject({
      type: 'person',
      area: 'atencion',
      phone: '+525550000009',
      description: 'quiero hablar con alguien',
      dueRule: 'firstResponseHoursAsync',
      details: { handOffReason: 'asked' },
    });
  });

  it('is the one that is open here: the named, else the newest', async () => {
    const first = await report('webchat:1');
    const second = await report('webchat:1');
    await report('webchat:2');
    expect((await handOff()).folio).toBe(second);
    expect((await handOff({ folio: first })).folio).toBe(first);
    expect(await world.store.folio(first)).toMatchObject({ type: 'failure', details: { handOffReason: 'asked' } });
  });

  it("is never a closed one, nor another conversation's", async () => {
    const closed = await report('webchat:1');
    const foreign = await report('webchat:2');
    await world.store.updateFolio('close', closed, { status: 'closed' }, 'test', 'closed', world.now);
    expect([closed, foreign]).not.toContain((await handOff({ folio: closed })).folio);
    expect((await handOff({ folio: foreign })).folio).not.toBe(foreign);
  });

  it('twice by the same call is once', async () => {
    const first = await handOff({}, { key: 'same' });
    const folio = await world.store.folio(first.folio);
    expect(await handOff({}, { key: 'same' })).toEqual(first);
    expect(await world.store.folio(first.folio)).toEqual(folio);
  });
});

describe('the area of a hand-off', () => {
  it.each([
    ['reboot', 'tecnica'],
    ['schedule-visit', 'tecnica'],
    ['reception', 'atencion'],
    [null, 'atencion'],
  ])('from %s: %s', async (flow, area) => {
    expect(await handOff({ flow })).toMatchObject({ area });
  });

  it('is that of the folio when the procedure has none', async () => {
    const billing = await report('webchat:1', 'administrativa');
    expect(await handOff({ flow: 'folio-status' })).toMatchObject({ folio: billing, area: 'administrativa' });
    expect(await handOff({ flow: 'reboot' })).toMatchObject({ folio: billing, area: 'tecnica' });
  });
});

describe('whether somebody is there', () => {
  it.each([
    ['2026-07-01T12:00:00', 'reboot', true, null],
    ['2026-07-04T14:00:00', 'reboot', false, '2026-07-05T10:00:00'],
    ['2026-07-05T11:00:00', 'reboot', true, null],
    ['2026-07-05T11:00:00', 'reception', false, '2026-07-06T09:00:00'],
    ['2026-09-16T12:00:00', 'reboot', false, '2026-09-17T09:00:00'],
  ])('%s, %s: %s', async (at, flow, staffed, opens) => {
    world.now = mexico(at);
    const opensAt = opens === null ? null : new Date(mexico(opens)).toISOString();
    expect(await handOff({ flow })).toMatchObject({ staffed, opensAt });
  });
});

it('the place in the queue counts those who wait already, not oneself', async () => {
  expect(await handOff()).toMatchObject({ position: 1 });
  await enqueue('webchat:8');
  await enqueue('webchat:9');
  await enqueue('webchat:1');
  expect(await handOff()).toMatchObject({ position: 3 });
});

it('wrong data are a mistake of the procedure', async () => {
  await expect(world.runRaw('openHandOff', { ...ASKED, reason: '' })).rejects.toMatchObject({ code: 'EFFECT_INPUT_INVALID' });
});
