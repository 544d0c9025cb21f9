import type { Clock } from '../clock.js';
import type { Store } from '../store/store.js';
import { makeCalendar } from './calendar.js';
import { dueOf } from './deadlines.js';
import type { Policy } from './policy.js';
import { isOpenFolio } from './proof.js';

const KEY = 'demo:100006';

/**
 * Gives the demo's account 100006 its open service folio, as if agreed by telephone, with a visit tomorrow morning. Run
 * at every start: it is the same folio each time, and once its visit's day has come it gets one on the new tomorrow. What
 * a visitor agreed otherwise, or closed, stays so.
 */
export async function seedDemo(store: Store, clock: Clock, policy: Policy): Promise<void> {
  const now = clock.now();
  const calendar = makeCalendar(policy);
  const folio = await store.openFolio(
    KEY,
    {
      type: 'failure',
      area: 'tecnica',
      account: '100006',
      email: 'fausto.gil@example.com',
      phone: '+522220000006',
      channel: 'phone',
      conversationId: KEY,
      description: 'Se va el internet varias veces al día.',
      details: {},
      ...dueOf('failure', now, policy, calendar),
      noticeAt: null,
    },
    now,
  );
  const today = calendar.dateOf(now);
  if (!isOpenFolio(folio) || (folio.visit !== null && folio.visit.date > today)) return;
  const date = calendar.nextDate(today, 1);
  // The demo's data says tomorrow, whoever else has booked and whatever day of the week it is.
  await store.bookVisit(`${KEY}:${date}`, folio.number, { date, shift: 'morning', zone: 'centro' }, Number.MAX_SAFE_INTEGER, now);
}
