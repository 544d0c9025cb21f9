import type { Backoffice } from './backoffice.js';

/**
 * No system of the company is connected: nobody is found, and nothing is known of any line. Reports and notices are recorded all
 * the same, and people go on with them.
 */
export const unconnectedBackoffice: Backoffice = {
  findCustomer: async () => null,
  findAccounts: async () => [],
  lineStatus: async () => ({ suspended: false, outage: null, device: 'unknown', opticalLoss: false }),
};
