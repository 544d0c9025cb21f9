import { type Connection, type Model, Schema } from 'mongoose';
import type { Folio, FolioPatch, Shift, Visit } from '../../cases/folio.js';
import { SHIFTS } from '../../cases/folio.js';
import type { Cell, Cells } from './cells.js';
import { type FolioDoc, toFolio } from './folio-model.js';
import { type Change, changeFolio, type FolioDesk, findFolio } from './folios.js';
import { OPTIONS, required, STAMP } from './schema-options.js';

/** The places of one zone, date and shift. */
export interface Slot extends Cell, Visit {
  /** Numbers of the folios that have a place. */
  readonly booked: readonly string[];
}

const schema = new Schema(
  {
    _id: required(String),
    rev: required(Number),
    writes: [String],
    format: STAMP,
    zone: required(String),
    date: required(String),
    shift: { ...required(String), enum: SHIFTS },
    booked: [String],
  },
  OPTIONS,
);
schema.index({ zone: 1, date: 1 });

export const slotModel = (connection: Connection): Model<Slot> => connection.model('Slot', schema, 'slots') as unknown as Model<Slot>;

export interface VisitDesk extends FolioDesk {
  readonly slots: Cells<Slot>;
  readonly slotModel: Model<Slot>;
}

export interface Booking {
  readonly result: 'booked' | 'full' | 'unknown';
  readonly folio: Folio | null;
}

/** Books if there is room. A key that found no place may try again; one that booked has booked for good. */
export async function bookVisit(
  desk: VisitDesk,
  key: string,
  number: string,
  visit: Visit,
  capacity: number,
  now: number,
): Promise<Booking> {
  const found = await findFolio(desk, number);
  if (!found) return { result: 'unknown', folio: null };
  const change = { key: `visit:${key}`, by: 'bot', what: `visit booked for ${visit.date}, ${visit.shift}`, now };
  const changed = await moveVisit(desk, found, visit, capacity, { visit }, change);
  if (changed) return { result: 'booked', folio: toFolio(changed) };
  const kept = await desk.folios.read(found._id);
  return { result: 'full', folio: kept && toFolio(kept) };
}

/** Null: no such folio. A visit that a patch gives is not held against the capacity. */
export async function updateFolio(
  desk: VisitDesk,
  key: string,
  number: string,
  patch: FolioPatch,
  change: Omit<Change, 'key'>,
): Promise<Folio | null> {
  const found = await findFolio(desk, number);
  if (!found) return null;
  const keyed = { ...change, key: `update:${key}` };
  if (patch.visit) {
    const moved = await moveVisit(desk, found, patch.visit, Number.POSITIVE_INFINITY, patch, keyed);
    return moved && toFolio(moved);
  }
  const changed = await changeFolio(desk.folios, found._id, patch, keyed);
  await releasePlaces(desk, changed);
  return toFolio(changed);
}

export async function visitLoad(
  { slots, slotModel }: Pick<VisitDesk, 'slots' | 'slotModel'>,
  zone: string,
  from: string,
  to: string,
): Promise<readonly { readonly date: string; readonly shift: Shift; readonly booked: number }[]> {
  const found = (await slotModel
    .find({ zone, date: { $gte: from, $lte: to } })
    .sort({ date: 1 })
    .lean()) as Slot[];
  return found
    .map((slot) => slots.found(slot))
    .filter(({ booked }) => booked.length > 0)
    .sort((a, b) => a.date.localeCompare(b.date) || SHIFTS.indexOf(a.shift) - SHIFTS.indexOf(b.shift))
    .map(({ date, shift, booked }) => ({ date, shift, booked: booked.length }));
}

/**
 * Folio and places are documents of their own. The folio says first where it is about to go, then the place is taken, then the folio
 * goes there, then its old place is given back. Who dies in between leaves at most a place that no folio has or wants: it counts until
 * somebody finds the slot full, or the folio moves again.
 * @returns null when there is no room.
 */
async function moveVisit(
  desk: VisitDesk,
  { _id: id, number }: FolioDoc,
  visit: Visit,
  capacity: number,
  patch: FolioPatch,
  change: Change,
): Promise<FolioDoc | null> {
  const { folios } = desk;
  const done = await folios.write<FolioDoc | null>(id, {
    apply: (folio) => (folio.applied.includes(change.key) ? [folio, folio] : [{ ...folio, moving: [...folio.moving, visit] }, null]),
  });
  if (done) return done;
  const placed = await takePlace(desk, visit, number ?? '', capacity);
  const changed = placed ? await changeFolio(folios, id, patch, change) : null;
  const arrived = await folios.write<FolioDoc>(id, {
    apply: (folio) => {
      const next = { ...folio, moving: withoutOne(folio.moving, visit) };
      return [next, next];
    },
  });
  if (arrived) await releasePlaces(desk, arrived);
  return changed;
}

/** Also a place that the folio has already is written anew, so that nobody who found it unwanted before can take it away now. */
async function takePlace(desk: VisitDesk, visit: Visit, number: string, capacity: number): Promise<boolean> {
  const { slots } = desk;
  const take = {
    apply: (slot: Slot): readonly [Slot, boolean] => {
      if (slot.booked.includes(number)) return [{ ...slot }, true];
      return slot.booked.length < capacity ? [{ ...slot, booked: [...slot.booked, number] }, true] : [slot, false];
    },
  };
  const id = slotId(visit);
  const taken = (await slots.write(id, take)) ?? (await makeSlot(slots, visit).then(() => slots.write(id, take)));
  if (taken) return true;
  return (await dropUnwanted(desk, id)) ? ((await slots.write(id, take)) ?? false) : false;
}

async function makeSlot(slots: Cells<Slot>, { zone, date, shift }: Visit): Promise<void> {
  await slots.insert({ _id: slotId({ zone, date, shift }), rev: 0, writes: [], zone, date, shift, booked: [] });
}

/** Gives back the places that the folio has left. */
async function releasePlaces({ folios, slots }: VisitDesk, { _id: id, number, leaving }: FolioDoc): Promise<void> {
  if (leaving.length === 0) return;
  for (const visit of leaving) {
    let wanted = true;
    await slots.write(slotId(visit), {
      prepare: async () => {
        const folio = await folios.read(id);
        wanted = !folio || wants(folio, slotId(visit));
      },
      apply: (slot) => [
        wanted || !slot.booked.includes(number ?? '') ? slot : { ...slot, booked: slot.booked.filter((each) => each !== number) },
        undefined,
      ],
    });
  }
  await folios.write(id, { apply: (folio) => [{ ...folio, leaving: leaving.reduce(withoutOne, folio.leaving) }, undefined] });
}

/** Takes away places whose folios neither have nor are about to have them. @returns true when there were some. */
async function dropUnwanted({ folioModel, folios, slots }: VisitDesk, id: string): Promise<boolean> {
  let unwanted: readonly string[] = [];
  const dropped = await slots.write<boolean>(id, {
    prepare: async (slot) => {
      const found = (await folioModel.find({ number: { $in: [...slot.booked] }, place: { $gte: 0 } }).lean()) as FolioDoc[];
      const wanted = new Set(found.filter((folio) => wants(folios.found(folio), id)).map(({ number }) => number));
      unwanted = slot.booked.filter((number) => !wanted.has(number));
    },
    apply: (slot) => {
      const booked = slot.booked.filter((number) => !unwanted.includes(number));
      return booked.length === slot.booked.length ? [slot, false] : [{ ...slot, booked }, true];
    },
  });
  return dropped === true;
}

const wants = ({ visit, moving }: FolioDoc, slot: string): boolean =>
  [...moving, ...(visit ? [visit] : [])].some((each) => slotId(each) === slot);

const slotId = ({ zone, date, shift }: Visit): string => JSON.stringify([zone, date, shift]);

function withoutOne(visits: readonly Visit[], visit: Visit): readonly Visit[] {
  const index = visits.findIndex((each) => slotId(each) === slotId(visit));
  return index < 0 ? visits : visits.toSpliced(index, 1);
}
