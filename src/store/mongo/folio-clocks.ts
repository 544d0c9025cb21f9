import type { Notice } from '../../engine/state.js';
import type { DueFolio } from '../folio-clocks.js';
import type { Cells } from './cells.js';
import { type FolioDoc, toFolio } from './folio-model.js';
import { type FolioDesk, findFolio } from './folios.js';
import type { Session } from './session.js';
import { withSignal } from './signals.js';

export async function claimFolios(folios: Cells<FolioDoc>, now: number, leaseMs: number, limit: number): Promise<readonly DueFolio[]> {
  const lease = now + leaseMs;
  const found = await folios.find({ clockAt: { $gte: 0, $lte: now }, place: { $gte: 0 } }, { clockAt: 1 }, limit);
  const claimed = await Promise.all(
    found.map(({ _id }) =>
      folios.write<FolioDoc | null>(_id, {
        apply: (folio) => (folio.clockAt !== null && folio.clockAt <= now ? [{ ...folio, clockAt: lease }, folio] : [folio, null]),
      }),
    ),
  );
  return claimed.flatMap((folio) => (folio ? [{ folio: toFolio(folio), lease, mindedAt: folio.mindedAt }] : []));
}

export async function folioMinded(desk: FolioDesk, number: string, lease: number, now: number, next: number | null): Promise<void> {
  const found = await findFolio(desk, number);
  if (!found) return;
  await desk.folios.write(found._id, {
    apply: (folio) => [folio.clockAt === lease ? { ...folio, clockAt: next, mindedAt: now } : folio, undefined],
  });
}

/** @returns whether there is such a conversation. */
export async function notify(sessions: Cells<Session>, conversation: string, notice: Notice, now: number): Promise<boolean> {
  const noted = await sessions.write<boolean>(conversation, {
    apply: (session) => [withSignal(session, `notice:${conversation}:${notice.key}`, { type: 'notice', notice }, now), true],
  });
  return noted === true;
}
