/** A folio (case): what was promised to a customer, findable from any channel. `domain/regulation.md` §5 in types. */
export const AREAS = ['tecnica', 'administrativa', 'comercial', 'atencion'] as const;
export type Area = (typeof AREAS)[number];

export const FOLIO_TYPES = [
  'failure',
  'doubt',
  'clarification',
  'complaint',
  'claim',
  'cancellation',
  'coverage',
  'privacy',
  'person',
] as const;
export type FolioType = (typeof FOLIO_TYPES)[number];

export const FOLIO_STATUSES = ['open', 'scheduled', 'resolved', 'closed'] as const;
export type FolioStatus = (typeof FOLIO_STATUSES)[number];

export const SHIFTS = ['morning', 'afternoon'] as const;
export type Shift = (typeof SHIFTS)[number];

export interface Visit {
  /** YYYY-MM-DD in the provider's time zone. */
  readonly date: string;
  readonly shift: Shift;
  readonly zone: string;
}

export interface Folio {
  /** Area's letter, digits, check digit: `T100017`. */
  readonly number: string;
  readonly type: FolioType;
  readonly area: Area;
  readonly status: FolioStatus;
  readonly account: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly channel: string;
  readonly conversationId: string;
  /** The customer's own words. */
  readonly description: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  /** ISO instants. */
  readonly createdAt: string;
  readonly dueAt: string | null;
  /** Name of the policy rule that gave `dueAt`. */
  readonly dueRule: string | null;
  readonly noticeAt: string | null;
  readonly visit: Visit | null;
  readonly closedAt: string | null;
  readonly history: readonly { readonly at: string; readonly by: string; readonly what: string }[];
}

/** What a new folio is made of; the number, the instants and the history are the store's. */
export type FolioDraft = Pick<
  Folio,
  | 'type'
  | 'area'
  | 'account'
  | 'email'
  | 'phone'
  | 'channel'
  | 'conversationId'
  | 'description'
  | 'details'
  | 'dueAt'
  | 'dueRule'
  | 'noticeAt'
>;

export type FolioPatch = Partial<
  Pick<Folio, 'status' | 'account' | 'email' | 'phone' | 'dueAt' | 'dueRule' | 'visit' | 'closedAt' | 'description'>
> & {
  readonly details?: Folio['details'];
  /** When the notice was given, if that is earlier than the folio says: the store never moves it later. */
  readonly noticeAt?: string;
};

/** The first of the notices that a folio is told of. ISO instants; a folio without one has given none. */
export const firstNotice = (known: string | null, told: string | undefined): string | null =>
  known === null || told === undefined || Date.parse(known) <= Date.parse(told) ? known : told;
