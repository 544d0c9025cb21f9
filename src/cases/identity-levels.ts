/** How surely a customer is who they say: 0 not at all, 1 by a channel that proves a registered number, 2 by a code, 3 by a fresh one and a word. */
export type IdentityLevel = 0 | 1 | 2 | 3;

/**
 * What needs which level. Reports and notices count from the moment they are given, so they wait for none; what is the account's own needs a
 * code; what cannot be undone needs a fresh one, a confirmation in so many words, and a message to the contacts on file.
 */
export const IDENTITY_LEVELS = {
  coverage: 0,
  plans: 0,
  outageNotice: 0,
  openClaim: 0,
  cancellationNotice: 0,
  folioState: 1,
  lineTest: 1,
  balance: 2,
  invoices: 2,
  payments: 2,
  planChange: 2,
  endContract: 3,
  refund: 3,
  contactChange: 3,
} as const satisfies Readonly<Record<string, IdentityLevel>>;

export type IdentityAction = keyof typeof IDENTITY_LEVELS;

/** The level that an action needs; one that is not in the table needs what its procedure asks for. */
export const levelFor = (action: string, asked: IdentityLevel): IdentityLevel => {
  const known = IDENTITY_LEVELS[action as IdentityAction] as IdentityLevel | undefined;
  return known !== undefined && known > asked ? known : asked;
};
