import { type Connection, type Model, Schema } from 'mongoose';
import {
  AREAS,
  FOLIO_STATUSES,
  FOLIO_TYPES,
  type Folio,
  type FolioDraft,
  type FolioPatch,
  firstNotice,
  SHIFTS,
  type Visit,
} from '../../cases/folio.js';
import type { Cell } from './cells.js';
import { chained } from './event-model.js';
import type { Fields } from './format.js';
import { OPTIONS, part, required, STAMP } from './schema-options.js';

/** A folio; its id is the key under which it was opened. It has no number, and nobody sees it, until `folio-numbers.ts` has given it one. */
export interface FolioDoc extends Cell, Omit<Folio, 'number' | 'details' | 'history'> {
  readonly number: string | null;
  /** Among all folios, in the order in which they got their numbers, from 1. */
  readonly place: number | null;
  /** JSON text. */
  readonly details: string;
  readonly history: readonly Step[];
  /** Keys of the changes that were made. */
  readonly applied: readonly string[];
  /** When its clock strikes, epoch ms: 0 after a change, null for none. A lease moves it on. */
  readonly clockAt: number | null;
  /** Up to when it has been minded, epoch ms. */
  readonly mindedAt: number;
  /** Visits that are being booked, and such as it has left whose places may still be taken. */
  readonly moving: readonly Visit[];
  readonly leaving: readonly Visit[];
}

/** Each step carries a hash over itself and the one before. */
export interface Step {
  readonly at: string;
  readonly by: string;
  readonly what: string;
  readonly hash: string;
}

const visit = part({
  date: { ...required(String), match: /^\d{4}-\d{2}-\d{2}$/ },
  shift: { ...required(String), enum: SHIFTS },
  zone: required(String),
});

const schema: Schema = new Schema(
  {
    _id: required(String),
    rev: required(Number),
    writes: [String],
    format: STAMP,
    number: String,
    place: Number,
    type: { ...required(String), enum: FOLIO_TYPES },
    area: { ...required(String), enum: AREAS },
    status: { ...required(String), enum: FOLIO_STATUSES },
    account: String,
    email: String,
    phone: String,
    channel: required(String),
    conversationId: required(String),
    description: required(String),
    details: required(String),
    createdAt: required(String),
    dueAt: String,
    dueRule: String,
    noticeAt: String,
    visit,
    closedAt: String,
    history: [part({ at: required(String), by: required(String), what: required(String), hash: required(String) })],
    applied: [String],
    clockAt: Number,
    mindedAt: required(Number),
    moving: [visit],
    leaving: [visit],
  },
  OPTIONS,
);
schema.index({ number: 1 }, { unique: true, partialFilterExpression: { place: { $gte: 0 } } });
schema.index({ place: 1 }, { unique: true, partialFilterExpression: { place: { $gte: 0 } } });
schema.index({ account: 1, place: 1 });
schema.index({ conversationId: 1, place: 1 });
schema.index({ type: 1, place: 1 });
schema.index({ clockAt: 1 });

export const folioModel = (connection: Connection): Model<FolioDoc> =>
  connection.model('Folio', schema, 'folios') as unknown as Model<FolioDoc>;

/** A folio that has no number yet. @throws what reading the draft throws, before anything is written. */
export function newFolio(key: string, draft: FolioDraft, now: number): FolioDoc {
  const createdAt = new Date(now).toISOString();
  return stepped(
    {
      _id: key,
      rev: 0,
      writes: [],
      number: null,
      place: null,
      type: draft.type,
      area: draft.area,
      status: 'open',
      account: draft.account,
      email: draft.email,
      phone: draft.phone,
      channel: draft.channel,
      conversationId: draft.conversationId,
      description: draft.description,
      details: JSON.stringify(draft.details),
      createdAt,
      dueAt: draft.dueAt,
      dueRule: draft.dueRule,
      noticeAt: draft.noticeAt,
      visit: null,
      closedAt: null,
      history: [],
      applied: [],
      clockAt: 0,
      mindedAt: 0,
      moving: [],
      leaving: [],
    },
    createdAt,
    'bot',
    'opened',
  );
}

/** What the port tells of it, and no more: there may be fields of newer programs in the document. */
export const toFolio = (folio: FolioDoc): Folio => ({
  number: folio.number ?? '',
  type: folio.type,
  area: folio.area,
  status: folio.status,
  account: folio.account,
  email: folio.email,
  phone: folio.phone,
  channel: folio.channel,
  conversationId: folio.conversationId,
  description: folio.description,
  details: JSON.parse(folio.details) as Folio['details'],
  createdAt: folio.createdAt,
  dueAt: folio.dueAt,
  dueRule: folio.dueRule,
  noticeAt: folio.noticeAt,
  visit: folio.visit,
  closedAt: folio.closedAt,
  history: folio.history.map(({ at, by, what }) => ({ at, by, what })),
});

/** A visit given makes the folio scheduled, one taken away open again, unless the patch says. */
export function patched(folio: FolioDoc, patch: FolioPatch): FolioDoc {
  const { details, noticeAt, ...rest } = patch;
  const known = JSON.parse(folio.details) as Folio['details'];
  const first = firstNotice(folio.noticeAt, noticeAt);
  return { ...folio, status: statusAfter(folio, patch.visit), ...rest, noticeAt: first, details: JSON.stringify({ ...known, ...details }) };
}

/** A folio of before there were clocks has none. */
export const withClock = (folio: Fields): Fields => ({ clockAt: null, mindedAt: 0, ...folio });

export function stepped(folio: FolioDoc, at: string, by: string, what: string): FolioDoc {
  const hash = chained(folio.history.at(-1)?.hash ?? '', folio._id, folio.history.length, at, by, what);
  return { ...folio, history: [...folio.history, { at, by, what, hash }] };
}

function statusAfter(folio: FolioDoc, visit: Visit | null | undefined): Folio['status'] {
  if (visit) return 'scheduled';
  return visit === null && folio.status === 'scheduled' ? 'open' : folio.status;
}
