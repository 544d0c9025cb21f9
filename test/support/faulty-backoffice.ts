import { type Backoffice, BackofficeDown } from '../../src/backoffice/backoffice.js';

/**
 * `slow`: answers only when released. `down`: does not answer, and says so. `broken`: fails in its own way.
 * `malformed`: answers what nobody agreed on. `lying`: answers about somebody else.
 */
export type Fault = 'slow' | 'down' | 'broken' | 'malformed' | 'lying';

export interface FaultyBackoffice extends Backoffice {
  /** The fault from now on, or null. */
  fault: Fault | null;
  /** Names of the methods called, in order. */
  readonly calls: readonly string[];
  /** Lets the answers held back by `slow` go. */
  release(): void;
}

/** A back office with faults on demand around one without. @param liar the account about which a lying one answers. */
export function faultyBackoffice(inner: Backoffice, liar = '100001'): FaultyBackoffice {
  const calls: string[] = [];
  const held: (() => void)[] = [];
  const answer = async <T>(name: string, truth: () => Promise<T>, lie: () => Promise<T>): Promise<T> => {
    calls.push(name);
    switch (office.fault) {
      case 'slow':
        await new Promise<void>((resolve) => held.push(resolve));
        return truth();
      case 'down':
        throw new BackofficeDown('down for the test');
      case 'broken':
        throw new TypeError('broken for the test');
      case 'malformed':
        return { error: 'maintenance' } as T;
      case 'lying':
        return lie();
      default:
        return truth();
    }
  };
  const office: FaultyBackoffice = {
    fault: null,
    calls,
    release: () => {
      for (const resolve of held.splice(0)) resolve();
    },
    findCustomer: (account) =>
      answer(
        'findCustomer',
        () => inner.findCustomer(account),
        () => inner.findCustomer(liar),
      ),
    findAccounts: (contact) =>
      answer(
        'findAccounts',
        () => inner.findAccounts(contact),
        async () => [liar],
      ),
    lineStatus: (account) =>
      answer(
        'lineStatus',
        () => inner.lineStatus(account),
        () => inner.lineStatus(liar),
      ),
    pastOutages: (account) =>
      answer(
        'pastOutages',
        () => inner.pastOutages(account),
        () => inner.pastOutages(liar),
      ),
    rebootDevice: (account, key) =>
      answer(
        'rebootDevice',
        () => inner.rebootDevice(account, key),
        () => inner.rebootDevice(liar, key),
      ),
    balance: (account) =>
      answer(
        'balance',
        () => inner.balance(account),
        () => inner.balance(liar),
      ),
    listInvoices: (account, limit) =>
      answer(
        'listInvoices',
        () => inner.listInvoices(account, limit),
        () => inner.listInvoices(liar, limit),
      ),
    invoiceFiles: (account, invoice) =>
      answer(
        'invoiceFiles',
        () => inner.invoiceFiles(account, invoice),
        async () => ({ account: liar, invoiceId: invoice, xml: new Uint8Array([1]), pdf: new Uint8Array([1]) }),
      ),
    listPayments: (account, limit) =>
      answer(
        'listPayments',
        () => inner.listPayments(account, limit),
        () => inner.listPayments(liar, limit),
      ),
    listPlans: () =>
      answer(
        'listPlans',
        () => inner.listPlans(),
        async () => [],
      ),
    registerTermination: (request) =>
      answer(
        'registerTermination',
        () => inner.registerTermination(request),
        () => inner.registerTermination({ ...request, account: liar }),
      ),
    registerRefund: (request) =>
      answer(
        'registerRefund',
        () => inner.registerRefund(request),
        () => inner.registerRefund({ ...request, account: liar }),
      ),
    checkCoverage: (place) =>
      answer(
        'checkCoverage',
        () => inner.checkCoverage(place),
        async () => ({ state: 'check', zone: null, note: null }),
      ),
    findColonias: (search) =>
      answer(
        'findColonias',
        () => inner.findColonias(search),
        async () => [],
      ),
  };
  return office;
}
