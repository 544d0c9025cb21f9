import type { FactName, UserEvent } from '../../src/engine/flow.js';

/** Guards that every procedure may use: spread them into `setup`. */
export const userGuards = {
  chose: ({ event }: { event: UserEvent }, { id }: { id: string }) => event.type === 'CHOICE' && event.id === id,
  /** For `onDone` of another procedure: how it ended. */
  ended: ({ event }: { event: UserEvent }, { outcome }: { outcome: string }) =>
    (event as { output?: { outcome?: string } }).output?.outcome === outcome,
  means: ({ event }: { event: UserEvent }, { intent }: { intent: string }) => event.type === 'INTENT' && event.intent === intent,
};

/** The other procedure ended so. */
export const came = (outcome: string) => ({ type: 'ended', params: { outcome } }) as const;

interface Chosen {
  readonly guard: { readonly type: 'chose'; readonly params: { readonly id: string } };
  readonly target: string;
}
interface Meant {
  readonly guard: { readonly type: 'means'; readonly params: { readonly intent: string } };
  readonly target: string;
}

/**
 * What each offered choice leads to, for a state's `on`. A button and the word come to the same: `yes` and `no`
 * also take the events YES and NO.
 */
export function answers(targets: Readonly<Record<string, string>>): {
  readonly YES?: string;
  readonly NO?: string;
  readonly CHOICE: readonly Chosen[];
} {
  const CHOICE = Object.entries(targets).map(([id, target]): Chosen => ({ guard: { type: 'chose', params: { id } }, target }));
  const { yes, no } = targets;
  return { ...(yes === undefined ? {} : { YES: yes }), ...(no === undefined ? {} : { NO: no }), CHOICE };
}

/** What each thing the customer may say unasked leads to, for a state's `on.INTENT`. */
export const matters = (targets: Readonly<Record<string, string>>): readonly Meant[] =>
  Object.entries(targets).map(([intent, target]) => ({ guard: { type: 'means', params: { intent } }, target }));

/** The facts by which the company knows a customer: one of them changed means that nothing is matched any more. */
const IDENTITY: ReadonlySet<FactName> = new Set<FactName>(['account', 'email', 'phone']);

export const correctsIdentity = (event: UserEvent): event is UserEvent & { type: 'CORRECTION'; fact: 'account' | 'email' | 'phone' } =>
  event.type === 'CORRECTION' && IDENTITY.has(event.fact);
