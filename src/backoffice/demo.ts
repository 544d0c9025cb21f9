import type { Clock } from '../clock.js';
import type { Backoffice, Customer, LineStatus } from './backoffice.js';
import { demoBilling } from './demo-billing.js';
import { DEMO_COVERAGE } from './demo-coverage.js';
import { DEMO_CUSTOMERS, type DemoCustomer } from './demo-customers.js';
import { demoPastOutages } from './demo-outages.js';
import { localCoverage } from './local-coverage.js';

const OUTAGE_ZONE = 'norte';
const RESTORATION_MS = 3 * 3_600_000;

/**
 * The back office of the demo provider: eight customers in memory with their bills, and a mass outage in the north whose restoration is
 * expected three hours after the start. When that passes it is put off by three hours more, so that the demo goes on.
 * @param startedAt epoch ms; all days are relative to its day.
 */
export function demoBackoffice(clock: Clock, startedAt = clock.now()): Backoffice {
  const byAccount = new Map(DEMO_CUSTOMERS.map((customer) => [customer.account, customer]));

  const outageIn = (zone: string): LineStatus['outage'] => {
    if (zone !== OUTAGE_ZONE) return null;
    const periods = Math.max(0, Math.floor((clock.now() - startedAt) / RESTORATION_MS)) + 1;
    return { id: `outage-${OUTAGE_ZONE}`, restoreAt: new Date(startedAt + periods * RESTORATION_MS).toISOString() };
  };
  return {
    async findCustomer(account) {
      const customer = byAccount.get(account);
      return customer ? fileOf(customer) : null;
    },
    async findAccounts({ email, phone }) {
      const wanted = email?.toLowerCase();
      return DEMO_CUSTOMERS.filter((customer) => customer.email === wanted || customer.phone === phone).map(({ account }) => account);
    },
    async lineStatus(account) {
      const customer = byAccount.get(account);
      if (!customer) return { suspended: false, outage: null, device: 'unknown', opticalLoss: false };
      return { ...customer.line, outage: outageIn(customer.zone) };
    },
    pastOutages: async (account) => demoPastOutages(account, startedAt),
    rebootDevice: async (account) => (byAccount.get(account)?.line.device === 'online' ? 'done' : 'unreachable'),
    ...demoBilling(startedAt),
    ...localCoverage(DEMO_COVERAGE),
  };
}

const fileOf = ({ line: _, ...customer }: DemoCustomer): Customer => customer;
