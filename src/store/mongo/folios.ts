import type { Model } from 'mongoose';
import type { Folio, FolioDraft, FolioPatch } from '../../cases/folio.js';
import type { Cells } from './cells.js';
import { type FolioDoc, newFolio, patched, stepped, toFolio } from './folio-model.js';
import type { FolioNumbers } from './folio-numbers.js';
import type { Session } from './session.js';
import type { Page } from './transcript.js';

export interface FolioDesk {
  readonly folios: Cells<FolioDoc>;
  readonly folioModel: Model<FolioDoc>;
  readonly numbers: FolioNumbers;
  readonly sessions: Cells<Session>;
}

/** The same key gives the same folio, and completes what a node that died has left of it. */
export async function openFolio(desk: FolioDesk, key: string, draft: FolioDraft, now: number): Promise<Folio> {
  await desk.numbers.give(newFolio(key, draft, now));
  const folio = await desk.folios.read(key);
  if (!folio || folio.place === null) throw new Error(`The folio of ${key} has no number.`);
  const { conversationId, number, place } = folio;
  // A later folio may have been opened meanwhile, on another node: the last one stays.
  await desk.sessions.write(conversationId, {
    apply: (session) => [session.folioPlace < place ? { ...session, folio: number, folioPlace: place } : session, undefined],
  });
  return toFolio(folio);
}

export async function findFolio(
  { folios, folioModel }: Pick<FolioDesk, 'folios' | 'folioModel'>,
  number: string,
): Promise<FolioDoc | null> {
  const found = (await folioModel.findOne({ number, place: { $gte: 0 } }).lean()) as FolioDoc | null;
  return found && folios.found(found);
}

/** What a change of a folio is: its caller's key, who makes it, how the history calls it, and when. */
export interface Change {
  readonly key: string;
  readonly by: string;
  readonly what: string;
  readonly now: number;
}

/** The folio as it is after a change, which is made once per key. What a visit needs besides is in `visits.ts`. */
export async function changeFolio(folios: Cells<FolioDoc>, id: string, patch: FolioPatch, change: Change): Promise<FolioDoc> {
  const changed = await folios.write<FolioDoc>(id, {
    apply: (folio) => {
      const next = folio.applied.includes(change.key) ? folio : changedFolio(folio, patch, change);
      return [next, next];
    },
  });
  if (!changed) throw new Error(`The folio of ${id} is gone.`);
  return changed;
}

function changedFolio(folio: FolioDoc, patch: FolioPatch, { key, by, what, now }: Change): FolioDoc {
  const left = patch.visit === undefined || folio.visit === null ? [] : [folio.visit];
  const next = stepped(patched(folio, patch), new Date(now).toISOString(), by, what);
  return { ...next, clockAt: 0, applied: [...folio.applied, key], leaving: [...folio.leaving, ...left] };
}

export async function folios(
  { folioModel, folios: cells }: Pick<FolioDesk, 'folios' | 'folioModel'>,
  query: {
    readonly account?: string;
    readonly conversation?: string;
    readonly type?: string;
    readonly before?: string | null;
    readonly limit: number;
  },
): Promise<Page<Folio>> {
  const { account, conversation, type, before, limit } = query;
  const found = (await folioModel
    .find({
      ...(account === undefined ? {} : { account }),
      ...(conversation === undefined ? {} : { conversationId: conversation }),
      ...(type === undefined ? {} : { type }),
      place: before == null ? { $gte: 0 } : { $gte: 0, $lt: Number(before) },
    } as object)
    .sort({ place: -1 })
    .limit(limit + 1)
    .lean()) as FolioDoc[];
  const last = found[limit - 1];
  return {
    items: found.slice(0, limit).map((folio) => toFolio(cells.found(folio))),
    next: found.length > limit && last ? String(last.place) : null,
  };
}
