import { DateTime } from 'luxon';
import type { PastOutage } from './backoffice.js';
import { DEMO_ZONE } from './demo-invoices.js';

/** The account that was without service for three days last month, by the provider's fault and not yet compensated. */
const ACCOUNT = '100007';
const DAYS = 3;
const BEGINS = { day: 10, hour: 8 } as const;

/** @param startedAt epoch ms; "last month" is the one before its day's. */
export function demoPastOutages(account: string, startedAt: number): readonly PastOutage[] {
  if (account !== ACCOUNT) return [];
  const started = DateTime.fromMillis(startedAt, { zone: DEMO_ZONE }).startOf('month').minus({ months: 1 }).set(BEGINS);
  const iso = (at: DateTime): string => at.toUTC().toJSDate().toISOString();
  return [
    {
      id: `falla-${account}-${started.toFormat('yyyyMMdd')}`,
      account,
      startedAt: iso(started),
      restoredAt: iso(started.plus({ days: DAYS })),
      cause: 'provider',
      compensated: false,
    },
  ];
}
