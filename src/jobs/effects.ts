import { type Effect, type EffectContext, EffectInputInvalid, FolioUnavailable } from '../cases/effect.js';
import type { Clock } from '../clock.js';
import { type PendingCall, type Store, StoreUnavailable } from '../store/store.js';
import type { Log } from './log.js';

export interface EffectsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly node: string;
  /** Implementations by name. Each is idempotent by its key, so all may be tried again. */
  readonly effects: Readonly<Record<string, Effect>>;
  readonly log: Log;
}

/** A call that takes longer is tried again; the first answer counts. */
const TIMEOUT_MS = 10_000;
const LEASE_MS = 15_000;
const BATCH = 100;
const RETRY_MS = [300, 1_500] as const;
/** A store that is away says nothing about the call, whose failures are not counted meanwhile. */
const STORE_AWAY_MS = 1_000;

/** One round: due calls run, results become signals. @returns how many were taken. */
export async function runCalls(deps: EffectsDeps): Promise<number> {
  const calls = await deps.store.claimCalls(deps.node, deps.clock.now(), LEASE_MS, BATCH);
  await Promise.all(calls.map((pending) => runCall(deps, pending)));
  return calls.length;
}

async function runCall(deps: EffectsDeps, pending: PendingCall): Promise<void> {
  const { store, clock, log } = deps;
  const { call } = pending;
  try {
    const output = await withTimeout(invoke(deps, pending));
    await store.settleCall(call.id, { ok: true, output }, clock.now());
  } catch (error) {
    const hopeless = error instanceof EffectInputInvalid || error instanceof FolioUnavailable;
    const wait = error instanceof StoreUnavailable ? STORE_AWAY_MS : hopeless ? undefined : RETRY_MS[pending.attempts];
    log.warn({ err: error, call: call.id, effect: call.effect, again: wait !== undefined }, 'an effect failed');
    if (wait !== undefined) await store.retryCall(call.id, clock.now() + wait);
    else await store.settleCall(call.id, { ok: false, output: String(error instanceof Error ? error.message : error) }, clock.now());
  }
}

async function invoke({ store, clock, effects }: EffectsDeps, { call, conversation: id, createdAt }: PendingCall): Promise<unknown> {
  const effect = effects[call.effect];
  const conversation = await store.conversation(id);
  if (!effect || !conversation) throw new Error(`nothing carries out the effect '${call.effect}'`);
  const context: EffectContext = { key: call.id, conversation, now: clock.now(), askedAt: createdAt };
  return effect(call.input, context);
}

function withTimeout<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
    timer.unref();
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
