import type { Folio } from '../../src/cases/folio.js';
import type { EngineState } from '../../src/engine/state.js';

/** The same for two runs of the same conversation: what is drawn at random, counted or taken from the clock is left out. */

const TURN_ID = /"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.\d+"/g;
const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/g;
const DATE = /\d{4}-\d\d-\d\d/g;
const FOLIO = /"[TACS]\d{6,}"/g;
const CLOCK = /"(dueAt|left)":\d+(\.\d+)?/g;

/** Equal ids stay equal, and different ones different. */
export function canonicalState(state: EngineState): string {
  const names = new Map<string, string>();
  const name = (id: string): string => {
    const known = names.get(id) ?? `"id-${names.size + 1}"`;
    names.set(id, known);
    return known;
  };
  return JSON.stringify(state)
    .replace(TURN_ID, name)
    .replace(FOLIO, '"folio"')
    .replace(INSTANT, 'instant')
    .replace(DATE, 'date')
    .replace(CLOCK, '"$1":0');
}

export function canonicalFolio(folio: Folio): string {
  const { type, area, status, account, email, phone, channel, description, details, dueRule, dueAt, noticeAt, visit, closedAt } = folio;
  const history = folio.history.map(({ by, what }) => `${by}: ${what.replace(/ for .*/, '')}`);
  const dates = { dueAt: dueAt !== null, noticeAt: noticeAt !== null, closedAt: closedAt !== null };
  return JSON.stringify({
    type,
    area,
    status,
    account,
    email,
    phone,
    channel,
    description,
    details,
    dueRule,
    dates,
    zone: visit?.zone ?? null,
    history,
  })
    .replace(FOLIO, '"folio"')
    .replace(INSTANT, 'instant');
}
