import type { Customer, LineStatus } from './backoffice.js';

/** A customer of the demo, and how their own line is; an outage of the zone comes on top. */
export interface DemoCustomer extends Customer {
  readonly line: Omit<LineStatus, 'outage'>;
}

const HOGAR_50 = { plan: 'Hogar 50', monthlyPrice: 399_00 };
const HOGAR_100 = { plan: 'Hogar 100', monthlyPrice: 549_00 };
const DUO_100 = { plan: 'Duo 100 + TV', monthlyPrice: 749_00 };
const NEGOCIO_200 = { plan: 'Negocio 200', monthlyPrice: 1_199_00 };

const CENTRO = { zone: 'centro', address: 'Calle de Ejemplo 10, Centro, 72000 Puebla' };
const NORTE = { zone: 'norte', address: 'Calle de Ejemplo 20, Norte, 72100 Puebla' };
const SUR = { zone: 'sur', address: 'Calle de Ejemplo 30, Sur, 72300 Puebla' };

const ONLINE = { suspended: false, device: 'online', opticalLoss: false } as const;
const OFFLINE = { suspended: false, device: 'offline', opticalLoss: false } as const;
const SUSPENDED = { suspended: true, device: 'online', opticalLoss: false } as const;
const SIGNAL_LOST = { suspended: false, device: 'offline', opticalLoss: true } as const;

/** The eight customers of Red Ejemplo, made up: subscriber numbers that begin with 0, addresses of example.com. */
export const DEMO_CUSTOMERS: readonly DemoCustomer[] = [
  {
    account: '100001',
    holder: 'Ana Torres',
    email: 'ana.torres@example.com',
    phone: '+522220000001',
    ...HOGAR_50,
    ...CENTRO,
    line: ONLINE,
  },
  {
    account: '100002',
    holder: 'Beto Luna',
    email: 'beto.luna@example.com',
    phone: '+522220000002',
    ...HOGAR_50,
    ...CENTRO,
    line: SUSPENDED,
  },
  {
    account: '100003',
    holder: 'Carmen Ruiz',
    email: 'carmen.ruiz@example.com',
    phone: '+522220000003',
    ...HOGAR_100,
    ...NORTE,
    line: OFFLINE,
  },
  { account: '100004', holder: 'Diego Paz', email: 'diego.paz@example.com', phone: '+522220000004', ...DUO_100, ...SUR, line: ONLINE },
  {
    account: '100005',
    holder: 'Elena Mora',
    email: 'elena.mora@example.com',
    phone: '+522220000005',
    ...HOGAR_100,
    ...SUR,
    line: SIGNAL_LOST,
  },
  {
    account: '100006',
    holder: 'Fausto Gil',
    email: 'fausto.gil@example.com',
    phone: '+522220000006',
    ...NEGOCIO_200,
    ...CENTRO,
    line: OFFLINE,
  },
  {
    account: '100007',
    holder: 'Gloria Cano',
    email: 'gloria.cano@example.com',
    phone: '+522220000007',
    ...HOGAR_50,
    ...CENTRO,
    line: ONLINE,
  },
  { account: '100008', holder: 'Hugo Vela', email: 'hugo.vela@example.com', phone: '+522220000008', ...HOGAR_50, ...NORTE, line: OFFLINE },
];
