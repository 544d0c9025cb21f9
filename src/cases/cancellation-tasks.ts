import type { Store } from '../store/store.js';
import { AREAS, type Area, type Folio } from './folio.js';

/** What each area has to do for a cancellation: point 4 of the procedure, notice to all areas. */
const TASKS: Readonly<Record<Area, string>> = {
  tecnica: 'collectEquipment',
  administrativa: 'finalBillAndStopBilling',
  comercial: 'closeContract',
  atencion: 'confirmToCustomer',
};

/** `open`: the area has not acknowledged it yet. */
export type TaskState = 'open' | 'acknowledged' | 'done';

export interface AreaTask {
  readonly area: Area;
  readonly task: string;
  readonly state: TaskState;
  /** Who acknowledged it or has done it last, and when (ISO); null: nobody yet. */
  readonly by: string | null;
  readonly at: string | null;
}

/** The tasks as they are kept in a folio's details, which are flat: `task.<area>` and beside it its state, who and when. */
export const newTasks = (): Folio['details'] =>
  Object.fromEntries(
    AREAS.flatMap((area): [string, string | null][] => [
      [`task.${area}`, TASKS[area]],
      [`task.${area}.state`, 'open'],
      [`task.${area}.by`, null],
      [`task.${area}.at`, null],
    ]),
  );

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The tasks of a folio; none for one that gives the areas nothing to do. */
export function tasksOf({ details }: Pick<Folio, 'details'>): readonly AreaTask[] {
  return AREAS.flatMap((area) => {
    const task = text(details[`task.${area}`]);
    const state = details[`task.${area}.state`];
    if (task === null || (state !== 'open' && state !== 'acknowledged' && state !== 'done')) return [];
    return [{ area, task, state, by: text(details[`task.${area}.by`]), at: text(details[`task.${area}.at`]) }];
  });
}

/** Somebody of an area acknowledges its task, or has done it. @param key the same again changes nothing. @returns null: no such folio. */
export async function markTask(
  store: Store,
  key: string,
  number: string,
  { area, state, by }: { readonly area: Area; readonly state: Exclude<TaskState, 'open'>; readonly by: string },
  now: number,
): Promise<Folio | null> {
  const details = { [`task.${area}.state`]: state, [`task.${area}.by`]: by, [`task.${area}.at`]: new Date(now).toISOString() };
  return store.updateFolio(key, number, { details }, by, `task ${state}: ${area}`, now);
}
