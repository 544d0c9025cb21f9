import { demoBackoffice } from '../../src/backoffice/demo.js';
import { guardBackoffice } from '../../src/backoffice/guarded-backoffice.js';
import { makeCalendar } from '../../src/cases/calendar.js';
import type { CaseDeps } from '../../src/cases/case-deps.js';
import type { Effect, EffectContext, EffectInput, EffectName, EffectOutput } from '../../src/cases/effect.js';
import { caseEffects } from '../../src/cases/effects.js';
import type { Policy } from '../../src/cases/policy.js';
import { deskEffects } from '../../src/desk/effects.js';
import type { Facts } from '../../src/engine/flow.js';
import { HelpShelf } from '../../src/help/help-shelf.js';
import { localesFor } from '../../src/locales.js';
import type { OpenPost } from '../../src/mail/open-post.js';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import { demoPolicy } from './demo-policy.js';
import { type FaultyBackoffice, faultyBackoffice } from './faulty-backoffice.js';
import { testPost } from './test-post.js';

/** The effects on the demo provider, with a clock that the test turns. */
export interface CaseWorld extends CaseDeps {
  readonly faulty: FaultyBackoffice;
  /** All effects, for contexts of a test's own. */
  readonly effects: Record<EffectName, Effect>;
  readonly post: OpenPost;
  /** Epoch ms; a test sets it. */
  now: number;
  /** Runs an effect for a conversation, with its facts and the call's id (new each time unless given). */
  run<TName extends EffectName>(
    name: TName,
    input: EffectInput<TName>,
    who?: { readonly conversation?: string; readonly facts?: Facts; readonly key?: string },
  ): Promise<EffectOutput<TName>>;
  /** The same for what no type would let through. */
  runRaw(name: EffectName, input: unknown): Promise<unknown>;
  context(conversation: string, facts: Facts, key: string): Promise<EffectContext>;
}

/** Local time of the demo provider, Mexico City. */
export const mexico = (local: string): number => Date.parse(`${local}-06:00`);

/** Wednesday 1 July 2026, 12:00: everybody is at work. */
export const NOON = mexico('2026-07-01T12:00:00');

/** Read once for a test file: no test changes what the articles say. */
let shelf: HelpShelf | undefined;

export async function caseWorld(change: Partial<Policy> = {}): Promise<CaseWorld> {
  const policy = { ...(await demoPolicy()), ...change };
  const store = await openSqliteStore('sqlite::memory:');
  const clock = { now: () => world.now };
  const faulty = faultyBackoffice(demoBackoffice({ now: () => NOON }));
  const post = await testPost(store, clock);
  shelf ??= HelpShelf.open('locales', policy);
  const deps: CaseDeps = {
    store,
    policy,
    calendar: makeCalendar(policy),
    locales: localesFor(policy.provider),
    backoffice: guardBackoffice(faulty),
    mail: post.mail,
    codeKey: post.codeKey,
    help: shelf,
  };
  const effects = { ...caseEffects(deps), ...deskEffects(deps) };
  let calls = 0;

  const world: CaseWorld = {
    ...deps,
    faulty,
    effects,
    post,
    now: NOON,
    async run(name, input, { conversation = 'webchat:1', facts = {}, key } = {}) {
      calls += 1;
      const output = await effects[name](input, await world.context(conversation, facts, key ?? `call-${calls}`));
      return output as EffectOutput<typeof name>;
    },
    runRaw: async (name, input) => effects[name](input, await world.context('webchat:1', {}, 'raw')),
    async context(id, facts, key) {
      await store.open({ id, channel: 'webchat', address: id, language: 'es-MX' }, 'test', clock.now());
      const conversation = await store.conversation(id);
      if (!conversation) throw new Error('the conversation was not made');
      return { key, now: clock.now(), conversation: { ...conversation, state: { ...conversation.state, facts } } };
    },
  };
  return world;
}
