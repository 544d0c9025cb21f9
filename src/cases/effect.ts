import type { z } from 'zod';
import type * as contracts from '../../flows/shared/effects.js';
import type { Conversation } from '../store/store.js';

/** For whom and when an effect runs. */
export interface EffectContext {
  /** Id of the call: the idempotency key. The same key has one result, however often it runs. */
  readonly key: string;
  /** The conversation as it is in the store now. */
  readonly conversation: Conversation;
  /** Epoch ms. */
  readonly now: number;
  /** When the call was made, epoch ms: what the customer wrote later has nothing to do with it. Left out: `now`. */
  readonly askedAt?: number;
}

/**
 * What carries out a call. Every effect is idempotent by its key, so that each may be tried again after a crash, a
 * time-out or a failed system, also while an earlier attempt still runs. Only {@link EffectInputInvalid} and
 * {@link FolioUnavailable} stay as they are however often it is tried.
 */
export type Effect = (input: unknown, context: EffectContext) => Promise<unknown>;

type Contracts = typeof contracts;
export type EffectName = keyof Contracts;
type LogicOf<TName extends EffectName> = Contracts[TName] extends {
  getInitialSnapshot: (scope: never, input: infer TInput) => infer TSnapshot;
}
  ? { readonly input: TInput; readonly snapshot: TSnapshot }
  : never;
export type EffectInput<TName extends EffectName> = LogicOf<TName>['input'];
export type EffectOutput<TName extends EffectName> =
  Extract<LogicOf<TName>['snapshot'], { status: 'done' }> extends { output: infer TOutput } ? TOutput : never;

/** A procedure asked for an effect with wrong data: a mistake in the procedure, not of the customer. */
export class EffectInputInvalid extends Error {
  readonly code = 'EFFECT_INPUT_INVALID';
  constructor(effect: EffectName, error: z.ZodError) {
    const fields = error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`);
    super(`The effect ${effect} was called with wrong data; correct the procedure that calls it. ${fields.join('; ')}`);
  }
}

/** There is no such folio, or it is not this customer's: both look the same, so that nobody can find out which numbers exist. */
export class FolioUnavailable extends Error {
  readonly code = 'FOLIO_UNAVAILABLE';
  constructor() {
    super('No such folio for this conversation; ask for the number again, or open a new folio.');
  }
}

/** Makes an effect of its contract's name, the schema of its input and what it does. */
export const defineEffect =
  <TName extends EffectName>(
    name: TName,
    schema: z.ZodType<EffectInput<TName>>,
    run: (input: EffectInput<TName>, context: EffectContext) => Promise<EffectOutput<TName>>,
  ): Effect =>
  async (input, context) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw new EffectInputInvalid(name, parsed.error);
    return run(parsed.data, context);
  };
