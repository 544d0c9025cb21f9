import type { ChoiceSpec, Facts, Say } from '../../src/engine/flow.js';
import type { ContactKind, MaskedContact, ProofInput } from './identity-effects.js';

/** What the procedure `verify-identity` knows while it runs, and what it makes of it. */
export interface IdentityContext {
  /** Account, e-mail and telephone, as far as they are known. */
  readonly facts: Facts;
  readonly action: string;
  readonly level: 1 | 2 | 3;
  /** The customer has been asked who they are. */
  readonly asked: boolean;
  readonly contacts: readonly MaskedContact[];
  /** Where the newest code went. */
  readonly to: ContactKind | null;
  /** What was typed, while it is checked. */
  readonly code: string | null;
  readonly sends: number;
  /** Answers to the newest code, and to the request to confirm, that led to nothing. */
  readonly misses: number;
  /** Corrections, and confirmations that came too late. */
  readonly turns: number;
}

export const proofInput = ({ facts, action, level }: IdentityContext): ProofInput => ({
  account: facts.account ?? '',
  email: facts.email ?? null,
  phone: facts.phone ?? null,
  action,
  level,
});

export const maskOf = ({ contacts, to }: IdentityContext): string => contacts.find(({ kind }) => kind === to)?.masked ?? '';

export const contactChoices = ({ contacts }: IdentityContext): readonly ChoiceSpec[] => [
  ...contacts.map(({ kind, masked }) => ({ id: kind, key: `verify-identity.${kind}`, vars: { masked } })),
  'neither',
];

export const saySent = (context: IdentityContext, minutes: number): Say => ({
  key: 'verify-identity.sent',
  vars: { to: context.to, masked: maskOf(context), minutes },
});

/** Who the customer says to be: all else that is known proves nothing. */
export const identityOf = ({ account, email, phone }: Readonly<Record<'account' | 'email' | 'phone', string | null>>): Facts =>
  Object.fromEntries(Object.entries({ account, email, phone }).filter(([, value]) => value !== null));

/** What a code that was sent leaves behind, when another proof is begun. */
export const anew = { contacts: [], to: null, code: null, misses: 0 } as const;

/** What every later procedure may take for granted: whoever has the account's contacts in hand is its customer. */
export const proved = ({ facts: { account } }: IdentityContext, zone: string | null): Facts => ({
  ...(account !== undefined && { account }),
  ...(zone !== null && { zone }),
  matched: 'yes',
});

/** An answer that led to nothing. */
export const missed = ({ misses }: IdentityContext) => ({ misses: misses + 1, code: null });
