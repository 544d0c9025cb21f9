import type { Document } from 'bson';
import type { Documents } from './golden-documents.js';

/** Something that only a later release knows of. */
const LATER = { since: 'later' };

/** What tells one entry of a list from the others, by the list's name. */
const KEYS: Readonly<Record<string, string>> = {
  inbox: 'message',
  signals: 'key',
  calls: 'id',
  timers: 'id',
  outbox: 'seq',
  lines: 'seq',
  marks: 'seq',
  events: 'n',
  history: 'hash',
  given: 'folio',
};
/** Of GridFS, whose form is the driver's. */
const FOREIGN = /^files\./;

/** The same documents as a later release would have written them: each, each entry of its lists, and the engine's state have one field more. */
export function fromLater(documents: Documents, version: number): Documents {
  return mapAll(documents, (document) => ({
    ...Object.fromEntries(Object.entries(document).map(([name, value]) => [name, name in KEYS ? (value as Document[]).map(more) : value])),
    ...(typeof document.state === 'string' ? { state: JSON.stringify(more(JSON.parse(document.state))) } : {}),
    format: typeof document.format === 'number' ? version : { ...document.format, writer: version, newest: version },
    later: LATER,
  }));
}

const more = (entry: Document): Document => ({ ...entry, later: LATER });

function mapAll(documents: Documents, change: (document: Document) => Document): Documents {
  const all = Object.entries(documents).map(([name, found]) => [name, FOREIGN.test(name) ? found : found.map(change)] as const);
  return Object.fromEntries(all);
}

/** The places at which `after` has lost what a later release had written in `before`. What is not there any more is not counted. */
export function lostOf(before: Documents, after: Documents): readonly string[] {
  return Object.entries(before).flatMap(([collection, all]) => {
    if (FOREIGN.test(collection)) return [];
    const now = new Map((after[collection] ?? []).map((document) => [String(document._id), document]));
    return all.flatMap((document) => {
      const found = now.get(String(document._id));
      return found ? lostIn(`${collection}/${document._id}`, document, found) : [];
    });
  });
}

function lostIn(place: string, before: Document, after: Document): readonly string[] {
  const own = after.later ? [] : [place];
  const state = typeof before.state === 'string' && !JSON.parse(after.state).later ? [`${place} state`] : [];
  const entries = Object.entries(KEYS).flatMap(([list, key]) => {
    const known = new Set(((before[list] ?? []) as Document[]).map((entry) => entry[key]));
    return ((after[list] ?? []) as Document[])
      .filter((entry) => known.has(entry[key]) && !entry.later)
      .map((entry) => `${place} ${list} ${entry[key]}`);
  });
  return [...own, ...state, ...entries];
}
