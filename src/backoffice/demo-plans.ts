import type { Plan } from './billing.js';

/** What Red Ejemplo sells, cheapest first. */
export const DEMO_PLANS: readonly Plan[] = [
  { id: 'hogar-50', name: 'Hogar 50', monthlyPrice: 399_00, megabits: 50, television: false },
  { id: 'hogar-100', name: 'Hogar 100', monthlyPrice: 549_00, megabits: 100, television: false },
  { id: 'duo-100', name: 'Duo 100 + TV', monthlyPrice: 749_00, megabits: 100, television: true },
  { id: 'negocio-200', name: 'Negocio 200', monthlyPrice: 1_199_00, megabits: 200, television: false },
];
