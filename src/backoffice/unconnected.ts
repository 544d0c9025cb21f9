import type { Backoffice } from './backoffice.js';
import { localCoverage } from './local-coverage.js';

/**
 * No system of the company is connected: nobody is found, nothing is known of any line or bill, and nothing can be registered. Reports and
 * notices are recorded all the same, and people go on with them.
 */
export const unconnectedBackoffice: Backoffice = {
  findCustomer: async () => null,
  findAccounts: async () => [],
  lineStatus: async () => ({ suspended: false, outage: null, device: 'unknown', opticalLoss: false }),
  pastOutages: async () => [],
  rebootDevice: async () => 'unsupported',
  balance: async () => null,
  listInvoices: async () => [],
  invoiceFiles: async () => null,
  listPayments: async () => [],
  listPlans: async () => [],
  registerTermination: async () => null,
  registerRefund: async () => null,
  ...localCoverage({ areas: [], colonias: [] }),
};
